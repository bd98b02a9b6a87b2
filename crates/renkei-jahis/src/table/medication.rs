//! Medication: routes, devices, components, substitution, what became of it.

use super::table;

table! {
    ROUTE "HL70162" open "Route of Administration" "投与経路" systems ["HL70162"]
        clause "HL7 v2.5 table 0162; SS-MIX2 標準化ストレージ仕様書 コード表; RXR-1";
    "AP"  "apply externally"          "外用";
    "B"   "buccal"                    "頬";
    "DT"  "dental"                    "歯";
    "EP"  "epidural"                  "硬膜外";
    "ET"  "endotracheal tube"         "気管内チューブ";
    "NT"  "nasotracheal tube"         "鼻気管内チューブ";
    "GTT" "gastrostomy tube"          "消化器官";
    "GU"  "GU irrigant"               "GU洗浄";
    "IMR" "immerse body part"         "浸透";
    "IA"  "intra-arterial"            "動脈内";
    "IB"  "intrabursal"               "滑液包内";
    "IC"  "intracardiac"              "心臓内";
    "ICV" "intracervical (uterus)"    "子宮内";
    "ID"  "intradermal"               "皮膚内";
    "IH"  "inhalation"                "吸入";
    "IHA" "intrahepatic artery"       "肝内動脈";
    "IM"  "intramuscular"             "筋肉内";
    "IN"  "intranasal"                "鼻腔内";
    "IO"  "intraocular"               "眼内";
    "IP"  "intraperitoneal"           "腹腔内";
    "IS"  "intrasynovial"             "滑液包内";
    "IT"  "intrathecal"               "鞘内";
    "IU"  "intrauterine"              "子宮内";
    "IV"  "intravenous"               "静脈内";
    "MTH" "mouth/throat"              "口／喉";
    "MM"  "mucous membrane"           "粘膜";
    "NS"  "nasal"                     "鼻側";
    "NG"  "nasogastric"               "経口径内腔";
    "NP"  "nasal prongs"              "鼻のプロング";
    "OP"  "ophthalmic"                "眼";
    "OT"  "otic"                      "耳";
    "OTH" "other/miscellaneous"       "その他／さまざま";
    "PF"  "perfusion"                 "灌流";
    "PO"  "oral"                      "口";
    "PR"  "rectal"                    "直腸";
    "RM"  "rebreather mask"           "リブリーザーマスク";
    "SD"  "soaked dressing"           "湿性包帯";
    "SC"  "subcutaneous"              "皮下";
    "SL"  "sublingual"                "舌下";
    "TP"  "topical"                   "局所";
    "TRA" "tracheostomy"              "気管切開";
    "TD"  "transdermal"               "経皮性";
    "TL"  "translingual"              "経舌";
    "UR"  "urethral"                  "尿道";
    "VG"  "vaginal"                   "膣";
    "VM"  "ventimask"                 "換気マスク";
    "WND" "wound"                     "創傷";
}

table! {
    DEVICE "HL70164" open "Administration Device" "投薬装置" systems ["HL70164"] clause "HL7 v2.5 table 0164; RXR-3";
    "AP"   "applicator"      "アプリケータ";
    "BT"   "buretrol"        "ビュレトロール";
    "HL"   "heparin lock"    "ヘパリンロック";
    "IPPB" "intermittent positive pressure breathing" "間欠的陽圧呼吸";
    "IVP"  "IV pump"         "輸液ポンプ";
    "IVS"  "IV soluset"      "点滴セット";
    "MI"   "metered inhaler" "定量吸入器";
    "NEB"  "nebulizer"       "ネブライザー";
    "PCA"  "PCA pump"        "PCAポンプ";
}

table! {
    METHOD "HL70165" open "Administration Method" "投薬方法" systems ["HL70165"]
        clause "HL7 v2.5 table 0165; RXR-4, where Japanese senders put local techniques (手技)";
    "CH"   "chew"               "咀嚼";
    "DI"   "dissolve"           "溶解";
    "DU"   "dust"               "散布";
    "IF"   "infiltrate"         "浸潤";
    "IS"   "insert"             "挿入";
    "IR"   "irrigate"           "洗浄";
    "IVPB" "IV piggyback"       "側管点滴";
    "IVP"  "IV push"            "静注";
    "NB"   "nebulized"          "噴霧吸入";
    "PT"   "paint"              "塗布";
    "PF"   "perfuse"            "灌流";
    "SH"   "shampoo"            "洗髪";
    "SO"   "soak"               "浸漬";
    "WA"   "wash"               "洗浄（洗い）";
    "WI"   "wipe"               "拭き取り";
}

table! {
    COMPONENT_TYPE "HL70166" closed "RX Component Type" "RX成分タイプ" systems ["HL70166"]
        clause "HL7 v2.5 table 0166; RXC-1. One open tool prints the two Japanese labels the wrong way round";
    "B" "base"     "基剤・溶解液";
    "A" "additive" "添加剤";
}

table! {
    SUBSTITUTION "HL70167" open "Substitution Status" "代替状況" systems ["HL70167"] clause "HL7 v2.5 table 0167; RXE-9";
    "0" "no product selection indicated"          "指定なし";
    "1" "substitution not allowed by prescriber"  "医師が代替不可を指示";
    "2" "patient requested product dispensed"     "患者の希望";
    "3" "pharmacist selected product dispensed"   "薬剤師の選択";
    "4" "generic drug not in stock"               "後発品の在庫なし";
    "5" "brand drug dispensed as a generic"       "先発品を後発品として調剤";
    "7" "brand drug mandated by law"              "法令により先発品";
    "8" "generic drug not available"              "後発品なし";
    "G" "generic substitution"                    "後発品に代替";
    "N" "none dispensed"                          "代替なし";
    "T" "therapeutic substitution"                "治療上の代替";
}

table! {
    DISPENSE_METHOD "HL70321" open "Dispense Method" "調剤方法" systems ["HL70321"] clause "HL7 v2.5 table 0321; RXE-30";
    "TR" "traditional"          "従来方式";
    "UD" "unit dose"            "ユニットドーズ";
    "F"  "floor stock"          "病棟在庫";
    "AD" "automatic dispensing" "自動払出";
}

table! {
    COMPLETION_STATUS "HL70322" open "Completion Status" "完了状態" systems ["HL70322"] clause "HL7 v2.5 table 0322; RXA-20";
    "CP" "complete"               "完了";
    "RE" "refused"                "拒否";
    "NA" "not administered"       "未実施";
    "PA" "partially administered" "一部実施";
}

table! {
    ACTION "HL70323" open "Action Code" "アクションコード" systems ["HL70323"] clause "HL7 v2.5 table 0323; RXA-21, IAM-6";
    "A" "add"       "追加";
    "D" "delete"    "削除";
    "U" "update"    "更新";
    "X" "no change" "変更なし";
}

table! {
    CONTROLLED_SUBSTANCE "HL70477" open "Controlled Substance Schedule" "薬物コントロールスケジュール" systems ["HL70477"]
        clause "HL7 v2.5 table 0477; RXE-35. Schedules of the United States, seldom sent in Japan";
    "I"   "schedule I"   "スケジュールI";
    "II"  "schedule II"  "スケジュールII";
    "III" "schedule III" "スケジュールIII";
    "IV"  "schedule IV"  "スケジュールIV";
    "V"   "schedule V"   "スケジュールV";
    "VI"  "schedule VI"  "スケジュールVI";
}

table! {
    FORMULARY_STATUS "HL70478" open "Formulary Status" "処方集ステータス" systems ["HL70478"] clause "HL7 v2.5 table 0478; RXE-36";
    "Y" "on the formulary"           "採用薬";
    "N" "not on the formulary"       "非採用薬";
    "R" "on the formulary, restricted" "採用薬（制限あり）";
    "G" "on the formulary, with guidelines" "採用薬（指針あり）";
}

table! {
    PHARMACY_ORDER_TYPE "HL70480" open "Pharmacy Order Types" "薬剤オーダタイプ" systems ["HL70480"]
        clause "HL7 v2.5 table 0480; RXE-44, RXA-26";
    "M" "medication"                 "薬剤";
    "S" "IV large volume solutions"  "大量輸液";
    "O" "other solution as medication orders" "その他の溶液";
}
