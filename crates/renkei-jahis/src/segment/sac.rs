use renkei_hl7v2::segment;
use renkei_model::specimen::Container;
use renkei_model::value::{Blank, Decimal};

use crate::datatype::{CE, CWE, EI, NM, SN};
use crate::mapping::{Mapper, Parts, Slot};

segment! {
    /// SAC (検体容器): specimen container. HL7 v2.5 13.4.3; JAHIS データ交換規約; not in SS-MIX2.
    SAC "Specimen Container Detail" "検体容器" clause "HL7 v2.5 13.4.3; JAHIS データ交換規約";
     1 EXTERNAL_ACCESSION_IDENTIFIER EI   80 O -    - "External Accession Identifier"         "外部受付識別子";
     2 ACCESSION_IDENTIFIER          EI   80 O -    - "Accession Identifier"                  "受付識別子";
     3 CONTAINER_IDENTIFIER          EI   80 O -    - "Container Identifier"                  "容器識別子";
     4 PRIMARY_CONTAINER_IDENTIFIER  EI   80 O -    - "Primary (Parent) Container Identifier" "親容器識別子";
     8 CONTAINER_STATUS              CE  250 O - 0370 "Container Status"                      "容器状態";
    10 CARRIER_IDENTIFIER            EI   80 O -    - "Carrier Identifier"                    "キャリア識別子";
    11 POSITION_IN_CARRIER           NA   80 O -    - "Position in Carrier"                   "キャリア内位置";
    15 LOCATION                      CWE 250 O *    - "Location"                              "場所";
    21 CONTAINER_VOLUME              NM   20 O -    - "Container Volume"                      "容器容量";
    22 AVAILABLE_SPECIMEN_VOLUME     NM   20 O -    - "Available Specimen Volume"             "使用可能検体量";
    24 VOLUME_UNITS                  CE  250 O -    - "Volume Units"                          "容量単位";
    27 ADDITIVE                      CWE 250 O * 0371 "Additive"                              "添加物";
    29 DILUTION_FACTOR               SN   20 O -    - "Dilution Factor"                       "希釈倍率";
    32 HEMOLYSIS_INDEX               NM   20 O -    - "Hemolysis Index"                       "溶血指数";
    34 LIPEMIA_INDEX                 NM   20 O -    - "Lipemia Index"                         "乳び指数";
    36 ICTERUS_INDEX                 NM   20 O -    - "Icterus Index"                         "黄疸指数";
}

/// Maps a container of the specimen.
pub(crate) fn map<M: Mapper>(m: &mut M, container: &mut Container) {
    m.field(EXTERNAL_ACCESSION_IDENTIFIER, "external_accession", &mut container.external_accession);
    m.field(ACCESSION_IDENTIFIER, "accession", &mut container.accession);
    m.field(CONTAINER_IDENTIFIER, "id", &mut container.id);
    m.field(PRIMARY_CONTAINER_IDENTIFIER, "parent", &mut container.parent);
    m.field(CONTAINER_STATUS, "status", &mut container.status);
    m.field(CARRIER_IDENTIFIER, "carrier", &mut container.carrier);
    // The data type names the place: `position[0]` is the first component.
    m.field(POSITION_IN_CARRIER, "", &mut container.position);
    m.field(LOCATION, "locations", &mut container.locations);
    m.field(CONTAINER_VOLUME, "volume", &mut container.volume);
    m.field(AVAILABLE_SPECIMEN_VOLUME, "available_volume", &mut container.available_volume);
    m.field(VOLUME_UNITS, "volume_unit", &mut container.volume_unit);
    m.field(ADDITIVE, "additives", &mut container.additives);
    m.field(DILUTION_FACTOR, "dilution", &mut container.dilution);
    m.field(HEMOLYSIS_INDEX, "hemolysis", &mut container.hemolysis);
    m.field(LIPEMIA_INDEX, "lipemia", &mut container.lipemia);
    m.field(ICTERUS_INDEX, "icterus", &mut container.icterus);
}

/// A numeric array (数値配列), one number a component: row and column, `2^7`. HL7 v2.5 2.A, NA.
#[derive(Clone, Copy, Debug)]
pub enum NA {}

impl Slot<NA> for Vec<Decimal> {
    const REPEATS: bool = false;

    fn count(&self) -> usize {
        usize::from(!self.is_empty())
    }

    fn item<P: Parts>(&mut self, _: usize, parts: &mut P) {
        // A place has at most three axes; what stands beyond them is kept as unmapped.
        self.resize_with(self.len().max(3), Decimal::default);
        for ((n, component), number) in (1u32..).enumerate().zip(self.iter_mut()) {
            parts.item("position", n, number, |parts, number| parts.part::<NM, _>(component, "", number));
        }
        Slot::<NA>::trim(self);
    }

    fn trim(&mut self) {
        while self.last().is_some_and(Blank::is_blank) {
            self.pop();
        }
    }
}
