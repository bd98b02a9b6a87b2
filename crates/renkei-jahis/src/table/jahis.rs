//! Tables of the JAHIS guidelines for prescriptions (JHSP) and injections (JHSI).

use super::table;

table! {
    DISPENSING_INSTRUCTION "JHSP0002" open "Dispensing Instruction" "調剤特別指示" systems ["JHSP0002"]
        clause "JAHIS 処方データ交換規約 JHSP0002; RXE-7";
    "A" "separate packs" "別包";
    "B" "one-dose packs" "一包化";
    "C" "mix"            "混合";
    "D" "crush"          "粉砕";
}

table! {
    MEDICINE_CLASS "JHSP0003" closed "Medicine Class" "薬剤区分" systems ["JHSP0003"]
        clause "JAHIS 処方データ交換規約 JHSP0003; RXE-27";
    "21" "oral"           "内服";
    "22" "as needed"      "頓用";
    "23" "external"       "外用";
    "24" "self-injection" "自己注射";
}

table! {
    FIRST_DOSE "JHSP0005" open "First Dose of the Day" "服用開始時期" systems ["JHSP0005"]
        clause "JAHIS 処方データ交換規約 JHSP0005; RXE-7";
    "01" "from the first time of the day"  "1回目から服用";
    "02" "from the second time of the day" "2回目から服用";
}

table! {
    BROUGHT_IN "JHSP0007" open "Brought-in Medicines" "持参薬" systems ["JHSP0007"]
        clause "JAHIS 処方データ交換規約 JHSP0007; RXE-21";
    "BDP" "brought-in medicines" "持参薬処方";
}

table! {
    INJECTION_CATEGORY "JHSI0001" open "Injection Prescription Category" "注射処方区分" systems ["JHSI0001" "99I01"]
        clause "JAHIS 注射データ交換規約 JHSI0001, which was 99I01; sites use 99I01 for tables of their own too";
    "FTP" "scheduled"      "定時";
    "EMP" "urgent"         "至急";
    "PFP" "after the fact" "事後";
    "OTP" "as needed"      "頓用";
}

table! {
    INJECTION_TYPE "JHSI0002" open "Injection Type" "注射種別" systems ["JHSI0002" "99I02"]
        clause "JAHIS 注射データ交換規約 JHSI0002, which was 99I02; RXE-2";
    "00" "general"                    "一般";
    "01" "blood product"              "血液製剤";
    "02" "special product"            "特定製剤";
    "03" "narcotic or poison"         "麻薬・毒薬";
    "04" "trial"                      "治験";
    "05" "total parenteral nutrition" "高カロリー輸液";
    "06" "vaccination"                "予防接種";
    "07" "anticancer"                 "抗がん剤";
    "09" "other"                      "その他";
}

table! {
    INJECTION_METHOD "JHSI0003" open "Injection Method" "注射方法" systems ["JHSI0003"]
        clause "JAHIS 注射データ交換規約 JHSI0003, as far as it is known";
    "01" "precision continuous drip" "精密持続点滴";
}

table! {
    ANTICANCER "JHSI0004" open "Anticancer Drug" "抗がん剤区分" systems ["JHSI0004"]
        clause "JAHIS 注射データ交換規約 JHSI0004, as far as it is known; RXC-7";
    "03" "anticancer" "抗がん剤";
}

table! {
    CONTROLLED_DRUG "JHSI0005" open "Narcotic or Powerful Drug" "麻薬・劇薬区分" systems ["JHSI0005"]
        clause "JAHIS 注射データ交換規約 JHSI0005, as far as it is known; RXC-7";
    "01" "narcotic"      "麻薬";
    "03" "powerful drug" "劇薬";
}

table! {
    DELIVERY "JHSI0009" open "One-Shot or Drip" "ワンショット・点滴区分" systems ["JHSI0009"]
        clause "JAHIS 注射データ交換規約 JHSI0009; RXE-27";
    "01" "one-shot" "ワンショット";
    "02" "drip"     "点滴";
}
