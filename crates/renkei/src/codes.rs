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
    DECLARATION_CHANGED "declaration-changed" Info
        "MSH-18 or MSH-20 was changed to declare the character set of the target"
        "出力の文字集合に合わせてMSH-18またはMSH-20を書き換えました"
        help "nothing to do: a message must declare what it is written in"
             "対応は不要です。メッセージは使用する文字集合を宣言する必要があります"
        clause "HL7 v2.5 2.15.9.18 (MSH-18), 2.15.9.20 (MSH-20)";
}
