//! Specimens, and the laboratory orders and reports that hang on them (検体検査).

use crate::observation::{Observation, ObservationGroup};
use crate::order::OrderHeader;
use crate::value::{
    Blank, CodeableConcept, DateTime, Decimal, Field, Identifier, IdentifierPair, Jlac10, KnownSystem,
    Period, Quantity, StructuredNumber, Text,
};

record! {
    /// A laboratory order (検体検査オーダ): the items to examine are observations without a value.
    pub struct LabOrder {
        /// Who ordered, when, where.
        pub header: OrderHeader,
        /// The specimens, each with what is asked of it.
        pub specimens: Vec<SpecimenGroup>,
    }

    /// A laboratory report (検体検査結果).
    pub struct LabReport {
        /// Who ordered, when, where.
        pub header: OrderHeader,
        /// The specimens, each with its results.
        pub specimens: Vec<SpecimenGroup>,
    }

    /// A specimen and what was asked of it.
    pub struct SpecimenGroup {
        /// The specimen; blank when none was described.
        pub specimen: Specimen,
        /// What was observed of the specimen itself.
        pub observations: Vec<Observation>,
        /// Its containers.
        pub containers: Vec<Container>,
        /// The groups of items, in the order sent.
        pub groups: Vec<ObservationGroup>,
    }

    /// A specimen of a request, in messages that go by request and not by specimen.
    pub struct RequestSpecimen {
        /// The specimen.
        pub specimen: Specimen,
        /// What was observed of the specimen itself.
        pub observations: Vec<Observation>,
        /// Its containers.
        pub containers: Vec<Container>,
    }

    /// A specimen (検体).
    pub struct Specimen {
        /// The number of the entry.
        pub set_id: Field<Text>,
        /// The identifiers (検体ID).
        pub id: Field<IdentifierPair>,
        /// The specimens from which it was divided.
        pub parents: Vec<IdentifierPair>,
        /// The material (検体タイプ): JLAC10 `023` serum, and the hospital's own code.
        pub kind: Field<CodeableConcept>,
        /// Where it is from (検査材料・検査部位).
        pub source_site: Field<CodeableConcept>,
        /// When it was taken (検体採取日時).
        pub collected: Field<Period>,
        /// When it was received (検体受領日時).
        pub received_at: Field<DateTime>,
        /// What is seldom sent.
        pub details: Option<Box<SpecimenDetails>>,
    }

    /// The seldom sent parts of a specimen.
    pub struct SpecimenDetails {
        /// What modifies the material.
        pub kind_modifiers: Vec<CodeableConcept>,
        /// What was added: heparin.
        pub additives: Vec<CodeableConcept>,
        /// How it was taken.
        pub collection_method: Field<CodeableConcept>,
        /// What modifies the source.
        pub source_site_modifiers: Vec<CodeableConcept>,
        /// Where on the body it was taken.
        pub collection_site: Field<CodeableConcept>,
        /// Its role, HL7 table 0369: `P` patient, `Q` control.
        pub roles: Vec<CodeableConcept>,
        /// How much was taken.
        pub collection_amount: Field<Quantity>,
        /// How many were grouped.
        pub grouped_count: Field<Decimal>,
        /// The specimen in words.
        pub descriptions: Vec<Text>,
        /// How to handle it.
        pub handling: Vec<CodeableConcept>,
        /// What to beware of.
        pub risks: Vec<CodeableConcept>,
        /// Until when it can be used.
        pub expires_at: Field<DateTime>,
        /// Whether it is there, `Y` or `N`.
        pub available: Field<Text>,
        /// Why it was rejected.
        pub reject_reasons: Vec<CodeableConcept>,
        /// Its quality.
        pub quality: Field<CodeableConcept>,
        /// Whether it fits.
        pub appropriateness: Field<CodeableConcept>,
        /// Its condition.
        pub conditions: Vec<CodeableConcept>,
        /// How much is left.
        pub current_quantity: Field<Quantity>,
        /// How many containers.
        pub container_count: Field<Decimal>,
        /// The kind of container.
        pub container_kind: Field<CodeableConcept>,
        /// The state of the container.
        pub container_condition: Field<CodeableConcept>,
        /// What it is to the specimen from which it was divided.
        pub child_role: Field<CodeableConcept>,
    }

    /// A container of a specimen (検体容器).
    pub struct Container {
        /// The accession from outside.
        pub external_accession: Field<Identifier>,
        /// The accession.
        pub accession: Field<Identifier>,
        /// The identifier of the container; a tube's barcode.
        pub id: Field<Identifier>,
        /// The container from which it was divided.
        pub parent: Field<Identifier>,
        /// The state, HL7 table 0370.
        pub status: Field<CodeableConcept>,
        /// The carrier.
        pub carrier: Field<Identifier>,
        /// The place in the carrier, as numbers for row and column.
        pub position: Vec<Decimal>,
        /// Where it is.
        pub locations: Vec<CodeableConcept>,
        /// Its volume.
        pub volume: Field<Decimal>,
        /// The volume that can be used.
        pub available_volume: Field<Decimal>,
        /// The unit of the volumes.
        pub volume_unit: Field<CodeableConcept>,
        /// What was added, HL7 table 0371.
        pub additives: Vec<CodeableConcept>,
        /// By how much it is diluted.
        pub dilution: Field<StructuredNumber>,
        /// The index of hemolysis.
        pub hemolysis: Field<Decimal>,
        /// The index of lipemia.
        pub lipemia: Field<Decimal>,
        /// The index of icterus.
        pub icterus: Field<Decimal>,
    }
}

/// An organism of a culture or smear, with its amount and the drugs that were tried on it.
#[derive(Clone, Debug)]
pub struct Culture<'a> {
    /// The sub-identifier that ties the rows together.
    pub sub_id: Option<&'a str>,
    /// The row that names the organism (菌名).
    pub organism: &'a Observation,
    /// The row that says how much of it there is (菌量).
    pub amount: Option<&'a Observation>,
    /// The drugs (薬剤感受性).
    pub susceptibilities: Vec<Susceptibility<'a>>,
}

/// A drug that was tried on an organism.
#[derive(Clone, Copy, Debug)]
pub struct Susceptibility<'a> {
    /// The row whose code or value names the drug (薬剤名).
    pub drug: &'a Observation,
    /// The row that has the result: the same, or the one paired with it.
    pub result: &'a Observation,
}

impl Susceptibility<'_> {
    /// Returns the judgement, HL7 table 0078: `S`, `I`, `R`.
    pub fn interpretation(&self) -> Option<&str> {
        self.result.interpretations.iter().chain(&self.drug.interpretations).next().map(Text::as_str)
    }
}

impl LabOrder {
    /// Returns the items that are asked for: the observations, or the request itself where a group has none.
    pub fn ordered_items(&self) -> Vec<&CodeableConcept> {
        let groups = self.specimens.iter().flat_map(|specimen| &specimen.groups);
        groups
            .flat_map(|group| {
                let items: Vec<_> = group.items.iter().filter_map(|item| item.code.value()).collect();
                if items.is_empty() { group.request.code.value().into_iter().collect() } else { items }
            })
            .collect()
    }
}

impl LabReport {
    /// Returns the results in the order sent.
    pub fn results(&self) -> impl Iterator<Item = &Observation> {
        self.specimens.iter().flat_map(|s| &s.groups).flat_map(|g| &g.items)
    }

    /// Returns organisms with their amounts and susceptibilities (細菌検査).
    ///
    /// An organism is a row of JLAC10 class 6 whose result identification is 14, outside of susceptibility tests
    /// (`6C…`); its amount is the row of the same group and sub-identifier that ends in 12. A susceptibility group
    /// names the organism in its parent result: by the organism's code and sub-identifier, and by sub-identifier alone
    /// where the code is missing. What fits nowhere is left out; the rows are all in [`results`](Self::results).
    pub fn cultures(&self) -> Vec<Culture<'_>> {
        self.specimens.iter().flat_map(specimen_cultures).collect()
    }
}

fn jlac10(item: &Observation) -> Option<Jlac10<'_>> {
    item.code.value()?.jlac10()
}

fn is_susceptibility(group: &ObservationGroup) -> bool {
    let analyte = |code: &Jlac10<'_>| code.analyte.starts_with("6C");
    group.request.code.value().and_then(CodeableConcept::jlac10).as_ref().is_some_and(analyte)
        || group.items.first().and_then(jlac10).as_ref().is_some_and(analyte)
}

fn specimen_cultures(specimen: &SpecimenGroup) -> Vec<Culture<'_>> {
    let mut cultures = Vec::new();
    for group in specimen.groups.iter().filter(|group| !is_susceptibility(group)) {
        for organism in &group.items {
            let Some(code) = jlac10(organism) else { continue };
            if !code.analyte.starts_with('6') || code.result != Some("14") {
                continue;
            }
            let sub_id = organism.sub_id.as_str();
            let amount = group.items.iter().find(|item| {
                let same = jlac10(item).is_some_and(|c| c.analyte == code.analyte && c.result == Some("12"));
                same && item.sub_id.as_str() == sub_id
            });
            let tests = specimen.groups.iter().filter(|g| is_susceptibility(g) && builds_on(g, organism));
            let susceptibilities = tests.flat_map(susceptibilities).collect();
            cultures.push(Culture { sub_id, organism, amount, susceptibilities });
        }
    }
    cultures
}

fn builds_on(group: &ObservationGroup, organism: &Observation) -> bool {
    let Some(parent) = &group.request.parent_result else { return false };
    let code = |concept: &CodeableConcept| concept.find(KnownSystem::Jlac10).and_then(|c| c.code.clone());
    let same_code = match (code(&parent.code), organism.code.value().and_then(code)) {
        (Some(parent), Some(own)) => parent == own,
        _ => parent.code.is_blank(),
    };
    same_code && parent.sub_id.as_deref() == organism.sub_id.as_str()
}

/// Returns the drugs of a group: pairs of name and result under one sub-identifier, or rows whose code names the drug.
fn susceptibilities(group: &ObservationGroup) -> Vec<Susceptibility<'_>> {
    let names_drug = |item: &Observation| jlac10(item).is_some_and(|code| code.result == Some("14"));
    let paired = |item: &Observation, other: &Observation| {
        item.sub_id.as_str().is_some() && item.sub_id.as_str() == other.sub_id.as_str()
    };
    let mut found = Vec::new();
    for item in &group.items {
        if names_drug(item) {
            let result = group.items.iter().find(|other| !names_drug(other) && paired(other, item));
            found.push(Susceptibility { drug: item, result: result.unwrap_or(item) });
        } else if !group.items.iter().any(|other| names_drug(other) && paired(other, item)) {
            found.push(Susceptibility { drug: item, result: item });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::{ParentResult, Request};

    fn item(code: &str, sub_id: &str, declared: &str, value: &str) -> Observation {
        let sub_id = if sub_id.is_empty() { Field::Absent } else { sub_id.into() };
        Observation {
            sub_id,
            ..Observation::new(CodeableConcept::new(code, "項目", "JC10"), declared, value)
        }
    }

    fn group(code: &str, parent: Option<(&str, &str)>, items: Vec<Observation>) -> ObservationGroup {
        let parent_result = parent.map(|(code, sub_id)| {
            Box::new(ParentResult {
                code: CodeableConcept::new(code, "培養同定菌名", "JC10"),
                sub_id: Some(sub_id.into()),
                value: None,
            })
        });
        let code = Field::Value(CodeableConcept::new(code, "依頼", "JC10"));
        ObservationGroup {
            request: Request { code, parent_result, ..Default::default() },
            items,
            ..Default::default()
        }
    }

    /// The microbiology sample: a culture of two organisms, drugs by code for the first, by pair for the second.
    fn report() -> LabReport {
        let organism = "6B010000006174114";
        let groups = vec![
            group(
                "6B010000006174100",
                None,
                vec![
                    item(organism, "1", "CWE", "2001"),
                    item("6B010000006174112", "1", "ST", " 2 +"),
                    item(organism, "2", "CWE", "1301"),
                    item("6B010000006174112", "2", "ST", " 1 +"),
                ],
            ),
            group(
                "6C010000008076200",
                Some((organism, "1")),
                vec![
                    item("6C010604708076205", "", "ST", "< 2"),
                    Observation {
                        interpretations: vec!["S".into()],
                        ..item("6C010609408076205", "", "NM", "4")
                    },
                ],
            ),
            group(
                "6C010000008076200",
                Some((organism, "2")),
                vec![
                    item("6C010000008076214", "1", "CWE", "1266"),
                    Observation {
                        interpretations: vec!["R".into()],
                        ..item("6C010000008076205", "1", "NM", "32")
                    },
                ],
            ),
        ];
        LabReport { specimens: vec![SpecimenGroup { groups, ..Default::default() }], ..Default::default() }
    }

    #[test]
    fn cultures_tie_organism_amount_and_drugs_together() {
        let report = report();
        let cultures = report.cultures();
        let [first, second] = &cultures[..] else { panic!("two organisms") };
        assert_eq!(first.sub_id, Some("1"));
        assert_eq!(first.amount.unwrap().value.text(), Some(" 2 +"));
        assert_eq!(first.susceptibilities.len(), 2);
        assert_eq!(first.susceptibilities[1].interpretation(), Some("S"));
        assert_eq!(second.organism.value.text(), Some("1301"));
        assert_eq!(second.susceptibilities.len(), 1);
        assert_eq!(second.susceptibilities[0].drug.value.text(), Some("1266"));
        assert_eq!(second.susceptibilities[0].result.value.text(), Some("32"));
        assert_eq!(second.susceptibilities[0].interpretation(), Some("R"));
    }

    #[test]
    fn an_order_without_items_asks_for_its_request() {
        let groups = vec![
            group("3A010000002327101", None, vec![]),
            group("E002", None, vec![item("3B035000002327201", "", "", "")]),
        ];
        let order = LabOrder {
            specimens: vec![SpecimenGroup { groups, ..Default::default() }],
            ..Default::default()
        };
        let codes: Vec<_> = order.ordered_items().into_iter().filter_map(CodeableConcept::code).collect();
        assert_eq!(codes, ["3A010000002327101", "3B035000002327201"]);
    }
}
