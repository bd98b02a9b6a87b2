//! The codes that a check reports; those of reading the message stand in the tables of the layers below.

renkei_core::codes! {
    MESSAGE_TYPE_UNEXPECTED "message-type-unexpected" Error
        "MSH-9 names none of the 36 kinds of message of the profile"
        "MSH-9がプロファイルの36種のメッセージのいずれでもありません"
        help "SS-MIX2 stores the 36 kinds of its list; check the type at the sender, or leave the message out of the storage"
             "SS-MIX2が保存するのは一覧の36種です。送信側のメッセージ型を確認するか、ストレージの対象から外してください"
        clause "SS-MIX2 標準化ストレージ仕様書 データ種別一覧; MSH-9";
    MESSAGE_STRUCTURE_UNEXPECTED "message-structure-unexpected" Warning
        "MSH-9.3 is not {structure}"
        "MSH-9.3が{structure}ではありません"
        help "the message was read as the structure that code and event say; correct the third component at the sender"
             "メッセージ型とイベント型に従って読みました。送信側で第3成分を直してください"
        clause "HL7 v2.5 2.15.9.9 (MSH-9), table 0354; SS-MIX2 標準化ストレージ仕様書 データ種別一覧";
    VERSION_UNEXPECTED "version-unexpected" Warning
        "MSH-12 is not 2.5"
        "MSH-12が2.5ではありません"
        help "the JAHIS guidelines and SS-MIX2 are written for HL7 v2.5"
             "JAHIS規約とSS-MIX2はHL7 v2.5に基づきます"
        clause "HL7 v2.5 2.15.9.12 (MSH-12); SS-MIX2 標準化ストレージ仕様書 MSH";
    NOT_PRODUCTION "not-production" Info
        "the message is marked as one for debugging or training"
        "デバッグ用または訓練用のメッセージです"
        help "MSH-11 is P in production; keep such messages out of the storage of real patients"
             "本番ではMSH-11はPです。実患者のストレージには保存しないでください"
        clause "HL7 v2.5 2.15.9.11 (MSH-11), table 0103";
    CHARSET_DECLARATION "charset-declaration" Warning
        "MSH-18 is not ~ISO IR87"
        "MSH-18が ~ISO IR87 ではありません"
        help "SS-MIX2 requires ~ISO IR87: the first repetition empty (ASCII), the second JIS X 0208"
             "SS-MIX2では ~ISO IR87（第1反復は空でASCII、第2反復がJIS X 0208）が必須です"
        clause "SS-MIX2 標準化ストレージ仕様書 MSH-18; HL7 v2.5 table 0211";
    CHARSET_SPELLING "charset-spelling" Info
        "the name of a character set is not spelled as in the table"
        "文字集合の名前の綴りが表と異なります"
        help "write ISO IR87 and ISO 2022-1994, each with one blank"
             "ISO IR87 と ISO 2022-1994（それぞれ空白1つ）と書いてください"
        clause "HL7 v2.5 tables 0211 and 0356; SS-MIX2 標準化ストレージ仕様書 MSH-18, MSH-20";
    CHARSET_HANDLING "charset-handling" Warning
        "MSH-20 is not ISO 2022-1994"
        "MSH-20が ISO 2022-1994 ではありません"
        help "escape sequences of ISO 2022 are declared with ISO 2022-1994, or the field is left out"
             "ISO 2022のエスケープシーケンスを使う場合は ISO 2022-1994 とするか、項目を省略してください"
        clause "HL7 v2.5 2.15.9.20 (MSH-20), table 0356; SS-MIX2 標準化ストレージ仕様書 MSH-20";
    CHARSET_UNEXPECTED "charset-unexpected" Warning
        "the message is written in {found}; the profile asks for ISO-2022-JP"
        "メッセージの文字コードは{found}です。プロファイルではISO-2022-JPが必須です"
        help "write the message in ISO-2022-JP: renkei convert --to hl7 --charset-out ISO-2022-JP"
             "ISO-2022-JPで書き出してください: renkei convert --to hl7 --charset-out ISO-2022-JP"
        clause "SS-MIX2 標準化ストレージ仕様書 文字コード";
    CHARACTER_OUTSIDE "character-outside" Warning
        "{count} characters are outside ASCII and JIS X 0208"
        "ASCIIとJIS X 0208にない文字が{count}個あります"
        help "half-width katakana, vendor characters and gaiji must be replaced at the sender, as by renkei convert --unmappable nho"
             "半角カタカナ・機種依存文字・外字は送信側で置き換えてください（renkei convert --unmappable nho など）"
        clause "SS-MIX2 標準化ストレージ仕様書 文字コード; 国立病院機構 機種依存文字変換表";
    MESSAGE_TIME_PRECISION "message-time-precision" Warning
        "MSH-7 is not given to the second"
        "MSH-7が秒まで指定されていません"
        help "write YYYYMMDDHHMMSS[.SSS]; the name of the file is made from it"
             "YYYYMMDDHHMMSS[.SSS] で書いてください。ファイル名の発生日時の元になります"
        clause "SS-MIX2 標準化ストレージ仕様書 MSH-7";
    PROFILE_IDENTIFIER "profile-identifier" Info
        "MSH-21 does not name the SS-MIX2 profile"
        "MSH-21がSS-MIX2のプロファイルを示していません"
        help "write SS-MIX2_1.20^SS-MIX2^1.2.392.200250.2.1.100.1.2.120^ISO, or leave the field out"
             "SS-MIX2_1.20^SS-MIX2^1.2.392.200250.2.1.100.1.2.120^ISO とするか、項目を省略してください"
        clause "SS-MIX2 標準化ストレージ仕様書 MSH-21";

    SEGMENT_REQUIRED "segment-required" Error
        "the profile requires segment {segment}, which is missing here"
        "プロファイルで必須のセグメント{segment}がここにありません"
        help "the sender must send the segment"
             "送信側はこのセグメントを送る必要があります"
        clause "SS-MIX2 標準化ストレージ仕様書 メッセージ構造";
    SEGMENT_REPEATED "segment-repeated" Warning
        "the segment is the same as the one before it, byte for byte"
        "直前のセグメントとまったく同じ内容です"
        help "the sender wrote it twice; a reader may count the value twice"
             "送信側が二重に出力しています。受信側で二重に計上されるおそれがあります"
        clause "HL7 v2.5 2.6 (abstract message syntax)";
    SEGMENT_UNKNOWN "segment-unknown" Info
        "segment {segment} is in no table that is known; its content was not checked"
        "セグメント{segment}の定義がないため、内容は検査していません"
        help "a local segment begins with Z; it is kept as it is"
             "独自セグメントはZで始めます。内容はそのまま保持します"
        clause "HL7 v2.5 2.5.2";
    SEGMENT_UNLISTED "segment-unlisted" Info
        "segment {segment} is not among those that the profile lists for {kind}"
        "セグメント{segment}は{kind}のプロファイルに挙げられていません"
        help "readers of the profile may ignore it; HL7 v2.5 and JAHIS may allow it"
             "プロファイルに従う受信側は無視することがあります（HL7 v2.5やJAHIS規約では許される場合があります）"
        clause "SS-MIX2 標準化ストレージ仕様書 メッセージ構造";

    FIELD_REQUIRED "field-required" Error
        "a required field is empty or missing"
        "必須項目が空、または送られていません"
        help "the sender must send a value"
             "送信側は値を送る必要があります"
        clause "SS-MIX2 標準化ストレージ仕様書 項目定義表 (R); HL7 v2.5 2.5.3";
    FIELD_CONDITIONAL "field-conditional" Warning
        "the field is required where {condition}, and is empty or missing"
        "条件付き必須項目が空、または送られていません（条件: {condition}）"
        help "the sender must send a value where the condition holds"
             "条件が成り立つ場合、送信側は値を送る必要があります"
        clause "SS-MIX2 標準化ストレージ仕様書 項目定義表 (C)";
    FIELD_UNUSED "field-unused" Info
        "the profile does not use this field"
        "プロファイルで使用しない項目です"
        help "readers of the profile may ignore it; nothing is lost here"
             "プロファイルに従う受信側は無視することがあります。値は保持します"
        clause "SS-MIX2 標準化ストレージ仕様書 項目定義表 (N)";
    FIELD_BEYOND_TABLE "field-beyond-table" Warning
        "segment {segment} has {count} fields in HL7 v2.5, and this is beyond the last"
        "HL7 v2.5のセグメント{segment}の項目数{count}を超えています"
        help "a vertical bar in a text that was not written as \\F\\ shifts every field behind it"
             "本文中の縦棒を \\F\\ で送らないと、以降の項目がずれます"
        clause "HL7 v2.5 2.7 (escape sequences)";
    FIELD_BLANK "field-blank" Warning
        "the field holds nothing but blanks"
        "項目の値が空白だけです"
        help "leave the field empty; blanks at the end of a segment are taken as nothing"
             "値がない項目は空にしてください"
        clause "HL7 v2.5 2.5.3";
    NULL_NOT_ALLOWED "null-not-allowed" Warning
        "a required field is null (\"\")"
        "必須項目がNULL値(\"\")です"
        help "null deletes a value; a required field needs one. Only the dose of external use (RXE-3, RXE-5) may be null"
             "NULL値は値の削除を表します。必須項目には値が必要です（外用薬のRXE-3・RXE-5を除く）"
        clause "HL7 v2.5 2.5.3; JAHIS 処方データ交換規約";
    TOO_MANY_REPETITIONS "too-many-repetitions" Warning
        "the field does not repeat, and has {count} repetitions"
        "反復できない項目に{count}個の反復があります"
        help "a tilde in a text must be written as \\R\\"
             "本文中のチルダは \\R\\ で送ってください"
        clause "HL7 v2.5 2.5.3 (repetition), 2.7";
    COMPONENT_REQUIRED "component-required" Warning
        "a component that data type {type} requires is empty"
        "データ型{type}の必須成分が空です"
        help "the sender must send the component wherever it sends the field"
             "項目を送る場合はこの成分も必要です"
        clause "HL7 v2.5 2.A";
    TOO_MANY_COMPONENTS "too-many-components" Warning
        "data type {type} has at most {most} parts here, and {count} are sent"
        "データ型{type}の要素は最大{most}個ですが、{count}個あります"
        help "a delimiter in a text must be escaped: ^ as \\S\\, & as \\T\\"
             "本文中の区切り文字はエスケープしてください（^ は \\S\\、& は \\T\\）"
        clause "HL7 v2.5 2.A, 2.7";
    VALUE_TOO_LONG "value-too-long" Warning
        "the value has {count} characters; the table gives {most}"
        "値が{count}文字です（定義表では{most}文字）"
        help "readers may cut it; shorten it, or agree on the length with the receiver"
             "受信側で切り捨てられるおそれがあります。短くするか、受信側と長さを取り決めてください"
        clause "HL7 v2.5 2.5.3 (length)";
    TRAILING_BLANK "trailing-blank" Info
        "blanks stand at the end of the segment"
        "セグメントの末尾に空白があります"
        help "the sender should not pad lines"
             "行末に空白を付けないでください"
        clause "HL7 v2.5 2.5.2";
    TRAILING_DELIMITERS "trailing-delimiters" Info
        "{count} delimiters stand at the end of the segment with nothing behind them"
        "セグメントの末尾に値のない区切り文字が{count}個あります"
        help "harmless; they may be left out"
             "害はありません。省略できます"
        clause "HL7 v2.5 2.5.3";
    TERMINATORS_MIXED "terminators-mixed" Warning
        "segments of one message end in different ways"
        "1つのメッセージの中でセグメントの終端が統一されていません"
        help "every segment ends with CR"
             "セグメントの終端はすべてCRです"
        clause "HL7 v2.5 2.5.2";
    ESCAPE_UNRESOLVED "escape-unresolved" Warning
        "{count} escape characters begin no known sequence or are not closed"
        "エスケープ文字が{count}個、既知のシーケンスになっていないか閉じられていません"
        help "a backslash in a text must be written as \\E\\"
             "本文中のバックスラッシュは \\E\\ で送ってください"
        clause "HL7 v2.5 2.7";

    HOUR_BEYOND_DAY "hour-beyond-day" Warning
        "the hour is {hour}; hours run from 00 to 23"
        "時が{hour}です。時は00～23です"
        help "write the next day; hours from 24 to 47 are an in-house notation"
             "翌日の日付で書いてください。24～47時は院内表記です"
        clause "HL7 v2.5 2.A.22 (DTM)";
    FRACTION_WITHOUT_POINT "fraction-without-point" Info
        "a fraction of a second follows without a point"
        "秒の小数部が小数点なしで続いています"
        help "write YYYYMMDDHHMMSS.SSS; only names of files have 17 digits"
             "YYYYMMDDHHMMSS.SSS と書いてください。17桁で書くのはファイル名だけです"
        clause "HL7 v2.5 2.A.22 (DTM)";
    OFFSET_GIVEN "offset-given" Info
        "the time has an offset from UTC"
        "時刻に時差が付いています"
        help "SS-MIX2 asks for local time without an offset"
             "SS-MIX2では時差を付けず現地時刻で書きます"
        clause "SS-MIX2 標準化ストレージ仕様書 MSH-7";
    ONSET_WORDED "onset-worded" Info
        "IAM-11 says in words when the allergy began"
        "IAM-11（発症日）が日付ではなく言葉で書かれています"
        help "write words in IAM-12, and leave IAM-11 to dates"
             "言葉はIAM-12（発症時期）に書き、IAM-11は日付だけにしてください"
        clause "HL7 v2.5 3.4.7.11 (IAM-11), 3.4.7.12 (IAM-12)";
    INVALID_SET_ID "invalid-set-id" Warning
        "a set id is not a number without sign"
        "セットIDが符号なしの整数ではありません"
        help "count from 1"
             "1から数えてください"
        clause "HL7 v2.5 2.A.70 (SI)";
    SET_ID_GAP "set-id-gap" Warning
        "the set ids of {count} {segment} segments in a row have gaps"
        "連続する{segment}セグメント{count}個のセットIDに欠番があります"
        help "a segment may have been lost on the way"
             "途中でセグメントが欠落したおそれがあります"
        clause "HL7 v2.5 2.A.70 (SI); SS-MIX2 標準化ストレージ仕様書";
    SET_ID_REPEATED "set-id-repeated" Info
        "the set ids of {count} {segment} segments in a row repeat"
        "連続する{segment}セグメント{count}個のセットIDに重複があります"
        help "a segment may have been sent twice; published examples repeat ids as well, so do not rely on them"
             "二重送信のおそれがあります。公開例にも重複があるため、セットIDに依存しないでください"
        clause "HL7 v2.5 2.A.70 (SI); SS-MIX2 標準化ストレージ仕様書";
    CODE_UNKNOWN "code-unknown" Warning
        "the code is not in table {table}, which is closed"
        "コードが表{table}（閉じた表）にありません"
        help "use a code of the table; see renkei explain"
             "表にあるコードを使ってください（renkei explain 参照）"
        clause "HL7 v2.5 appendix A";
    CODE_NOT_GIVEN "code-not-given" Warning
        "the code is not in the tables that were given for its system"
        "指定された表に、このコード体系のこのコードがありません"
        help "correct the code at the sender, or bring the tables up to date"
             "送信側のコードを直すか、表を最新にしてください"
        clause "the tables given";
    CODE_OUTSIDE_PROFILE "code-outside-profile" Warning
        "the code is in the base table, but not one that the profile takes here"
        "基底標準の表にはありますが、プロファイルがこの項目で認めるコードではありません"
        help "use a code that SS-MIX2 lists for this field"
             "SS-MIX2がこの項目に挙げるコードを使ってください"
        clause "SS-MIX2 標準化ストレージ仕様書 項目定義表";
    CODING_SYSTEM_MISSING "coding-system-missing" Warning
        "a code that identifies has no coding system"
        "項目を識別するコードにコード体系名がありません"
        help "name the system in the third component (or the sixth), 99xxx for one of your own"
             "第3成分（または第6成分）にコード体系名を書いてください。施設独自のものは99xxxです"
        clause "HL7 v2.5 2.A.13 (CWE); JAHIS データ交換規約（共通編）";
    CODING_EMPTY "coding-empty" Warning
        "a coding system stands with neither a code nor a text"
        "コードも名称もないのにコード体系名だけがあります"
        help "send code or text, or leave the triplet out"
             "コードか名称を送るか、3つ組を省略してください"
        clause "HL7 v2.5 2.A.13 (CWE)";
    CODING_SYSTEM_SPELLING "coding-system-spelling" Info
        "the name of a coding system has blanks around it"
        "コード体系名の前後に空白があります"
        help "write the name without blanks; it was read without them"
             "空白なしで書いてください。空白を除いて読みました"
        clause "HL7 v2.5 2.A.13 (CWE), table 0396";
    CODE_SHAPE "code-shape" Warning
        "the code has not the shape of {system}"
        "コードが{system}の形式ではありません"
        help "it may be a code of another system, or cut: check the master at the sender"
             "別体系のコードか、桁落ちのおそれがあります。送信側のマスタを確認してください"
        clause "JLAC10; HOT; JJ1017; JAMI 標準用法マスタ; MEDIS 標準病名マスター";

    NAME_CODE_MISPLACED "name-code-misplaced" Warning
        "the representation of a name stands one component too early"
        "名前表記コードが1つ前の成分にあります"
        help "XPN.7 is the type (L), XPN.8 the representation (I, P or A)"
             "XPN.7が名前タイプ(L)、XPN.8が名前表記(I・P・A)です"
        clause "HL7 v2.5 2.A.88 (XPN); JAHIS データ交換規約（共通編） 患者氏名";
    NAME_REPRESENTATION "name-representation" Warning
        "a name of the patient does not say whether it is kanji, kana or alphabetic"
        "患者氏名に名前表記（漢字・カナ・英字）の指定がありません"
        help "write I, P or A in XPN.8"
             "XPN.8にI・P・Aを書いてください"
        clause "JAHIS データ交換規約（共通編） 患者氏名; HL7 v2.5 table 0465";
    NAME_UNDIVIDED "name-undivided" Info
        "the patient's name is not divided into family and given name"
        "患者氏名が姓と名に分かれていません"
        help "write the family name in XPN.1 and the given name in XPN.2"
             "姓をXPN.1、名をXPN.2に書いてください"
        clause "JAHIS データ交換規約（共通編） 患者氏名";
    PATIENT_FIELDS_SHIFTED "patient-fields-shifted" Warning
        "the birth date does not stand in PID-7, which is empty"
        "PID-7が空で、生年月日が別の項目にあります"
        help "the birth date is PID-7 and the sex PID-8; a separator too many may stand before them"
             "生年月日はPID-7、性別はPID-8です。手前の区切り文字が多くないか確認してください"
        clause "HL7 v2.5 3.4.2 (PID)";
    PHONE_MISPLACED "phone-misplaced" Warning
        "a telephone number does not stand in XTN.12"
        "電話番号がXTN.12にありません"
        help "write the number as it is in XTN.12, use and equipment in XTN.2 and XTN.3"
             "番号はXTN.12に、用途と機器はXTN.2とXTN.3に書いてください"
        clause "JAHIS データ交換規約（共通編） 電話番号; HL7 v2.5 2.A.89 (XTN)";
    POSTAL_CODE_SHAPE "postal-code-shape" Warning
        "a Japanese postal code is not seven digits"
        "郵便番号が7桁ではありません"
        help "write seven digits, with or without a hyphen behind the third"
             "7桁で書いてください（3桁目の後のハイフンは任意）"
        clause "HL7 v2.5 2.A.83 (XAD.5)";
    LOCATION_KIND_MISSING "location-kind-missing" Warning
        "a location does not say whether it is a ward or a clinic"
        "所在場所の種別（病棟・外来）がありません"
        help "write N (ward), C (clinic) or D (department) in component 6"
             "第6成分にN（病棟）・C（外来）・D（部門）を書いてください"
        clause "SS-MIX2 標準化ストレージ仕様書 PL.6; HL7 v2.5 table 0305";

    ORDER_NUMBER_MISMATCH "order-number-mismatch" Warning
        "the order number in OBR-2 is not that of ORC-2"
        "OBR-2のオーダ番号がORC-2と異なります"
        help "both carry the placer order number of the group"
             "どちらも同じグループの依頼者オーダ番号です"
        clause "HL7 v2.5 4.5.3.2 (OBR-2); JAHIS データ交換規約";
    ORDER_NUMBER_DIFFERS "order-number-differs" Warning
        "the order number differs from that of the first group"
        "オーダ番号が先頭のグループと異なります"
        help "one file of the storage holds one order; a second order belongs into a file of its own"
             "ストレージの1ファイルは1オーダです。別のオーダは別ファイルにします"
        clause "SS-MIX2 標準化ストレージ仕様書 ファイル単位; ORC-2";
    ORDER_NUMBER_LENGTH "order-number-length" Info
        "the order number has {count} characters; 15 are usual"
        "オーダ番号が{count}文字です（通常15桁）"
        help "the name of the file has 15 digits, with zeros on the left"
             "ファイル名では前ゼロ15桁です"
        clause "SS-MIX2 標準化ストレージ仕様書 ファイル命名規則 (オーダNo)";
    GROUP_NUMBER_MISMATCH "group-number-mismatch" Warning
        "the order number within ORC-4 is not that of ORC-2"
        "ORC-4に含まれるオーダ番号がORC-2と異なります"
        help "ORC-4 is the order number, the Rp number and, in injections, the administration number, joined by underscores"
             "ORC-4はオーダ番号_Rp番号（注射では_施用番号）です"
        clause "JAHIS 処方データ交換規約 ORC-4; JAHIS 注射データ交換規約 ORC-4";
    GROUP_NUMBER_FORM "group-number-form" Warning
        "ORC-4 is neither an Rp number nor order, Rp and administration number joined by underscores"
        "ORC-4がRp番号、またはオーダ番号_Rp番号_施用番号の形ではありません"
        help "write the Rp number, or order_Rp in a prescription and order_Rp_administration in an injection"
             "Rp番号のみ、処方ではオーダ番号_Rp番号、注射ではオーダ番号_Rp番号_施用番号と書いてください"
        clause "JAHIS 処方データ交換規約 ORC-4; JAHIS 注射データ交換規約 ORC-4";
    PARENT_ORDER_UNKNOWN "parent-order-unknown" Warning
        "the parent order number is that of no group before it"
        "親オーダ番号に当たるグループが前にありません"
        help "ORC-8 of a child names ORC-2 of the parent group (ORC-1 PA)"
             "子(CH)のORC-8は親グループ(PA)のORC-2を指します"
        clause "JAHIS 放射線データ交換規約 ORC-8; JAHIS 内視鏡データ交換規約 ORC-8";
    BIRTH_AFTER_MESSAGE "birth-after-message" Warning
        "the patient is born after the message was sent"
        "生年月日がメッセージ日時より後です"
        help "check PID-7 and MSH-7 at the sender"
             "送信側でPID-7とMSH-7を確認してください"
        clause "HL7 v2.5 3.4.2.7 (PID-7)";
    END_BEFORE_START "end-before-start" Warning
        "the end lies before the start in field {start}"
        "終了が開始（第{start}項目）より前です"
        help "check both at the sender"
             "送信側で両方の値を確認してください"
        clause "HL7 v2.5 2.A.22 (DTM)";

    VALUE_TYPE_MISSING "value-type-missing" Warning
        "OBX-5 has a value, and OBX-2 does not say of what type"
        "OBX-5に値がありますが、OBX-2に値型がありません"
        help "write NM, ST or CWE in OBX-2"
             "OBX-2にNM・ST・CWEなどを書いてください"
        clause "HL7 v2.5 7.4.2.2 (OBX-2)";
    VALUE_TYPE_MISMATCH "value-type-mismatch" Warning
        "OBX-5 is no value of the type {type} that OBX-2 names"
        "OBX-5の値がOBX-2の値型{type}の形ではありません"
        help "send what is no number as ST, with a blank between comparator and number"
             "数値でない結果はSTとし、比較記号と数値の間に空白を入れてください"
        clause "HL7 v2.5 7.4.2.2 (OBX-2); 国立病院機構 検査結果の記載方法";
    VALUE_TYPE_OUTSIDE "value-type-outside" Info
        "the profile takes only NM, ST and CWE in laboratory results"
        "プロファイルが検体検査で認める値型はNM・ST・CWEだけです"
        help "JAHIS recommends SN; for SS-MIX2 write it as ST, with blanks between its parts"
             "JAHISはSNを推奨しますが、SS-MIX2では各部を空白で区切ったSTで書きます"
        clause "SS-MIX2 標準化ストレージ仕様書 OBX-2; JAHIS 臨床検査データ交換規約";
    VALUE_WITHOUT_RESULT "value-without-result" Info
        "OBX-11 says that there is no result, and OBX-5 has one"
        "OBX-11は結果なしを示しますが、OBX-5に値があります"
        help "check which of the two is right"
             "どちらが正しいか確認してください"
        clause "HL7 v2.5 7.4.2.11 (OBX-11), table 0085";
}

#[cfg(test)]
mod tests {
    use super::ALL;

    #[test]
    fn braces_agree_in_both_languages() {
        for code in ALL {
            let names = |text: &'static str| {
                let mut names: Vec<_> =
                    text.split('{').skip(1).filter_map(|t| t.split_once('}')).map(|t| t.0).collect();
                names.sort_unstable();
                names
            };
            assert_eq!(names(code.english), names(code.japanese), "{}", code.name);
        }
    }
}
