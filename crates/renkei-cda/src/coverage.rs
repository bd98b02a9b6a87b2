//! Insurance (保険・公費), as the ministry's prescription has it: acts in the section of insurance.

use renkei_model::coverage::Coverage;
use renkei_model::document::Entry;
use renkei_model::organization::Organization;
use renkei_model::value::{Blank, Identifier};

use crate::datatype::{cd, identifier, ii, part, root};
use crate::document::Element;
use crate::mapping::Mapper;
use crate::section::SectionDef;

/// The kinds of insurance (1 医保 … 8 公費).
const KINDS: &str = "1.2.392.100495.20.2.61";
/// The number of the insurer, and of the public payer.
const INSURERS: [&str; 2] = ["1.2.392.100495.20.3.61", "1.2.392.100495.20.3.71"];
/// The symbol and the number of the card.
const SYMBOL: &str = "1.2.392.100495.20.3.62";
const NUMBER: &str = "1.2.392.100495.20.3.63";

/// Says whether an act is an insurance.
pub(crate) fn is_coverage(act: Element<'_>) -> bool {
    act.child("code").and_then(|code| code.attribute("codeSystem")).as_deref() == Some(KINDS)
}

/// An insurance or a public payer.
pub(crate) fn coverage<M: Mapper>(
    m: &mut M,
    e: &mut Entry,
    c: &mut Coverage,
    kind: Option<&'static SectionDef>,
    depth: u32,
) {
    crate::entry::head(m, e, "ACT");
    m.one("code", "statement.kind", &mut c.kind, cd);
    crate::entry::words(m, e);
    crate::entry::status(m, e);
    m.within("effectiveTime", "", &mut *c, |m, c| {
        crate::datatype::time(m, "low", "statement.valid_from", &mut c.valid_from);
        crate::datatype::time(m, "high", "statement.valid_until", &mut c.valid_until);
    });
    fn is_insurer(e: Element<'_>) -> bool {
        let id = e.child("assignedEntity").and_then(|entity| entity.child("id"));
        id.and_then(|id| id.attribute("root")).is_some_and(|root| INSURERS.contains(&&*root))
    }
    if !m.is_reading() {
        let insurer = |id: &mut Identifier| issued(id, INSURERS.first().copied().unwrap_or_default());
        c.insurer_numbers.iter_mut().for_each(insurer);
        c.symbols.iter_mut().for_each(|id| issued(id, SYMBOL));
    }
    let nothing = c.insurer_numbers.is_empty() && c.insurer_names.is_empty();
    if m.is_reading() || !nothing {
        m.only(is_insurer).within("performer", "", &mut *c, |m, c| {
            m.required("assignedEntity", "", c, |m, c| {
                m.list("id", "statement.insurer_numbers", &mut c.insurer_numbers, ii);
                m.list("representedOrganization", "statement.insurer_names", &mut c.insurer_names, |m, o| {
                    part(m, "name", "name", &mut o.name);
                });
            });
        });
    }
    fn is_card(e: Element<'_>) -> bool {
        e.attribute("typeCode").as_deref() == Some("COV")
    }
    m.only(is_card).within("participant", "", &mut *c, |m, c| {
        m.fixed("typeCode", "COV");
        m.within("participantRole", "", c, |m, c| {
            m.fixed("classCode", "COVPTY");
            fn is_symbol(e: Element<'_>) -> bool {
                e.attribute("root").as_deref() == Some(SYMBOL)
            }
            m.only(is_symbol).list("id", "statement.symbols", &mut c.symbols, ii);
            // The number of a card is an organisation in the model, as messages have it.
            let mut numbers: Vec<Identifier> = c.numbers.iter().map(number).collect();
            m.list("id", "statement.numbers", &mut numbers, ii);
            if m.is_reading() {
                let organization = |identifier| Organization { identifier, ..Organization::default() };
                c.numbers = numbers.into_iter().map(organization).collect();
            }
            m.one("code", "statement.relationship", &mut c.relationship, cd);
        });
    });
    crate::entry::tail(m, e, kind, depth);
}

/// Gives a number the issuer that its kind has, where messages leave it out.
fn issued(id: &mut Identifier, issuer: &str) {
    if root(id).is_none()
        && let Some(value) = &id.value
    {
        *id = identifier(issuer, value);
    }
}

/// The number of a card, wherever the model has it.
fn number(organization: &Organization) -> Identifier {
    if organization.identifier.is_blank() {
        let text = organization.name.clone().unwrap_or_default();
        return identifier(NUMBER, &text);
    }
    organization.identifier.clone()
}
