//! Visits: patient class, admission and discharge, places.

use super::table;

table! {
    PATIENT_CLASS "HL70004" open "Patient Class" "患者区分" systems ["HL70004"]
        clause "HL7 v2.5 table 0004; SS-MIX2 標準化ストレージ仕様書 PV1-2 uses I and O alone";
    "I" "inpatient"         "入院";
    "O" "outpatient"        "外来";
    "E" "emergency"         "救急";
    "P" "preadmit"          "入院前";
    "R" "recurring patient" "継続通院";
    "B" "obstetrics"        "産科";
    "C" "commercial account" "法人契約";
    "N" "not applicable"    "適用外";
    "U" "unknown"           "不明";
}

table! {
    ADMISSION_TYPE "HL70007" open "Admission Type" "入院区分" systems ["HL70007"] clause "HL7 v2.5 table 0007; PV1-4";
    "A" "accident"           "事故";
    "C" "elective"           "待機";
    "E" "emergency"          "救急";
    "L" "labor and delivery" "分娩";
    "N" "newborn"            "新生児";
    "R" "routine"            "通常";
    "U" "urgent"             "緊急";
}

table! {
    EVENT_REASON "HL70062" open "Event Reason" "イベント理由" systems ["HL70062"] clause "HL7 v2.5 table 0062; EVN-4";
    "01" "patient request"   "患者の希望";
    "02" "physician order"   "医師の指示";
    "03" "census management" "病床管理";
    "O"  "other"             "その他";
    "U"  "unknown"           "不明";
}

table! {
    DISCHARGE_DISPOSITION "HL70112" closed "Discharge Disposition" "退院区分" systems ["HL70112"]
        clause "HL7 v2.5 table 0112; SS-MIX2 標準化ストレージ仕様書 PV1-36";
    "01" "home"                                  "自宅";
    "02" "other hospital, short stay"            "他病院（短期）";
    "03" "skilled nursing facility"              "専門看護施設";
    "04" "intermediate care facility"            "中間ケア施設";
    "05" "other institution or referral to outpatient" "その他の施設・外来への紹介";
    "06" "home care service"                     "在宅ケア";
    "07" "left against advice"                   "医師の指示によらない退院";
    "08" "home infusion"                         "在宅輸液療法";
    "09" "admitted to this hospital"             "当院へ入院";
    "10" "defined by the site"                   "施設定義";
    "11" "defined by the site"                   "施設定義";
    "12" "defined by the site"                   "施設定義";
    "13" "defined by the site"                   "施設定義";
    "14" "defined by the site"                   "施設定義";
    "15" "defined by the site"                   "施設定義";
    "16" "defined by the site"                   "施設定義";
    "17" "defined by the site"                   "施設定義";
    "18" "defined by the site"                   "施設定義";
    "19" "defined by the site"                   "施設定義";
    "20" "died"                                  "死亡";
    "21" "died, defined by the site"             "死亡（施設定義）";
    "22" "died, defined by the site"             "死亡（施設定義）";
    "23" "died, defined by the site"             "死亡（施設定義）";
    "24" "died, defined by the site"             "死亡（施設定義）";
    "25" "died, defined by the site"             "死亡（施設定義）";
    "26" "died, defined by the site"             "死亡（施設定義）";
    "27" "died, defined by the site"             "死亡（施設定義）";
    "28" "died, defined by the site"             "死亡（施設定義）";
    "29" "died, defined by the site"             "死亡（施設定義）";
    "30" "still patient"                         "入院継続";
    "31" "still patient, defined by the site"    "入院継続（施設定義）";
    "32" "still patient, defined by the site"    "入院継続（施設定義）";
    "33" "still patient, defined by the site"    "入院継続（施設定義）";
    "34" "still patient, defined by the site"    "入院継続（施設定義）";
    "35" "still patient, defined by the site"    "入院継続（施設定義）";
    "36" "still patient, defined by the site"    "入院継続（施設定義）";
    "37" "still patient, defined by the site"    "入院継続（施設定義）";
    "38" "still patient, defined by the site"    "入院継続（施設定義）";
    "39" "still patient, defined by the site"    "入院継続（施設定義）";
    "40" "died at home"                          "自宅で死亡";
    "41" "died in a facility"                    "施設で死亡";
    "42" "died, place unknown"                   "死亡（場所不明）";
}

table! {
    BED_STATUS "HL70116" open "Bed Status" "病床の状態" systems ["HL70116"] clause "HL7 v2.5 table 0116; PV1-40";
    "C" "closed"       "閉鎖";
    "H" "housekeeping" "清掃中";
    "O" "occupied"     "使用中";
    "U" "unoccupied"   "空床";
    "K" "contaminated" "汚染";
    "I" "isolated"     "隔離";
}

table! {
    LOCATION_TYPE "HL70305" open "Person Location Type" "所在場所型" systems ["HL70305"]
        clause "HL7 v2.5 table 0305; JAHIS データ交換規約（共通編） PL";
    "N" "nursing unit"             "病棟";
    "C" "clinic"                   "外来（診療科）";
    "D" "department"               "部門";
    "H" "home"                     "自宅";
    "O" "provider's office"        "診療所";
    "P" "phone"                    "電話";
    "S" "skilled nursing facility" "介護施設";
}
