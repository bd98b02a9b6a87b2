//! Results and specimens: status, flags, value types, sections.

use super::table;

table! {
    SPECIMEN_ACTION "HL70065" open "Specimen Action Code" "検体アクション" systems ["HL70065"]
        clause "HL7 v2.5 table 0065; OBR-11";
    "A" "add ordered tests to the existing specimen"       "既存検体への追加";
    "G" "generated order, reflex order"                    "自動生成";
    "L" "lab to obtain specimen from patient"              "検査部門が採取";
    "O" "specimen obtained by service other than lab"      "検査部門以外が採取";
    "P" "pending specimen, order sent prior to delivery"   "検体到着待ち";
    "R" "revised order"                                    "変更";
    "S" "schedule the tests specified below"               "予約";
}

table! {
    DIAGNOSTIC_SERVICE "HL70074" open "Diagnostic Service Section ID" "診断部門" systems ["HL70074"]
        clause "HL7 v2.5 table 0074; OBR-24";
    "AU"  "audiology"                        "聴覚検査";
    "BG"  "blood gases"                      "血液ガス";
    "BLB" "blood bank"                       "輸血・血液";
    "CG"  "cytogenetics"                     "細胞遺伝";
    "CH"  "chemistry"                        "生化学";
    "CP"  "cytopathology"                    "細胞診";
    "CT"  "CAT scan"                         "CT";
    "CTH" "cardiac catheterization"          "心臓カテーテル";
    "CUS" "cardiac ultrasound"               "心エコー";
    "EC"  "electrocardiac"                   "心電図";
    "EN"  "electroneuro"                     "脳波・筋電図";
    "HM"  "hematology"                       "血液学";
    "ICU" "bedside ICU monitoring"           "ICUモニタ";
    "IMM" "immunology"                       "免疫学";
    "LAB" "laboratory"                       "検体検査";
    "MB"  "microbiology"                     "微生物";
    "MCB" "mycobacteriology"                 "抗酸菌";
    "MYC" "mycology"                         "真菌";
    "NMR" "nuclear magnetic resonance"       "MRI";
    "NMS" "nuclear medicine scan"            "核医学";
    "NRS" "nursing service measures"         "看護測定";
    "OSL" "outside lab"                      "外注検査";
    "OT"  "occupational therapy"             "作業療法";
    "OTH" "other"                            "その他";
    "OUS" "obstetrics ultrasound"            "産科超音波";
    "PF"  "pulmonary function"               "肺機能";
    "PHR" "pharmacy"                         "薬剤";
    "PHY" "physician"                        "医師";
    "PT"  "physical therapy"                 "理学療法";
    "RAD" "radiology"                        "放射線";
    "RC"  "respiratory care"                 "呼吸療法";
    "RT"  "radiation therapy"                "放射線治療";
    "RUS" "radiology ultrasound"             "放射線超音波";
    "RX"  "radiograph"                       "X線撮影";
    "SP"  "surgical pathology"               "病理組織";
    "SR"  "serology"                         "血清学";
    "TX"  "toxicology"                       "毒物";
    "UR"  "urinalysis"                       "尿検査";
    "VR"  "virology"                         "ウイルス";
    "VUS" "vascular ultrasound"              "血管超音波";
    "XRC" "cineradiograph"                   "X線シネ";
}

table! {
    ABNORMAL_FLAG "HL70078" open "Abnormal Flags" "異常フラグ" systems ["HL70078"] clause "HL7 v2.5 table 0078; OBX-8";
    "L"  "below low normal"            "基準値未満";
    "H"  "above high normal"           "基準値超過";
    "LL" "below lower panic limits"    "パニック値（低）";
    "HH" "above upper panic limits"    "パニック値（高）";
    "<"  "below absolute low"          "測定下限未満";
    ">"  "above absolute high"         "測定上限超過";
    "N"  "normal"                      "正常";
    "A"  "abnormal"                    "異常";
    "AA" "very abnormal"               "極めて異常";
    "U"  "significant change up"       "有意な上昇";
    "D"  "significant change down"     "有意な下降";
    "B"  "better"                      "改善";
    "W"  "worse"                       "悪化";
    "S"  "susceptible"                 "感性";
    "R"  "resistant"                   "耐性";
    "I"  "intermediate"                "中間";
    "MS" "moderately susceptible"      "中等度感性";
    "VS" "very susceptible"            "高度感性";
}

table! {
    NATURE_OF_ABNORMAL_TESTING "HL70080" open "Nature of Abnormal Testing" "異常検査の特質" systems ["HL70080"]
        clause "HL7 v2.5 table 0080; OBX-10";
    "A" "age-based population"    "年齢別集団";
    "N" "none, generic normal range" "なし（一般の基準値）";
    "R" "race-based population"   "人種別集団";
    "S" "sex-based population"    "性別集団";
    "SP" "species"                "種";
    "B" "breed"                   "品種";
    "ST" "strain"                 "系統";
}

table! {
    OBSERVATION_STATUS "HL70085" closed "Observation Result Status" "検査結果状態" systems ["HL70085"]
        clause "HL7 v2.5 table 0085; OBX-11";
    "C" "correction, replaces a final result"           "修正";
    "D" "deletes the OBX record"                        "削除";
    "F" "final results"                                 "最終";
    "I" "specimen in lab, results pending"              "検査中";
    "N" "not asked"                                     "未依頼";
    "O" "order detail, no result"                       "オーダ（結果なし）";
    "P" "preliminary results"                           "中間報告";
    "R" "results entered, not verified"                 "入力済・未確認";
    "S" "partial results"                               "部分報告";
    "U" "status changed to final, value unchanged"      "値を変えずに最終";
    "W" "posted as wrong"                               "誤報告";
    "X" "results cannot be obtained"                    "検査不能";
}

table! {
    RESULT_STATUS "HL70123" open "Result Status" "結果状態" systems ["HL70123"] clause "HL7 v2.5 table 0123; OBR-25";
    "O" "order received, specimen not yet received"  "オーダ受付";
    "I" "no results available, procedure incomplete" "検査中";
    "S" "no results available, scheduled"            "予定";
    "A" "some, but not all, results available"       "一部結果あり";
    "P" "preliminary"                                "中間報告";
    "C" "correction to results"                      "修正";
    "R" "results stored, not yet verified"           "保存済・未確認";
    "F" "final results"                              "最終";
    "X" "no results available, order cancelled"      "取消";
    "Y" "no order on record"                         "オーダなし";
    "Z" "no record of this patient"                  "患者なし";
}

table! {
    TRANSPORTATION_MODE "HL70124" open "Transportation Mode" "搬送方法" systems ["HL70124"] clause "HL7 v2.5 table 0124; OBR-30";
    "CART" "cart, on gurney"       "ストレッチャー";
    "PORT" "device goes to patient" "装置を患者のもとへ";
    "WALK" "patient walks"         "歩行";
    "WHLC" "wheelchair"            "車椅子";
}

table! {
    VALUE_TYPE "HL70125" open "Value Type" "値型" systems ["HL70125"]
        clause "HL7 v2.5 table 0125; OBX-2. ZRD is Japanese; a value of an unknown type is kept as sent";
    "AD"  "address"                          "住所";
    "CE"  "coded element"                    "コード値";
    "CF"  "coded element with formatted values" "書式付コード値";
    "CK"  "composite id with check digit"    "チェックデジット付ID";
    "CN"  "composite id and name"            "IDと名前";
    "CP"  "composite price"                  "価格";
    "CWE" "coded with exceptions"            "コード値（例外可）";
    "CX"  "extended composite id"            "拡張ID";
    "DT"  "date"                             "日付";
    "ED"  "encapsulated data"                "埋め込みデータ";
    "FT"  "formatted text"                   "書式付テキスト";
    "MO"  "money"                            "金額";
    "NM"  "numeric"                          "数値";
    "PN"  "person name"                      "人名";
    "RP"  "reference pointer"                "参照ポインタ";
    "SN"  "structured numeric"               "構造化数値";
    "ST"  "string"                           "文字列";
    "TM"  "time"                             "時刻";
    "TN"  "telephone number"                 "電話番号";
    "TS"  "time stamp"                       "日時";
    "TX"  "text"                             "テキスト";
    "XAD" "extended address"                 "拡張住所";
    "XCN" "extended composite id and name"   "拡張IDと名前";
    "XON" "extended organization name"       "拡張組織名";
    "XPN" "extended person name"             "拡張人名";
    "XTN" "extended telephone number"        "拡張電話番号";
    "ZRD" "used item (Japanese)"             "使用物品";
}

table! {
    DATA_TYPE "HL70191" open "Type of Referenced Data" "参照データ型" systems ["HL70191"] clause "HL7 v2.5 table 0191; ED-2, RP-3";
    "AP"        "other application data"         "その他のアプリケーションデータ";
    "AU"        "audio data"                     "音声";
    "FT"        "formatted text"                 "書式付テキスト";
    "IM"        "image data"                     "画像";
    "multipart" "MIME multipart package"         "MIMEマルチパート";
    "NS"        "non-scanned image"              "スキャンでない画像";
    "SD"        "scanned document"               "スキャン文書";
    "SI"        "scanned image"                  "スキャン画像";
    "TEXT"      "machine readable text document" "テキスト文書";
    "TX"        "machine readable text document" "テキスト文書";
}

table! {
    ENCODING "HL70299" open "Encoding" "符号化" systems ["HL70299"] clause "HL7 v2.5 table 0299; ED-4";
    "A"      "no encoding"                     "符号化なし";
    "Hex"    "hexadecimal"                     "16進";
    "Base64" "base 64 (RFC 1521)"              "Base64";
}

table! {
    SPECIMEN_ROLE "HL70369" open "Specimen Role" "検体の役割" systems ["HL70369"] clause "HL7 v2.5 table 0369; SPM-11";
    "B" "blind sample"                      "ブラインド検体";
    "C" "calibrator"                        "標準液";
    "E" "electronic quality control"        "電子的精度管理";
    "F" "filler specimen for proficiency"   "精度管理調査用（実施者）";
    "G" "group of specimens"                "検体群";
    "L" "pool"                              "プール検体";
    "O" "operator proficiency"              "操作者技能";
    "P" "patient"                           "患者検体";
    "Q" "control specimen"                  "管理検体";
    "R" "replicate"                         "反復検体";
    "V" "verifying calibrator"              "検証用標準液";
}

table! {
    CONTAINER_STATUS "HL70370" open "Container Status" "容器の状態" systems ["HL70370"] clause "HL7 v2.5 table 0370; SAC-8";
    "A" "archived"                       "保管済";
    "I" "identified"                     "識別済";
    "L" "left equipment"                 "装置から搬出";
    "M" "missing"                        "不明";
    "O" "in process"                     "処理中";
    "P" "in position"                    "所定位置";
    "R" "process completed"              "処理完了";
    "T" "in transport"                   "搬送中";
    "U" "unknown"                        "不詳";
    "X" "container unavailable"          "使用不可";
}

table! {
    REJECT_REASON "HL70490" open "Specimen Reject Reason" "検体拒否理由" systems ["HL70490"] clause "HL7 v2.5 table 0490; SPM-21";
    "EX" "expired"                              "期限切れ";
    "QS" "quantity not sufficient"              "検体量不足";
    "RA" "missing patient id number"            "患者IDなし";
    "RB" "broken container"                     "容器破損";
    "RC" "clotting"                             "凝固";
    "RD" "missing collection date"              "採取日なし";
    "RE" "missing patient name"                 "患者氏名なし";
    "RH" "hemolysis"                            "溶血";
    "RI" "identification problem"               "識別の問題";
    "RM" "labeling"                             "ラベル不備";
    "RN" "contamination"                        "汚染";
    "RP" "missing phlebotomist id"              "採血者IDなし";
    "RR" "improper storage"                     "不適切な保存";
    "RS" "name misspelling"                     "氏名の誤記";
}

table! {
    SPECIMEN_QUALITY "HL70491" open "Specimen Quality" "検体の質" systems ["HL70491"] clause "HL7 v2.5 table 0491; SPM-22";
    "E" "excellent" "優";
    "G" "good"      "良";
    "F" "fair"      "可";
    "P" "poor"      "不良";
}

table! {
    SPECIMEN_CONDITION "HL70493" open "Specimen Condition" "検体の状態" systems ["HL70493"] clause "HL7 v2.5 table 0493; SPM-24";
    "AUT"  "autolyzed"        "自己融解";
    "CLOT" "clotted"          "凝固";
    "CON"  "contaminated"     "汚染";
    "COOL" "cool"             "冷蔵";
    "FROZ" "frozen"           "凍結";
    "HEM"  "hemolyzed"        "溶血";
    "LIVE" "live"             "生存";
    "ROOM" "room temperature" "室温";
    "SNR"  "sample not received" "未着";
}

table! {
    SPECIMEN_CHILD_ROLE "HL70494" open "Specimen Child Role" "子検体の役割" systems ["HL70494"] clause "HL7 v2.5 table 0494; SPM-3";
    "A" "aliquot"           "分注";
    "C" "component"         "成分";
    "M" "modified from original specimen" "加工検体";
}

table! {
    RESULT_HANDLING "HL70507" open "Observation Result Handling" "結果の取扱い" systems ["HL70507"] clause "HL7 v2.5 table 0507; OBR-49";
    "F" "film with patient"            "フィルムを患者に渡す";
    "N" "notify provider when ready"   "結果が出たら通知";
}

table! {
    BODY_SITE_MODIFIER "HL70495" open "Body Site Modifier" "部位修飾" systems ["HL70495"] clause "HL7 v2.5 table 0495";
    "ANT" "anterior"  "前";
    "BIL" "bilateral" "両側";
    "DIS" "distal"    "遠位";
    "EXT" "external"  "外";
    "L"   "left"      "左";
    "LAT" "lateral"   "外側";
    "LLQ" "quadrant, left lower"  "左下四分";
    "LOW" "lower"     "下";
    "LUQ" "quadrant, left upper"  "左上四分";
    "MED" "medial"    "内側";
    "POS" "posterior" "後";
    "PRO" "proximal"  "近位";
    "R"   "right"     "右";
    "RLQ" "quadrant, right lower" "右下四分";
    "RUQ" "quadrant, right upper" "右上四分";
    "UPP" "upper"     "上";
}

table! {
    BLOOD_GROUP "JSHR002" open "Blood Group" "血液型" systems ["JSHR002"]
        clause "JAHIS 放射線データ交換規約 (the values that published examples use)";
    "A"  "A"            "A型";
    "B"  "B"            "B型";
    "O"  "O"            "O型";
    "AB" "AB"           "AB型";
    "+"  "Rh positive"  "Rh+";
    "-"  "Rh negative"  "Rh-";
}
