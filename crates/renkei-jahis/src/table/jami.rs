//! Parts of the standard usage codes of JAMI (標準用法), under the system name JAMISDP01.
//!
//! The codes that are sent are built from these: a usage of 16 digits begins with basic usage and detail, an as-needed usage
//! holds a condition, a body site is a region and a side. So no system names these tables.

use super::table;

table! {
    BASIC_USAGE "JAMISDP01-BASIC" open "Basic Usage" "基本用法区分" systems []
        clause "JAMI 処方オーダリングシステムにおける用法マスタ; digit 1";
    "1" "oral"         "内服";
    "2" "external"     "外用";
    "3" "injection"    "注射";
    "4" "instillation" "注入";
}

table! {
    USAGE_DETAIL "JAMISDP01-DETAIL" open "Usage Detail" "用法詳細区分" systems []
        clause "JAMI 処方オーダリングシステムにおける用法マスタ; digits 1 and 2";
    "10" "oral"                              "経口";
    "11" "sublingual"                        "舌下";
    "12" "buccal"                            "バッカル";
    "13" "application in the mouth"          "経口内塗布";
    "2A" "stick on"                          "貼付";
    "2B" "apply"                             "塗布";
    "2C" "compress"                          "湿布";
    "2D" "sprinkle"                          "撒布";
    "2E" "spray"                             "噴霧";
    "2F" "disinfect"                         "消毒";
    "2G" "ear drops"                         "点耳";
    "2H" "eye drops"                         "点眼";
    "2J" "nose drops"                        "点鼻";
    "2K" "gargle"                            "うがい";
    "2L" "inhale"                            "吸入";
    "2M" "troche"                            "トローチ";
    "2N" "bladder irrigation"                "膀胱洗浄";
    "2P" "nasal irrigation"                  "鼻腔内洗浄";
    "2Q" "enema"                             "浣腸";
    "2R" "anal insertion"                    "肛門挿入";
    "2S" "rectal instillation"               "肛門注入";
    "2T" "vaginal insertion"                 "膣内挿入";
    "2U" "bladder instillation"              "膀胱注入";
    "30" "intravenous injection"             "静脈注射";
    "31" "central venous injection"          "中心静脈注射";
    "32" "subcutaneous injection"            "皮下注射";
    "33" "intramuscular injection"           "筋肉内注射";
    "34" "intradermal injection"             "皮内注射";
    "35" "intra-arterial injection"          "動脈注射";
    "3A" "epidural injection"                "硬膜外注射";
    "3B" "intrathecal injection"             "脳脊髄腔注射";
    "3C" "intraosseous injection"            "骨髄内注射";
    "3D" "intra-articular injection"         "関節腔内注射";
    "3E" "tendon sheath injection"           "腱鞘内注射";
    "3F" "peritendinous injection"           "腱鞘周囲注射";
    "3G" "intravitreal injection"            "硝子体内注射";
    "3H" "subconjunctival injection"         "結膜下注射";
    "3J" "sub-Tenon injection"               "テノン氏のう内注射";
    "3K" "ear polyp injection"               "耳茸内注射";
    "3L" "pharyngeal injection"              "咽頭注射";
    "3M" "intrapleural injection"            "胸腔内注射";
    "3N" "haemorrhoid injection"             "痔核注射";
    "3P" "intracorneal injection"            "角膜内注射";
    "3Q" "retrobulbar injection"             "球後注射";
    "3R" "intraperitoneal injection"         "腹腔内注射";
    "3Z" "local or intralesional injection"  "局所・病巣内注射";
    "40" "peritoneal dialysis"               "腹膜透析";
    "41" "intratracheal instillation"        "気管内注入";
    "42" "lacrimal sac instillation"         "涙のう内注入";
    "43" "intratympanic instillation"        "鼓室内注入";
    "44" "instillation after bursa puncture" "滑液囊穿刺後の注入";
    "45" "intraperitoneal instillation"      "腹腔内注入";
    "4Z" "intralesional instillation"        "病巣内注入";
}

table! {
    CONDITION "JAMISDP01-PRN" open "As-Needed Condition" "頓用の条件" systems []
        clause "JAMI 処方オーダリングシステムにおける用法マスタ; two digits of the event code. Inside 16-digit codes 24 and 25 read otherwise";
    "11" "pain"                "疼痛時";
    "12" "headache"            "頭痛時";
    "13" "toothache"           "歯痛時";
    "14" "chest pain"          "胸痛時";
    "15" "abdominal pain"      "腹痛時";
    "16" "low back pain"       "腰痛時";
    "17" "joint pain"          "関節痛時";
    "21" "wheezing"            "喘鳴時";
    "22" "asthma attack"       "喘息発作時";
    "23" "gurgling throat"     "喉がゴロゴロする時";
    "24" "cough"               "咳込時";
    "31" "high blood pressure" "血圧上昇時";
    "32" "high blood sugar"    "血糖上昇時";
    "41" "constipation"        "便秘時";
    "42" "gurgling stomach"    "お腹がゴロゴロする時";
    "43" "diarrhoea"           "下痢時";
    "44" "defecation"          "排便時";
    "45" "vomiting"            "嘔吐時";
    "46" "dry mouth"           "口腔乾燥時";
    "47" "nausea"              "吐き気時";
    "48" "empty stomach"       "空腹時";
    "49" "bleeding"            "出血時";
    "51" "oliguria"            "乏尿時";
    "52" "polyuria"            "多尿時";
    "53" "swelling"            "むくみ時";
    "61" "insomnia"            "不眠時";
    "62" "anxiety"             "不安時";
    "63" "restlessness"        "不穏時";
    "64" "irritability"        "いらいら時";
    "65" "convulsion"          "けいれん時";
    "66" "dizziness"           "めまい時";
    "67" "fatigue"             "疲労時";
    "71" "fever"               "発熱時";
    "72" "chill"               "悪寒時";
    "81" "itching"             "かゆい時";
    "82" "rash"                "発疹時";
    "91" "attack"              "発作時";
    "92" "symptoms present"    "症状ある時";
    "A1" "before examination"  "検査前";
    "A2" "at examination"      "検査時";
    "A3" "after examination"   "検査後";
    "A4" "before surgery"      "手術前";
    "A5" "during surgery"      "手術中";
    "A6" "after surgery"       "手術後";
    "A7" "before treatment"    "処置前";
    "A8" "at treatment"        "処置時";
    "A9" "after treatment"     "処置後";
    "B1" "on waking"           "起床時";
    "B2" "before bathing"      "入浴前";
    "B3" "before meals"        "食事前";
    "B4" "after meals"         "食事後";
    "B5" "before sleep"        "就寝前";
    "B6" "when going out"      "外出時";
    "B7" "at nursing"          "哺乳時";
    "W1" "when necessary"      "必要時";
    "W2" "as appropriate"      "適宜";
}

table! {
    BODY_SITE "JAMISDP01-SITE" open "Body Site Region" "部位" systems []
        clause "JAMI 処方オーダリングシステムにおける用法マスタ; RXR-2, the first two characters";
    "01" "whole body"              "全身";
    "12" "scalp"                   "頭皮";
    "13" "head"                    "頭部";
    "14" "top of the head"         "頭頂部";
    "15" "back of the head"        "後頭部";
    "21" "forehead"                "ひたい";
    "22" "face"                    "顔";
    "23" "eyebrow"                 "まゆ";
    "24" "around the eyebrow"      "まゆのまわり";
    "25" "eyelid"                  "まぶた";
    "26" "eye"                     "眼";
    "27" "around the eye"          "目のまわり";
    "31" "cheek"                   "頬";
    "32" "nose"                    "鼻";
    "33" "around the nose"         "鼻のまわり";
    "34" "below the nose"          "鼻の下";
    "35" "nasal cavity"            "鼻腔内";
    "42" "ear"                     "耳";
    "43" "earlobe"                 "耳たぶ";
    "44" "behind the ear"          "耳のうしろ";
    "45" "around the ear"          "耳のまわり";
    "46" "inside the ear"          "耳の中";
    "52" "mouth"                   "口";
    "53" "around the mouth"        "口のまわり";
    "54" "lip"                     "口唇";
    "55" "oral cavity"             "口腔内";
    "56" "inside of the cheek"     "口腔内ほほの内側";
    "57" "palate"                  "口腔内上あご部";
    "58" "upper gum"               "上歯茎部";
    "59" "lower gum"               "下歯茎部";
    "5A" "tongue"                  "舌";
    "5B" "underside of the tongue" "舌の裏側";
    "61" "back of the throat"      "喉の奥";
    "62" "tonsil"                  "扁桃腺部";
    "63" "lower jaw"               "下あご";
    "64" "neck"                    "首";
    "65" "nape"                    "うなじ";
    "71" "shoulder"                "肩";
    "72" "upper limb"              "上肢";
    "73" "arm"                     "腕";
    "74" "upper arm"               "上腕";
    "75" "forearm"                 "前腕";
    "76" "elbow"                   "ひじ";
    "77" "hand"                    "手";
    "78" "back of the hand"        "手の甲";
    "79" "palm"                    "手のひら";
    "7A" "finger"                  "手の指";
    "7B" "between the fingers"     "手の指の間";
    "7C" "fingernail"              "手の爪";
    "7D" "hands and feet"          "手足";
    "81" "trunk"                   "体幹部";
    "82" "back"                    "背中";
    "83" "upper back"              "上背部";
    "84" "armpit"                  "脇の下";
    "85" "whole chest"             "全胸部";
    "86" "breast"                  "乳房";
    "87" "around the breast"       "乳房まわり";
    "88" "nipple"                  "乳首";
    "89" "upper abdomen"           "上腹部";
    "8A" "lower abdomen"           "下腹部";
    "8B" "navel"                   "へそ";
    "8C" "around the navel"        "へそのまわり";
    "8D" "buttock"                 "臀部";
    "8E" "scrotum"                 "陰のう";
    "8F" "genital area"            "陰部";
    "8G" "crotch"                  "股間部";
    "8H" "anus"                    "肛門部";
    "8J" "around the anus"         "肛門周囲";
    "91" "lower limb"              "下肢";
    "92" "thigh"                   "ふともも";
    "93" "back of the thigh"       "ふともも後ろ";
    "94" "thigh and shin"          "ふとももとすね";
    "95" "knee"                    "膝";
    "96" "back of the knee"        "膝のうら";
    "97" "shin"                    "すね";
    "98" "calf"                    "ふくらはぎ";
    "99" "ankle"                   "くるぶし";
    "9A" "heel"                    "かかと";
    "9B" "foot"                    "足";
    "9C" "sole"                    "足の裏";
    "9D" "instep"                  "足の甲";
    "9E" "toe"                     "足のゆび";
    "9F" "between the toes"        "足のゆびの間";
    "9G" "toenail"                 "足の爪";
    "A1" "itching part"            "かゆい所";
    "A2" "dry part"                "カサカサした所";
    "A3" "oozing part"             "じくじくした所";
    "A4" "bad part"                "ひどい所";
    "A5" "bedsore"                 "褥瘡部";
    "A6" "reddened part"           "発赤部";
    "A7" "part with rash"          "発疹部";
    "A8" "stoma"                   "ストマ部";
    "A9" "catheter insertion site" "カテ挿入部";
    "AA" "affected part"           "患部";
}

table! {
    SIDE "JAMISDP01-SIDE" open "Side of a Body Site" "部位の左右" systems []
        clause "JAMI 処方オーダリングシステムにおける用法マスタ; RXR-2, the third character";
    "0" "none"  "指定なし";
    "R" "right" "右";
    "L" "left"  "左";
    "B" "both"  "両側";
}
