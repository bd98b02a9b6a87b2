//! The table of sections, as the pages of the two standards list them.

/// LOINC.
const LOINC: &str = "2.16.840.1.113883.6.1";
/// The sections of the electronic prescription of the ministry (電子処方箋CDA記述仕様).
const PRESCRIPTION: &str = "1.2.392.100495.20.2.12";

/// The template of the referral (HS008).
pub(crate) const REFERRAL_TEMPLATE: &str = "2.16.840.1.113883.2.2.3.6.100";

/// The kinds of document that are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum DocumentKind {
    /// 診療情報提供書 (HS008), from doctor to doctor.
    #[default]
    Referral,
    /// 患者診療情報提供書 (HS007), what a hospital hands to the patient.
    PatientData,
    /// 退院時サマリー (HS032).
    DischargeSummary,
}

/// What is known of a section.
#[derive(Clone, Copy, Debug)]
pub struct SectionDef {
    /// The name in the model: `allergies`.
    pub kind: &'static str,
    /// The name in English.
    pub name: &'static str,
    /// The caption that is written.
    pub title: &'static str,
    /// The LOINC codes; the first is written.
    pub codes: &'static [&'static str],
    /// What the first code means.
    pub display: &'static str,
    /// Codes of other systems.
    pub others: &'static [(&'static str, &'static str)],
    /// The templates, by their object identifiers. The Japanese standards could not be had in full; a site adds what it knows by
    /// [`SectionRule`].
    pub templates: &'static [&'static str],
    /// Further captions that senders write.
    pub titles: &'static [&'static str],
}

/// What a site knows of the sections of its senders.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SectionRule {
    /// The kind of section, as in [`SectionDef::kind`].
    pub kind: String,
    /// The template, by its object identifier.
    pub template: Option<String>,
    /// The code, whatever its system: a J-MIX code of HS008.
    pub code: Option<String>,
    /// The caption.
    pub title: Option<String>,
}

macro_rules! sections {
    ($($kind:literal $name:literal $title:literal [$($code:literal)*] $display:literal
        others [$(($system:expr, $other:literal))*] titles [$($synonym:literal)*];)*) => {
        /// Every section that is known, in the order in which a document is written (HS008 and HS032 as far as published; LOINC by meaning).
        pub const SECTIONS: &[SectionDef] = &[$(SectionDef {
            kind: $kind, name: $name, title: $title, codes: &[$($code),*], display: $display,
            others: &[$(($system, $other)),*], templates: &[], titles: &[$($synonym),*],
        }),*];
    };
}

sections! {
    "insurance" "insurance" "保険・公費情報" ["48768-6"] "Payment sources"
        others [(PRESCRIPTION, "11")] titles ["保険情報" "保険" "公費"];
    "purpose" "purpose of referral" "紹介目的" ["42349-1"] "Reason for referral"
        others [] titles ["目的" "ご紹介の目的" "依頼目的"];
    "admission" "admission details" "入院時情報" ["67852-4"] "Hospital admission evaluation note"
        others [] titles ["入院時補足情報" "入院時詳細"];
    "admission_diagnosis" "admission diagnosis" "入院時診断" ["46241-6"] "Hospital admission diagnosis"
        others [] titles ["入院時病名"];
    "admission_reason" "reason for admission" "入院理由" ["29299-5"] "Reason for visit"
        others [] titles ["入院時主訴・入院理由" "入院目的"];
    "chief_complaint" "chief complaint" "主訴" ["10154-3"] "Chief complaint"
        others [] titles ["入院時主訴"];
    "problems" "diagnoses" "傷病名" ["11450-4" "29548-5" "51848-0"] "Problem list"
        others [] titles ["病名" "診断名" "傷病名・主訴" "現病名"];
    "allergies" "allergies" "アレルギー・不適応反応" ["48765-2"] "Allergies and adverse reactions"
        others [] titles ["アレルギー" "禁忌" "アレルギー情報" "不適応反応"];
    "course_before_admission" "course before admission" "入院前経過" [] ""
        others [] titles [];
    "present_illness" "present illness" "現病歴" ["10164-2"] "History of present illness"
        others [] titles ["症状経過" "経過" "症状経過及び検査結果"];
    "past_history" "past history" "既往歴" ["11348-0"] "History of past illness"
        others [] titles ["既往症" "既往歴及び家族歴" "既往歴・家族歴"];
    "family_history" "family history" "家族歴" ["10157-6"] "Family history"
        others [] titles [];
    "social_history" "social history" "生活習慣・リスク要因" ["29762-2" "11341-5"] "Social history"
        others [] titles ["社会歴" "生活歴" "生活習慣" "職業歴"];
    "immunizations" "vaccinations" "予防接種歴" ["11369-6"] "History of immunizations"
        others [] titles ["予防接種" "感染症・予防接種歴"];
    "infections" "infections" "感染症" ["56838-6"] "History of infectious disease"
        others [] titles ["感染症情報"];
    "physical_findings" "physical findings" "身体所見" ["29545-1" "8716-3"] "Physical findings"
        others [] titles ["現症" "バイタルサイン" "入院時身体所見"];
    "admission_medications" "medication on admission" "常用薬" ["42346-7"] "Medications on admission"
        others [] titles ["入院時服薬" "持参薬"];
    "hospital_course" "hospital course" "入院経過" ["8648-8"] "Hospital course"
        others [] titles ["治療経過" "臨床経過" "入院中経過"];
    "clinical_course" "clinical course" "治療経過" ["11506-3"] "Progress note"
        others [] titles [];
    "procedures" "operations and procedures" "手術・処置・治療" ["47519-4" "10167-5" "10185-7"] "Procedures"
        others [] titles ["手術" "手術歴" "手術・処置"];
    "treatments" "treatments" "処置" ["29554-3"] "Procedure narrative"
        others [] titles [];
    "transfusions" "transfusions" "輸血記録" ["56836-0"] "History of blood transfusion"
        others [] titles ["輸血"];
    "results" "test results" "検査結果" ["30954-2"] "Relevant diagnostic tests"
        others [] titles ["検査所見" "検体検査結果" "検体・画像・生理・病理検査結果"];
    "hospital_results" "test results of the stay" "検査結果" ["11493-4"] "Hospital discharge studies summary"
        others [] titles ["入院中検査結果"];
    "medications" "current medication" "現在の処方" ["10160-0"] "Medication use"
        others [(PRESCRIPTION, "01")] titles ["現投薬" "投薬" "処方内容" "現投薬情報" "処方指示"];
    "devices" "devices" "医療機器" ["46264-8"] "History of medical device use"
        others [] titles ["医療機器・埋込物"];
    "discharge_state" "state at discharge" "退院時の状態" ["10184-0" "8651-2"] "Hospital discharge physical findings"
        others [] titles ["退院時状態" "退院時詳細" "退院時身体所見"];
    "discharge_diagnosis" "discharge diagnosis" "退院時診断" ["11535-2"] "Hospital discharge diagnosis"
        others [] titles ["退院時病名" "退院時情報"];
    "discharge_medications" "medication on discharge" "退院時投薬指示" ["10183-2" "75311-1"] "Hospital discharge medications"
        others [] titles ["退院時処方" "退院時投薬"];
    "plan" "plan of care" "診療方針" ["18776-5" "8653-8"] "Plan of care"
        others [] titles ["退院時方針" "今後の方針" "治療方針"];
    "advance_directives" "advance directives" "事前指示" ["42348-3"] "Advance directives"
        others [] titles [];
    "research" "clinical research" "臨床研究参加" [] ""
        others [] titles ["臨床研究"];
    "attachments" "attachments" "添付資料" ["78239-1" "77599-9"] "External references"
        others [] titles ["添付" "添付書類"];
    "remarks" "remarks" "備考・連絡事項" ["48767-8"] "Annotation comment"
        others [(PRESCRIPTION, "101") (PRESCRIPTION, "201")] titles ["備考" "連絡事項" "その他" "補足情報"];
}

/// Finds a section by its kind.
pub(crate) fn find(kind: &str) -> Option<&'static SectionDef> {
    SECTIONS.iter().find(|def| def.kind == kind)
}

/// Finds a section by its code.
pub(super) fn by_code(system: &str, code: &str) -> Option<&'static SectionDef> {
    let loinc = system == LOINC || system == "LN";
    SECTIONS.iter().find(|def| (loinc && def.codes.contains(&code)) || def.others.contains(&(system, code)))
}

/// Finds a section by its caption in normal form.
pub(super) fn by_title(title: &str) -> Option<&'static SectionDef> {
    // Where two have the same caption, the first is the one that more senders mean.
    SECTIONS
        .iter()
        .find(|def| normal(def.title) == title || def.titles.iter().any(|synonym| normal(synonym) == title))
}

/// The normal form of a caption: without blanks, full-width letters and digits as ASCII, without the words that say no more than
/// that it is a caption.
pub(super) fn normal(title: &str) -> String {
    let narrow = |c: char| match c {
        '！'..='～' => u32::from(c).checked_sub(0xFEE0).and_then(char::from_u32).unwrap_or(c),
        '･' => '・',
        c => c,
    };
    let plain: String = title.chars().filter(|c| !c.is_whitespace()).map(narrow).collect();
    let plain = plain.trim_matches(|c| matches!(c, '【' | '】' | '[' | ']' | '■' | '●' | ':'));
    let plain = plain.strip_suffix("セクション").or_else(|| plain.strip_suffix('欄')).unwrap_or(plain);
    plain.to_owned()
}

impl DocumentKind {
    /// Returns the code, its system, and what it means.
    pub(crate) const fn code(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Referral => ("MD0020730", "1.2.392.200119.5.3.1", "ReferralNote"),
            // The specification's J-MIX code for this document could not be had. LOINC's code for what a document of this breadth is
            // stands in its place; whoever knows the other sets the code in the model, and a reader goes by the title.
            Self::PatientData => ("34133-9", LOINC, "Summary of episode note"),
            Self::DischargeSummary => ("18842-5", LOINC, "Discharge summary"),
        }
    }

    /// Returns the title.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Referral => "診療情報提供書",
            Self::PatientData => "患者診療情報提供書",
            Self::DischargeSummary => "退院時サマリー",
        }
    }

    /// Tells the kind from code and title: a referral by its J-MIX or LOINC code, a discharge summary by its LOINC code, and any of
    /// them by its title.
    ///
    /// ```
    /// use renkei_cda::DocumentKind;
    /// use renkei_model::document::Document;
    ///
    /// let document = Document { title: Some("退院サマリー".into()), ..Document::default() };
    /// assert_eq!(DocumentKind::of(&document), Some(DocumentKind::DischargeSummary));
    /// ```
    pub fn of(document: &renkei_model::document::Document) -> Option<Self> {
        let coded = |wanted: &[&str]| {
            document.code.codings().any(|c| wanted.contains(&c.code.as_deref().unwrap_or_default()))
        };
        let title = document.title.as_deref().unwrap_or_default();
        let templates =
            document.templates.iter().filter_map(|id| id.assigner.as_ref()?.universal_id.as_deref());
        let mut templates = templates.filter(|root| *root == REFERRAL_TEMPLATE);
        if coded(&["MD0020730", "57133-1"]) || templates.next().is_some() {
            Some(Self::Referral)
        } else if coded(&["18842-5"]) {
            Some(Self::DischargeSummary)
        } else if title.contains("患者診療情報提供書") || title.contains("電子診療データ提供書")
        {
            Some(Self::PatientData)
        } else if title.contains("診療情報提供書") || title.contains("紹介状") {
            Some(Self::Referral)
        } else if title.contains("退院") && (title.contains("サマリ") || title.contains("要約")) {
            Some(Self::DischargeSummary)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions_are_found_however_they_are_spelled() {
        for (title, kind) in [
            ("紹介目的", "purpose"),
            ("【 既 往 歴 】", "past_history"),
            ("既往歴及び家族歴", "past_history"),
            ("備考欄", "remarks"),
            ("アレルギーセクション", "allergies"),
            ("アレルギー・不適応反応", "allergies"),
            ("現投薬", "medications"),
            ("治療経過", "hospital_course"),
        ] {
            assert_eq!(by_title(&normal(title)).map(|def| def.kind), Some(kind), "{title}");
        }
        assert!(by_title(&normal("栄養指導")).is_none());
    }

    #[test]
    fn every_code_means_one_section() {
        let codes: Vec<_> = SECTIONS.iter().flat_map(|def| def.codes).collect();
        for code in &codes {
            assert_eq!(codes.iter().filter(|other| other == &code).count(), 1, "{code}");
        }
        assert!(SECTIONS.iter().all(|def| def.codes.is_empty() == def.display.is_empty()));
    }
}
