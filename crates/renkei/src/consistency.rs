use renkei_core::{Diagnostic, SegmentPath, Sink};
use renkei_hl7v2::Message;
use renkei_model::Exchange;
use renkei_model::value::Identifier;
use renkei_ssmix2::{EntryName, MESSAGE_KINDS, MessageKind};

use crate::codes;

/// Where no order number exists, the name has fifteen nines.
const NO_ORDER: &str = "999999999999999";

/// Holds the content of a message against the name of its file in a storage: patient, order number, date.
pub(crate) fn check(name: &EntryName, message: &Message<'_>, exchange: &Exchange, sink: &mut dyn Sink) {
    let patient = name.patient_id();
    let mut identifiers = exchange.patient.identifiers.iter().filter_map(Identifier::as_str).peekable();
    if identifiers.peek().is_some() && !identifiers.any(|id| id == patient) {
        let place = SegmentPath::field("PID", 1, 3);
        sink.report(Diagnostic::new(&codes::CONTENT_PATIENT_MISMATCH, place));
    }

    let text = |path: SegmentPath| message.get(&path).map(|raw| raw.text().trim().to_owned());
    let placer = SegmentPath::field("ORC", 1, 2).with_component(1);
    if name.key() != NO_ORDER
        && let Some(number) = text(placer).filter(|number| !number.is_empty())
        && number != name.key()
    {
        sink.report(Diagnostic::new(&codes::CONTENT_ORDER_MISMATCH, SegmentPath::field("ORC", 1, 2)));
    }

    let found = message.message_type();
    let of_type = |kind: &&MessageKind| {
        kind.code == found.code && kind.event == found.event && Some(kind.data_kind) == name.kind()
    };
    let source = MESSAGE_KINDS.iter().find(of_type).and_then(|kind| kind.date_source);
    if let Some(path) = source.and_then(|source| source.parse::<SegmentPath>().ok())
        && let Some(date) = text(path.with_component(1)).as_deref().and_then(|text| text.get(..8))
        && date != name.date_text()
    {
        sink.report(Diagnostic::new(&codes::CONTENT_DATE_MISMATCH, path));
    }
}
