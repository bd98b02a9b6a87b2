//! The codes that documents report.

renkei_core::codes! {
    ENCODING_MISDECLARED "encoding-misdeclared" Warning
        "the document is in {found}, but declares {declared}"
        "文書の文字符号化は{found}ですが、宣言は{declared}です"
        help "correct the XML declaration at the sender; the bytes decided"
             "送信側のXML宣言を直してください。実際のバイト列に従って読みました"
        clause "XML 1.0 4.3.3";
}
