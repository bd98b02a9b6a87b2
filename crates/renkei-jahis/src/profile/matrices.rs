//! The option tables (オプション) of the SS-MIX2 標準化ストレージ仕様書, one page a segment, in the versions 1.2c and 1.2g; 1.2h
//! adds RXE-12. Cells that the published transcriptions of the tables do not show are `?`.

use super::Matrix;

pub(super) static ALL: &[&Matrix] = &[
    &AL1, &CTI, &DB1, &EVN, &IAM, &IN1, &IPC, &MSH, &NK1, &OBR, &OBX, &ODS, &ORC, &PID, &PRB, &PV1, &PV2,
    &RXA, &RXC, &RXE, &RXR, &SPM, &TQ1, &ZE1, &ZE2, &ZI1, &ZPD, &ZPR,
];

static MSH: Matrix = Matrix::new(
    "MSH",
    "    *
     1   R
     2   R
     3   O
     4   O
     5   O
     6   O
     7   R
     9   R
     10  R
     11  R
     12  R
     18  R
     20  O
     21  N>O",
);

static EVN: Matrix = Matrix::new(
    "EVN",
    "    *
     2   R
     3   C
     4   O
     5   O
     6   C
     7   RE",
);

static PID: Matrix = Matrix::new(
    "PID",
    "    *
     1   O
     3   R
     5   R
     7   R
     8   R
     11  O
     13  O
     14  O
     33  C",
);

static NK1: Matrix = Matrix::new(
    "NK1",
    "    *
     1   R
     2   O
     3   O
     4   O
     5   O
     6   O
     13  O",
);

static PV1: Matrix = Matrix::new(
    "PV1",
    "    *   OMP-01/OMP-11  OMP-02
     1   O   O>N            O>N
     2   R   R              R
     3   O   O              O
     6   O   O>N            O>N
     7   O   O              O
     10  C   C              C>N
     17  O   O>N            O>N
     36  O   O>N            O>N
     44  O   O              O
     45  O   O              O",
);

static PV2: Matrix = Matrix::new(
    "PV2",
    "    *
     1   C
     8   C
     9   C
     47  O",
);

static DB1: Matrix = Matrix::new(
    "DB1",
    "    *
     1   R
     2   R
     4   R",
);

static OBX: Matrix = Matrix::new(
    "OBX",
    "    ADT-00  OMP-02/OMP-12  OML-01/OML-11  OMG-01/OMG-11  OMG-02/OMG-12  OMG-03/OMG-13
     1   ?>O     O              O              O              O              O
     2   ?>C     R              C              R              R              R
     3   ?>R     R              R              R              R              R
     4   ?>C     N>C            N>C            N>C            N>C            C
     5   ?>C     C              C              R              R              C
     6   ?>O     O              O              O              O              O
     7   ?>N     N              N>O            N              N              N
     8   ?>N     N              N>O            N              N              N
     11  ?>R     R              R              R              R              R
     14  ?>N     N              N>O            N              O              O",
);

static AL1: Matrix = Matrix::new(
    "AL1",
    "    *
     1   R
     2   O
     3   R",
);

static IAM: Matrix = Matrix::new(
    "IAM",
    "    ADT-61
     1   R
     2   O
     3   R
     4   O
     5   O
     6   R
     7   C
     8   O
     9   O
     10  O
     11  O
     12  O
     13  O
     14  O
     15  O
     17  O
     18  O
     19  O
     20  O",
);

static IN1: Matrix = Matrix::new(
    "IN1",
    "    *
     1   R
     2   R
     3   O
     4   C
     10  C
     11  C
     12  O
     13  O
     15  C
     17  O",
);

// A copy of IN1 for disease messages, which 1.2c does not have. A published example fills 18, 19 and 21 as well.
static ZI1: Matrix = Matrix::new(
    "ZI1",
    "    PPR-01
     1   ?>R
     2   ?>R
     3   ?>O
     4   ?>C
     10  ?>C
     11  ?>C
     12  ?>O
     13  ?>O
     15  ?>C
     17  ?>O
     18  ?
     19  ?
     21  ?",
);

static PRB: Matrix = Matrix::new(
    "PRB",
    "    PPR-01
     1   R
     2   R
     3   R
     4   R
     5   O
     6   O
     7   O
     8   O
     9   O
     10  O
     11  O
     12  O
     13  O
     14  O
     15  O
     16  O
     17  O
     18  O
     19  O
     20  O
     21  O
     22  O
     23  O
     24  O
     25  O",
);

static ZPR: Matrix = Matrix::new(
    "ZPR",
    "    PPR-01
     1   O
     2   R
     3   O
     4   O
     5   O
     6   O
     7   O",
);

static ZPD: Matrix = Matrix::new(
    "ZPD",
    "    PPR-01
     1   ?
     2   ?",
);

static ORC: Matrix = Matrix::new(
    "ORC",
    "    PPR-01  OMD  OMP-01/OMP-11  OMP-02/OMP-12  OML-01/OML-11  OMG-01/OMG-11/OMG-02/OMG-12  OMG-03/OMG-13
     1   R       R    R              R              R              R                            R
     2   R       R    R              R              R              R                            R
     3   O       N    O              O              O              O                            O
     4   O       N    R              R              O              N                            O
     5   N>O     N>O  N>O            N>O            RE             N>O                          O
     8   N       N    N              N              N              C                            C
     9   O       O    O              O              O              R                            R
     10  O       O    O              O              O              O                            O
     12  O       O    O              O              O              R                            R
     13  O       N    O              O              O              O                            O
     15  O       O    O              O              O              O                            O
     16  O       O    O              O              O              O                            O
     17  O       O    O              R              O              O                            R
     18  O       O    O              O              O              O                            O
     21  O       N    O              O              O              O                            O
     22  O       N    O              O              O              O                            O
     23  O       N    O              O              O              O                            O
     29  O       N    O              R              RE             O                            O",
);

static TQ1: Matrix = Matrix::new(
    "TQ1",
    "    OMD  OMP-01/OMP-11  OMP-02/OMP-12  OML-01/OML-11  OMG-01/OMG-11  OMG-02/OMG-12  OMG-03/OMG-13
     1   O    O              O              R              R              R              R
     2   N    O              O              N              N              O>N            O
     3   O    O              C              N              N              O>N            O
     4   N    N              N              N              N              O>N            O
     5   N    N              N              N              N              O>N            O
     6   N    O              N              N              N              O>N            O
     7   O    O              O              RE             O              O              O
     8   N>O  O              O              O              O              O              O
     9   O    N              N              RE             R              R              R
     10  N    N              N              N              N              O>N            O
     11  N    O              C              O              O              O              O
     12  C    C              N              C              C              O>C            O
     13  N    N              N              N              N              O>N            O
     14  N    N>O            O              N              N              O>N            O",
);

// OBR-13 is not in the lists of OMG-01 and OMG-02; the JAHIS 放射線データ交換規約 carries it.
static OBR: Matrix = Matrix::new(
    "OBR",
    "    OML-01/OML-11  OMG-01/OMG-11  OMG-02/OMG-12  OMG-03/OMG-13
     1   C              O              O              R
     2   R              R              R              R
     3   O              O              O              O
     4   R              R              R              R
     7   C              O              O              C
     8   O              N              O              O
     12  O              O              O              O
     13  N              N              N              O
     16  O              O              O              O
     22  O              O              O              O
     24  N              N              N              O
     25  N              O              O              C
     26  N>O            N              N              O
     28  N              N              N              O
     29  N              C              C              C
     36  N              O              O              O",
);

static SPM: Matrix = Matrix::new(
    "SPM",
    "    OML-01/OML-11
     1   RE
     2   RE
     4   R
     8   RE
     17  RE",
);

static RXE: Matrix = Matrix::new(
    "RXE",
    "    OMP-01/OMP-11  OMP-02/OMP-12
     2   R              R
     3   R              R
     4   O              N
     5   R              R
     6   O              O
     7   O              O
     10  R              O
     11  R              O
     12  N>N>O          N>N>O
     13  O              O
     14  O              O
     15  O              O
     16  O              O
     17  O              O
     18  O              O
     19  C              O
     20  N              O
     21  O              O
     22  O              O
     23  N              O
     24  N              O
     25  O              O
     26  O              O
     27  O              O
     28  O              O
     29  O              O
     30  O              O
     31  N>O            N>O
     32  O              O
     33  O              O
     34  O              O
     35  O              O
     36  O              O
     37  O              O
     38  O              O
     39  O              O
     40  O              O
     41  O              O
     42  O              O
     43  O              O
     44  O              O",
);

static RXR: Matrix = Matrix::new(
    "RXR",
    "    OMP-01/OMP-11  OMP-02/OMP-12
     1   R              R
     2   O              O
     3   O              O
     4   O              O
     6   N              N>O",
);

static RXC: Matrix = Matrix::new(
    "RXC",
    "    OMP-02/OMP-12
     1   R
     2   R
     3   R
     4   R
     5   O
     6   O
     7   O
     8   O
     9   O",
);

static RXA: Matrix = Matrix::new(
    "RXA",
    "    OMP-11/OMP-12
     1   R
     2   R
     3   R
     4   R
     5   R
     6   R
     7   C
     8   O
     9   O
     10  O
     11  C
     12  C
     13  O
     14  O
     15  O
     16  O
     17  O
     18  O
     19  O
     20  O
     21  O
     22  O
     23  O
     24  O
     25  O
     26  O",
);

static IPC: Matrix = Matrix::new(
    "IPC",
    "    OMG-11/OMG-12
     1   R
     2   O
     3   R
     4   O
     5   R
     6   O
     7   O
     8   O
     9   O",
);

static ZE1: Matrix = Matrix::new(
    "ZE1",
    "    OMG-11  OMG-12
     1   O       R
     2   R       R
     3   R       R
     4   O       O
     5   O       N
     6   C       N
     7   O       N
     8   C       N
     9   O       N
     10  O       O
     11  O       O
     12  O       O",
);

static ZE2: Matrix = Matrix::new(
    "ZE2",
    "    OMG-11
     1   O
     2   O
     3   O
     4   O
     5   O
     6   O
     7   O",
);

static ODS: Matrix = Matrix::new(
    "ODS",
    "    OMD
     1   R
     2   O
     3   R
     4   O",
);

static CTI: Matrix = Matrix::new(
    "CTI",
    "    OMP-02/OMP-12
     1   R
     2   C
     3   O",
);
