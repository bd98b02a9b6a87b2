//! The codes that reading and converting report.

renkei_core::codes! {
    NOT_A_MESSAGE "not-a-message" Warning
        "{count} bytes belong to no message"
        "どのメッセージにも属さないバイトが{count}個あります"
        help "a message begins with MSH; look at the place with renkei dump, and at the transfer that made the file"
             "メッセージはMSHで始まります。renkei dump で該当箇所と、ファイルの作成経路を確認してください"
        clause "HL7 v2.5 2.5.1";
    MESSAGE_TOO_LARGE "message-too-large" Error
        "{count} bytes of a message beyond the limit were not read"
        "上限を超えるメッセージの{count}バイトは読み込みませんでした"
        help "raise the limit to read it"
             "読み込むには上限を引き上げてください"
        clause "renkei limits";
    DIAGNOSTICS_SUPPRESSED "diagnostics-suppressed" Info
        "{count} more problems of this message are not listed"
        "このメッセージの問題がほかに{count}件ありますが、一覧に含めていません"
        help "mend those that are listed first"
             "まず一覧にある問題を解決してください"
        clause "renkei limits";
    CONTENT_PATIENT_MISMATCH "content-patient-mismatch" Warning
        "the patient of the message is not the one that the file name says"
        "メッセージの患者IDがファイル名の患者IDと一致しません"
        help "the message may be filed under another patient: check before using it"
             "別の患者の下に保存された可能性があります。使用前に確認してください"
        clause "SS-MIX2 標準化ストレージ仕様書 ファイル名; PID-3";
    CONTENT_ORDER_MISMATCH "content-order-mismatch" Warning
        "the order number of the message is not the one that the file name says"
        "メッセージのオーダ番号がファイル名のオーダNoと一致しません"
        help "the name carries the placer order number (ORC-2); the content was read as it is"
             "ファイル名は依頼者オーダ番号(ORC-2)を持つ必要があります。内容はそのまま読みました"
        clause "SS-MIX2 標準化ストレージ仕様書 ファイル名; ORC-2";
    CONTENT_DATE_MISMATCH "content-date-mismatch" Info
        "the date of the message is not the one that the file name says"
        "メッセージの日付がファイル名の診療日と一致しません"
        help "senders file orders under the day they were entered; both dates are kept"
             "登録日で保存する施設もあります。どちらの日付も保持します"
        clause "SS-MIX2 標準化ストレージ仕様書 診療日";
    NOT_WRITTEN "unmapped-left-out" Warning
        "a value that the model has no place for was not written"
        "モデルに対応先のない値は出力しませんでした"
        help "a message that is written afresh holds what the model holds; without --profile every byte stays"
             "新規に作成するメッセージにはモデルの内容だけを出力します。--profile を指定しなければ全バイトを保持します"
        clause "the profile that was chosen with --profile";
    CODED_BY_TABLE "coded-by-table" Info
        "{count} values of the result come from code tables, not from the message"
        "結果のうち{count}個の値は、メッセージではなくコード表によるものです"
        help "nothing sent was changed; the ledger names each of them"
             "送られた値は変更していません。それぞれの位置は記録（--ledger）にあります"
        clause "the tables given with --tables";
    CONTENT_FLAG_MISMATCH "content-flag-mismatch" Warning
        "the message withdraws something, and the condition flag of the file says that it is current"
        "取消メッセージですが、ファイル名のコンディションフラグが有効(1)です"
        help "a message that cancels or deletes is stored with flag 0, and so are the files that it withdraws"
             "取消・削除のメッセージは、取り消される側のファイルとともにフラグ0で保存します"
        clause "SS-MIX2 標準化ストレージ仕様書 コンディションフラグ; トランザクションストレージ 処理区分 DEL";
    CONTROL_ID_REPEATED "control-id-repeated" Warning
        "an earlier message of this file has the same control id (MSH-10)"
        "同じファイルの前のメッセージとメッセージ制御ID(MSH-10)が重複しています"
        help "the sender must number its messages; the same id twice means a message sent twice, or an answer that can't be matched"
             "送信側で一意の番号を付けてください。二重送信、または応答の対応付けができないおそれがあります"
        clause "HL7 v2.5 2.15.9.10 (MSH-10)";
    FILE_OF_SEVERAL "file-of-several" Warning
        "a file of the storage holds more than one message"
        "ストレージの1ファイルに複数のメッセージがあります"
        help "one file is one message; a reader may take the first alone"
             "1ファイルは1メッセージです。受信側が先頭しか読まないおそれがあります"
        clause "SS-MIX2 標準化ストレージ仕様書 ファイル単位";
    BATCH_COUNT "batch-count" Warning
        "the batch trailer counts {declared} messages, and {count} came"
        "バッチ終端(BTS-1)の件数は{declared}ですが、メッセージは{count}件です"
        help "a message may have been lost on the way"
             "途中でメッセージが欠落したおそれがあります"
        clause "HL7 v2.5 2.15.3 (BTS)";
    DECLARATION_CHANGED "declaration-changed" Info
        "MSH-18 or MSH-20 was changed to declare the character set of the target"
        "出力の文字集合に合わせてMSH-18またはMSH-20を書き換えました"
        help "nothing to do: a message must declare what it is written in"
             "対応は不要です。メッセージは使用する文字集合を宣言する必要があります"
        clause "HL7 v2.5 2.15.9.18 (MSH-18), 2.15.9.20 (MSH-20)";
}

/// Every table of codes, with its title in English and Japanese.
pub static TABLES: &[(&str, &str, &[&renkei_core::Code])] = &[
    ("Character sets", "文字集合", renkei_core::codes::ALL),
    ("HL7 v2.5 syntax", "HL7 v2.5 構文", renkei_hl7v2::codes::ALL),
    ("Mapping", "対応付け", renkei_jahis::codes::ALL),
    ("Conformance", "適合性", renkei_jahis::check::codes::ALL),
    ("CDA documents", "CDA 文書", renkei_cda::codes::ALL),
    ("Conformance of documents", "文書の適合性", renkei_cda::check::codes::ALL),
    ("SS-MIX2 storage", "SS-MIX2 ストレージ", renkei_ssmix2::codes::ALL),
    ("Inputs", "入力", ALL),
];
