//! Orders: control, status, priority, timing, diet.

use super::table;

table! {
    ORDER_STATUS "HL70038" closed "Order Status" "オーダ状態" systems ["HL70038"] clause "HL7 v2.5 table 0038; ORC-5";
    "A"  "some, but not all, results available" "一部結果あり";
    "CA" "order was cancelled"                  "取消済";
    "CM" "order is completed"                   "完了";
    "DC" "order was discontinued"               "中止";
    "ER" "error, order not found"               "エラー（オーダなし）";
    "HD" "order is on hold"                     "保留";
    "IP" "in process"                           "実施中";
    "RP" "order has been replaced"              "置換済";
    "SC" "in process, scheduled"                "予定済";
}

table! {
    ORDER_CONTROL "HL70119" closed "Order Control Codes" "オーダ制御" systems ["HL70119"]
        clause "HL7 v2.5 table 0119; ORC-1. Files of a storage use NW, CA, SC, PA, CH";
    "NW" "new order"                      "新規オーダ";
    "CA" "cancel request"                 "取消依頼";
    "DC" "discontinue request"            "中止依頼";
    "XO" "change order"                   "変更依頼";
    "RP" "replace request"                "置換依頼";
    "RO" "replacement order"              "置換オーダ";
    "CH" "child order"                    "子オーダ";
    "PA" "parent order"                   "親オーダ";
    "RE" "observations to follow"         "結果あり";
    "SC" "status changed"                 "状態変更";
    "SN" "send order number"              "オーダ番号の要求";
    "NA" "number assigned"                "番号付与";
    "HD" "hold request"                   "保留依頼";
    "RL" "release hold"                   "保留解除依頼";
    "OK" "accepted"                       "受諾";
    "OC" "order cancelled"                "取消通知";
    "OD" "order discontinued"             "中止通知";
    "OH" "order held"                     "保留通知";
    "OE" "order released"                 "保留解除通知";
    "CR" "cancelled as requested"         "依頼どおり取消";
    "DR" "discontinued as requested"      "依頼どおり中止";
    "HR" "held as requested"              "依頼どおり保留";
    "OR" "released as requested"          "依頼どおり保留解除";
    "XR" "changed as requested"           "依頼どおり変更";
    "XX" "changed, unsolicited"           "変更通知";
    "RQ" "replaced as requested"          "依頼どおり置換";
    "RU" "replaced, unsolicited"          "置換通知";
    "UA" "unable to accept"               "受諾不可";
    "UC" "unable to cancel"               "取消不可";
    "UD" "unable to discontinue"          "中止不可";
    "UH" "unable to hold"                 "保留不可";
    "UM" "unable to replace"              "置換不可";
    "UR" "unable to release"              "保留解除不可";
    "UX" "unable to change"               "変更不可";
    "UF" "unable to refill"               "リフィル不可";
    "DE" "data errors"                    "データエラー";
    "AF" "order refill approved"          "リフィル承認";
    "DF" "refill denied"                  "リフィル拒否";
    "FU" "refilled, unsolicited"          "リフィル通知";
    "RF" "refill request"                 "リフィル依頼";
    "OF" "refilled as requested"          "依頼どおりリフィル";
    "LI" "link to problem"                "プロブレムへの関連付け";
    "UN" "unlink"                         "関連付けの解除";
    "CN" "combined result"                "結合結果";
    "PR" "previous results"               "前回結果";
    "RR" "request received"               "依頼受信";
    "SR" "response to status request"     "状態照会への応答";
    "SS" "send order status request"      "状態照会";
    "OP" "outside dispensing notice"      "院外調剤の通知";
    "PY" "outside dispensing change"      "院外調剤の変更通知";
}

table! {
    RESPONSE_FLAG "HL70121" open "Response Flag" "応答フラグ" systems ["HL70121"] clause "HL7 v2.5 table 0121; ORC-6";
    "E" "report exceptions only"                       "例外のみ報告";
    "R" "same as E, also replacement and parent-child" "Eに加え置換・親子も報告";
    "D" "same as R, also other associated segments"    "Rに加え関連セグメントも報告";
    "F" "same as D, plus confirmations explicitly"     "Dに加え確認も報告";
    "N" "only the MSA segment is returned"             "MSAのみ返す";
}

table! {
    DIET_TYPE "HL70159" open "Diet Code Specification Type" "食事タイプ" systems ["HL70159"]
        clause "HL7 v2.5 table 0159; ODS-1";
    "D" "diet"       "食事";
    "S" "supplement" "補食";
    "P" "preference" "嗜好";
}

table! {
    TRAY_TYPE "HL70160" open "Tray Type" "配膳タイプ" systems ["HL70160"] clause "HL7 v2.5 table 0160; ODT-1";
    "EARLY" "early tray"    "早食";
    "GUEST" "guest tray"    "来客食";
    "LATE"  "late tray"     "遅食";
    "MSG"   "tray message"  "配膳メッセージ";
    "NO"    "no tray"       "配膳なし";
}

table! {
    TRANSPORT_ARRANGED "HL70224" open "Transport Arranged" "搬送の手配" systems ["HL70224"] clause "HL7 v2.5 table 0224; OBR-41";
    "A" "arranged"     "手配済";
    "N" "not arranged" "未手配";
    "U" "unknown"      "不明";
}

table! {
    ESCORT_REQUIRED "HL70225" open "Escort Required" "付添いの要否" systems ["HL70225"] clause "HL7 v2.5 table 0225; OBR-42";
    "R" "required"     "要";
    "N" "not required" "不要";
    "U" "unknown"      "不明";
}

table! {
    REPEAT_PATTERN "HL70335" open "Repeat Pattern" "繰返しパターン" systems ["HL70335"]
        clause "HL7 v2.5 table 0335; TQ1-3. Patterns with a number or a day in them are formed by rule";
    "BID"    "twice a day"                       "1日2回";
    "TID"    "three times a day"                 "1日3回";
    "QID"    "four times a day"                  "1日4回";
    "QAM"    "in the morning"                    "毎朝";
    "QPM"    "in the evening"                    "毎夕";
    "QHS"    "every day before sleep"            "毎日就寝前";
    "QOD"    "every other day"                   "隔日";
    "QSHIFT" "during each shift"                 "勤務帯ごと";
    "Once"   "one time only"                     "1回のみ";
    "PRN"    "as needed"                         "頓用";
    "C"      "with meals"                        "食事中";
    "A"      "before meals"                      "食前";
    "P"      "after meals"                       "食後";
    "I"      "between meals"                     "食間";
    "M"      "with breakfast"                    "朝食";
    "D"      "with lunch"                        "昼食";
    "V"      "with dinner"                       "夕食";
}

table! {
    CONJUNCTION "HL70472" open "TQ Conjunction ID" "連結" systems ["HL70472"] clause "HL7 v2.5 table 0472; TQ1-12";
    "S" "synchronous: the next follows at once" "同期";
    "A" "asynchronous: side by side"            "非同期";
    "C" "actuation time: the next at its own time" "開始時刻による";
}

table! {
    ORDER_TYPE "HL70482" closed "Order Type" "オーダタイプ" systems ["HL70482"] clause "HL7 v2.5 table 0482; ORC-29";
    "I" "inpatient order"  "入院患者オーダ";
    "O" "outpatient order" "外来患者オーダ";
}

table! {
    PRIORITY "HL70485" open "Extended Priority Codes" "優先度" systems ["HL70485"]
        clause "HL7 v2.5 table 0485; TQ1-9. Codes with a number after TS, TM, TH, TD, TW, TL are formed by rule";
    "S"   "stat, with highest priority" "至急";
    "A"   "as soon as possible"         "できるだけ早く";
    "R"   "routine"                     "通常";
    "P"   "preoperative"                "術前";
    "C"   "call back"                   "電話連絡";
    "T"   "timing critical"             "時刻指定";
    "PRN" "as needed"                   "必要時";
}

table! {
    CALENDAR_ALIGNMENT "HL70527" open "Calendar Alignment" "暦調整" systems ["HL70527"] clause "HL7 v2.5 table 0527; RPT-2";
    "DY" "day of the year"  "年の何日目";
    "MY" "month of the year" "月";
    "DM" "day of the month" "日";
    "DW" "day of the week"  "曜日";
    "HD" "hour of the day"  "時";
    "NH" "minute of the hour" "分";
    "SN" "second of the minute" "秒";
    "WY" "week of the year" "年の何週目";
}

table! {
    CYCLE_EVENT "HL70528" open "Event Related Period" "生活イベント" systems ["HL70528"] clause "HL7 v2.5 table 0528; RPT-8";
    "HS"  "hour of sleep"      "就寝時";
    "AC"  "before meals"       "食前";
    "PC"  "after meals"        "食後";
    "IC"  "between meals"      "食間";
    "ACM" "before breakfast"   "朝食前";
    "ACD" "before lunch"       "昼食前";
    "ACV" "before dinner"      "夕食前";
    "PCM" "after breakfast"    "朝食後";
    "PCD" "after lunch"        "昼食後";
    "PCV" "after dinner"       "夕食後";
    "ICM" "between breakfast and lunch" "朝食と昼食の間";
    "ICD" "between lunch and dinner"    "昼食と夕食の間";
    "ICV" "between dinner and sleep"    "夕食と就寝の間";
}

table! {
    PRECISION "HL70529" open "Precision" "精度" systems ["HL70529"] clause "HL7 v2.5 table 0529; TS-2";
    "Y" "year"   "年";
    "L" "month"  "月";
    "D" "day"    "日";
    "H" "hour"   "時";
    "M" "minute" "分";
    "S" "second" "秒";
}
