use renkei_hl7v2::segment;
use renkei_model::Header;

use crate::datatype::{CE, EI, HD, ID, MSG, NM, PT, ST, TS, VID};
use crate::mapping::Mapper;

segment! {
    /// MSH (メッセージヘッダ): message header. HL7 v2.5 2.15.9; JAHIS データ交換規約; SS-MIX2 標準化ストレージ仕様書 MSH.
    MSH "Message Header" "メッセージヘッダ" clause "HL7 v2.5 2.15.9; JAHIS データ交換規約; SS-MIX2 標準化ストレージ仕様書 MSH";
     1 FIELD_SEPARATOR                         ST    1 R -    - "Field Separator"                         "フィールド区切文字";
     2 ENCODING_CHARACTERS                     ST    4 R -    - "Encoding Characters"                     "コード化文字";
     3 SENDING_APPLICATION                     HD  227 O -    - "Sending Application"                     "送信アプリケーション";
     4 SENDING_FACILITY                        HD  227 O -    - "Sending Facility"                        "送信施設";
     5 RECEIVING_APPLICATION                   HD  227 O -    - "Receiving Application"                   "受信アプリケーション";
     6 RECEIVING_FACILITY                      HD  227 O -    - "Receiving Facility"                      "受信施設";
     7 DATE_TIME_OF_MESSAGE                    TS   26 R -    - "Date/Time Of Message"                    "メッセージ日時";
     8 SECURITY                                ST   40 O -    - "Security"                                "セキュリティ";
     9 MESSAGE_TYPE                            MSG  15 R -    - "Message Type"                            "メッセージ型";
    10 MESSAGE_CONTROL_ID                      ST   20 R -    - "Message Control ID"                      "メッセージ制御ID";
    11 PROCESSING_ID                           PT    3 R -    - "Processing ID"                           "処理ID";
    12 VERSION_ID                              VID  60 R -    - "Version ID"                              "バージョンID";
    13 SEQUENCE_NUMBER                         NM   15 O -    - "Sequence Number"                         "シーケンス番号";
    14 CONTINUATION_POINTER                    ST  180 O -    - "Continuation Pointer"                    "継続ポインタ";
    15 ACCEPT_ACKNOWLEDGMENT_TYPE              ID    2 O - 0155 "Accept Acknowledgment Type"              "受諾肯定応答型";
    16 APPLICATION_ACKNOWLEDGMENT_TYPE         ID    2 O - 0155 "Application Acknowledgment Type"         "アプリケーション肯定応答型";
    17 COUNTRY_CODE                            ID    3 O - 0399 "Country Code"                            "国コード";
    18 CHARACTER_SET                           ID   16 O * 0211 "Character Set"                           "文字セット";
    19 PRINCIPAL_LANGUAGE_OF_MESSAGE           CE  250 O -    - "Principal Language Of Message"           "主要言語";
    20 ALTERNATE_CHARACTER_SET_HANDLING_SCHEME ID   20 O - 0356 "Alternate Character Set Handling Scheme" "代替文字セット操作法";
    21 MESSAGE_PROFILE_IDENTIFIER              EI  427 O *    - "Message Profile Identifier"              "メッセージプロファイル識別子";
}

/// Maps the header. MSH-1 and MSH-2 belong to the syntax.
pub(crate) fn map<M: Mapper>(m: &mut M, header: &mut Header) {
    m.field(SENDING_APPLICATION, "sending_application", &mut header.sending_application);
    m.field(SENDING_FACILITY, "sending_facility", &mut header.sending_facility);
    m.field(RECEIVING_APPLICATION, "receiving_application", &mut header.receiving_application);
    m.field(RECEIVING_FACILITY, "receiving_facility", &mut header.receiving_facility);
    m.field(DATE_TIME_OF_MESSAGE, "sent_at", &mut header.sent_at);
    m.field(MESSAGE_TYPE, "message_type", &mut header.message_type);
    m.field(MESSAGE_CONTROL_ID, "control_id", &mut header.control_id);
    m.field(PROCESSING_ID, "processing", &mut header.processing);
    m.field(VERSION_ID, "version", &mut header.version);
    // The first repetition is empty where ASCII is the character set that a message begins in: its place counts.
    m.field(CHARACTER_SET, "charsets", &mut header.charsets);
    m.field(ALTERNATE_CHARACTER_SET_HANDLING_SCHEME, "charset_handling", &mut header.charset_handling);
    m.field(MESSAGE_PROFILE_IDENTIFIER, "profiles", &mut header.profiles);
    m.boxed("details", &mut header.details, |m, details| {
        m.field(SECURITY, "security", &mut details.security);
        m.field(SEQUENCE_NUMBER, "sequence_number", &mut details.sequence_number);
        m.field(CONTINUATION_POINTER, "continuation", &mut details.continuation);
        m.field(ACCEPT_ACKNOWLEDGMENT_TYPE, "accept_acknowledgement", &mut details.accept_acknowledgement);
        m.field(
            APPLICATION_ACKNOWLEDGMENT_TYPE,
            "application_acknowledgement",
            &mut details.application_acknowledgement,
        );
        m.field(COUNTRY_CODE, "country", &mut details.country);
        m.field(PRINCIPAL_LANGUAGE_OF_MESSAGE, "language", &mut details.language);
    });
}
