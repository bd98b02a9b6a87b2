use renkei_model::value::Text;

use super::DataType;
use crate::mapping::Parts;

/// Formatted text (書式付テキスト): its line commands are line feeds in the model. HL7 v2.5 2.A.31.
#[derive(Clone, Copy, Debug)]
pub enum FT {}

impl DataType<Text> for FT {
    fn map<P: Parts>(parts: &mut P, value: &mut Text) {
        parts.formatted(value);
    }
}
