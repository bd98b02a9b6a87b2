use renkei_core::SegmentId;

/// When a conditional field (条件付き) must be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Condition {
    /// The segment.
    pub segment: SegmentId,
    /// The field, numbered from one.
    pub field: u32,
    /// The condition.
    pub when: When,
    /// The condition in signs that need no language.
    pub signs: &'static str,
}

/// A condition that a message can be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum When {
    /// The trigger event is one of these.
    Event(&'static [&'static str]),
    /// Another field of the segment is sent.
    Sent(u32),
    /// Another field of the segment is one of these codes.
    Is(u32, &'static [&'static str]),
    /// Another field of the segment is sent and none of these codes.
    IsNot(u32, &'static [&'static str]),
    /// The order control (ORC-1) of the group is one of these.
    Control(&'static [&'static str]),
    /// The segment is followed by another of its name.
    Repeats,
    /// Never: the condition says when the field may be sent, not when it must.
    May,
}

macro_rules! conditions {
    ($($segment:ident $field:literal $when:expr, $signs:literal;)*) => {
        /// The conditions that the sources state. A conditional field without one here is not enforced, and the report of a
        /// check says so.
        pub static CONDITIONS: &[Condition] = &[$(Condition {
            segment: SegmentId::from_name(stringify!($segment)),
            field: $field,
            when: $when,
            signs: $signs,
        }),*];
    };
}

// Results that have no value: not obtainable, deleted, still in the laboratory, not asked, order detail.
const WITHOUT_VALUE: &[&str] = &["X", "D", "I", "N", "O", "W"];

conditions! {
    EVN 3  When::May, "";
    EVN 6  When::Event(&["A02", "A12", "A15", "A21", "A22", "A26", "A52", "A53"]), "MSH-9.2 = A02/A12/A15/A21/A22/A26/A52/A53";
    OBR 29 When::Control(&["CH"]), "ORC-1 = CH";
    OBX 5  When::IsNot(11, WITHOUT_VALUE), "OBX-11 ≠ X/D/I/N/O/W";
    ORC 8  When::Is(1, &["CH"]), "ORC-1 = CH";
    PID 33 When::Event(&["A08"]), "MSH-9.2 = A08";
    PV1 10 When::Event(&["A01", "A02", "A14", "A15"]), "MSH-9.2 = A01/A02/A14/A15";
    PV2 1  When::Event(&["A26", "A27"]), "MSH-9.2 = A26/A27";
    PV2 8  When::Event(&["A14", "A15", "A26", "A27"]), "MSH-9.2 = A14/A15/A26/A27";
    PV2 9  When::Event(&["A16", "A25"]), "MSH-9.2 = A16/A25";
    PV1 36 When::Event(&["A03"]), "MSH-9.2 = A03";
    PV1 44 When::Event(&["A01", "A04", "A11"]), "MSH-9.2 = A01/A04/A11";
    PV1 45 When::Event(&["A03", "A13"]), "MSH-9.2 = A03/A13";
    TQ1 12 When::Repeats, "TQ1 > 1";
    ZE1 6  When::Sent(7), "ZE1-7 ≠ ∅";
    ZE1 8  When::Sent(9), "ZE1-9 ≠ ∅";
}
