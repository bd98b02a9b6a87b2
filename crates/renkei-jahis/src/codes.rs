//! The codes that the mapping reports.

renkei_core::codes! {
    INVALID_TIMESTAMP "invalid-timestamp" Warning
        "not a date or time: {problem}"
        "日付・時刻として読めません: {problem}"
        help "the text is kept as sent; the sender should write YYYYMMDD[HHMM[SS]]"
             "値は送られたまま保持します。送信側は YYYYMMDD[HHMM[SS]] の形で書く必要があります"
        clause "HL7 v2.5 2.A.22 (DTM); JAHIS データ交換規約（共通編）";
    INVALID_NUMBER "invalid-number" Warning
        "not a number: expected {problem}"
        "数値として読めません"
        help "the text is kept as sent; numbers have no exponent and no comma"
             "値は送られたまま保持します。数値に指数やカンマは使えません"
        clause "HL7 v2.5 2.A.47 (NM)";
    MESSAGE_UNKNOWN "message-unknown" Info
        "no mapping for this message type; header, patient and visit are read, the rest is kept as unmapped"
        "このメッセージ型の対応表はありません。ヘッダ・患者・来院情報のみ読み、残りは未対応データとして保持します"
        help "nothing is lost: see the unmapped list of the exchange"
             "失われるデータはありません。unmapped の一覧を参照してください"
        clause "SS-MIX2 標準化ストレージ仕様書 データ種別一覧";
    KIND_UNCERTAIN "kind-uncertain" Info
        "the data kind is not certain from the message alone; read as {kind}"
        "メッセージだけではデータ種別が確定できません。{kind}として読みました"
        help "give the data kind with --kind, or convert the file from its place in the storage"
             "--kind でデータ種別を指定するか、ストレージ内の位置から変換してください"
        clause "JAHIS データ交換規約; SS-MIX2 標準化ストレージ仕様書";
    KIND_MISMATCH "kind-mismatch" Warning
        "the message is not one of data kind {kind}"
        "メッセージの内容がデータ種別{kind}と一致しません"
        help "the message type decided; check the folder and the file name, or the kind that was given"
             "メッセージ型に従って読みました。フォルダーとファイル名、または指定したデータ種別を確認してください"
        clause "SS-MIX2 標準化ストレージ仕様書 データ種別一覧";
    GROUP_REPEATED "group-repeated" Warning
        "the group {group} is repeated, and only the first is read; the others are kept as unmapped"
        "{group}グループが繰り返されています。先頭のみ読み、残りは未対応データとして保持します"
        help "a message is about one patient: have the sender split it"
             "1メッセージは1患者分です。送信側でメッセージを分割してください"
        clause "SS-MIX2 標準化ストレージ仕様書";
    CHARACTER_SUBSTITUTED "character-substituted" Warning
        "a character that the character set lacks was written as another"
        "文字集合にない文字を別の文字に置き換えました"
        help "choose UTF-8 as the target's character set, or accept the substitution"
             "出力の文字集合をUTF-8にするか、置き換えを許容してください"
        clause "SS-MIX2 標準化ストレージ仕様書 文字コード; 国立病院機構 機種依存文字変換表";
    DEPTH_EXCEEDED "depth-exceeded" Warning
        "a value has more levels than a message can hold at this place"
        "この位置では表現できない深さの値です"
        help "only the first part was written; HL7 v2.5 has no level below the sub-component"
             "先頭の部分のみ書き出しました。HL7 v2.5には副成分より下の階層がありません"
        clause "HL7 v2.5 2.A (data types)";
    NAMED_DEFAULT "named-default" Info
        "the target has a value that the source did not give"
        "元データにない値を既定値として書き出しました"
        help "set the value in the model to choose another"
             "別の値にするにはモデル側で指定してください"
        clause "SS-MIX2 標準化ストレージ仕様書";
    NOT_IN_PROFILE "not-in-profile" Warning
        "the profile that is written does not use this place; the value was left out"
        "出力するプロファイルで使用しない位置のため、値を出力しませんでした"
        help "choose a profile that has the place, or write without one"
             "その位置を使用するプロファイルを選ぶか、プロファイルを指定せずに出力してください"
        clause "SS-MIX2 標準化ストレージ仕様書 項目定義表";
}
