//! Prescriptions and injections (処方・注射): orders, what was given, what was dispensed.

mod reading;

pub use reading::{Dispensing, MedicineClass, Preparation, Setting, Side, UnevenDose};

use serde::{Deserialize, Serialize};

use crate::observation::{Note, Observation};
use crate::order::{LegacyTiming, LineKey, OrderHeader, OrderIdentity, Timing, Trial};
use crate::practitioner::Practitioner;
use crate::value::{
    Address, Amount, Blank, CodeableConcept, DateTime, Decimal, Field, Location, Quantity, Text,
};

/// What kind of medication order it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum MedicationKind {
    /// Not known: the message alone does not say.
    #[default]
    Unknown,
    /// A prescription (処方).
    Prescription,
    /// An injection (注射).
    Injection,
}

impl Blank for MedicationKind {
    fn is_blank(&self) -> bool {
        *self == Self::Unknown
    }
}

record! {
    /// A prescription or injection order (処方オーダ, 注射オーダ).
    ///
    /// The lines stand flat and in the order sent; [`by_rp`](Self::by_rp) groups them.
    pub struct MedicationOrder {
        /// Prescription or injection.
        pub kind: MedicationKind,
        /// What happens to the order, and its numbers.
        pub identity: OrderIdentity,
        /// Who ordered, when, where.
        pub header: OrderHeader,
        /// One for each medicine of a prescription, or each administration of an injection.
        pub lines: Vec<MedicationLine>,
    }

    /// A line of a medication order: a medicine of a prescription, or an administration of an injection.
    pub struct MedicationLine {
        /// Rp and administration (依頼者グループ番号).
        pub key: Field<LineKey>,
        /// The numbers of this line, where they differ from those of the order.
        pub identity: Option<Box<OrderIdentity>>,
        /// The header of this line, where it differs from the common one.
        pub header: Option<Box<OrderHeader>>,
        /// When and how often, as it was ordered before anybody encoded it; what was given without an encoded order has
        /// its timing here.
        pub ordered_timings: Vec<Timing>,
        /// What was asked for before it was encoded: one at most, and not in Japan.
        pub requested: Vec<RequestedMedication>,
        /// The medicine, in a prescription (薬品).
        pub medication: Field<CodeableConcept>,
        /// The category, in an injection (注射種別), JHSI0002.
        pub category: Field<CodeableConcept>,
        /// How much at one time (1回量); for an injection the volume.
        pub dose: Dose,
        /// How much a day (1日量); never computed from the dose.
        pub daily_dose: Field<Quantity>,
        /// The dosage form (剤形).
        pub form: Field<CodeableConcept>,
        /// How much is handed out in all (調剤量).
        pub dispense: Amount,
        /// The strength (力価).
        pub strength: Amount,
        /// How it is to be taken or dispensed, in the order sent.
        pub instructions: Vec<CodeableConcept>,
        /// For whom and how it is dispensed (処方区分): outpatient, external.
        pub classes: Vec<CodeableConcept>,
        /// Oral, PRN, external; one-shot or drip (薬剤区分).
        pub medicine_classes: Vec<CodeableConcept>,
        /// Other codes of the medicine, from SS-MIX2 1.2g on.
        pub alternatives: Vec<CodeableConcept>,
        /// Whether another product may be given, HL7 table 0167.
        pub substitution: Field<Text>,
        /// How often the same medicine may be had again (リフィル).
        pub refills: Field<Decimal>,
        /// The number of the prescription (処方箋番号).
        pub prescription_number: Field<Text>,
        /// Those with a licence for narcotics (麻薬施用者); the identifier is the licence.
        pub licence_holders: Vec<Practitioner>,
        /// The pharmacist who checked it (監査者).
        pub verified_by: Vec<Practitioner>,
        /// How fast it is given (投与速度).
        pub rate: Option<Box<Rate>>,
        /// What is seldom sent, and the ward to deliver to.
        pub details: Option<Box<MedicationDetails>>,
        /// When and how often (用法).
        pub timings: Vec<Timing>,
        /// By which way (投与経路).
        pub routes: Vec<Route>,
        /// What it is made of, in an injection.
        pub components: Vec<Component>,
        /// What was observed for the order: weight, height.
        pub observations: Vec<Observation>,
        /// Clinical trials.
        pub trials: Vec<Trial>,
        /// Notes.
        pub notes: Vec<Note>,
    }

    /// How much is given at one time.
    pub struct Dose {
        /// The amount, or the smallest of uneven ones; null when it can't be stated.
        pub minimum: Field<Decimal>,
        /// The largest of uneven amounts.
        pub maximum: Field<Decimal>,
        /// The unit; null when it can't be stated.
        pub unit: Field<CodeableConcept>,
    }

    /// How fast something is given.
    pub struct Rate {
        /// The unit of time: `H1` one hour.
        pub per: Field<Text>,
        /// The amount.
        pub amount: Field<Text>,
        /// The unit of the rate.
        pub unit: Field<CodeableConcept>,
    }

    /// The seldom sent parts of a line.
    pub struct MedicationDetails {
        /// Quantity and timing in the withdrawn form.
        pub legacy_timing: Field<LegacyTiming>,
        /// Where to deliver it, in the place that is not used.
        pub legacy_deliver_to: Field<Location>,
        /// The ward to deliver to.
        pub deliver_to: Field<Location>,
        /// The address to deliver to.
        pub deliver_to_address: Field<Address>,
        /// How often it may still be had again.
        pub refills_remaining: Field<Decimal>,
        /// How often it was had.
        pub refills_dispensed: Field<Decimal>,
        /// When it was last had.
        pub last_dispensed_at: Field<DateTime>,
        /// Whether somebody has to look at it, `Y` or `N`.
        pub needs_review: Field<Text>,
        /// The size of a package.
        pub package_size: Amount,
        /// How it is packed, HL7 table 0321.
        pub package_method: Field<Text>,
        /// When it was first ordered.
        pub originally_ordered_at: Field<DateTime>,
        /// The volume that has the strength.
        pub strength_volume: Amount,
        /// The class of a controlled substance, HL7 table 0477.
        pub controlled_schedule: Field<CodeableConcept>,
        /// Whether it is in the formulary, HL7 table 0478.
        pub formulary_status: Field<Text>,
        /// Substances that may take its place.
        pub substance_alternatives: Vec<CodeableConcept>,
        /// The pharmacy where it was last had.
        pub last_pharmacy: Field<CodeableConcept>,
        /// How much is handed out the first time.
        pub initial_dispense_amount: Field<Decimal>,
        /// The pharmacy.
        pub pharmacy: Field<CodeableConcept>,
        /// The address of the pharmacy.
        pub pharmacy_address: Field<Address>,
        /// The kind of pharmacy order, HL7 table 0480.
        pub order_kind: Field<Text>,
    }

    /// By which way something is given.
    pub struct Route {
        /// The route (経路), HL7 table 0162.
        pub route: Field<CodeableConcept>,
        /// The site (部位).
        pub site: Field<CodeableConcept>,
        /// The device (投薬装置).
        pub device: Field<CodeableConcept>,
        /// The technique (手技).
        pub method: Field<CodeableConcept>,
        /// The line (ライン): main or side.
        pub line: Field<CodeableConcept>,
        /// What modifies the site: left, right; HL7 table 0495.
        pub site_modifier: Field<CodeableConcept>,
    }

    /// A part of what is injected.
    pub struct Component {
        /// `B` base (基剤) or `A` additive (添加剤), HL7 table 0166.
        pub role: Field<Text>,
        /// The medicine.
        pub medication: Field<CodeableConcept>,
        /// How much of it.
        pub amount: Amount,
        /// Its strength.
        pub strength: Amount,
        /// Classes and comments: narcotic, powerful drug.
        pub supplements: Vec<CodeableConcept>,
        /// The volume that has the strength.
        pub strength_volume: Amount,
        /// Notes; only what was asked for has any.
        pub notes: Vec<Note>,
    }

    /// A medicine as it was asked for, before the pharmacy encoded it.
    pub struct RequestedMedication {
        /// The medicine.
        pub medication: Field<CodeableConcept>,
        /// How much at one time.
        pub dose: Dose,
        /// The dosage form.
        pub form: Field<CodeableConcept>,
        /// What the pharmacy is to do.
        pub pharmacy_instructions: Vec<CodeableConcept>,
        /// How it is to be taken.
        pub instructions: Vec<CodeableConcept>,
        /// Where to deliver it.
        pub deliver_to: Field<Location>,
        /// Whether another product may be given, HL7 table 0161: `G` generic, `N` none, `T` therapeutic.
        pub substitution: Field<Text>,
        /// The medicine to hand out.
        pub dispense_medication: Field<CodeableConcept>,
        /// How much to hand out.
        pub dispense: Amount,
        /// How often it may be had again.
        pub refills: Field<Decimal>,
        /// Those with a licence for narcotics; the identifier is the licence.
        pub licence_holders: Vec<Practitioner>,
        /// The pharmacist who checked it.
        pub verified_by: Vec<Practitioner>,
        /// Whether somebody has to look at it, `Y` or `N`.
        pub needs_review: Field<Text>,
        /// How fast it is given.
        pub rate: Option<Box<Rate>>,
        /// The strength.
        pub strength: Amount,
        /// Why it is given.
        pub indications: Vec<CodeableConcept>,
        /// How much a day.
        pub daily_dose: Field<Quantity>,
        /// Other codes.
        pub supplements: Vec<CodeableConcept>,
        /// The volume that has the strength.
        pub strength_volume: Amount,
        /// The kind of pharmacy order, HL7 table 0480.
        pub order_kind: Field<Text>,
        /// After how many days it may be had again.
        pub dispensing_interval: Field<Decimal>,
        /// Notes.
        pub notes: Vec<Note>,
        /// By which way.
        pub routes: Vec<Route>,
        /// What it is made of.
        pub components: Vec<Component>,
    }

    /// What was given of a medication order (処方実施, 注射実施).
    pub struct MedicationAdministration {
        /// Prescription or injection.
        pub kind: MedicationKind,
        /// What happens to the order, and its numbers.
        pub identity: OrderIdentity,
        /// Who ordered, when, where.
        pub header: OrderHeader,
        /// The lines of the order, as far as they are known, each with what was given.
        pub lines: Vec<AdministeredLine>,
    }

    /// A line of an order and what was given of it.
    pub struct AdministeredLine {
        /// The line; often no more than its key.
        pub line: MedicationLine,
        /// What was given, in the order sent.
        pub administrations: Vec<AdministrationBlock>,
    }

    /// What was given at one time and by one way.
    pub struct AdministrationBlock {
        /// The medicines.
        pub events: Vec<AdministrationEvent>,
        /// By which way.
        pub routes: Vec<Route>,
        /// What was observed.
        pub observations: Vec<Observation>,
    }

    /// A medicine that was given, or that was not.
    pub struct AdministrationEvent {
        /// The number of the give order.
        pub give_counter: Field<Decimal>,
        /// The number of the administration.
        pub administration_counter: Field<Decimal>,
        /// When it began.
        pub started_at: Field<DateTime>,
        /// When it ended.
        pub ended_at: Field<DateTime>,
        /// The medicine.
        pub medication: Field<CodeableConcept>,
        /// How much; 0 or 999 when none.
        pub amount: Amount,
        /// The dosage form.
        pub form: Field<CodeableConcept>,
        /// Notes, as codes or in words.
        pub notes: Vec<CodeableConcept>,
        /// Who gave it.
        pub performers: Vec<Practitioner>,
        /// Where.
        pub location: Field<Location>,
        /// How fast, in words: `102ml/hr`.
        pub rate: Field<Text>,
        /// The strength.
        pub strength: Amount,
        /// Lot numbers.
        pub lots: Vec<Text>,
        /// When the lots expire.
        pub expires_at: Vec<DateTime>,
        /// Who made them.
        pub manufacturers: Vec<CodeableConcept>,
        /// Why it was not given.
        pub refusal_reasons: Vec<CodeableConcept>,
        /// Why it was given.
        pub indications: Vec<CodeableConcept>,
        /// How it ended, HL7 table 0322: `CP` complete, `PA` partial, `NA` not given.
        pub completion: Field<Text>,
        /// What to do with the entry, HL7 table 0323.
        pub action: Field<Text>,
        /// When it was typed.
        pub entered_at: Field<DateTime>,
        /// The volume that has the strength.
        pub strength_volume: Amount,
        /// The barcode.
        pub barcode: Field<CodeableConcept>,
        /// The kind of pharmacy order, HL7 table 0480.
        pub order_kind: Field<Text>,
    }

    /// What was dispensed of a medication order (調剤).
    pub struct MedicationDispense {
        /// Prescription or injection.
        pub kind: MedicationKind,
        /// What happens to the order, and its numbers.
        pub identity: OrderIdentity,
        /// Who ordered, when, where.
        pub header: OrderHeader,
        /// The lines of the order, as far as they are known, each with what was dispensed.
        pub lines: Vec<DispensedLine>,
    }

    /// A line of an order and what was dispensed of it.
    pub struct DispensedLine {
        /// The line; often no more than its key.
        pub line: MedicationLine,
        /// What was dispensed: one at most.
        pub dispenses: Vec<DispenseBlock>,
    }

    /// What was dispensed at one time.
    pub struct DispenseBlock {
        /// The medicine.
        pub event: DispenseEvent,
        /// By which way.
        pub routes: Vec<Route>,
        /// What it is made of.
        pub components: Vec<Component>,
        /// What was observed.
        pub observations: Vec<Observation>,
        /// Notes.
        pub notes: Vec<Note>,
    }

    /// A medicine that was dispensed.
    pub struct DispenseEvent {
        /// The number of the dispense.
        pub counter: Field<Decimal>,
        /// The medicine, as dispensed.
        pub medication: Field<CodeableConcept>,
        /// When.
        pub dispensed_at: Field<DateTime>,
        /// How much.
        pub amount: Amount,
        /// The dosage form.
        pub form: Field<CodeableConcept>,
        /// The number of the prescription.
        pub prescription_number: Field<Text>,
        /// How often it may still be had again.
        pub refills_remaining: Field<Decimal>,
        /// Notes.
        pub notes: Vec<Text>,
        /// Who dispensed it.
        pub performers: Vec<Practitioner>,
        /// Whether another product was given, HL7 table 0167.
        pub substitution: Field<Text>,
        /// How much a day.
        pub daily_dose: Field<Quantity>,
        /// Where it goes.
        pub location: Field<Location>,
        /// Whether somebody has to look at it, `Y` or `N`.
        pub needs_review: Field<Text>,
        /// How it is to be dispensed.
        pub instructions: Vec<CodeableConcept>,
        /// The strength.
        pub strength: Amount,
        /// Lot numbers.
        pub lots: Vec<Text>,
        /// When the lots expire.
        pub expires_at: Vec<DateTime>,
        /// Who made them.
        pub manufacturers: Vec<CodeableConcept>,
        /// Why it is given.
        pub indications: Vec<CodeableConcept>,
        /// The size of a package.
        pub package_size: Amount,
        /// How it is packed, HL7 table 0321.
        pub package_method: Field<Text>,
        /// Other codes.
        pub supplements: Vec<CodeableConcept>,
        /// Where it was begun.
        pub initiating_location: Field<CodeableConcept>,
        /// Where it was packed.
        pub packaging_location: Field<CodeableConcept>,
        /// The volume that has the strength.
        pub strength_volume: Amount,
        /// The pharmacy that hands it out.
        pub pharmacy: Field<CodeableConcept>,
        /// The address of the pharmacy.
        pub pharmacy_address: Field<Address>,
        /// The kind of pharmacy order, HL7 table 0480.
        pub order_kind: Field<Text>,
        /// The kind of dispense, HL7 table 0484.
        pub dispense_kind: Field<CodeableConcept>,
    }
}

/// The lines of one Rp (剤グループ): medicines taken together, or the administrations of one mixture.
#[derive(Clone, Debug)]
pub struct Rp<'a> {
    /// The number of the Rp; none where the key could not be understood.
    pub number: Option<u32>,
    /// The lines, in the order sent.
    pub lines: Vec<&'a MedicationLine>,
}

impl MedicationOrder {
    /// Groups the lines by Rp, in the order in which each Rp first appears.
    ///
    /// Lines whose key is not understood are together where their keys are the same; lines without a key stand alone.
    ///
    /// ```
    /// use renkei_model::medication::{MedicationLine, MedicationOrder};
    /// use renkei_model::order::LineKey;
    /// use renkei_model::value::Field;
    ///
    /// let line = |key: &str| MedicationLine { key: Field::Value(LineKey::from(key)), ..Default::default() };
    /// let order = MedicationOrder { lines: vec![line("7_01"), line("7_01"), line("7_02")], ..Default::default() };
    /// let rps = order.by_rp();
    /// assert_eq!(rps.iter().map(|rp| (rp.number, rp.lines.len())).collect::<Vec<_>>(), [(Some(1), 2), (Some(2), 1)]);
    /// ```
    pub fn by_rp(&self) -> Vec<Rp<'_>> {
        by_rp(&self.lines)
    }
}

impl MedicationAdministration {
    /// Groups the lines by Rp, as [`MedicationOrder::by_rp`] does.
    pub fn by_rp(&self) -> Vec<Rp<'_>> {
        by_rp(self.lines.iter().map(|administered| &administered.line))
    }
}

impl MedicationDispense {
    /// Groups the lines by Rp, as [`MedicationOrder::by_rp`] does.
    pub fn by_rp(&self) -> Vec<Rp<'_>> {
        by_rp(self.lines.iter().map(|dispensed| &dispensed.line))
    }
}

fn by_rp<'a>(lines: impl IntoIterator<Item = &'a MedicationLine>) -> Vec<Rp<'a>> {
    let mut rps: Vec<Rp<'a>> = Vec::new();
    for line in lines {
        let number = line.key.value().and_then(LineKey::rp);
        let joins = |rp: &&mut Rp<'a>| match (number, line.key.value()) {
            (Some(_), _) => rp.number == number,
            (None, Some(key)) => {
                rp.number.is_none() && rp.lines.first().is_some_and(|first| first.key.value() == Some(key))
            }
            (None, None) => false,
        };
        match rps.iter_mut().find(joins) {
            Some(rp) => rp.lines.push(line),
            None => rps.push(Rp { number, lines: vec![line] }),
        }
    }
    rps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_one_rp_come_together_wherever_they_stand() {
        let line = |key: &str| match key {
            "" => MedicationLine::default(),
            key => MedicationLine { key: Field::Value(key.into()), ..Default::default() },
        };
        let order = MedicationOrder {
            lines: ["9_01_001", "9_02_003", "9_01_002", "A", "", "A", "", "3"].map(line).into(),
            ..Default::default()
        };
        let rps: Vec<_> = order.by_rp().iter().map(|rp| (rp.number, rp.lines.len())).collect();
        assert_eq!(rps, [(Some(1), 2), (Some(2), 1), (None, 2), (None, 1), (None, 1), (Some(3), 1)]);
    }
}
