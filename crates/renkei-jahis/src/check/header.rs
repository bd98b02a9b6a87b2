//! What SS-MIX2 says of the header.

use renkei_core::charset::{Declaration, Switching};
use renkei_core::{Charset, Location, SegmentPath};
use renkei_hl7v2::message::Segment;

use super::codes;
use super::form::{self, Stamp};
use super::walk::{Here, Walk};

/// The OID of the SS-MIX2 profile in MSH-21, whatever the letter of the version.
const PROFILE: &[u8] = b"1.2.392.200250.2.1.100.1.2.120";

pub(super) fn check(walk: &mut Walk<'_, '_>) {
    let message = walk.message;
    let Some(msh) = message.segments().next() else { return };
    let here = |number: u32| sent(&msh, number);

    if let Some(at) = here(7) {
        let written = at.raw.component(1).map(|time| time.bytes()).unwrap_or_default();
        if let Stamp::Sound { digits, .. } = form::stamp(written)
            && digits < 14
        {
            walk.report_here(&codes::MESSAGE_TIME_PRECISION, &at);
        }
    }
    if let (Some(at), Some(kind)) = (here(9), walk.kind) {
        let found = message.message_type();
        if let Some(structure) = kind.def.structure(&found.code, &found.event)
            && found.structure != structure
            && !found.structure.is_empty()
        {
            let part = at.raw.component(3).map_or(at, |raw| Here { raw, path: at.path.with_component(3) });
            let args = [("structure", structure.into())];
            walk.report_here_with(&codes::MESSAGE_STRUCTURE_UNEXPECTED, &part, &args);
        }
    }
    if let Some(at) = here(11)
        && at.raw.component(1).is_some_and(|id| matches!(id.bytes(), b"D" | b"T"))
    {
        walk.report_here(&codes::NOT_PRODUCTION, &at);
    }
    if let Some(at) = here(12)
        && at.raw.component(1).is_some_and(|version| version.bytes() != b"2.5")
    {
        walk.report_here(&codes::VERSION_UNEXPECTED, &at);
    }
    charset(walk, here(18), here(20));
    if let Some(at) = here(21) {
        let named = at.raw.pieces().any(|id| id.component(3).is_some_and(|oid| oid.bytes() == PROFILE));
        if !named {
            walk.report_here(&codes::PROFILE_IDENTIFIER, &at);
        }
    }
}

fn charset(walk: &mut Walk<'_, '_>, declared: Option<Here<'_>>, handling: Option<Here<'_>>) {
    let found = walk.message.charset();
    if !matches!(found, Charset::Iso2022Jp | Charset::Ascii) {
        let place = declared.map_or_else(
            || Location::from(SegmentPath::field("MSH", 1, 18)),
            |at| Location::segment(at.path, at.raw.span()),
        );
        walk.report_with(&codes::CHARSET_UNEXPECTED, place, &[("found", found.name().into())]);
    }
    if let Some(at) = declared {
        let written = at.raw.bytes();
        let repetition = walk.message.delimiters().repetition;
        let sets = Declaration::parse(written.split(|b| *b == repetition));
        let usual = written.split(|b| *b == repetition).map(|set| set.trim_ascii().is_empty());
        let shaped = usual.eq([true, false]);
        if !shaped || sets.charset() != Some(Charset::Iso2022Jp) {
            walk.report_here(&codes::CHARSET_DECLARATION, &at);
        } else if written.get(1..) != Some(b"ISO IR87") {
            walk.report_here(&codes::CHARSET_SPELLING, &at);
        }
    }
    if let Some(at) = handling {
        match Switching::parse(at.raw.bytes()) {
            Switching::Iso2022 if at.raw.bytes() == b"ISO 2022-1994" => {}
            Switching::Iso2022 => walk.report_here(&codes::CHARSET_SPELLING, &at),
            _ => walk.report_here(&codes::CHARSET_HANDLING, &at),
        }
    }
}

/// Segments that end in different ways.
pub(super) fn terminators(walk: &mut Walk<'_, '_>) {
    let message = walk.message;
    let ends = message.segments().zip(message.segments().skip(1)).map(|(segment, next)| {
        let between = segment.span().range().end..next.span().range().start;
        let bytes = message.bytes().get(between).unwrap_or_default();
        // Blank lines are no terminators of their own.
        let end = match bytes {
            [b'\r', b'\n', ..] => 2u8,
            [b'\n', ..] => 1,
            _ => 0,
        };
        (segment, end)
    });
    let mut first = None;
    for (segment, end) in ends {
        if *first.get_or_insert(end) != end {
            return walk.report(&codes::TERMINATORS_MIXED, segment.location());
        }
    }
}

fn sent<'m>(msh: &Segment<'m>, number: u32) -> Option<Here<'m>> {
    let field = msh.field(number).filter(|field| !field.is_empty() && !field.is_null())?;
    Some(Here { raw: field.raw(), path: field.path() })
}
