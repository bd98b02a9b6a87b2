//! The messages: structure, data kinds, and the order in which segments are mapped. One file each, and one line in [`ALL`].

mod ack;
mod adt;
mod adt_a01;
mod adt_a02;
mod adt_a03;
mod adt_a05;
mod adt_a09;
mod adt_a15;
mod adt_a16;
mod adt_a21;
mod adt_a52;
mod adt_a54;
mod adt_a60;
mod discriminator;
mod lab;
mod omd_o03;
mod omg_o19;
mod omi_z23;
mod oml_o21;
mod oml_o33;
mod oml_o35;
mod order;
mod orl_o22;
mod orl_o34;
mod orl_o36;
mod oru_r01;
mod oru_r30;
mod other;
mod oul_r21;
mod oul_r22;
mod oul_r23;
mod oul_r24;
mod ppr_zd1;
mod preamble;
mod ras_o17;
mod rde_o11;
mod rds_o13;

use std::sync::OnceLock;

use renkei_core::ledger::Remark;
use renkei_core::{Charset, Diagnostic, SegmentPath, Sink};
use renkei_hl7v2::Message;
use renkei_hl7v2::structure::Structure;
use renkei_model::exchange::MessageType;
use renkei_model::value::{Field, Text};
use renkei_model::{Content, Exchange};

use crate::codes;
use crate::convert::named_default;
use crate::mapping::decoder::Decoder;
use crate::mapping::editor::Editor;
use crate::mapping::surveyor::Surveyor;
use crate::mapping::walker::Walker;

pub use discriminator::kind_of;
pub(crate) use discriminator::untell;
pub(crate) use discriminator::{begin, settle};

/// Every message that has a mapping, and last the one that stands for all others.
pub static ALL: &[&MessageDef] = &[
    &adt_a01::DEF,
    &adt_a02::DEF,
    &adt_a03::DEF,
    &adt_a05::DEF,
    &adt_a09::DEF,
    &adt_a15::DEF,
    &adt_a16::DEF,
    &adt_a21::DEF,
    &adt_a52::DEF,
    &adt_a54::DEF,
    &adt_a60::DEF,
    &ppr_zd1::DEF,
    &rde_o11::DEF,
    &ras_o17::DEF,
    &rds_o13::DEF,
    &oml_o33::DEF,
    &oml_o35::DEF,
    &oml_o21::DEF,
    &oul_r22::DEF,
    &oul_r23::DEF,
    &oul_r24::DEF,
    &oul_r21::DEF,
    &omd_o03::DEF,
    &omg_o19::DEF,
    &omi_z23::DEF,
    &oru_r01::DEF,
    &oru_r30::DEF,
    &ack::DEF,
    &orl_o34::DEF,
    &orl_o36::DEF,
    &orl_o22::DEF,
    &other::DEF,
];

/// A message: what it is called, how it is built, what it carries.
pub struct MessageDef {
    /// The message structure, as in table 0354: `OUL_R22`. Empty for the one that stands for all others.
    pub name: &'static str,
    /// The English title.
    pub english: &'static str,
    /// The Japanese title.
    pub japanese: &'static str,
    /// Where the structure comes from.
    pub clause: &'static str,
    /// The message codes and events, with the data kinds (データ種別) that each may have in a storage.
    pub types: &'static [MessageKind],
    /// The structure, in the notation of the standard.
    pub structure: &'static str,
    /// The parsed structure, once it was needed.
    pub(crate) parsed: OnceLock<Option<Structure>>,
    pub(crate) readers: Readers,
    /// Whether the content of an exchange can be written as this message.
    pub(crate) carries: fn(&Content) -> bool,
}

/// One mapping function for each that reads it.
pub(crate) struct Readers {
    pub(crate) decode: fn(&mut Decoder<'_, '_>, &mut Exchange),
    pub(crate) edit: fn(&mut Editor<'_, '_>, &mut Exchange),
    pub(crate) survey: fn(&mut Surveyor, &mut Exchange),
    pub(crate) walk: fn(&mut Walker<'_>, &mut Exchange),
}

/// Makes the readers of a mapping function.
macro_rules! readers {
    ($map:path) => {
        $crate::message::Readers {
            decode: |m, exchange| $map(m, exchange),
            edit: |m, exchange| $map(m, exchange),
            survey: |m, exchange| $map(m, exchange),
            walk: |m, exchange| $map(m, exchange),
        }
    };
}
pub(crate) use readers;

/// A message code and event, and what it is in a storage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MessageKind {
    /// The message code: `RDE`.
    pub code: &'static str,
    /// The trigger event: `O11`. Empty where any event goes.
    pub event: &'static str,
    /// The data kinds: `OMP-01`, `OMP-02`. The first is what is assumed where nothing tells them apart.
    pub kinds: &'static [&'static str],
}

impl MessageKind {
    /// Says whether a message of this code and event is meant.
    pub fn is(&self, code: &str, event: &str) -> bool {
        self.code == code && (self.event.is_empty() || self.event == event)
    }

    /// Says whether the event fits what the content says: each event of a visit has a message type of its own.
    fn says(&self, content: &Content) -> bool {
        !adt::carries(content) || adt::says(self.event, content)
    }
}

impl MessageDef {
    /// Returns the structure; `None` where a message has none to match.
    pub fn structure(&self) -> Option<&Structure> {
        self.parsed.get_or_init(|| self.structure.parse().ok()).as_ref()
    }
}

impl std::fmt::Debug for MessageDef {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "MessageDef({})", self.name)
    }
}

/// Finds the mapping of a message by its type.
pub(crate) fn find(message: &Message<'_>, kind: Option<&str>, sink: &mut dyn Sink) -> &'static MessageDef {
    let found = message.message_type();
    let of_type = |t: &&MessageKind| t.is(&found.code, &found.event);
    let def = ALL.iter().find(|def| def.types.iter().any(|t| of_type(&t)));
    let Some(def) = def else {
        sink.report(Diagnostic::new(&codes::MESSAGE_UNKNOWN, SegmentPath::field("MSH", 1, 9)));
        return &other::DEF;
    };
    let kinds = def.types.iter().find(of_type).map_or(&[][..], |t| t.kinds);
    if let Some(kind) = kind
        && !kinds.contains(&kind)
        && let Some(known) = ALL.iter().flat_map(|d| d.types).flat_map(|t| t.kinds).find(|k| **k == kind)
    {
        let place = SegmentPath::field("MSH", 1, 9);
        sink.report(Diagnostic::new(&codes::KIND_MISMATCH, place).with("kind", *known));
    }
    def
}

/// The message that an exchange is written as: the one that its header names, or else the first that carries its content.
pub(crate) fn for_writing(exchange: &Exchange) -> Option<&'static MessageDef> {
    let named = exchange.header.message_type.value();
    let says = |t: &&MessageKind| t.says(&exchange.content);
    let of_type = |t: &MessageKind| says(&t) && named.is_some_and(|n| is_named(t, n));
    let carrying =
        || ALL.iter().filter(|def| (def.carries)(&exchange.content) && def.types.iter().any(|t| says(&t)));
    carrying().find(|def| def.types.iter().any(of_type)).or_else(|| carrying().next()).copied()
}

/// The message whose mapping knows the values of an exchange.
pub(crate) fn for_walking(exchange: &Exchange) -> &'static MessageDef {
    for_writing(exchange).unwrap_or(&other::DEF)
}

fn is_named(kind: &MessageKind, named: &MessageType) -> bool {
    kind.is(named.code.as_deref().unwrap_or_default(), named.event.as_deref().unwrap_or_default())
}

/// Fills in what a message can't do without: its type, the version and the declaration of its character set.
pub(crate) fn complete(def: &MessageDef, exchange: &mut Exchange, charset: Option<Charset>) -> Vec<Remark> {
    let mut remarks = Vec::new();
    let mut defaulted = |field| remarks.push(named_default(SegmentPath::field("MSH", 1, field)));
    let header = &mut exchange.header;
    let mut types = def.types.iter().filter(|t| t.says(&exchange.content));
    let fits = |named: &MessageType| types.clone().any(|t| is_named(t, named));
    if !header.message_type.value().is_some_and(fits)
        && let Some(kind) = types.next()
    {
        header.message_type = Field::Value(MessageType {
            code: Some(kind.code.into()),
            event: Some(kind.event).filter(|event| !event.is_empty()).map(Into::into),
            structure: Some(def.name.into()),
        });
        defaulted(9);
    }
    if header.version.is_absent() {
        let version = renkei_model::exchange::Version { id: Some("2.5".into()), ..Default::default() };
        header.version = Field::Value(version);
        defaulted(12);
    }
    let declared = declared_charset(exchange);
    let header = &mut exchange.header;
    let wanted = charset.unwrap_or(declared);
    if header.charsets.is_empty() || wanted != declared {
        header.charsets = wanted.declared_as().unwrap_or_default().iter().map(|s| (*s).into()).collect();
        header.charset_handling =
            if wanted == Charset::Iso2022Jp { "ISO 2022-1994".into() } else { Field::Absent };
        defaulted(18);
    }
    remarks
}

/// The character set that a header declares; ISO-2022-JP, as SS-MIX2 requires, where it declares none.
pub(crate) fn declared_charset(exchange: &Exchange) -> Charset {
    let declared = exchange.header.charsets.iter().map(|text| text.as_bytes());
    renkei_core::charset::Declaration::parse(declared).charset().unwrap_or(Charset::Iso2022Jp)
}

/// For lists whose values have no key: they are told apart by equality and place.
pub(crate) const fn no_key<T>(_: &T) -> Option<Text> {
    None
}

/// Borrows the content as one variant, putting that variant there first.
macro_rules! content {
    ($exchange:expr, $variant:ident) => {{
        if !matches!($exchange.content, renkei_model::Content::$variant(_)) {
            $exchange.content = renkei_model::Content::$variant(Default::default());
        }
        match &mut $exchange.content {
            renkei_model::Content::$variant(content) => Some(content),
            _ => None,
        }
    }};
}
pub(crate) use content;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_structure_can_be_read() {
        for def in ALL {
            assert!(def.structure.is_empty() || def.structure().is_some(), "{}", def.name);
        }
    }

    #[test]
    fn no_two_messages_claim_the_same_type() {
        let mut all: Vec<_> = ALL.iter().flat_map(|d| d.types).map(|t| (t.code, t.event)).collect();
        all.sort_unstable();
        let count = all.len();
        all.dedup();
        assert_eq!(all.len(), count);
    }
}
