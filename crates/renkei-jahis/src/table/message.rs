//! What a message says of itself: types, events, processing, character sets, answers, comments.

use super::table;

table! {
    EVENT_TYPE "HL70003" open "Event Type" "イベント型" systems ["HL70003"]
        clause "HL7 v2.5 table 0003 (those of the Japanese guidelines); SS-MIX2 標準化ストレージ仕様書 データ種別一覧";
    "A01" "admission"                       "入院実施";
    "A02" "transfer"                        "転科・転棟実施";
    "A03" "discharge"                       "退院実施";
    "A04" "outpatient reception"            "外来診察の受付";
    "A08" "patient information update"      "患者基本情報の更新";
    "A11" "admission cancelled"             "入院実施の取消";
    "A12" "transfer cancelled"              "転科・転棟実施の取消";
    "A13" "discharge cancelled"             "退院実施の取消";
    "A14" "admission planned"               "入院予定";
    "A15" "transfer planned"                "転科・転棟予定";
    "A16" "discharge planned"               "退院予定";
    "A21" "leave of absence starts"         "外出泊実施";
    "A22" "return from leave of absence"    "外出泊帰院実施";
    "A23" "patient record deleted"          "患者基本情報の削除";
    "A25" "planned discharge cancelled"     "退院予定の取消";
    "A26" "planned transfer cancelled"      "転科・転棟予定の取消";
    "A27" "planned admission cancelled"     "入院予定の取消";
    "A52" "leave of absence cancelled"      "外出泊実施の取消";
    "A53" "return from leave cancelled"     "外出泊帰院実施の取消";
    "A54" "change of attending doctor"      "担当医の変更";
    "A55" "change of attending doctor cancelled" "担当医の取消";
    "A60" "allergies updated"               "アレルギー情報の登録・更新";
    "O03" "diet order"                      "食事オーダ";
    "O11" "encoded pharmacy order"          "処方・注射オーダ";
    "O13" "pharmacy dispense"               "調剤通知";
    "O17" "administration"                  "処方・注射実施通知";
    "O19" "general clinical order"          "検査オーダ（放射線・内視鏡・生理）";
    "O21" "laboratory order"                "検査オーダ";
    "O23" "imaging order"                   "放射線検査オーダ";
    "O33" "laboratory order for several orders of one specimen" "検体検査オーダ";
    "O35" "laboratory order for several orders and containers"  "検体検査オーダ（容器別）";
    "R01" "unsolicited observation"         "検査結果通知";
    "R22" "specimen oriented observation"   "検体検査結果通知";
    "R30" "point-of-care observation, new order" "バイタルサイン等の結果通知";
    "Z23" "imaging performed"               "放射線・内視鏡検査の実施通知";
    "ZD1" "diseases"                        "病名情報の登録・更新";
}

table! {
    ACKNOWLEDGMENT_CODE "HL70008" closed "Acknowledgment Code" "肯定応答コード" systems ["HL70008"] clause "HL7 v2.5 table 0008";
    "AA" "application accept"       "アプリケーション受諾";
    "AE" "application error"        "アプリケーションエラー";
    "AR" "application reject"       "アプリケーション拒否";
    "CA" "commit accept"            "受信受諾";
    "CE" "commit error"             "受信エラー";
    "CR" "commit reject"            "受信拒否";
}

table! {
    MESSAGE_TYPE "HL70076" open "Message Type" "メッセージ型" systems ["HL70076"]
        clause "HL7 v2.5 table 0076 (those of the Japanese guidelines)";
    "ACK" "general acknowledgment"          "応答";
    "ADT" "patient administration"          "患者管理";
    "OMD" "diet order"                      "食事オーダ";
    "OMG" "general clinical order"          "検査オーダ";
    "OMI" "imaging order"                   "放射線検査オーダ・実施";
    "OML" "laboratory order"                "検体検査オーダ";
    "ORL" "laboratory order response"       "検体検査オーダ応答";
    "ORU" "unsolicited observation"         "検査結果";
    "OUL" "unsolicited laboratory observation" "検体検査結果";
    "PPR" "problem"                         "病名";
    "RAS" "administration"                  "投薬実施";
    "RDE" "encoded pharmacy order"          "処方・注射オーダ";
    "RDS" "pharmacy dispense"               "調剤";
}

table! {
    PROCESSING_ID "HL70103" closed "Processing ID" "処理ID" systems ["HL70103"] clause "HL7 v2.5 table 0103; MSH-11";
    "P" "production" "本番";
    "D" "debugging"  "デバッグ";
    "T" "training"   "訓練";
}

table! {
    VERSION_ID "HL70104" open "Version ID" "バージョンID" systems ["HL70104"] clause "HL7 v2.5 table 0104; MSH-12";
    "2.1"   "release 2.1, March 1990"      "2.1版";
    "2.2"   "release 2.2, December 1994"   "2.2版";
    "2.3"   "release 2.3, March 1997"      "2.3版";
    "2.3.1" "release 2.3.1, May 1999"      "2.3.1版";
    "2.4"   "release 2.4, November 2000"   "2.4版";
    "2.5"   "release 2.5, July 2003"       "2.5版（JAHIS・SS-MIX2が用いる版）";
    "2.5.1" "release 2.5.1, February 2007" "2.5.1版";
}

table! {
    COMMENT_SOURCE "HL70105" closed "Source of Comment" "コメントの発生元" systems ["HL70105"] clause "HL7 v2.5 table 0105; NTE-2";
    "L" "filler, ancillary department" "実施者・部門";
    "P" "placer, orderer"              "依頼者";
    "O" "other system"                 "その他";
}

table! {
    ACCEPT_CONDITION "HL70155" closed "Accept/Application Acknowledgment Conditions" "応答条件" systems ["HL70155"]
        clause "HL7 v2.5 table 0155; MSH-15, MSH-16";
    "AL" "always"                        "常に";
    "NE" "never"                         "応答不要";
    "ER" "error or reject conditions only" "エラー・拒否のときのみ";
    "SU" "successful completion only"    "正常終了のときのみ";
}

table! {
    PROCESSING_MODE "HL70207" open "Processing Mode" "処理モード" systems ["HL70207"] clause "HL7 v2.5 table 0207";
    "A" "archive"                  "アーカイブ";
    "R" "restore from archive"     "アーカイブからの復元";
    "I" "initial load"             "初期ロード";
    "T" "current processing, transmitted at intervals" "通常処理（間欠送信）";
}

table! {
    CHARACTER_SET "HL70211" open "Alternate Character Sets" "文字セット" systems ["HL70211"]
        clause "HL7 v2.5 table 0211; SS-MIX2 標準化ストレージ仕様書 MSH-18. Senders spell them loosely";
    "ASCII"         "7-bit ASCII"                         "7ビットASCII";
    "ISO IR6"       "ASCII (ISO 646)"                     "ISO 646の英数字";
    "ISO IR13"      "half-width katakana (JIS X 0201)"    "半角カナ（JIS X 0201）";
    "ISO IR14"      "Latin of JIS X 0201"                 "JIS X 0201 ラテン文字";
    "ISO IR87"      "kanji (JIS X 0208)"                  "漢字（JIS X 0208）";
    "ISO IR159"     "supplementary kanji (JIS X 0212)"    "補助漢字（JIS X 0212）";
    "8859/1"        "Latin 1"                             "ラテン1";
    "UNICODE"       "Unicode, the old name of UTF-8"      "Unicode（旧称）";
    "UNICODE UTF-8" "UTF-8"                               "UTF-8";
}

table! {
    UNIVERSAL_ID_TYPE "HL70301" open "Universal ID Type" "汎用ID型" systems ["HL70301"] clause "HL7 v2.5 table 0301";
    "DNS"    "Internet domain name"             "インターネットのドメイン名";
    "GUID"   "globally unique identifier"       "GUID";
    "HCD"    "CEN healthcare coding identifier" "CENコード体系識別子";
    "HL7"    "HL7 registration scheme"          "HL7登録";
    "ISO"    "object identifier (OID)"          "オブジェクト識別子（OID）";
    "L"      "local scheme"                     "ローカル";
    "M"      "local scheme"                     "ローカル";
    "N"      "local scheme"                     "ローカル";
    "Random" "random bits, base 64"             "乱数";
    "URI"    "uniform resource identifier"      "URI";
    "UUID"   "universally unique identifier"    "UUID";
    "x400"   "X.400 message handling identifier" "X.400識別子";
    "x500"   "X.500 directory name"             "X.500ディレクトリ名";
}

table! {
    MESSAGE_STRUCTURE "HL70354" open "Message Structure" "メッセージ構造" systems ["HL70354"]
        clause "HL7 v2.5 table 0354 (those of the Japanese guidelines); SS-MIX2 標準化ストレージ仕様書 データ種別一覧";
    "ADT_A01" "A01, A04, A08, A13" "患者基本情報・受付・入院";
    "ADT_A02" "A02"                "転科・転棟実施";
    "ADT_A03" "A03"                "退院実施";
    "ADT_A05" "A14"                "入院予定";
    "ADT_A09" "A11, A12"           "入院・転科の取消";
    "ADT_A15" "A15"                "転科・転棟予定";
    "ADT_A16" "A16"                "退院予定";
    "ADT_A21" "A21, A22, A23, A25, A26, A27" "外出泊・各種取消";
    "ADT_A52" "A52, A53, A55"      "外出泊・担当医の取消";
    "ADT_A54" "A54"                "担当医の変更";
    "ADT_A60" "A60"                "アレルギー情報";
    "OMD_O03" "O03"                "食事オーダ";
    "OMG_O19" "O19"                "検査オーダ";
    "OMI_O23" "O23"                "放射線検査オーダ";
    "OMI_Z23" "Z23"                "放射線・内視鏡検査の実施";
    "OML_O21" "O21"                "検査オーダ";
    "OML_O33" "O33"                "検体検査オーダ";
    "OML_O35" "O35"                "検体検査オーダ（容器別）";
    "ORU_R01" "R01"                "検査結果";
    "ORU_R30" "R30"                "バイタルサイン等";
    "OUL_R22" "R22"                "検体検査結果";
    "PPR_ZD1" "ZD1"                "病名";
    "RAS_O17" "O17"                "投薬実施";
    "RDE_O11" "O11"                "処方・注射オーダ";
    "RDS_O13" "O13"                "調剤";
    "ACK"     "answers"            "応答";
}

table! {
    CHARSET_HANDLING "HL70356" open "Alternate Character Set Handling Scheme" "代替文字セット操作法" systems ["HL70356"]
        clause "HL7 v2.5 table 0356; MSH-20";
    "ISO 2022-1994" "switching by the escapes of ISO 2022"   "ISO 2022のエスケープで切り替え";
    "2.3"           "switching by the escapes of HL7 v2.3"   "HL7 v2.3のエスケープで切り替え";
}

table! {
    ERROR_CONDITION "HL70357" open "Message Error Condition Codes" "メッセージエラー条件" systems ["HL70357"]
        clause "HL7 v2.5 table 0357";
    "0"   "message accepted"               "受諾";
    "100" "segment sequence error"         "セグメント順序誤り";
    "101" "required field missing"         "必須フィールドなし";
    "102" "data type error"                "データ型誤り";
    "103" "table value not found"          "表にない値";
    "200" "unsupported message type"       "未対応のメッセージ型";
    "201" "unsupported event code"         "未対応のイベント";
    "202" "unsupported processing id"      "未対応の処理ID";
    "203" "unsupported version id"         "未対応のバージョン";
    "204" "unknown key identifier"         "不明なキー";
    "205" "duplicate key identifier"       "キーの重複";
    "206" "application record locked"      "レコードのロック中";
    "207" "application internal error"     "アプリケーション内部エラー";
}

table! {
    COMMENT_TYPE "HL70364" open "Comment Type" "コメントタイプ" systems ["HL70364"] clause "HL7 v2.5 table 0364; NTE-4";
    "PI" "patient instructions"      "患者への指示";
    "AI" "ancillary instructions"    "部門への指示";
    "GI" "general instructions"      "一般的な指示";
    "1R" "primary reason"            "主な理由";
    "2R" "secondary reason"          "副次的な理由";
    "GR" "general reason"            "一般的な理由";
    "RE" "remark"                    "備考";
    "DR" "duplicate or interaction reason" "重複・相互作用の理由";
}

table! {
    ERROR_SEVERITY "HL70516" open "Error Severity" "エラー重症度" systems ["HL70516"] clause "HL7 v2.5 table 0516; ERR-4";
    "W" "warning"     "警告";
    "I" "information" "情報";
    "E" "error"       "エラー";
}
