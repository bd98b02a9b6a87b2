//! The codes that character sets report. Other layers have tables of their own.

crate::codes! {
    UNDECODABLE_BYTES "undecodable-bytes" Warning
        "{count} bytes can't be read in the character set"
        "文字集合として読めないバイトが{count}個あります"
        help "find out which character set the sender really uses and name it with --charset; the bytes themselves are kept"
             "送信元が実際に使う文字集合を確かめ、--charset で指定してください。元のバイトは保持されます"
        clause "JIS X 0208; HL7 v2.5 2.7.2";
    UNTERMINATED_RUN "unterminated-run" Warning
        "a double-byte run is not closed by an escape sequence before the end of the segment"
        "2バイト文字列がエスケープシーケンスで閉じられないままセグメントが終わっています"
        help "the sender must return to ASCII (ESC ( B) before each delimiter and before CR"
             "送信側は区切り文字とCRの前でASCII(ESC ( B)に戻す必要があります"
        clause "ISO 2022; JAHIS データ交換規約（共通編）";
    CHARSET_MISDECLARED "charset-misdeclared" Warning
        "the bytes are {found}, but the message declares {declared}"
        "バイト列は{found}ですが、宣言は{declared}です"
        help "correct MSH-18 at the sender, or name the character set with --charset"
             "送信側のMSH-18を直すか、--charset で文字集合を指定してください"
        clause "HL7 v2.5 2.15.9.18 (MSH-18), table 0211";
}
