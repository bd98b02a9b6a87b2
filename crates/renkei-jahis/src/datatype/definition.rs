//! The components of the data types, in the shape of HL7 v2.5 chapter 2.A.
//!
//! What a component is in the model stands in the mapping of its data type; here is what a reader of the standard looks up.

use std::sync::OnceLock;

use renkei_hl7v2::definition::Usage;

/// A data type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DataTypeDef {
    /// The name: `CX`.
    pub name: &'static str,
    /// The English title.
    pub english: &'static str,
    /// The Japanese title.
    pub japanese: &'static str,
    /// Where the table comes from.
    pub clause: &'static str,
    /// The components in order; none where the type is primitive.
    pub components: &'static [ComponentDef],
}

/// A component of a data type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ComponentDef {
    /// The number of the component, counted from one.
    pub number: u32,
    /// Its own data type; a `CE` of the base standard is `CWE` in the Japanese guidelines.
    pub data_type: &'static DataTypeDef,
    /// The greatest length in characters; 0 where the table gives none. Senders exceed it: a warning at most.
    pub length: u32,
    /// Usage in the base standard.
    pub usage: Usage,
    /// The code table, without leading zeros, or 0.
    pub table: u16,
    /// The English name, as in the standard.
    pub english: &'static str,
    /// The Japanese name.
    pub japanese: &'static str,
}

impl DataTypeDef {
    /// Returns a component by its number, counted from one.
    pub fn component(&self, number: u32) -> Option<&'static ComponentDef> {
        self.components.iter().find(|component| component.number == number)
    }
}

/// Returns the data type of a name, as the tables of the segments give it: `CX`, `Varies`.
///
/// ```
/// use renkei_jahis::datatype;
///
/// let kind = datatype::find("CX").and_then(|cx| cx.component(5)).expect("CX.5");
/// assert_eq!((kind.data_type.name, kind.table, kind.japanese), ("ID", 203, "識別子型コード"));
/// ```
pub fn find(name: &str) -> Option<&'static DataTypeDef> {
    static SORTED: OnceLock<Vec<&'static DataTypeDef>> = OnceLock::new();
    let sorted = SORTED.get_or_init(|| {
        let mut all = ALL.to_vec();
        all.sort_by_key(|def| def.name);
        all
    });
    let place = sorted.binary_search_by_key(&name, |def| def.name).ok()?;
    sorted.get(place).copied()
}

/// Returns the data type of a name as the Japanese guidelines read it: every `CE` has the components of a `CWE`.
pub fn as_read(name: &str) -> Option<&'static DataTypeDef> {
    find(if name == "CE" { "CWE" } else { name })
}

macro_rules! data_types {
    ($($name:ident $english:literal $japanese:literal $(clause $clause:literal)? {
        $($number:literal $data_type:ident $length:tt $usage:ident $table:tt
            $component_english:literal $component_japanese:literal;)*
    })*) => {
        /// One static for each, so that a component can point to its own data type.
        #[expect(non_upper_case_globals, reason = "a data type is called what the standard calls it")]
        mod defs {
            use super::{ComponentDef, DataTypeDef, Usage, clause};

            $(pub(super) static $name: DataTypeDef = DataTypeDef {
                name: stringify!($name),
                english: $english,
                japanese: $japanese,
                clause: clause(&[$($clause)?]),
                components: &[$(ComponentDef {
                    number: $number,
                    data_type: &$data_type,
                    length: renkei_hl7v2::__number!($length),
                    usage: Usage::$usage,
                    table: renkei_hl7v2::definition::table_number(stringify!($table)),
                    english: $component_english,
                    japanese: $component_japanese,
                }),*],
            };)*
        }

        /// Every data type that the tables of the segments name, and those inside them: the primitive ones first.
        pub static ALL: &[&DataTypeDef] = &[$(&defs::$name),*];
    };
}

const fn clause(given: &[&'static str]) -> &'static str {
    match given {
        [clause, ..] => clause,
        [] => "HL7 v2.5 2.A",
    }
}

data_types! {
    // Primitive types (基本型): one text each.
    ST "String Data" "文字列" {}
    TX "Text Data" "テキスト" {}
    FT "Formatted Text Data" "書式付テキスト" {}
    NM "Numeric" "数値" {}
    SI "Sequence ID" "シーケンスID" {}
    ID "Coded Value for HL7 Defined Tables" "HL7表コード" {}
    IS "Coded Value for User-Defined Tables" "使用者定義表コード" {}
    DT "Date" "日付" {}
    TM "Time" "時刻" {}
    DTM "Date/Time" "日時" {}
    GTS "General Timing Specification" "汎用タイミング指定" {}
    Varies "Value of the Type in OBX-2" "OBX-2の型による値" {}

    // Composite types (複合型).
    CWE "Coded with Exceptions" "コード化値（例外あり）" {
         1 ST     20 O -    "Identifier"                         "識別子";
         2 ST    199 O -    "Text"                               "テキスト";
         3 ID     20 O 0396 "Name of Coding System"              "コード体系名";
         4 ST     20 O -    "Alternate Identifier"               "代替識別子";
         5 ST    199 O -    "Alternate Text"                     "代替テキスト";
         6 ID     20 O 0396 "Name of Alternate Coding System"    "代替コード体系名";
         7 ST     10 C -    "Coding System Version ID"           "コード体系版";
         8 ST     10 O -    "Alternate Coding System Version ID" "代替コード体系版";
         9 ST    199 O -    "Original Text"                      "元テキスト";
    }
    CE "Coded Element" "コード化要素" {
         1 ST     20 O -    "Identifier"                      "識別子";
         2 ST    199 O -    "Text"                            "テキスト";
         3 ID     20 O 0396 "Name of Coding System"           "コード体系名";
         4 ST     20 O -    "Alternate Identifier"            "代替識別子";
         5 ST    199 O -    "Alternate Text"                  "代替テキスト";
         6 ID     20 O 0396 "Name of Alternate Coding System" "代替コード体系名";
    }
    CNE "Coded with No Exceptions" "コード化値（例外なし）" {
         1 ST     20 R -    "Identifier"                         "識別子";
         2 ST    199 O -    "Text"                               "テキスト";
         3 ID     20 O 0396 "Name of Coding System"              "コード体系名";
         4 ST     20 O -    "Alternate Identifier"               "代替識別子";
         5 ST    199 O -    "Alternate Text"                     "代替テキスト";
         6 ID     20 O 0396 "Name of Alternate Coding System"    "代替コード体系名";
         7 ST     10 C -    "Coding System Version ID"           "コード体系版";
         8 ST     10 O -    "Alternate Coding System Version ID" "代替コード体系版";
         9 ST    199 O -    "Original Text"                      "元テキスト";
    }
    CX "Extended Composite ID with Check Digit" "チェックデジット付き拡張複合ID" {
         1 ST     15 R -    "ID Number"                      "ID番号";
         2 ST      1 O -    "Check Digit"                    "チェックデジット";
         3 ID      3 O 0061 "Check Digit Scheme"             "チェックデジット方式";
         4 HD    227 O 0363 "Assigning Authority"            "付与機関";
         5 ID      5 O 0203 "Identifier Type Code"           "識別子型コード";
         6 HD    227 O -    "Assigning Facility"             "付与施設";
         7 DT      8 O -    "Effective Date"                 "有効日";
         8 DT      8 O -    "Expiration Date"                "失効日";
         9 CWE   705 O -    "Assigning Jurisdiction"         "付与管轄";
        10 CWE   705 O -    "Assigning Agency or Department" "付与機関・部門";
    }
    XPN "Extended Person Name" "拡張人名" {
         1 FN    194 O -    "Family Name"                                        "姓";
         2 ST     30 O -    "Given Name"                                         "名";
         3 ST     30 O -    "Second and Further Given Names or Initials Thereof" "ミドルネーム等";
         4 ST     20 O -    "Suffix"                                             "接尾語";
         5 ST     20 O -    "Prefix"                                             "接頭語";
         6 IS      6 O 0360 "Degree"                                             "学位";
         7 ID      1 O 0200 "Name Type Code"                                     "名前タイプ";
         8 ID      1 O 0465 "Name Representation Code"                           "名前表記コード";
         9 CWE   483 O 0448 "Name Context"                                       "名前の文脈";
        10 DR     53 O -    "Name Validity Range"                                "有効期間";
        11 ID      1 O 0444 "Name Assembly Order"                                "組立順";
        12 TS     26 O -    "Effective Date"                                     "有効日";
        13 TS     26 O -    "Expiration Date"                                    "失効日";
        14 ST    199 O -    "Professional Suffix"                                "職業接尾語";
    }
    FN "Family Name" "姓" {
         1 ST     50 R -    "Surname"                            "姓";
         2 ST     20 O -    "Own Surname Prefix"                 "自姓接頭";
         3 ST     50 O -    "Own Surname"                        "自姓";
         4 ST     20 O -    "Surname Prefix From Partner/Spouse" "配偶者姓接頭";
         5 ST     50 O -    "Surname From Partner/Spouse"        "配偶者姓";
    }
    XCN "Extended Composite ID Number and Name for Persons" "個人の拡張複合ID番号と名前" {
         1 ST     15 O -    "ID Number"                                          "ID番号";
         2 FN    194 O -    "Family Name"                                        "姓";
         3 ST     30 O -    "Given Name"                                         "名";
         4 ST     30 O -    "Second and Further Given Names or Initials Thereof" "ミドルネーム等";
         5 ST     20 O -    "Suffix"                                             "接尾語";
         6 ST     20 O -    "Prefix"                                             "接頭語";
         7 IS      5 O 0360 "Degree"                                             "学位";
         8 IS      4 C 0297 "Source Table"                                       "ソース表";
         9 HD    227 O 0363 "Assigning Authority"                                "付与機関";
        10 ID      1 O 0200 "Name Type Code"                                     "名前タイプ";
        11 ST      1 O -    "Identifier Check Digit"                             "チェックデジット";
        12 ID      3 C 0061 "Check Digit Scheme"                                 "方式";
        13 ID      5 O 0203 "Identifier Type Code"                               "識別子型";
        14 HD    227 O -    "Assigning Facility"                                 "付与施設";
        15 ID      1 O 0465 "Name Representation Code"                           "名前表記コード";
        16 CWE   483 O 0448 "Name Context"                                       "名前の文脈";
        17 DR     53 O -    "Name Validity Range"                                "有効期間";
        18 ID      1 O 0444 "Name Assembly Order"                                "組立順";
        19 TS     26 O -    "Effective Date"                                     "有効日";
        20 TS     26 O -    "Expiration Date"                                    "失効日";
        21 ST    199 O -    "Professional Suffix"                                "職業接尾語";
        22 CWE   705 O -    "Assigning Jurisdiction"                             "付与管轄";
        23 CWE   705 O -    "Assigning Agency or Department"                     "付与部門";
    }
    XAD "Extended Address" "拡張住所" {
         1 SAD   184 O -    "Street Address"               "番地等";
         2 ST    120 O -    "Other Designation"            "その他の表示";
         3 ST     50 O -    "City"                         "市区町村";
         4 ST     50 O -    "State or Province"            "都道府県";
         5 ST     12 O -    "Zip or Postal Code"           "郵便番号";
         6 ID      3 O 0399 "Country"                      "国";
         7 ID      3 O 0190 "Address Type"                 "住所タイプ";
         8 ST     50 O -    "Other Geographic Designation" "その他の地理表示（住所全体）";
         9 IS     20 O 0289 "County/Parish Code"           "郡";
        10 IS     20 O 0288 "Census Tract"                 "国勢統計区";
        11 ID      1 O 0465 "Address Representation Code"  "住所表記コード";
        12 DR     53 O -    "Address Validity Range"       "有効期間";
        13 TS     26 O -    "Effective Date"               "有効日";
        14 TS     26 O -    "Expiration Date"              "失効日";
    }
    SAD "Street Address" "番地" {
         1 ST    120 O -    "Street or Mailing Address" "番地";
         2 ST     50 O -    "Street Name"               "通り";
         3 ST     12 O -    "Dwelling Number"           "住居番号";
    }
    XTN "Extended Telecommunication Number" "拡張電話番号" {
         1 ST    199 O -    "Telephone Number"                 "電話番号（旧）";
         2 ID      3 O 0201 "Telecommunication Use Code"       "用途コード";
         3 ID      8 O 0202 "Telecommunication Equipment Type" "機器タイプ";
         4 ST    199 O -    "Email Address"                    "電子メール";
         5 NM      3 O -    "Country Code"                     "国番号";
         6 NM      4 O -    "Area/City Code"                   "市外局番";
         7 NM      9 O -    "Local Number"                     "市内番号";
         8 NM      5 O -    "Extension"                        "内線";
         9 ST    199 O -    "Any Text"                         "任意テキスト";
        10 ST      4 O -    "Extension Prefix"                 "内線接頭";
        11 ST      6 O -    "Speed Dial Code"                  "短縮";
        12 ST    199 C -    "Unformatted Telephone number"     "非定型電話番号";
    }
    XON "Extended Composite Name and Identification Number for Organizations" "組織の拡張複合名とID" {
         1 ST     50 O -    "Organization Name"           "組織名";
         2 IS     20 O 0204 "Organization Name Type Code" "組織名タイプ";
         3 NM      4 O -    "ID Number"                   "ID番号";
         4 NM      1 O -    "Check Digit"                 "チェックデジット";
         5 ID      3 O 0061 "Check Digit Scheme"          "方式";
         6 HD    227 O 0363 "Assigning Authority"         "付与機関";
         7 ID      5 O 0203 "Identifier Type Code"        "識別子型";
         8 HD    227 O -    "Assigning Facility"          "付与施設";
         9 ID      1 O 0465 "Name Representation Code"    "名前表記コード";
        10 ST     20 O -    "Organization Identifier"     "組織識別子";
    }
    PL "Person Location" "患者所在場所" {
         1 IS     20 O 0302 "Point of Care"                     "病棟・診療科";
         2 IS     20 O 0303 "Room"                              "病室";
         3 IS     20 O 0304 "Bed"                               "病床";
         4 HD    227 O -    "Facility"                          "施設";
         5 IS     20 O 0306 "Location Status"                   "所在状態";
         6 IS     20 C 0305 "Person Location Type"              "所在場所型";
         7 IS     20 O 0307 "Building"                          "建物";
         8 IS     20 O 0308 "Floor"                             "階";
         9 ST    199 O -    "Location Description"              "記述";
        10 EI    427 O -    "Comprehensive Location Identifier" "包括識別子";
        11 HD    227 O -    "Assigning Authority for Location"  "付与機関";
    }
    EI "Entity Identifier" "実体識別子" {
         1 ST    199 O -    "Entity Identifier" "実体識別子";
         2 IS     20 O 0363 "Namespace ID"      "名前空間ID";
         3 ST    199 C -    "Universal ID"      "汎用ID";
         4 ID      6 C 0301 "Universal ID Type" "汎用ID型";
    }
    HD "Hierarchic Designator" "階層的指定子" {
         1 IS     20 O 0300 "Namespace ID"      "名前空間ID";
         2 ST    199 C -    "Universal ID"      "汎用ID";
         3 ID      6 C 0301 "Universal ID Type" "汎用ID型";
    }
    EIP "Entity Identifier Pair" "実体識別子対" {
         1 EI    427 O -    "Placer Assigned Identifier" "依頼者番号";
         2 EI    427 O -    "Filler Assigned Identifier" "実施者番号";
    }
    CQ "Composite Quantity with Units" "単位付き複合数量" {
         1 NM     16 O -    "Quantity" "数量";
         2 CWE   483 O -    "Units"    "単位";
    }
    TS "Time Stamp" "日時" {
         1 DTM    24 R -    "Time"                "日時";
         2 ID      1 O 0529 "Degree of Precision" "精度";
    }
    DR "Date/Time Range" "日時範囲" {
         1 TS     26 O -    "Range Start Date/Time" "開始";
         2 TS     26 O -    "Range End Date/Time"   "終了";
    }
    RPT "Repeat Pattern" "繰返しパターン" {
         1 CWE   705 R 0335 "Repeat Pattern Code"          "繰返しパターンコード";
         2 ID      2 O 0527 "Calendar Alignment"           "暦調整";
         3 NM     10 O -    "Phase Range Begin Value"      "位相開始";
         4 NM     10 O -    "Phase Range End Value"        "位相終了";
         5 NM     10 O -    "Period Quantity"              "周期量";
         6 IS     10 C -    "Period Units"                 "周期単位";
         7 ID      1 O 0136 "Institution Specified Time"   "施設指定時刻";
         8 ID      6 O 0528 "Event"                        "イベント";
         9 NM     10 O -    "Event Offset Quantity"        "オフセット量";
        10 IS     10 C -    "Event Offset Units"           "オフセット単位";
        11 GTS   200 O -    "General Timing Specification" "汎用タイミング";
    }
    TQ "Timing Quantity" "数量とタイミング" {
         1 CQ    267 O -    "Quantity"            "数量";
         2 RI    206 O -    "Interval"            "間隔";
         3 ST      6 O -    "Duration"            "期間";
         4 TS     26 O -    "Start Date/Time"     "開始日時";
         5 TS     26 O -    "End Date/Time"       "終了日時";
         6 ST      6 O -    "Priority"            "優先度";
         7 ST    199 O -    "Condition"           "条件";
         8 TX    200 O -    "Text"                "テキスト";
         9 ID      1 O 0472 "Conjunction"         "連結";
        10 OSD   110 O -    "Order Sequencing"    "オーダ順序";
        11 CWE   483 O -    "Occurrence Duration" "事象継続期間";
        12 NM      4 O -    "Total Occurrences"   "事象総数";
    }
    RI "Repeat Interval" "繰返し間隔" {
         1 IS      6 O 0335 "Repeat Pattern"         "繰返しパターン";
         2 ST    199 O -    "Explicit Time Interval" "明示的な時間間隔";
    }
    OSD "Order Sequence Definition" "オーダ順序定義" {
         1 ID      1 R 0524 "Sequence/Results Flag"                  "順序・結果フラグ";
         2 ST     15 R -    "Placer Order Number: Entity Identifier" "依頼者オーダ番号（識別子）";
         3 IS      6 O 0363 "Placer Order Number: Namespace ID"      "依頼者オーダ番号（名前空間ID）";
         4 ST     15 R -    "Filler Order Number: Entity Identifier" "実施者オーダ番号（識別子）";
         5 IS      6 O 0363 "Filler Order Number: Namespace ID"      "実施者オーダ番号（名前空間ID）";
         6 ST     12 O -    "Sequence Condition Value"               "順序条件値";
         7 NM      3 O -    "Maximum Number of Repeats"              "最大繰返し数";
         8 ST     15 R -    "Placer Order Number: Universal ID"      "依頼者オーダ番号（汎用ID）";
         9 ID      6 O 0301 "Placer Order Number: Universal ID Type" "依頼者オーダ番号（汎用ID型）";
        10 ST     15 R -    "Filler Order Number: Universal ID"      "実施者オーダ番号（汎用ID）";
        11 ID      6 O 0301 "Filler Order Number: Universal ID Type" "実施者オーダ番号（汎用ID型）";
    }
    MSG "Message Type" "メッセージ型" {
         1 ID      3 R 0076 "Message Code"      "メッセージ型";
         2 ID      3 R 0003 "Trigger Event"     "イベント型";
         3 ID      7 R 0354 "Message Structure" "メッセージ構造";
    }
    PT "Processing Type" "処理型" {
         1 ID      1 O 0103 "Processing ID"   "処理ID";
         2 ID      1 O 0207 "Processing Mode" "処理モード";
    }
    VID "Version Identifier" "バージョンID" {
         1 ID      5 O 0104 "Version ID"                "バージョン";
         2 CWE   483 O 0399 "Internationalization Code" "国際化コード";
         3 CWE   483 O -    "International Version ID"  "国際版";
    }
    SN "Structured Numeric" "構造化数値" {
         1 ST      2 O -    "Comparator"       "比較子";
         2 NM     15 O -    "Num1"             "数値1";
         3 ST      1 O -    "Separator/Suffix" "区切・接尾";
         4 NM     15 O -    "Num2"             "数値2";
    }
    NA "Numeric Array" "数値配列" {
         1 NM     16 R -    "Value 1" "値1";
         2 NM     16 O -    "Value 2" "値2";
         3 NM     16 O -    "Value 3" "値3";
         4 NM     16 O -    "Value 4" "値4";
    }
    NR "Numeric Range" "数値範囲" {
         1 NM     16 O -    "Low Value"  "下限";
         2 NM     16 O -    "High Value" "上限";
    }
    ED "Encapsulated Data" "埋め込みデータ" {
         1 HD    227 O -    "Source Application" "発生元";
         2 ID      9 R 0191 "Type of Data"       "データ型";
         3 ID     18 O 0291 "Data Subtype"       "副型";
         4 ID      6 R 0299 "Encoding"           "符号化";
         5 TX  65536 R -    "Data"               "データ";
    }
    RP "Reference Pointer" "参照ポインタ" {
         1 ST     15 O -    "Pointer"        "ポインタ";
         2 HD    227 O -    "Application ID" "アプリケーション";
         3 ID      9 O 0191 "Type of Data"   "データ型";
         4 ID     19 O 0291 "Subtype"        "副型";
    }
    PRL "Parent Result Link" "親結果リンク" {
         1 CWE   483 R -    "Parent Observation Identifier"       "親検査項目";
         2 ST     20 O -    "Parent Observation Sub-identifier"   "親副ID";
         3 TX    250 O -    "Parent Observation Value Descriptor" "親結果値";
    }
    SPS "Specimen Source" "検体採取元" {
         1 CWE   705 O -    "Specimen Source Name or Code"    "採取元の名称・コード";
         2 CWE   705 O 0371 "Additives"                       "添加物";
         3 TX    200 O -    "Specimen Collection Method"      "採取方法";
         4 CWE   705 O 0163 "Body Site"                       "部位";
         5 CWE   705 O 0495 "Site Modifier"                   "部位修飾";
         6 CWE   705 O -    "Collection Method Modifier Code" "採取方法修飾";
         7 CWE   705 O 0369 "Specimen Role"                   "検体の役割";
    }
    LA1 "Location with Address Variation 1" "住所を持つ場所1" {
         1 IS     20 O 0302 "Point of Care"         "病棟・診療科";
         2 IS     20 O 0303 "Room"                  "病室";
         3 IS     20 O 0304 "Bed"                   "病床";
         4 HD    227 O -    "Facility"              "施設";
         5 IS     20 O 0306 "Location Status"       "所在状態";
         6 IS     20 O 0305 "Patient Location Type" "所在場所型";
         7 IS     20 O 0307 "Building"              "建物";
         8 IS     20 O 0308 "Floor"                 "階";
         9 AD    415 O -    "Address"               "住所";
    }
    LA2 "Location with Address Variation 2" "住所を持つ場所2" {
         1 IS     20 O 0302 "Point of Care"                "病棟・診療科";
         2 IS     20 O 0303 "Room"                         "病室";
         3 IS     20 O 0304 "Bed"                          "病床";
         4 HD    227 O -    "Facility"                     "施設";
         5 IS     20 O 0306 "Location Status"              "所在状態";
         6 IS     20 O 0305 "Patient Location Type"        "所在場所型";
         7 IS     20 O 0307 "Building"                     "建物";
         8 IS     20 O 0308 "Floor"                        "階";
         9 ST    120 O -    "Street Address"               "番地等";
        10 ST    120 O -    "Other Designation"            "その他の表示";
        11 ST     50 O -    "City"                         "市区町村";
        12 ST     50 O -    "State or Province"            "都道府県";
        13 ST     12 O -    "Zip or Postal Code"           "郵便番号";
        14 ID      3 O 0399 "Country"                      "国";
        15 ID      3 O 0190 "Address Type"                 "住所タイプ";
        16 ST     50 O -    "Other Geographic Designation" "その他の地理表示（住所全体）";
    }
    AD "Address" "住所" {
         1 ST    120 O -    "Street Address"               "番地等";
         2 ST    120 O -    "Other Designation"            "その他の表示";
         3 ST     50 O -    "City"                         "市区町村";
         4 ST     50 O -    "State or Province"            "都道府県";
         5 ST     12 O -    "Zip or Postal Code"           "郵便番号";
         6 ID      3 O 0399 "Country"                      "国";
         7 ID      3 O 0190 "Address Type"                 "住所タイプ";
         8 ST     50 O -    "Other Geographic Designation" "その他の地理表示（住所全体）";
    }
    JCC "Job Code/Class" "職種" {
         1 IS     20 O 0327 "Job Code"             "職種コード";
         2 IS     20 O 0328 "Job Class"            "職種区分";
         3 TX    250 O -    "Job Description Text" "職種記述";
    }
    NDL "Name with Date and Location" "日付と場所付きの名前" {
         1 CNN   406 O -    "Name Of Person"        "人名";
         2 TS     26 O -    "Start Date/time"       "開始日時";
         3 TS     26 O -    "End Date/time"         "終了日時";
         4 IS     20 O 0302 "Point of Care"         "病棟・診療科";
         5 IS     20 O 0303 "Room"                  "病室";
         6 IS     20 O 0304 "Bed"                   "病床";
         7 HD    227 O -    "Facility"              "施設";
         8 IS     20 O 0306 "Location Status"       "所在状態";
         9 IS     20 O 0305 "Patient Location Type" "所在場所型";
        10 IS     20 O 0307 "Building"              "建物";
        11 IS     20 O 0308 "Floor"                 "階";
    }
    CNN "Composite ID Number and Name Simplified" "個人の複合ID番号と名前の簡略形" {
         1 ST     15 O -    "ID Number"                                          "ID番号";
         2 ST     50 O -    "Family Name"                                        "姓";
         3 ST     30 O -    "Given Name"                                         "名";
         4 ST     30 O -    "Second and Further Given Names or Initials Thereof" "ミドルネーム等";
         5 ST     20 O -    "Suffix"                                             "接尾語";
         6 ST     20 O -    "Prefix"                                             "接頭語";
         7 IS      5 O 0360 "Degree"                                             "学位";
         8 IS      4 C 0297 "Source Table"                                       "ソース表";
         9 IS     20 C 0363 "Assigning Authority - Namespace ID"                 "付与機関（名前空間ID）";
        10 ST    199 C -    "Assigning Authority - Universal ID"                 "付与機関（汎用ID）";
        11 ID      6 C 0301 "Assigning Authority - Universal ID Type"            "付与機関（汎用ID型）";
    }
    DLD "Discharge Location and Date" "退院先と日付" {
         1 IS     20 R 0113 "Discharge Location" "退院先";
         2 TS     26 O -    "Effective Date"     "有効日";
    }
    DLN "Driver's License Number" "運転免許証番号" {
         1 ST     20 R -    "License Number"                   "免許番号";
         2 IS     20 O 0333 "Issuing State, Province, Country" "発行地";
         3 DT     24 O -    "Expiration Date"                  "失効日";
    }
    FC "Financial Class" "保険種別" {
         1 IS     20 R 0064 "Financial Class Code" "保険種別コード";
         2 TS     26 O -    "Effective Date"       "有効日";
    }
    AUI "Authorization Information" "認定情報" {
         1 ST     30 O -    "Authorization Number" "認定番号";
         2 DT      8 O -    "Date"                 "日付";
         3 ST    199 O -    "Source"               "発行元";
    }
    CP "Composite Price" "価格" {
         1 MO     20 R -    "Price"       "価格";
         2 ID      2 O 0205 "Price Type"  "価格タイプ";
         3 NM     16 O -    "From Value"  "下限値";
         4 NM     16 O -    "To Value"    "上限値";
         5 CWE   483 O -    "Range Units" "範囲の単位";
         6 ID      1 O 0298 "Range Type"  "範囲タイプ";
    }
    MO "Money" "金額" {
         1 NM     16 O -    "Quantity"     "金額";
         2 ID      3 O -    "Denomination" "通貨";
    }
    MOC "Money and Code" "金額と課金コード" {
         1 MO     20 O -    "Monetary Amount" "金額";
         2 CWE   483 O -    "Charge Code"     "課金コード";
    }
    ELD "Error Location and Description" "エラー位置と記述" {
         1 ST      3 O -    "Segment ID"             "セグメントID";
         2 NM      2 O -    "Segment Sequence"       "セグメント順序";
         3 NM      2 O -    "Field Position"         "フィールド位置";
         4 CWE   483 O 0357 "Code Identifying Error" "エラーコード";
    }
    ERL "Error Location" "エラー位置" {
         1 ST      3 R -    "Segment ID"           "セグメントID";
         2 NM      2 R -    "Segment Sequence"     "セグメント順序";
         3 NM      2 O -    "Field Position"       "フィールド位置";
         4 NM      2 O -    "Field Repetition"     "フィールド繰返し";
         5 NM      2 O -    "Component Number"     "成分番号";
         6 NM      2 O -    "Sub-Component Number" "副成分番号";
    }
    ZRD "Japanese radiology/endoscopy used item" "使用物品" clause "JAHIS 放射線データ交換規約; JAHIS 内視鏡データ交換規約" {
         1 ST      - O -    "Identifier"            "識別子";
         2 ST      - O -    "Text"                  "テキスト";
         3 IS      - O -    "Name of Coding System" "コーディングシステム名";
         4 NM      - O -    "Quantity"              "数量";
         5 CWE     - O -    "Unit"                  "単位";
         6 NM      - O -    "Film Division Number"  "フィルム分割数";
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::{message, segment, survey};

    #[test]
    fn every_data_type_of_a_table_is_defined_and_so_are_those_inside_it() {
        let fields = segment::ALL.iter().flat_map(|def| def.fields).map(|field| field.data_type);
        let components = ALL.iter().flat_map(|def| def.components).map(|component| component.data_type.name);
        for name in fields.chain(components) {
            assert!(find(name).is_some(), "{name}");
        }
    }

    #[test]
    fn components_are_numbered_from_one_and_types_have_one_name() {
        let mut names = HashSet::new();
        for def in ALL {
            assert!(names.insert(def.name), "{} twice", def.name);
            let numbers: Vec<_> = def.components.iter().map(|component| component.number).collect();
            let expected: Vec<_> = (1u32..).take(numbers.len()).collect();
            assert_eq!(numbers, expected, "{}", def.name);
        }
    }

    #[test]
    fn every_component_that_a_mapping_touches_is_defined() {
        for def in message::ALL {
            for entry in survey(def, None).entries() {
                // Physiology sends a second part of code and text, which the standard does not know.
                if entry.place.contains(".suffix.") {
                    continue;
                }
                let field = segment::find(entry.segment).and_then(|def| def.field(entry.field)).unwrap();
                let mut data_type = field.data_type;
                for (depth, n) in entry.parts.iter().enumerate() {
                    let place =
                        format!("{}-{} {:?}, {}", entry.segment, entry.field, entry.parts, entry.place);
                    let def = as_read(data_type).unwrap();
                    // A primitive is its own first part.
                    if def.components.is_empty() && *n == 1 {
                        assert!(depth > 0, "{place}");
                        continue;
                    }
                    data_type = def
                        .component(*n)
                        .unwrap_or_else(|| panic!("{place}: {data_type}.{n}"))
                        .data_type
                        .name;
                }
            }
        }
    }
}
