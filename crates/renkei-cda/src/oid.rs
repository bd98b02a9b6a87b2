//! Object identifiers that Japanese documents use.

/// An object identifier, or the beginning of several.
#[derive(Clone, Copy, Debug)]
pub struct OidDef {
    /// The identifier; one that ends in a dot is followed by the number of an institution, insurer or prefecture.
    pub oid: &'static str,
    /// What it stands for, in English.
    pub english: &'static str,
    /// What it stands for, in Japanese.
    pub japanese: &'static str,
}

macro_rules! oids {
    ($($oid:literal $english:literal $japanese:literal;)*) => {
        /// Every object identifier that is known, in the order of its arcs.
        pub const OIDS: &[OidDef] = &[$(OidDef { oid: $oid, english: $english, japanese: $japanese }),*];
    };
}

oids! {
    "1.2.392.100495.20.2.11" "kinds of prescription document" "処方箋文書種別";
    "1.2.392.100495.20.2.12" "sections of prescriptions" "処方箋セクション区分";
    "1.2.392.100495.20.2.21" "categories of medicines (internal, as needed, external)" "剤形区分（内服・頓服・外用）";
    "1.2.392.100495.20.2.22" "meaning of a strength (product or ingredient)" "力価区分";
    "1.2.392.100495.20.2.31" "usages of medicines (JAMI)" "用法コード（JAMI標準用法マスタ）";
    "1.2.392.100495.20.2.41" "no substitution by a generic medicine" "後発品変更不可";
    "1.2.392.100495.20.2.51" "departments" "診療科コード";
    "1.2.392.100495.20.2.61" "kinds of insurance" "保険種別";
    "1.2.392.100495.20.2.62" "insured person or dependant" "被保険者・被扶養者区分";
    "1.2.392.100495.20.2.63" "share of the cost" "一部負担金区分";
    "1.2.392.100495.20.2.64" "information on insurance and public payers" "保険・公費情報";
    "1.2.392.100495.20.2.73" "medicines, YJ" "YJコード";
    "1.2.392.100495.20.2.74" "medicines, HOT9" "HOT9（医薬品）";
    "1.2.392.100495.20.2.81" "medicines by general name" "一般名処方マスタ";
    "1.2.392.100495.20.3.21" "prefectures" "都道府県番号";
    "1.2.392.100495.20.3.22" "tables of fees" "点数表番号";
    "1.2.392.100495.20.3.23" "medical institutions" "医療機関コード";
    "1.2.392.100495.20.3.31" "registration of doctors and dentists" "医籍・歯科医籍登録番号";
    "1.2.392.100495.20.3.32.1" "licences for narcotics, by prefecture" "麻薬施用者免許番号";
    "1.2.392.100495.20.3.33" "registration of pharmacists" "薬剤師名簿登録番号";
    "1.2.392.100495.20.3.41.1" "staff of a medical institution" "医療機関の職員番号";
    "1.2.392.100495.20.3.51.1" "patients of a medical institution" "医療機関の患者番号";
    "1.2.392.100495.20.3.61" "insurers" "保険者番号";
    "1.2.392.100495.20.3.62" "symbols of insurance cards" "被保険者証記号";
    "1.2.392.100495.20.3.63" "numbers of insurance cards" "被保険者証番号";
    "1.2.392.100495.20.3.71" "public payers" "公費負担者番号";
    "1.2.392.100495.20.3.72" "recipients of public payments" "公費受給者番号";
    "1.2.392.100495.20.3.81" "numbers of prescription groups" "RP番号";
    "1.2.392.200119.4.101.2" "numbers of disease names (MEDIS)" "病名管理番号";
    "1.2.392.200119.4.101.6" "disease names for exchange (MEDIS)" "病名交換用コード";
    "1.2.392.200119.4.504" "laboratory tests, JLAC10" "JLAC10（臨床検査項目分類コード）";
    "1.2.392.200119.5.3.1" "items of charts, J-MIX" "J-MIX";
    "1.2.392.200119.6.101" "insurers, in health check-ups" "保険者番号（健診）";
    "1.2.392.200119.6.1104" "sexes, in health check-ups" "性別（健診）";
    "1.2.392.200250.2.2.1." "facilities (JAHIS)" "施設番号（JAHIS）";
    "1.2.392.200250.2.2.2" "departments (SS-MIX2)" "診療科（SS-MIX2）";
    "1.2.392.200250.3.3.1." "patients of a facility (JAHIS)" "施設の患者番号（JAHIS）";
    "1.2.392.200250.3.3.2." "staff of a facility (JAHIS)" "施設の職員番号（JAHIS）";
    "2.16.840.1.113883.1.3" "the type of CDA documents" "CDA文書の型";
    "2.16.840.1.113883.2.2.3.2" "the type of Japanese CDA documents of 2010" "日本版CDAスキーマ（2010年）";
    "2.16.840.1.113883.2.2.3.6.100" "the template of referrals (HS008)" "診療情報提供書のテンプレート（HS008）";
    "2.16.840.1.113883.2.2.3.6.100.1" "referrals (HS008)" "診療情報提供書の文書番号（HS008）";
    "2.16.840.1.113883.5.1" "sexes (HL7)" "性別（HL7）";
    "2.16.840.1.113883.5.2" "marital statuses (HL7)" "婚姻状況（HL7）";
    "2.16.840.1.113883.5.4" "kinds of act and encounter (HL7 ActCode)" "行為・受診の種別（HL7 ActCode）";
    "2.16.840.1.113883.5.25" "confidentiality (HL7)" "機密区分（HL7）";
    "2.16.840.1.113883.5.83" "interpretations of results (HL7)" "検査結果の判定（HL7）";
    "2.16.840.1.113883.5.111" "roles and relationships (HL7 RoleCode)" "役割・続柄（HL7 RoleCode）";
    "2.16.840.1.113883.5.112" "routes of administration (HL7)" "投与経路（HL7）";
    "2.16.840.1.113883.6.1" "LOINC" "LOINC";
    "2.16.840.1.113883.6.3" "diseases, ICD-10" "ICD-10";
    "2.16.840.1.113883.6.96" "SNOMED CT" "SNOMED CT";
    "2.16.840.1.113883.12.63" "relationships (HL7 table 0063)" "続柄（HL7表0063）";
    "2.16.840.1.113883.12.127" "kinds of allergy (HL7 table 0127)" "アレルギー種別（HL7表0127）";
    "2.16.840.1.113883.12.128" "severities of allergy (HL7 table 0128)" "アレルギー重症度（HL7表0128）";
}

impl OidDef {
    /// Finds what an object identifier stands for: itself, or the longest known beginning where the number of an institution or
    /// prefecture follows.
    ///
    /// ```
    /// use renkei_cda::OidDef;
    ///
    /// let patients = OidDef::find("1.2.392.100495.20.3.51.11319999999").unwrap();
    /// assert_eq!(patients.japanese, "医療機関の患者番号");
    /// assert!(OidDef::find("1.2.392.100495.20.3.5").is_none());
    /// assert!(OidDef::find("2.16.840.1.113883.6.12").is_none());
    /// ```
    pub fn find(oid: &str) -> Option<&'static Self> {
        // Behind these an institution or prefecture is named, without a dot in between.
        const NAMED: [&str; 3] =
            ["1.2.392.100495.20.3.32.1", "1.2.392.100495.20.3.41.1", "1.2.392.100495.20.3.51.1"];
        let begins = |def: &&Self| {
            let rest = oid.strip_prefix(def.oid);
            let open = NAMED.contains(&def.oid) || def.oid.ends_with('.');
            rest.is_some_and(|rest| rest.is_empty() || open && rest.bytes().all(|b| b.is_ascii_digit()))
        };
        OIDS.iter().filter(begins).max_by_key(|def| def.oid.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_identifier_stands_once_and_is_found() {
        for def in OIDS {
            assert_eq!(OIDS.iter().filter(|other| other.oid == def.oid).count(), 1, "{}", def.oid);
            assert!(OidDef::find(def.oid).is_some_and(|found| found.oid == def.oid), "{}", def.oid);
        }
    }
}
