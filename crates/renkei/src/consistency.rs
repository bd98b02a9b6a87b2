use renkei_core::{Diagnostic, Location, SegmentPath, Sink};
use renkei_hl7v2::Message;
use renkei_ssmix2::{Action, ConditionFlag, EntryName, MessageKind};

use crate::codes;

/// Where no order number exists, the name has fifteen nines.
const NO_ORDER: &str = "999999999999999";

/// Holds the content of a message against the name of its file in a storage: patient, order number, date, flag.
pub(crate) fn check(name: &EntryName, message: &Message<'_>, sink: &mut dyn Sink) {
    let patient = name.patient_id();
    let place = SegmentPath::field("PID", 1, 3);
    let list = message.get(&place).into_iter().flat_map(|list| list.pieces());
    let ids = list.filter_map(|id| id.component(1)).map(|id| id.text());
    let mut ids = ids.filter(|id| !matches!(id.trim(), "" | "\"\"")).peekable();
    if ids.peek().is_some() && !ids.any(|id| id.trim() == patient) {
        sink.report(Diagnostic::new(&codes::CONTENT_PATIENT_MISMATCH, at(message, place)));
    }

    let text = |path: SegmentPath| message.get(&path).map(|raw| raw.text().trim().to_owned());
    let placer = SegmentPath::field("ORC", 1, 2).with_component(1);
    if name.key() != NO_ORDER
        && let Some(number) = text(placer).filter(|number| !number.is_empty())
        && number != name.key()
    {
        let place = SegmentPath::field("ORC", 1, 2);
        sink.report(Diagnostic::new(&codes::CONTENT_ORDER_MISMATCH, at(message, place)));
    }

    let found = message.message_type();
    let of_type = |kind: &&MessageKind| kind.code == found.code && kind.event == found.event;
    let kind = name.kind().and_then(|kind| kind.message_kinds().find(of_type));
    let source = kind.and_then(|kind| kind.date_source);
    if let Some(path) = source.and_then(|source| source.parse::<SegmentPath>().ok())
        && let Some(date) = text(path.with_component(1)).as_deref().and_then(|text| text.get(..8))
        && date != name.date_text()
    {
        sink.report(Diagnostic::new(&codes::CONTENT_DATE_MISMATCH, at(message, path)));
    }

    let control = SegmentPath::field("ORC", 1, 1);
    let withdrawn = kind.is_some_and(|kind| kind.action == Action::Cancel);
    // A file of diseases holds all of them; one that is withdrawn does not withdraw the file.
    let order = name.kind_text().starts_with("OM");
    let cancelled = order && text(control).is_some_and(|control| control == "CA");
    if (withdrawn || cancelled) && name.flag() == ConditionFlag::Current {
        let place = if cancelled { control } else { SegmentPath::field("MSH", 1, 9) };
        sink.report(Diagnostic::new(&codes::CONTENT_FLAG_MISMATCH, at(message, place)));
    }
}

/// The place of a field, with its bytes where it is there.
fn at(message: &Message<'_>, path: SegmentPath) -> Location {
    message.get(&path).map_or_else(|| path.into(), |raw| Location::segment(path, raw.span()))
}
