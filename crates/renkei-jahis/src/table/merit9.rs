//! MERIT-9 tables for prescriptions, all under the one system name MR9P.

use super::table;

table! {
    CATEGORY "MR9P-CATEGORY" open "Prescription Category" "処方区分" systems ["MR9P"]
        clause "MERIT-9 処方オーダ; JAHIS 処方データ交換規約 RXE-21";
    "OHP" "outpatient" "外来処方";
    "OHI" "in-house"   "院内処方";
    "OHO" "external"   "院外処方";
    "IHP" "inpatient"  "入院処方";
    "DCG" "discharge"  "退院処方";
    "ORD" "regular"    "定期処方";
    "XTR" "temporary"  "臨時処方";
}

table! {
    FORM "MR9P-FORM" open "Dosage Form" "剤形" systems ["MR9P"]
        clause "MERIT-9 処方オーダ; JAHIS 処方データ交換規約 RXE-6";
    "TAB" "tablet"            "錠剤";
    "CAP" "capsule"           "カプセル剤";
    "PWD" "powder, dry syrup" "散剤";
    "SYR" "syrup"             "シロップ剤";
    "SUP" "suppository"       "坐剤";
    "LQD" "liquid"            "液剤";
    "OIT" "ointment, gel"     "軟膏・ゲル";
    "CRM" "cream"             "クリーム";
    "TPE" "tape, patch"       "テープ・貼付剤";
    "INJ" "injection"         "注射剤";
}

table! {
    UNIT "MR9P-UNIT" open "Unit" "単位" systems ["MR9P"]
        clause "MERIT-9 処方オーダ; RXE-5, RXE-11, RXC-4, RXA-7. Sources differ: CAST and CST, LL and L";
    "AMP"  "ampoule"                                "アンプル";
    "ATM"  "atmosphere"                             "気圧";
    "BAG"  "bag"                                    "袋";
    "BALL" "ball"                                   "球";
    "BKR"  "jar"                                    "管(瓶)";
    "BLST" "blister"                                "ブリスター";
    "BOX"  "box"                                    "箱";
    "BTL"  "bottle"                                 "瓶";
    "BTLB" "bottle (bag)"                           "瓶(袋)";
    "CAN"  "can"                                    "缶";
    "CAP"  "capsule"                                "カプセル";
    "CAST" "cassette"                               "カセット";
    "CC"   "cubic centimetre"                       "cc";
    "CM"   "centimetre"                             "cm";
    "CM2"  "square centimetre"                      "cm2";
    "DIR"  "direction"                              "方向";
    "DOSE" "dose"                                   "回分";
    "DROP" "drop"                                   "滴";
    "ELCU" "elcatonin unit"                         "エルカトニン単位";
    "FEET" "foot"                                   "フィート";
    "G"    "gram"                                   "g";
    "GBQ"  "gigabecquerel"                          "GBq";
    "GCYL" "glass cylinder"                         "ガラス筒";
    "HON"  "stick"                                  "本";
    "INHL" "inhalation"                             "吸入";
    "IUNT" "international unit"                     "国際単位";
    "JAU"  "Japan allergy unit"                     "JAU";
    "KBQ"  "kilobecquerel"                          "KBq";
    "KG"   "kilogram"                               "kg";
    "KIND" "kind"                                   "種";
    "KIT"  "kit"                                    "キット";
    "KO"   "piece"                                  "個";
    "KUNT" "thousand units (K)"                     "K単位";
    "LL"   "litre"                                  "LL";
    "LMHU" "low molecular heparin international unit" "低分子ヘパリン国際単位";
    "MCCI" "microcurie"                             "μCi";
    "MCG"  "microgram"                              "μg";
    "MCI"  "millicurie"                             "mCi";
    "MCL"  "microlitre"                             "μL";
    "MEQ"  "milliequivalent"                        "mEq";
    "MG"   "milligram"                              "mg";
    "MGBQ" "megabecquerel"                          "MBq";
    "ML"   "millilitre"                             "mL";
    "MLG"  "millilitre (gram)"                      "mL(g)";
    "MLV"  "millilitre V"                           "mLV";
    "MOL"  "mole"                                   "モル";
    "MPA"  "megapascal"                             "Mpa";
    "OPE"  "per operation"                          "手術当り";
    "PAIR" "pair"                                   "組";
    "PART" "part"                                   "分";
    "PAT"  "per patient"                            "患者当り";
    "PCK"  "packet"                                 "包";
    "PILL" "pill"                                   "丸";
    "PIPE" "cylinder"                               "筒";
    "RODT" "rod tablet"                             "桿錠";
    "ROLL" "roll"                                   "巻";
    "SET"  "set"                                    "セット";
    "SHET" "sheet"                                  "シート";
    "SHT"  "leaf"                                   "枚";
    "SPRY" "spray"                                  "噴霧";
    "SYRG" "syringe"                                "シリンジ";
    "TAB"  "tablet"                                 "錠";
    "TEAR" "tear"                                   "裂";
    "TERP" "teriparatide acetate unit"              "酢酸テリパラチド単位";
    "TEST" "test"                                   "テスト分";
    "TIME" "time"                                   "回";
    "TROC" "troche"                                 "トローチ";
    "TTIU" "ten thousand international units"       "万国際単位";
    "TTUN" "ten thousand units"                     "万単位";
    "TTJU" "ten thousand Japanese standard units"   "万国内標準単位";
    "TUBE" "tube"                                   "管";
    "TUNT" "thousand units"                         "千単位";
    "UNT"  "unit"                                   "単位";
    "USPU" "U.S.P. unit"                            "U.S.P.単位";
    "VIL"  "vial"                                   "バイアル";
    "VSL"  "vessel"                                 "容器";
    "L"    "litre"                                  "Ｌ";
    "M"    "metre"                                  "ｍ";
    "CST"  "cassette"                               "カセット";
}

table! {
    AS_NEEDED "MR9P-PRN" open "As Needed" "頓用の条件" systems ["MR9P"]
        clause "MERIT-9 処方オーダ; TQ1-3. The spelling of the codes is the official one";
    "PRNLTs"            "at examination"      "検査時";
    "PRNheadache"       "headache"            "頭痛時";
    "PRNpain"           "pain"                "疼痛時";
    "PRNteeth pain"     "toothache"           "歯痛時";
    "PRNfever"          "fever"               "発熱時";
    "PRNfebrile"        "fever"               "発熱時";
    "PRNchest pain"     "chest pain"          "胸痛時";
    "PRNabdominal pain" "abdominal pain"      "腹痛時";
    "PRNinsomnia"       "insomnia"            "不眠時";
    "PRNanxiety"        "anxiety"             "不安時";
    "PRNnervous"        "irritability"        "いらいら時";
    "PRNdizziness"      "dizziness"           "めまい時";
    "PRNvertigo"        "vertigo"             "めまい時";
    "PRNitching"        "itching"             "かゆいとき";
    "PRNattack"         "attack"              "発作時";
    "PRNcostipation"    "constipation"        "便秘時";
    "PRNdiarrhea"       "diarrhoea"           "下痢時";
    "PRNvommiting"      "vomiting"            "嘔吐時";
    "PRNcough"          "cough"               "咳き込み時";
    "PRNhungry"         "hunger"              "空腹時";
    "PRNhigh BP"        "high blood pressure" "血圧上昇時";
    "PRNauria"          "anuria"              "亡尿時";
    "PRNpolyuria"       "polyuria"            "多尿時";
}
