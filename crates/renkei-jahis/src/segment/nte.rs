use renkei_hl7v2::segment;
use renkei_model::observation::Note;

use crate::datatype::{CE, FT, ID, SI};
use crate::mapping::Mapper;

segment! {
    /// NTE (注釈・コメント): notes and comments. HL7 v2.5 2.15.10; JAHIS データ交換規約; SS-MIX2 標準化ストレージ仕様書 NTE.
    NTE "Notes and Comments" "注釈・コメント" clause "HL7 v2.5 2.15.10; JAHIS データ交換規約; SS-MIX2 標準化ストレージ仕様書 NTE";
    1 SET_ID            SI     4 O -    - "Set ID - NTE"      "セットID-NTE";
    2 SOURCE_OF_COMMENT ID     8 O - 0105 "Source of Comment" "コメントの発生元";
    3 COMMENT           FT 65536 O *    - "Comment"           "コメント";
    4 COMMENT_TYPE      CE   250 O - 0364 "Comment Type"      "コメントタイプ";
}

/// Maps a note.
pub(crate) fn map<M: Mapper>(m: &mut M, note: &mut Note) {
    m.field(SET_ID, "set_id", &mut note.set_id);
    m.field(SOURCE_OF_COMMENT, "source", &mut note.source);
    m.field(COMMENT, "comments", &mut note.comments);
    m.field(COMMENT_TYPE, "kind", &mut note.kind);
}
