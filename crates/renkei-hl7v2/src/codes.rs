//! The codes that the syntax layer reports.

renkei_core::codes! {
    DELIMITERS_MISSING "delimiters-missing" Warning
        "MSH-2 declares {count} of the four delimiters"
        "MSH-2が宣言する区切り文字は4つのうち{count}つです"
        help "the sender must write ^~\\& in MSH-2; component and repetition separators that are missing are read as ^ and ~, escape and sub-component separators as none"
             "送信側はMSH-2に ^~\\& を書く必要があります。欠けた成分・反復区切りは ^ と ~ とみなし、エスケープと副成分は無いものとして読みます"
        clause "HL7 v2.5 2.15.9.2 (MSH-2)";
    DELIMITERS_UNUSUAL "delimiters-unusual" Warning
        "the message declares other delimiters than |^~\\&"
        "|^~\\& 以外の区切り文字が宣言されています"
        help "SS-MIX2 requires |^~\\&; the declared ones were used for reading"
             "SS-MIX2では |^~\\& が必須です。宣言どおりに読みました"
        clause "SS-MIX2 標準化ストレージ仕様書 MSH; HL7 v2.5 2.5.4";
    DELIMITERS_AMBIGUOUS "delimiters-ambiguous" Warning
        "two delimiters are the same byte {byte}"
        "2つの区切り文字が同じバイト{byte}です"
        help "each delimiter must be a different character; the higher level wins"
             "区切り文字はすべて異なる文字でなければなりません。上位の区切りを優先しました"
        clause "HL7 v2.5 2.5.4";
    SEGMENT_NAME "segment-name" Warning
        "a segment's name is not a letter followed by two letters or digits"
        "セグメント名が英字1文字と英数字2文字の形になっていません"
        help "look for a line break inside a field: it must be sent as \\.br\\ or \\X0D\\"
             "フィールド内の改行が疑われます。改行は \\.br\\ または \\X0D\\ で送る必要があります"
        clause "HL7 v2.5 2.5.2";
    LINE_END "line-end" Warning
        "segments end with {found} instead of CR"
        "セグメントの終端がCRではなく{found}です"
        help "the segment terminator is CR (0D) alone; it was read as if it were"
             "セグメント終端はCR(0D)のみです。CRとみなして読みました"
        clause "HL7 v2.5 2.5.4; SS-MIX2 標準化ストレージ仕様書";
    FRAMING_BYTES "framing-bytes" Info
        "framing bytes (0B or 1C) are part of the file"
        "フレーミング用バイト(0Bまたは1C)がファイルに含まれています"
        help "MLLP framing belongs to the connection, not to the stored file; the bytes are kept and not read as content"
             "MLLPのフレームは通信用であり保存ファイルには不要です。内容としては読まず、そのまま保持します"
        clause "HL7 v2.5 Appendix C (MLLP)";
    BYTE_ORDER_MARK "byte-order-mark" Info
        "the message begins with a byte order mark"
        "メッセージの先頭にBOMがあります"
        help "send the message without one; it is kept and not read as content"
             "BOMなしで送ってください。内容としては読まず、そのまま保持します"
        clause "HL7 v2.5 2.5.1";
    TEXT_OUTSIDE_MESSAGE "text-outside-message" Warning
        "there is text before the first MSH segment or after a batch trailer"
        "最初のMSHセグメントより前、またはバッチ終端の後に文字列があります"
        help "a message begins with MSH; the text is kept as unmapped"
             "メッセージはMSHで始まります。この文字列は未対応データとして保持します"
        clause "HL7 v2.5 2.5.1";
    ESCAPE_UNKNOWN "escape-unknown" Info
        "{count} escape sequences are unknown or not closed"
        "不明または閉じられていないエスケープシーケンスが{count}個あります"
        help "a backslash in text must be sent as \\E\\; the characters are kept as they stand"
             "本文中のバックスラッシュは \\E\\ で送る必要があります。文字はそのまま保持します"
        clause "HL7 v2.5 2.7";
    STRUCTURE_UNEXPECTED "structure-unexpected" Warning
        "segment {segment} is not part of the message structure here"
        "セグメント{segment}はメッセージ構造のこの位置にはありません"
        help "the segment is read all the same; the sender's message structure differs from the standard's"
             "セグメントは読み込みます。送信側のメッセージ構造が標準と異なります"
        clause "HL7 v2.5 2.6 (abstract message syntax)";
    STRUCTURE_ORDER "structure-order" Info
        "segment {segment} stands out of order in its group"
        "セグメント{segment}のグループ内の順序が標準と異なります"
        help "the segment is read in the group it stands in; the order is kept"
             "そのグループのセグメントとして読み、順序を保持します"
        clause "HL7 v2.5 2.6 (abstract message syntax)";
    STRUCTURE_MISSING "structure-missing" Warning
        "segment {segment} is required here and missing"
        "必須のセグメント{segment}がありません"
        help "the sender must send the segment; the group is read without it"
             "送信側はこのセグメントを送る必要があります。無いまま読み込みました"
        clause "HL7 v2.5 2.6 (abstract message syntax)";
}
