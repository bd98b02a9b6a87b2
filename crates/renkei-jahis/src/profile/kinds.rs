use renkei_core::SegmentId;

/// What a profile says of a data kind (データ種別) as a whole.
#[derive(Debug)]
pub struct KindDef {
    /// The name: `OMP-01`.
    pub name: &'static str,
    /// The messages, as MSH-9 names them, with blanks between.
    pub messages: &'static str,
    /// The grammar of SS-MIX2, in the notation of the standard: what it does not name is allowed by the base standard
    /// alone.
    pub grammar: &'static str,
    /// Segments that every message must have.
    pub requires: &'static [SegmentId],
    /// Segments that every group must have, by the segment that begins the group.
    pub by_group: &'static [ByGroup],
    /// Whether all groups of a message belong to one order, and so have one order number.
    pub one_order: bool,
}

/// What a group must have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ByGroup {
    /// The segment that begins the group.
    pub anchor: SegmentId,
    /// What must follow before the next group.
    pub requires: &'static [SegmentId],
}

impl KindDef {
    /// Says whether the grammar names a segment.
    pub fn allows(&self, segment: SegmentId) -> bool {
        self.segments().any(|id| id == segment)
    }

    /// Returns the segments that the grammar names, in order; one that it names twice comes twice.
    pub fn segments(&self) -> impl Iterator<Item = SegmentId> {
        let words = self.grammar.split(|c: char| !c.is_ascii_alphanumeric());
        words.filter(|word| word.len() == 3).map(SegmentId::from_name)
    }

    /// Says whether a message of this code and event is one of the kind.
    pub fn holds(&self, code: &str, event: &str) -> bool {
        // Bytes are enough to tell blanks and names apart.
        self.messages.as_bytes().split(|byte| *byte == b' ').any(|message| {
            let rest = message.strip_prefix(code.as_bytes()).and_then(|rest| rest.strip_prefix(b"^"));
            let rest = rest.and_then(|rest| rest.strip_prefix(event.as_bytes()));
            rest.is_some_and(|rest| rest.starts_with(b"^"))
        })
    }

    /// Returns the structure that MSH-9 must name for a code and event.
    pub fn structure(&self, code: &str, event: &str) -> Option<&'static str> {
        self.types().find(|(c, e, _)| *c == code && *e == event).map(|(_, _, structure)| structure)
    }

    fn types(&self) -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
        self.messages.split(' ').filter_map(|message| {
            let mut parts = message.split('^');
            Some((parts.next()?, parts.next()?, parts.next()?))
        })
    }
}

macro_rules! kinds {
    ($($name:literal $messages:literal $grammar:literal
        requires $($required:ident)* [$($anchor:ident $($member:ident)*;)*] $orders:ident;)*) => {
        /// The 26 data kinds. SS-MIX2 標準化ストレージ仕様書 データ種別一覧; the grammars are what its pages list.
        pub static KINDS: &[KindDef] = &[$(KindDef {
            name: $name,
            messages: $messages,
            grammar: $grammar,
            requires: &[$(SegmentId::from_name(stringify!($required))),*],
            by_group: &[$(ByGroup {
                anchor: SegmentId::from_name(stringify!($anchor)),
                requires: &[$(SegmentId::from_name(stringify!($member))),*],
            }),*],
            one_order: kinds!(@$orders),
        }),*];
    };
    (@no_order) => { false };
    (@one_order) => { true };
    (@many_orders) => { false };
}

kinds! {
    "ADT-00" "ADT^A08^ADT_A01 ADT^A23^ADT_A21"
        "MSH EVN PID [{NK1}] PV1 [PV2] [{DB1}] [{OBX}] [{AL1}] [{IN1}]" requires EVN PID PV1 [] no_order;
    "ADT-01" "ADT^A54^ADT_A54 ADT^A55^ADT_A52"
        "MSH EVN PID PV1 [PV2]" requires EVN PID PV1 [] no_order;
    "ADT-12" "ADT^A04^ADT_A01"
        "MSH EVN PID PV1 [PV2]" requires EVN PID PV1 [] no_order;
    "ADT-21" "ADT^A14^ADT_A05 ADT^A27^ADT_A21"
        "MSH EVN PID PV1 PV2" requires EVN PID PV1 PV2 [] no_order;
    "ADT-22" "ADT^A01^ADT_A01 ADT^A11^ADT_A09"
        "MSH EVN PID PV1 [PV2]" requires EVN PID PV1 [] no_order;
    "ADT-31" "ADT^A21^ADT_A21 ADT^A52^ADT_A52"
        "MSH EVN PID PV1 [PV2]" requires EVN PID PV1 [] no_order;
    "ADT-32" "ADT^A22^ADT_A21 ADT^A53^ADT_A52"
        "MSH EVN PID PV1 [PV2]" requires EVN PID PV1 [] no_order;
    "ADT-41" "ADT^A15^ADT_A15 ADT^A26^ADT_A21"
        "MSH EVN PID PV1 PV2" requires EVN PID PV1 PV2 [] no_order;
    "ADT-42" "ADT^A02^ADT_A02 ADT^A12^ADT_A09"
        "MSH EVN PID PV1 [PV2]" requires EVN PID PV1 [] no_order;
    "ADT-51" "ADT^A16^ADT_A16 ADT^A25^ADT_A21"
        "MSH EVN PID PV1 PV2" requires EVN PID PV1 PV2 [] no_order;
    "ADT-52" "ADT^A03^ADT_A03 ADT^A13^ADT_A01"
        "MSH EVN PID PV1 [PV2]" requires EVN PID PV1 [] no_order;
    "ADT-61" "ADT^A60^ADT_A60"
        "MSH EVN PID [PV1] [{IAM}]" requires EVN PID IAM [] no_order;
    "PPR-01" "PPR^ZD1^PPR_ZD1"
        "MSH PID [PV1] {PRB [ZPR] [{ZPD}] [{ZI1}] [{ORC}]}" requires PID PRB [] many_orders;
    "OMD" "OMD^O03^OMD_O03"
        "MSH PID [PV1] [{AL1}] {ORC [{TQ1}] [{ODS}]}" requires PID PV1 ORC ODS [ORC TQ1;] many_orders;
    "OMP-01" "RDE^O11^RDE_O11"
        "MSH PID [PV1] [{AL1}] {ORC RXE {TQ1} {RXR}}"
        requires PID PV1 ORC [ORC RXE TQ1 RXR;] one_order;
    "OMP-11" "RAS^O17^RAS_O17"
        "MSH PID [PV1] [{AL1}] {ORC [TQ1] [RXE] [{RXR}] {{RXA} RXR}}"
        requires PID PV1 ORC [ORC RXA RXR;] one_order;
    "OMP-02" "RDE^O11^RDE_O11"
        "MSH PID [PV1] [{AL1}] {ORC RXE {TQ1} {RXR} [{RXC}] [{OBX}] [{CTI}]}"
        requires PID PV1 ORC [ORC RXE TQ1 RXR RXC;] one_order;
    "OMP-12" "RAS^O17^RAS_O17"
        "MSH PID [PV1] [{AL1}] {ORC [TQ1] [RXE] [{RXR}] [{RXC}] {{RXA} RXR [{OBX}]} [{CTI}]}"
        requires PID PV1 ORC [ORC RXA RXR;] one_order;
    "OML-01" "OML^O33^OML_O33"
        "MSH PID [PV1] [{AL1}] {SPM {ORC [TQ1] [OBR [{OBX}]]}}"
        requires PID PV1 SPM ORC [ORC TQ1 OBR;] one_order;
    "OML-11" "OUL^R22^OUL_R22"
        "MSH PID [PV1] {SPM {OBR [ORC] [{TQ1}] [{OBX}]}}" requires PID PV1 SPM OBR [] one_order;
    "OMG-01" "OMG^O19^OMG_O19"
        "MSH PID [PV1] [{AL1}] {ORC {TQ1} OBR [{OBX}]}" requires PID PV1 ORC [ORC TQ1 OBR;] many_orders;
    "OMG-11" "OMI^Z23^OMI_Z23"
        "MSH PID [PV1] {ORC [TQ1] OBR [{OBX}] [{ZE1 [{ZE2}]}] {IPC}}"
        requires PID PV1 ORC IPC [ORC TQ1 OBR;] many_orders;
    "OMG-02" "OMG^O19^OMG_O19"
        "MSH PID [PV1] [{AL1}] {ORC {TQ1} OBR [{OBX}]}" requires PID PV1 ORC [ORC TQ1 OBR;] many_orders;
    "OMG-12" "OMI^Z23^OMI_Z23"
        "MSH PID [PV1] {ORC [TQ1] OBR [{OBX}] [{ZE1 [{OBX}]}] {IPC}}"
        requires PID PV1 ORC IPC [ORC TQ1 OBR;] many_orders;
    "OMG-03" "OMG^O19^OMG_O19"
        "MSH PID [PV1] [{AL1}] {ORC {TQ1} OBR [{OBX}]}" requires PID PV1 ORC [ORC TQ1 OBR;] many_orders;
    "OMG-13" "ORU^R01^ORU_R01"
        "MSH PID [PV1] {[ORC] OBR [{TQ1}] [{OBX}]}" requires PID PV1 OBR [] many_orders;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_complete_and_sound() {
        assert_eq!(KINDS.len(), 26);
        assert_eq!(KINDS.iter().flat_map(KindDef::types).count(), 36);
        for kind in KINDS {
            assert!(kind.grammar.parse::<renkei_hl7v2::structure::Structure>().is_ok(), "{}", kind.name);
            for required in kind.requires.iter().chain(kind.by_group.iter().flat_map(|g| g.requires)) {
                assert!(kind.allows(*required), "{} requires {required}", kind.name);
            }
        }
    }

    #[test]
    fn a_message_names_its_structure() {
        let kind = KINDS.iter().find(|kind| kind.name == "ADT-32").unwrap();
        assert_eq!(kind.structure("ADT", "A53"), Some("ADT_A52"));
        assert!(!kind.holds("ADT", "A08"));
    }
}
