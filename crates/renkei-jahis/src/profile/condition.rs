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
    /// The condition in English, to stand after "required".
    pub english: &'static str,
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
    ($($segment:ident $field:literal $when:expr, $english:literal;)*) => {
        /// The conditions that the sources state. A conditional field without one here is not enforced, and the report of a
        /// check says so.
        pub static CONDITIONS: &[Condition] = &[$(Condition {
            segment: SegmentId::from_name(stringify!($segment)),
            field: $field,
            when: $when,
            english: $english,
        }),*];
    };
}

// Results that have no value: not obtainable, deleted, still in the laboratory, not asked, order detail.
const WITHOUT_VALUE: &[&str] = &["X", "D", "I", "N", "O", "W"];

conditions! {
    EVN 3  When::May, "";
    EVN 6  When::Event(&["A02", "A12", "A15", "A21", "A22", "A26", "A52", "A53"]), "with this event";
    OBR 29 When::Control(&["CH"]), "in a group whose ORC-1 is CH";
    OBX 5  When::IsNot(11, WITHOUT_VALUE), "unless OBX-11 says that there is no result";
    ORC 8  When::Is(1, &["CH"]), "when ORC-1 is CH";
    PID 33 When::Event(&["A08"]), "with event A08";
    PV1 10 When::Event(&["A01", "A02", "A14", "A15"]), "with this event";
    PV2 1  When::Event(&["A26", "A27"]), "with this event";
    PV2 8  When::Event(&["A14", "A15", "A26", "A27"]), "with this event";
    PV2 9  When::Event(&["A16", "A25"]), "with this event";
    PV1 36 When::Event(&["A03"]), "with event A03";
    PV1 44 When::Event(&["A01", "A04", "A11"]), "with this event";
    PV1 45 When::Event(&["A03", "A13"]), "with this event";
    TQ1 12 When::Repeats, "when TQ1 repeats";
    ZE1 6  When::Sent(7), "when ZE1-7 is sent";
    ZE1 8  When::Sent(9), "when ZE1-9 is sent";
}
