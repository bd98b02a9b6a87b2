//! Persons: sex, names, addresses, telephones, identifiers.

use super::table;

table! {
    SEX "HL70001" closed "Administrative Sex" "性別" systems ["HL70001"]
        clause "HL7 v2.5 table 0001; SS-MIX2 標準化ストレージ仕様書 PID-8";
    "M" "male"           "男性";
    "F" "female"         "女性";
    "O" "other"          "その他";
    "U" "unknown"        "不明";
    "A" "ambiguous"      "両義的";
    "N" "not applicable" "適用外";
}

table! {
    MARITAL_STATUS "HL70002" open "Marital Status" "婚姻状況" systems ["HL70002"] clause "HL7 v2.5 table 0002";
    "A" "separated"         "別居";
    "B" "unmarried"         "非婚";
    "C" "common law"        "内縁";
    "D" "divorced"          "離婚";
    "E" "legally separated" "法的別居";
    "G" "living together"   "同居";
    "I" "interlocutory"     "離婚手続中";
    "M" "married"           "既婚";
    "N" "annulled"          "婚姻無効";
    "O" "other"             "その他";
    "P" "domestic partner"  "同居パートナー";
    "R" "registered domestic partner" "登録パートナー";
    "S" "single"            "未婚";
    "T" "unreported"        "申告なし";
    "U" "unknown"           "不明";
    "W" "widowed"           "死別";
}

table! {
    RELATIONSHIP "HL70063" open "Relationship" "続柄" systems ["HL70063"] clause "HL7 v2.5 table 0063; NK1-3, IN1-17";
    "SEL" "self"               "本人";
    "SPO" "spouse"             "配偶者";
    "DOM" "life partner"       "パートナー";
    "CHD" "child"              "子";
    "GCH" "grandchild"         "孫";
    "NCH" "natural child"      "実子";
    "SCH" "stepchild"          "継子";
    "FCH" "foster child"       "里子";
    "DEP" "handicapped dependent" "障害のある被扶養者";
    "WRD" "ward of court"      "被後見人";
    "PAR" "parent"             "親";
    "MTH" "mother"             "母";
    "FTH" "father"             "父";
    "CGV" "care giver"         "介護者";
    "GRD" "guardian"           "後見人";
    "GRP" "grandparent"        "祖父母";
    "EXF" "extended family"    "親族";
    "SIB" "sibling"            "兄弟姉妹";
    "BRO" "brother"            "兄弟";
    "SIS" "sister"             "姉妹";
    "FND" "friend"             "友人";
    "OAD" "other adult"        "その他の成人";
    "EME" "employee"           "従業員";
    "EMR" "employer"           "雇用主";
    "ASC" "associate"          "同僚";
    "EMC" "emergency contact"  "緊急連絡先";
    "OWN" "owner"              "所有者";
    "TRA" "trainer"            "指導者";
    "MGR" "manager"            "管理者";
    "NON" "none"               "なし";
    "UNK" "unknown"            "不明";
    "OTH" "other"              "その他";
}

table! {
    YES_NO "HL70136" closed "Yes/No Indicator" "はい・いいえ" systems ["HL70136"] clause "HL7 v2.5 table 0136";
    "Y" "yes" "はい";
    "N" "no"  "いいえ";
}

table! {
    ADDRESS_TYPE "HL70190" closed "Address Type" "住所タイプ" systems ["HL70190"]
        clause "HL7 v2.5 table 0190; JAHIS データ交換規約（共通編） XAD";
    "H"   "home"                    "自宅";
    "B"   "firm, business"          "勤務先";
    "O"   "office"                  "事務所";
    "C"   "current or temporary"    "現住所・一時的住所";
    "L"   "legal address"           "法律上の住所";
    "M"   "mailing"                 "郵送先";
    "P"   "permanent"               "永住地";
    "N"   "birth (nee)"             "出生地";
    "BDL" "birth delivery location" "分娩場所";
    "BR"  "residence at birth"      "出生時の居住地";
    "F"   "country of origin"       "出身国";
    "RH"  "registry home"           "本籍地";
    "BA"  "bad address"             "無効な住所";
}

table! {
    NAME_TYPE "HL70200" closed "Name Type" "名前タイプ" systems ["HL70200"]
        clause "HL7 v2.5 table 0200; SS-MIX2 uses L alone";
    "L" "legal name"            "法的な名前";
    "A" "alias"                 "別名";
    "B" "name at birth"         "出生時の名前";
    "C" "adopted name"          "養子縁組後の名前";
    "D" "display name"          "表示名";
    "I" "licensing name"        "免許証の名前";
    "M" "maiden name"           "旧姓";
    "N" "nickname"              "愛称";
    "P" "name of partner"       "配偶者の名前";
    "R" "registered name"       "登録名";
    "S" "coded pseudo-name"     "仮名";
    "T" "tribal name"           "部族名";
    "U" "unspecified"           "指定なし";
}

table! {
    TELECOM_USE "HL70201" closed "Telecommunication Use Code" "通信用途コード" systems ["HL70201"]
        clause "HL7 v2.5 table 0201; JAHIS データ交換規約（共通編） XTN";
    "PRN" "primary residence number" "自宅";
    "ORN" "other residence number"   "自宅（その他）";
    "WPN" "work number"              "勤務先";
    "VHN" "vacation home number"     "別荘";
    "ASN" "answering service number" "留守番電話";
    "EMR" "emergency number"         "緊急連絡先";
    "NET" "e-mail address"           "電子メール";
    "BPN" "beeper number"            "ポケットベル";
    "PRS" "personal number"          "個人";
}

table! {
    TELECOM_EQUIPMENT "HL70202" closed "Telecommunication Equipment Type" "通信機器タイプ" systems ["HL70202"]
        clause "HL7 v2.5 table 0202";
    "PH"       "telephone"        "電話";
    "CP"       "cellular phone"   "携帯電話";
    "FX"       "fax"              "ファクシミリ";
    "MD"       "modem"            "モデム";
    "BP"       "beeper"           "ポケットベル";
    "Internet" "Internet address" "インターネット";
    "X.400"    "X.400 address"    "X.400アドレス";
    "TDD"      "telecommunications device for the deaf" "聴覚障害者用通信機器";
    "TTY"      "teletypewriter"   "テレタイプ";
}

table! {
    IDENTIFIER_TYPE "HL70203" open "Identifier Type" "識別子型" systems ["HL70203"]
        clause "HL7 v2.5 table 0203 (those that Japanese senders use); CX-5";
    "PI"  "patient internal identifier" "患者内部ID";
    "PT"  "patient external identifier" "患者外部ID";
    "MR"  "medical record number"       "診療録番号";
    "AN"  "account number"              "会計番号";
    "VN"  "visit number"                "来院番号";
    "DL"  "driver's licence number"     "運転免許証番号";
    "PPN" "passport number"             "旅券番号";
    "NI"  "national unique individual identifier" "国の個人識別番号";
    "EI"  "employee number"             "職員番号";
    "DN"  "doctor number"               "医師番号";
    "LN"  "licence number"              "免許番号";
    "XX"  "organization identifier"     "組織識別子";
}

table! {
    ORGANIZATION_NAME_TYPE "HL70204" open "Organizational Name Type" "組織名タイプ" systems ["HL70204"]
        clause "HL7 v2.5 table 0204";
    "A"  "alias name"                "別名";
    "L"  "legal name"                "正式名称";
    "D"  "display name"              "表示名";
    "SL" "stock exchange listing name" "上場名";
}

table! {
    RELATIONSHIP_TO_INSURED "HL70344" open "Patient's Relationship to Insured" "患者と被保険者の関係" systems ["HL70344"]
        clause "HL7 v2.5 table 0344; IN2-72";
    "01" "patient is insured"                                 "本人";
    "02" "spouse"                                             "配偶者";
    "03" "natural child, insured financially responsible"     "実子（被保険者に支払責任あり）";
    "04" "natural child, insured not financially responsible" "実子（被保険者に支払責任なし）";
    "05" "stepchild"                                          "継子";
    "06" "foster child"                                       "里子";
    "07" "ward of court"                                      "被後見人";
    "08" "employee"                                           "従業員";
    "09" "unknown"                                            "不明";
    "10" "handicapped dependent"                              "障害のある被扶養者";
    "11" "organ donor"                                        "臓器提供者";
    "12" "cadaver donor"                                      "死体臓器提供者";
    "13" "grandchild"                                         "孫";
    "14" "niece or nephew"                                    "甥・姪";
    "15" "injured plaintiff"                                  "傷害の原告";
    "16" "sponsored dependent"                                "後援を受ける被扶養者";
    "17" "minor dependent of a minor dependent"               "未成年の被扶養者の未成年の被扶養者";
    "18" "parent"                                             "親";
    "19" "grandparent"                                        "祖父母";
}

table! {
    DISABLED_PERSON "HL70334" closed "Disabled Person" "身体障害情報" systems ["HL70334"] clause "HL7 v2.5 table 0334; DB1-2";
    "AP" "associated party" "関係者";
    "GT" "guarantor"        "保証人";
    "IN" "insured"          "被保険者";
    "PT" "patient"          "患者";
}

table! {
    NAME_ASSEMBLY_ORDER "HL70444" open "Name Assembly Order" "名前の組立順" systems ["HL70444"] clause "HL7 v2.5 table 0444";
    "G" "given name first"  "名が先";
    "F" "family name first" "姓が先";
}

table! {
    IDENTITY_RELIABILITY "HL70445" open "Identity Reliability Code" "識別情報の信頼性" systems ["HL70445"]
        clause "HL7 v2.5 table 0445";
    "US" "unknown or default social security number" "社会保険番号が不明";
    "UD" "unknown or default date of birth"          "生年月日が不明";
    "UA" "unknown or default address"                "住所が不明";
    "AL" "patient name is an alias"                  "氏名が仮名";
}

table! {
    REPRESENTATION "HL70465" closed "Name/Address Representation" "名前・住所表記" systems ["HL70465"]
        clause "HL7 v2.5 table 0465; JAHIS データ交換規約（共通編） XPN";
    "I" "ideographic" "漢字";
    "P" "phonetic"    "カナ";
    "A" "alphabetic"  "英字";
}

table! {
    EXPANDED_YES_NO "HL70532" open "Expanded Yes/No Indicator" "拡張はい・いいえ" systems ["HL70532"]
        clause "HL7 v2.5 table 0532";
    "Y"    "yes"                 "はい";
    "N"    "no"                  "いいえ";
    "NI"   "no information"      "情報なし";
    "NA"   "not applicable"      "適用外";
    "UNK"  "unknown"             "不明";
    "NASK" "not asked"           "質問せず";
    "ASKU" "asked but unknown"   "質問したが不明";
    "NAV"  "temporarily unavailable" "一時的に入手不可";
    "NP"   "not present"         "存在しない";
}
