use super::Condition;
use crate::value::{CodeableConcept, KnownSystem};

/// How a disease turned out (転帰), HL7 table 0241.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// Died (死亡).
    Died,
    /// Fully recovered (治癒).
    Recovered,
    /// Not recovering (回復せず).
    NotRecovering,
    /// Recovering (軽快).
    Recovering,
    /// Recovered with sequelae (後遺症あり).
    Sequelae,
    /// Not known (不明).
    Unknown,
    /// Worsening (悪化).
    Worsening,
}

/// When in a stay or visit a disease was named (病名の種別), JHSD0004.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntryKind {
    /// At admission (入院時).
    Admission,
    /// At discharge (退院時).
    Discharge,
    /// As an outpatient (外来).
    Outpatient,
    /// Before an operation (術前).
    BeforeSurgery,
    /// After an operation (術後).
    AfterSurgery,
    /// Finally (最終).
    Final,
}

impl Condition {
    /// Says whether the disease is only suspected (疑い), as its confirmation or a modifier of its name says.
    ///
    /// A name that ends in 疑い is not read: words are not re-coded.
    pub fn is_suspected(&self) -> bool {
        let parts = self.name_parts.iter();
        self.confirmation.value().is_some_and(|c| coded(c, "1"))
            || parts.flat_map(|p| p.suffixes.iter().chain(&p.exchange_suffixes)).any(|c| coded(c, "8002"))
    }

    /// Says whether it is the main disease (主診断), JHSD0007 `1`.
    pub fn is_main(&self) -> bool {
        self.ranking.value().is_some_and(|ranking| coded(ranking, "1"))
    }

    /// Says whether the disease has no code of its own (未コード化傷病名): its name is in words only.
    pub fn is_uncoded(&self) -> bool {
        // The management number that stands for the receipt's 0000999.
        self.code.value().is_some_and(|code| coded(code, "20084317"))
    }

    /// Returns the ICD-10 code.
    ///
    /// ```
    /// use renkei_model::condition::{Condition, EntryKind};
    /// use renkei_model::value::{CodeableConcept, Coding, Field};
    ///
    /// let classification = CodeableConcept {
    ///     codings: [Coding::new("K297", "", "I10"), Coding::new("O", "外来診断", "JHSD0004")],
    ///     ..Default::default()
    /// };
    /// let condition = Condition { classification: Field::Value(classification), ..Default::default() };
    /// assert_eq!(condition.icd10(), Some("K297"));
    /// assert_eq!(condition.entry_kind(), Some(EntryKind::Outpatient));
    /// ```
    pub fn icd10(&self) -> Option<&str> {
        self.classification.value()?.find(KnownSystem::Icd10)?.code.as_deref()
    }

    /// Returns when in a stay or visit it was named (JHSD0004).
    pub fn entry_kind(&self) -> Option<EntryKind> {
        match self.classification.value()?.find(KnownSystem::JahisDisease(4))?.code.as_deref()? {
            "H" => Some(EntryKind::Admission),
            "L" => Some(EntryKind::Discharge),
            "O" => Some(EntryKind::Outpatient),
            "B" => Some(EntryKind::BeforeSurgery),
            "A" => Some(EntryKind::AfterSurgery),
            "F" => Some(EntryKind::Final),
            _ => None,
        }
    }

    /// Returns how it turned out (転帰), HL7 table 0241; none where the code is another hospital's own.
    pub fn outcome_kind(&self) -> Option<Outcome> {
        match self.outcome.value()?.find(KnownSystem::Hl7Table(241))?.code.as_deref()? {
            "D" => Some(Outcome::Died),
            "F" => Some(Outcome::Recovered),
            "N" => Some(Outcome::NotRecovering),
            "R" => Some(Outcome::Recovering),
            "S" => Some(Outcome::Sequelae),
            "U" => Some(Outcome::Unknown),
            "W" => Some(Outcome::Worsening),
            _ => None,
        }
    }
}

fn coded(concept: &CodeableConcept, code: &str) -> bool {
    concept.codings().any(|c| c.code.as_deref() == Some(code))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Field;

    fn concept(code: &str, system: &str) -> Field<CodeableConcept> {
        Field::Value(CodeableConcept::new(code, "表示", system))
    }

    #[test]
    fn codes_say_what_a_disease_is_to_the_patient() {
        let condition = Condition {
            code: concept("20084317", "MDCDX2"),
            ranking: concept("1", "JHSD0007"),
            outcome: concept("N", "HL70241"),
            ..Default::default()
        };
        assert!(condition.is_main() && condition.is_uncoded() && !condition.is_suspected());
        assert_eq!(condition.outcome_kind(), Some(Outcome::NotRecovering));
        let local = Condition { outcome: concept("N", "99XY1"), ..Default::default() };
        assert_eq!(local.outcome_kind(), None, "a local code of the same letter means something else");
        assert_eq!((local.icd10(), local.entry_kind(), local.is_main()), (None, None, false));
    }
}
