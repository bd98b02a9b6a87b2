//! Allergies, diseases and roles.

use super::table;

table! {
    ALLERGEN_TYPE "HL70127" open "Allergen Type" "アレルゲン分類" systems ["HL70127"] clause "HL7 v2.5 table 0127; AL1-2, IAM-2";
    "DA" "drug allergy"            "薬剤アレルギー";
    "FA" "food allergy"            "食物アレルギー";
    "MA" "miscellaneous allergy"   "その他のアレルギー";
    "MC" "miscellaneous contraindication" "その他の禁忌";
    "EA" "environmental allergy"   "環境アレルギー";
    "AA" "animal allergy"          "動物アレルギー";
    "PA" "plant allergy"           "植物アレルギー";
    "LA" "pollen allergy"          "花粉アレルギー";
}

table! {
    ALLERGY_SEVERITY "HL70128" open "Allergy Severity" "アレルギー重症度" systems ["HL70128"] clause "HL7 v2.5 table 0128; AL1-4, IAM-4";
    "SV" "severe"   "重度";
    "MO" "moderate" "中等度";
    "MI" "mild"     "軽度";
    "U"  "unknown"  "不明";
}

table! {
    SENSITIVITY "HL70436" open "Sensitivity to Causative Agent" "原因物質に対する感受性" systems ["HL70436"]
        clause "HL7 v2.5 table 0436; IAM-9";
    "AD" "adverse reaction" "有害反応";
    "AL" "allergy"          "アレルギー";
    "CT" "contraindication" "禁忌";
    "IN" "intolerance"      "不耐性";
}

table! {
    ALLERGY_STATUS "HL70438" open "Allergy Clinical Status" "アレルギー臨床確認状況" systems ["HL70438"]
        clause "HL7 v2.5 table 0438; IAM-17";
    "C" "confirmed or verified" "確認済";
    "D" "doubt raised"          "疑義あり";
    "E" "erroneous"             "誤り";
    "I" "confirmed but inactive" "確認済（非活動）";
    "P" "pending"               "確認待ち";
    "S" "suspect"               "疑い";
    "U" "unconfirmed"           "未確認";
}

table! {
    CONFIDENTIALITY "HL70177" open "Confidentiality Code" "守秘区分" systems ["HL70177"] clause "HL7 v2.5 table 0177; PRB-25";
    "AID" "AIDS patient"         "AIDS患者";
    "EMP" "employee"             "職員";
    "ETH" "alcohol or drug treatment patient" "アルコール・薬物治療患者";
    "HIV" "HIV(+) patient"       "HIV陽性患者";
    "PSY" "psychiatric patient"  "精神科患者";
    "R"   "restricted"           "制限";
    "U"   "usual control"        "通常";
    "UWM" "unwed mother"         "未婚の母";
    "V"   "very restricted"      "非常に限定";
    "VIP" "very important person or celebrity" "要人・著名人";
}

table! {
    SEGMENT_ACTION "HL70206" open "Segment Action Code" "セグメントアクションコード" systems ["HL70206"] clause "HL7 v2.5 table 0206; DG1-21";
    "A" "add or insert" "追加";
    "D" "delete"        "削除";
    "U" "update"        "更新";
}

table! {
    DIAGNOSIS_CLASSIFICATION "HL70228" open "Diagnosis Classification" "診断分類" systems ["HL70228"] clause "HL7 v2.5 table 0228; DG1-17";
    "C" "consultation"            "コンサルテーション";
    "D" "diagnosis"               "診断";
    "M" "medication (antibiotic)" "投薬（抗菌薬）";
    "O" "other"                   "その他";
    "R" "radiological scheduling" "放射線予約";
    "S" "sign and symptom"        "徴候・症状";
    "T" "tissue diagnosis"        "組織診断";
    "I" "invasive procedure"      "侵襲的手技";
}

table! {
    OUTCOME "HL70241" open "Patient Outcome" "転帰" systems ["HL70241"]
        clause "HL7 v2.5 table 0241; JAHIS 病名情報データ交換規約 PRB-14";
    "D" "died"                     "死亡";
    "F" "fully recovered"          "治癒";
    "N" "not recovering/unchanged" "回復せず・不変";
    "R" "recovering"               "軽快";
    "S" "sequelae"                 "後遺症";
    "U" "unknown"                  "不明";
    "W" "worsening"                "増悪";
}

table! {
    PROBLEM_ACTION "HL70287" closed "Problem/Goal Action Code" "プロブレムのアクション" systems ["HL70287"]
        clause "HL7 v2.5 table 0287; PRB-1, ROL-2";
    "AD" "add"       "追加";
    "CO" "correct"   "訂正";
    "DE" "delete"    "削除";
    "LI" "link"      "関連付け";
    "UC" "unchanged" "変更なし";
    "UN" "unlink"    "関連付けの解除";
    "UP" "update"    "更新";
}

table! {
    PROVIDER_ROLE "HL70443" open "Provider Role" "提供者の役割" systems ["HL70443"] clause "HL7 v2.5 table 0443; ROL-3";
    "AD"   "admitting"               "入院時医師";
    "AT"   "attending"               "主治医";
    "CP"   "consulting provider"     "コンサルタント医師";
    "FHCP" "family health care professional" "家庭医";
    "PP"   "primary care provider"   "かかりつけ医";
    "RP"   "referring provider"      "紹介医";
    "RT"   "referred to provider"    "紹介先医師";
}

table! {
    DIAGNOSIS_TIME "JHSD0004" open "Kind of Diagnosis" "病名の区分" systems ["JHSD0004"]
        clause "JAHIS 病名情報データ交換規約; PRB-10, as the published examples use it";
    "H" "at admission"      "入院時";
    "L" "at discharge"      "退院時";
    "O" "outpatient"        "外来";
    "B" "before surgery"    "術前";
    "A" "after surgery"     "術後";
    "F" "final"             "最終";
}

table! {
    SUSPECTED "JHSD0005" open "Suspected Disease" "疑い病名" systems ["JHSD0005"]
        clause "JAHIS 病名情報データ交換規約; PRB-13, as the published examples use it";
    "1" "suspected" "疑いあり";
}

table! {
    MAIN_DISEASE "JHSD0007" open "Main Disease" "主診断" systems ["JHSD0007"]
        clause "JAHIS 病名情報データ交換規約; PRB-18, as the published examples use it";
    "1" "main diagnosis" "主診断";
}
