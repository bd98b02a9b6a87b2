use renkei::hl7v2::message::Segment;
use renkei::{Charset, MessageBuf, SegmentPath};

use super::Change::{
    Add, Append, Bytes, Clear, Cut, Double, Edit, Insert, Name, NameWithout, Put, Recode, Remove, RemoveAll,
    Shift, Swap, Withdraw,
};
use super::Defect;

macro_rules! defects {
    ($($name:literal $english:literal $japanese:literal
        $code:literal [$($kind:literal)*] $change:expr $(, at $found_at:literal)?;)*) => {
        /// Every defect, by what it spoils: header, patient, text, structure, orders, results, names, files.
        pub static ALL: &[Defect] = &[$(Defect {
            name: $name,
            english: $english,
            japanese: $japanese,
            code: $code,
            kinds: &[$($kind),*],
            change: $change,
            found_at: defects!(@at $($found_at)?),
        }),*];
    };
    (@at) => { "" };
    (@at $found_at:literal) => { $found_at };
}

defects! {
    // Header
    "message-type-missing" "MSH-9 is empty" "MSH-9が空" "field-required" [] Clear("MSH-9");
    "message-type-foreign" "MSH-9 names a message that SS-MIX2 does not have" "MSH-9がSS-MIX2にないメッセージ型" "message-type-unexpected" [] Put("MSH-9", b"MDM^T02^MDM_T02");
    "message-structure-wrong" "MSH-9.3 names another structure" "MSH-9.3が別の構造" "message-structure-unexpected" [] Put("MSH-9.3", b"XXX_X99");
    "message-structure-missing" "MSH-9 has no third component" "MSH-9の第3成分がない" "component-required" [] Clear("MSH-9.3");
    "version-old" "MSH-12 is 2.3" "MSH-12が2.3" "version-unexpected" [] Put("MSH-12", b"2.3");
    "control-id-missing" "MSH-10 is empty" "MSH-10が空" "field-required" [] Clear("MSH-10");
    "control-id-long" "MSH-10 has 21 characters" "MSH-10が21文字" "value-too-long" [] Put("MSH-10", b"202404010000000000001");
    "control-id-blank" "MSH-10 is a blank" "MSH-10が空白" "field-blank" [] Put("MSH-10", b" ");
    "processing-id-unknown" "MSH-11 is no code of its table" "MSH-11が表にないコード" "code-unknown" [] Put("MSH-11", b"X");
    "message-for-training" "MSH-11 says that the message is for training" "MSH-11が訓練用" "not-production" [] Put("MSH-11", b"T");
    "message-time-missing" "MSH-7 is empty" "MSH-7が空" "field-required" [] Clear("MSH-7");
    "message-time-without-seconds" "MSH-7 ends with the minutes" "MSH-7が分まで" "message-time-precision" [] Put("MSH-7", b"202404101031");
    "charset-undeclared" "MSH-18 is empty" "MSH-18が空" "field-required" [] Clear("MSH-18");
    "charset-declared-wrong" "MSH-18 says UTF-8 over ISO-2022-JP" "ISO-2022-JPなのにMSH-18がUTF-8" "charset-declaration" [] Put("MSH-18", b"UNICODE UTF-8");
    "charset-without-tilde" "MSH-18 has one repetition" "MSH-18の先頭の ~ がない" "charset-declaration" [] Put("MSH-18", b"ISO IR87");
    "charset-without-blank" "MSH-18 is spelled ISOIR87" "MSH-18の綴りがISOIR87" "charset-spelling" [] Put("MSH-18", b"~ISOIR87");
    "charset-handling-wrong" "MSH-20 names HL7 escapes" "MSH-20がHL7エスケープ方式" "charset-handling" [] Put("MSH-20", b"2.3");
    "profile-foreign" "MSH-21 names another profile" "MSH-21が別のプロファイル" "profile-identifier" [] Put("MSH-21", b"RENKEI^RENKEI^1.2.392.999.1^ISO");
    "delimiters-cut" "MSH-2 has three characters" "MSH-2が3文字" "delimiters-missing" [] Bytes(|b| replaced(b, b"|^~\\&|", b"|^~\\|"));

    // Patient and visit
    "patient-id-missing" "PID-3 is empty" "PID-3が空" "field-required" [] Clear("PID-3");
    "patient-name-missing" "PID-5 is empty" "PID-5が空" "field-required" [] Clear("PID-5");
    "name-code-early" "the representation of a name stands in XPN.7" "名前表記コードがXPN.7にある" "name-code-misplaced" [] Put("PID-5", b"RENKEI^TARO^^^^L^A");
    "name-without-representation" "a name does not say how it is written" "名前表記コードがない" "name-representation" [] Put("PID-5", b"RENKEI^TARO^^^^^L");
    "name-undivided" "the whole name stands in the family name" "姓に氏名全体がある" "name-undivided" [] Put("PID-5", b"RENKEI TARO^^^^^^L^A");
    "name-with-too-much" "a name has fifteen components" "氏名の成分が15個" "too-many-components" [] Put("PID-5", b"RENKEI^TARO^^^^^L^A^^^^^^^X"), at "PID-5.15";
    "birth-date-missing" "PID-7 is empty" "PID-7が空" "field-required" [] Clear("PID-7");
    "birth-date-impossible" "the patient was born on 31 February" "生年月日が2月31日" "invalid-timestamp" [] Put("PID-7", b"19800231");
    "birth-date-of-an-era" "the birth date is one of an era" "生年月日が和暦" "invalid-timestamp" [] Put("PID-7", b"S55.2.3");
    "birth-date-unknown" "the birth date is filled with nines" "生年月日が99999999" "invalid-timestamp" [] Put("PID-7", b"99999999");
    "birth-after-message" "the patient is born after the message" "生年月日がメッセージより後" "birth-after-message" [] Put("PID-7", b"20990101");
    "birth-dates-two" "there are two birth dates" "生年月日が2つ" "too-many-repetitions" [] Put("PID-7", b"19800101~19800102");
    "patient-fields-shifted" "birth date and sex stand one field too late" "生年月日と性別が1項目後ろにある" "patient-fields-shifted" [] Shift("PID-7"), at "PID-8";
    "sex-unknown-code" "PID-8 is no code of its table" "PID-8が表にないコード" "code-unknown" [] Put("PID-8", b"Z");
    "sex-null" "PID-8 is null" "PID-8がNULL値" "null-not-allowed" [] Put("PID-8", b"\"\"");
    "phone-in-the-old-place" "the telephone number stands in XTN.1" "電話番号がXTN.1にある" "phone-misplaced" [] Put("PID-13", b"030-0000-0000"), at "PID-13.1";
    "postal-code-cut" "a postal code has six digits" "郵便番号が6桁" "postal-code-shape" [] Put("PID-11.5", b"999-001");
    "update-time-missing" "PID-33 is empty in ADT^A08" "ADT^A08のPID-33が空" "field-conditional" [] Edit(update_time);
    "event-time-missing" "EVN-2 is empty" "EVN-2が空" "field-required" [] Clear("EVN-2");
    "patient-class-missing" "PV1-2 is empty" "PV1-2が空" "field-required" [] Clear("PV1-2");
    "patient-class-foreign" "PV1-2 is a code that SS-MIX2 does not take" "PV1-2がSS-MIX2で認めないコード" "code-outside-profile" [] Put("PV1-2", b"E");
    "ward-without-kind" "a location does not say that it is a ward" "所在場所の種別がない" "location-kind-missing" [] Put("PV1-3", b"32^302^1"), at "PV1-3.6";
    "field-behind-the-last" "PID has a field 40" "PIDに第40項目がある" "field-beyond-table" [] Add("PID-40", b"X");
    "allergy-action-missing" "IAM-6 is empty" "IAM-6が空" "field-required" ["ADT-61"] Clear("IAM-6");
    "allergy-without-system" "the allergen's code has no system" "アレルゲンのコード体系名がない" "coding-system-missing" ["ADT-61"] Put("IAM-3", b"F001^soba");
    "disease-action-unknown" "PRB-1 is no code of its table" "PRB-1が表にないコード" "code-unknown" ["PPR-01"] Put("PRB-1", b"ZZ");
    "disease-id-missing" "PRB-4 is empty" "PRB-4が空" "field-required" ["PPR-01"] Clear("PRB-4");
    "disease-ends-before-it-begins" "PRB-9 lies before PRB-7" "転帰日が診療開始日より前" "end-before-start" ["PPR-01"] Add("PRB-9", b"19000101");

    // Text
    "circumflex-unescaped" "a circumflex in a text is not escaped" "本文の ^ がエスケープされていない" "too-many-components" [] Put("MSH-10", b"10^3");
    "ampersand-unescaped" "an ampersand in a text is not escaped" "本文の & がエスケープされていない" "too-many-components" [] Append("PID-3.1", b"&A");
    "tilde-unescaped" "a tilde in a text is not escaped" "本文の ~ がエスケープされていない" "too-many-repetitions" [] Put("MSH-10", b"A~B");
    "bar-unescaped" "a vertical bar in a text is not escaped" "本文の | がエスケープされていない" "field-required" ["OML-11"] Append("OBX-3.2", b"|"), at "OBX-11";
    "backslash-unescaped" "a backslash in a text is not escaped" "本文の \\ がエスケープされていない" "escape-unresolved" [] Put("MSH-10", b"A\\B");
    "escape-unknown" "an escape sequence has no meaning" "意味のないエスケープシーケンス" "escape-unresolved" [] Put("MSH-10", b"\\Q\\");
    "shift-sequence-lost" "a run of kanji is not closed" "漢字列の終わりのESC ( Bがない" "unterminated-run" [] Bytes(run_left_open);
    "byte-of-no-character" "a byte belongs to no character" "どの文字にも属さないバイト" "undecodable-bytes" [] Append("PID-5.1", b"\xff"), at "PID-5";
    "katakana-half-width" "a name is in half-width katakana" "氏名が半角カタカナ" "character-outside" [] Put("PID-5", b"\x1b(IZ]98\x1b(B^\x1b(I@[0\x1b(B^^^^^L^P");
    "character-of-a-vendor" "a name has a vendor character" "氏名に機種依存文字" "character-outside" [] Put("PID-5.1", b"\x1b$B|b\x1b(B"), at "PID-5";
    "bytes-utf-8" "the message is in UTF-8 and does not say so" "UTF-8なのに宣言がない" "charset-unexpected" [] Recode(Charset::Utf8), at "MSH-18";
    "bytes-shift-jis" "the message is in Shift_JIS and does not say so" "Shift_JISなのに宣言がない" "charset-misdeclared" [] Recode(Charset::ShiftJis), at "MSH-18";
    "byte-order-mark" "a byte order mark stands before the message" "先頭にBOMがある" "byte-order-mark" [] Bytes(|b| Some([b"\xef\xbb\xbf", b].concat()));
    "lines-end-with-lf" "segments end with LF" "終端がLF" "line-end" [] Bytes(|b| Some(b.iter().map(|b| if *b == b'\r' { b'\n' } else { *b }).collect()));
    "lines-end-in-two-ways" "one segment ends with LF, the others with CR" "終端のCRとLFが混在" "terminators-mixed" [] Bytes(one_lf);
    "blank-at-the-end" "a segment ends with a blank" "セグメント末尾に空白" "trailing-blank" [] Bytes(|b| replaced(b, b"\rPV1|", b" \rPV1|"));
    "separators-at-the-end" "a segment ends with separators" "セグメント末尾に余分な区切り文字" "trailing-delimiters" [] Bytes(|b| replaced(b, b"\rPV1|", b"|||\rPV1|"));
    "frame-left-over" "the end of an MLLP frame was stored" "MLLPの終端バイトが残っている" "framing-bytes" [] Bytes(|b| Some([b, b"\x1c\r"].concat()));
    "text-before-the-header" "a line of text stands before MSH" "MSHの前に文字列がある" "text-outside-message" [] Bytes(|b| Some([b"FILE 1\r", b].concat()));

    // Structure
    "patient-segment-lost" "PID is missing" "PIDがない" "segment-required" [] RemoveAll("PID"), at "MSH";
    "visit-segment-lost" "PV1 is missing" "PV1がない" "segment-required" ["ADT-00" "ADT-22" "ADT-52" "OMD" "OMP-01" "OMP-02" "OMP-11" "OMP-12" "OML-01" "OML-11" "OMG-01" "OMG-02" "OMG-03" "OMG-11" "OMG-12" "OMG-13"] RemoveAll("PV1"), at "MSH";
    "event-segment-lost" "EVN is missing" "EVNがない" "segment-required" ["ADT-00" "ADT-22" "ADT-52" "ADT-61"] RemoveAll("EVN"), at "MSH";
    "specimens-lost" "no SPM is there" "SPMがない" "segment-required" ["OML-01" "OML-11"] RemoveAll("SPM"), at "MSH";
    "orders-lost" "no ORC is there" "ORCがない" "segment-required" ["OMD" "OMP-01" "OMP-02" "OMP-11" "OMP-12" "OML-01" "OMG-01" "OMG-02" "OMG-03" "OMG-11" "OMG-12"] RemoveAll("ORC"), at "MSH";
    "timing-lost" "an order has no TQ1" "オーダのTQ1がない" "segment-required" ["OMD" "OMP-01" "OMP-02" "OML-01" "OMG-01" "OMG-02" "OMG-03" "OMG-11" "OMG-12"] Remove("TQ1"), at "ORC";
    "medicine-lost" "an order has no RXE" "オーダのRXEがない" "segment-required" ["OMP-01" "OMP-02"] Remove("RXE"), at "ORC";
    "route-lost" "an order has no RXR" "オーダのRXRがない" "segment-required" ["OMP-01" "OMP-02"] Remove("RXR"), at "ORC";
    "components-lost" "an injection has no RXC" "注射のRXCがない" "segment-required" ["OMP-02"] RemoveAll("RXC"), at "ORC";
    "request-lost" "an order has no OBR" "オーダのOBRがない" "segment-required" ["OML-01" "OMG-01" "OMG-02" "OMG-03" "OMG-11" "OMG-12"] Remove("OBR"), at "ORC";
    "segment-twice" "PV1 is there twice" "PV1が二重" "segment-repeated" [] Double("PV1");
    "orders-swapped" "ORC stands before OBR in a result" "検査結果でORCがOBRの前" "structure-order" ["OML-11"] Swap("OBR", "ORC"), at "OBR";
    "patient-behind-visit" "PID stands behind PV1" "PIDがPV1の後ろ" "structure-order" ["OMP-01" "OMP-02" "ADT-00"] Swap("PID", "PV1"), at "PID";
    "segment-of-no-standard" "a segment is in no table" "定義にないセグメント" "segment-unknown" [] Insert("PID", b"QQQ|1");
    "segment-of-a-site" "a local segment stands where none is foreseen" "独自セグメントが混在" "structure-unexpected" ["ADT-00" "OMP-01" "OMP-02" "OML-11"] Insert("PID", b"ZXX|1");
    "segment-name-garbled" "the name of a segment is in small letters" "セグメント名が小文字" "segment-name" [] Bytes(|b| replaced(b, b"\rPV1|", b"\rpv1|"));
    "message-truncated" "the message ends within its last result" "最後の結果の途中で切れている" "field-required" ["OML-11"] Bytes(truncated);
    "result-cut-short" "the last result ends behind its value" "最後の結果が値の後で切れている" "field-required" ["OML-11"] Cut("OBX", 6, 11);

    // Orders
    "order-number-missing" "ORC-2 is empty" "ORC-2が空" "field-required" [] Clear("ORC-2");
    "order-control-missing" "ORC-1 is empty" "ORC-1が空" "field-required" [] Clear("ORC-1");
    "order-control-unknown" "ORC-1 is no code of its table" "ORC-1が表にないコード" "code-unknown" [] Put("ORC-1", b"ZZ");
    "order-control-foreign" "ORC-1 is a code that storages do not hold" "ORC-1がストレージで使わないコード" "code-outside-profile" [] Put("ORC-1", b"XO");
    "order-of-another" "the second group has another order number" "2つ目のグループのオーダ番号が異なる" "order-number-differs" ["OMP-01" "OMP-02" "OMP-11" "OMP-12" "OML-01" "OML-11"] Put("ORC[2]-2", b"000000240401999");
    "order-number-short" "the order number has three digits" "オーダ番号が3桁" "order-number-length" ["OMD" "OMP-01" "OMP-02" "OML-01" "OMG-01"] Put("ORC-2", b"123");
    "request-of-another" "OBR-2 is another number than ORC-2" "OBR-2がORC-2と異なる" "order-number-mismatch" ["OML-01" "OML-11" "OMG-01" "OMG-02" "OMG-03" "OMG-11" "OMG-12"] Put("OBR-2", b"000000240401999"), at "OBR-2";
    "group-of-another" "ORC-4 holds the number of another order" "ORC-4が別のオーダ番号" "group-number-mismatch" ["OMP-01" "OMP-11"] Put("ORC-4", b"000000240401999_01");
    "group-number-garbled" "ORC-4 is no Rp number" "ORC-4がRp番号の形でない" "group-number-form" ["OMP-01" "OMP-02" "OMP-11" "OMP-12"] Put("ORC-4", b"A-1");
    "parent-missing" "a child order names no parent" "子オーダに親番号がない" "field-conditional" ["OMG-01" "OMG-02" "OMG-11" "OMG-12"] Clear("ORC[3]-8");
    "parent-of-another" "a child order names a parent that is not there" "親オーダがメッセージにない" "parent-order-unknown" ["OMG-01" "OMG-02" "OMG-11" "OMG-12"] Put("ORC[3]-8", b"000000240401999");
    "ordering-doctor-missing" "ORC-12 is empty in an imaging order" "画像オーダのORC-12が空" "field-required" ["OMG-01" "OMG-02" "OMG-03"] Clear("ORC-12");
    "order-time-hour-24" "the order was placed at 24:30" "オーダ日時が24時30分" "hour-beyond-day" [] Put("ORC-9", b"202404012430");
    "order-time-minute-61" "the order was placed at 10:61" "オーダ日時が10時61分" "invalid-timestamp" [] Put("ORC-9", b"202404011061");
    "order-time-glued" "milliseconds follow without a point" "ミリ秒が小数点なしで続く" "fraction-without-point" [] Put("ORC-9", b"20240401103000123");
    "order-time-with-offset" "the time has an offset from UTC" "時刻に時差がある" "offset-given" [] Put("ORC-9", b"20240401103000+0900");
    "medicine-missing" "RXE-2 is empty" "RXE-2が空" "field-required" ["OMP-01" "OMP-02"] Clear("RXE-2");
    "medicine-without-system" "the medicine's code has no system" "医薬品コードの体系名がない" "coding-system-missing" ["OMP-01"] Put("RXE-2", b"199901001^X");
    "medicine-code-of-a-claim" "a receipt code is labelled HOT9" "レセプト電算コードがHOT9とされている" "code-shape" ["OMP-01"] Put("RXE-2", b"620007329^X^HOT9"), at "RXE-2.1";
    "dose-in-words" "RXE-3 is no number" "RXE-3が数値でない" "invalid-number" ["OMP-01" "OMP-02"] Put("RXE-3", b"one");
    "dose-missing" "RXE-3 is empty" "RXE-3が空" "field-required" ["OMP-01" "OMP-02"] Clear("RXE-3");
    "treatment-ends-before-it-begins" "TQ1-8 lies before TQ1-7" "TQ1-8がTQ1-7より前" "end-before-start" ["OMP-02"] Put("TQ1-8", b"20200101");
    "component-type-unknown" "RXC-1 is neither base nor additive" "RXC-1が基剤でも添加剤でもない" "code-unknown" ["OMP-02"] Put("RXC-1", b"X");
    "administration-ends-before-it-begins" "RXA-4 lies before RXA-3" "RXA-4がRXA-3より前" "end-before-start" ["OMP-11" "OMP-12"] Put("RXA-4", b"20200101000000");

    // Results
    "specimen-type-missing" "SPM-4 is empty" "SPM-4が空" "field-required" ["OML-01" "OML-11"] Clear("SPM-4");
    "item-missing" "OBX-3 is empty" "OBX-3が空" "field-required" ["OML-01" "OML-11"] Clear("OBX-3");
    "item-code-cut" "a JLAC10 code has sixteen digits" "JLAC10コードが16桁" "code-shape" ["OML-01" "OML-11"] Put("OBX-3.1", b"3A01000000232710");
    "item-without-system" "the item's code has no system" "検査項目コードの体系名がない" "coding-system-missing" ["OML-01" "OML-11"] Put("OBX-3", b"3A010000002327101");
    "value-type-missing" "OBX-2 is empty where a value is sent" "値があるのにOBX-2が空" "value-type-missing" ["OML-11" "ADT-00"] Clear("OBX-2"), at "OBX-5";
    "value-type-unknown" "OBX-2 is no type" "OBX-2が値型でない" "code-unknown" ["OML-11" "ADT-00"] Put("OBX-2", b"QQ");
    "number-in-words" "a value of type NM is no number" "値型NMの値が数値でない" "value-type-mismatch" ["OML-11" "ADT-00"] Edit(number_in_words);
    "value-lost" "a final result has no value" "最終結果に値がない" "field-conditional" ["OML-11" "ADT-00"] Clear("OBX-5");
    "value-in-two-parts" "a circumflex divides a value of type ST" "値型STの値に ^ がある" "too-many-components" ["OML-11"] Edit(divided_text);
    "status-missing" "OBX-11 is empty" "OBX-11が空" "field-required" ["OML-01" "OML-11" "ADT-00"] Clear("OBX-11");
    "status-unknown" "OBX-11 is no code of its table" "OBX-11が表にないコード" "code-unknown" ["OML-01" "OML-11" "ADT-00"] Put("OBX-11", b"Q");
    "unit-system-alone" "a unit is a coding system and no more" "単位が体系名だけ" "coding-empty" ["OML-11" "ADT-00"] Put("OBX-6", b"^^ISO+"), at "OBX-6.3";
    "unit-system-with-blank" "the name of a unit's system has a blank" "単位の体系名に空白" "coding-system-spelling" ["OML-11" "ADT-00"] Put("OBX-6", b"g/dL^g/dL^ISO+ "), at "OBX-6.3";
    "result-lost" "one of several results is missing" "途中の結果が欠落" "set-id-gap" ["OML-11" "ADT-00"] Remove("OBX[2]"), at "OBX-1";
    "set-id-twice" "two results have one number" "OBX-1が重複" "set-id-repeated" ["OML-11" "ADT-00"] Put("OBX[2]-1", b"1"), at "OBX-1";
    "set-id-in-letters" "a set id is a letter" "セットIDが英字" "invalid-set-id" ["OML-11" "ADT-00"] Put("OBX-1", b"A");

    // Names of files
    "name-of-another-patient" "the file is named for another patient" "ファイル名の患者IDが異なる" "content-patient-mismatch" [] Name(0, "9999999"), at "PID-3";
    "name-of-another-order" "the file is named for another order" "ファイル名のオーダNoが異なる" "content-order-mismatch" ["OMD" "OMP-01" "OMP-02" "OMP-11" "OMP-12" "OML-01" "OML-11" "OMG-01" "OMG-02" "OMG-03" "OMG-11" "OMG-12"] Name(3, "000000240401999"), at "ORC-2";
    "name-of-another-day" "the file is named for another day" "ファイル名の診療日が異なる" "content-date-mismatch" ["OMD" "OMP-01" "OMP-02" "OML-01" "OMG-01" "OMG-02" "OMG-03"] Name(1, "20200229"), at "ORC-9";
    "name-of-another-kind" "the file is named for another data kind" "ファイル名のデータ種別が異なる" "kind-mismatch" ["OMP-01" "OMP-02" "OMG-01" "ADT-22"] Name(2, "OML-11"), at "MSH-9";
    "name-with-unknown-flag" "the condition flag is 9" "コンディションフラグが9" "entry-flag-unknown" [] Name(6, "9");
    "name-with-short-time" "the timestamp has fourteen digits" "発生日時が14桁" "entry-timestamp-length" [] Name(4, "20240401103100");
    "name-without-department" "the department is missing" "診療科コードの要素がない" "entry-department-missing" [] NameWithout(5);
    "name-of-no-day" "the date of the name is 30 February" "ファイル名の診療日が2月30日" "entry-date-invalid" ["OMP-01" "OMP-02" "OML-11" "OMG-01"] Name(1, "20240230");
    "withdrawn-as-current" "a cancelled order is stored with flag 1" "取消オーダがフラグ1" "content-flag-mismatch" ["OMD" "OMP-01" "OMP-02" "OML-01" "OMG-01" "OMG-02" "OMG-03"] Withdraw, at "ORC-1";

    // Files
    "message-sent-twice" "a file holds the same message twice" "同じメッセージが2回" "control-id-repeated" [] Bytes(|b| Some([b, b"\r", b].concat())), at "MSH-10";
    "batch-count-wrong" "a batch trailer counts a message too many" "バッチの件数が1件多い" "batch-count" [] Bytes(|b| Some([b"BHS|^~\\&\r", b, b"\rBTS|2\r"].concat()));
}

/// Replaces the first occurrence of some bytes.
fn replaced(bytes: &[u8], from: &[u8], to: &[u8]) -> Option<Vec<u8>> {
    let at = bytes.windows(from.len()).position(|window| window == from)?;
    let after = at.saturating_add(from.len());
    Some([bytes.get(..at)?, to, bytes.get(after..)?].concat())
}

/// Takes the time of the last update away from a message that must have one.
fn update_time(message: &mut MessageBuf) -> Option<SegmentPath> {
    let path = SegmentPath::field("PID", 1, 33);
    let view = message.as_message();
    view.get(&path).filter(|raw| !raw.is_blank() && view.message_type().is("ADT", "A08"))?;
    message.set_bytes(&path, b"").ok()?;
    Some(path)
}

/// Leaves out the last return to ASCII of a segment that ends in kanji.
fn run_left_open(bytes: &[u8]) -> Option<Vec<u8>> {
    // The last run of a line: what follows it on the line is read as halves of characters, up to the end of the line.
    let close = b"\x1b(B";
    let mut at = None;
    let mut line = 0usize;
    for (n, byte) in bytes.iter().enumerate() {
        if *byte == b'\r' {
            if at.is_some() {
                break;
            }
            line = n;
        } else if bytes.get(n..n.saturating_add(3)) == Some(close) && line > 0 {
            at = Some(n);
        }
    }
    // The first line with a run has it taken away behind its last run.
    let at = at?;
    Some([bytes.get(..at)?, bytes.get(at.saturating_add(3)..)?].concat())
}

/// Ends the second segment with LF.
fn one_lf(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = bytes.to_vec();
    let second = bytes.iter().enumerate().filter(|(_, b)| **b == b'\r').nth(1)?.0;
    bytes.get(second.saturating_add(1)).filter(|next| next.is_ascii_uppercase())?;
    *out.get_mut(second)? = b'\n';
    Some(out)
}

/// Ends the message behind the first component of the last result's item.
fn truncated(bytes: &[u8]) -> Option<Vec<u8>> {
    let message = renkei::Message::parse(bytes, &mut ()).ok()?;
    let last = message.segments().last().filter(|last| last.id().as_bytes() == b"OBX")?;
    let end = last.field(3)?.component(1)?.span().range().end;
    Some(bytes.get(..end)?.to_vec())
}

/// Puts a word in the place of the first number.
fn number_in_words(message: &mut MessageBuf) -> Option<SegmentPath> {
    first_of_type(message, b"NM", b"high")
}

/// Puts a circumflex into the first text.
fn divided_text(message: &mut MessageBuf) -> Option<SegmentPath> {
    first_of_type(message, b"ST", b"10^3")
}

/// Puts a value in the place of the first of a type.
fn first_of_type(message: &mut MessageBuf, data_type: &[u8], value: &[u8]) -> Option<SegmentPath> {
    let fits = |segment: &Segment<'_>| {
        let named = segment.field(2).is_some_and(|field| field.bytes() == data_type);
        segment.id().as_bytes() == b"OBX" && named && !segment.is_empty_field(5)
    };
    let path = message.as_message().segments().find(fits)?.path().with_field(5);
    message.set_bytes(&path, value).ok()?;
    Some(path)
}
