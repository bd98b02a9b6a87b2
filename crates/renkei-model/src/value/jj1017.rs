use serde::Serialize;

/// The parts of a JJ1017 code (radiology), of 32 characters or the first 16. JJ1017 Ver. 3.
///
/// A 16-character code may be the essential part (16M) or the code of the order as a whole (16P), in which only the
/// technique is filled; the code does not say which. Orders with a code of 15 characters are met: which character is
/// missing can't be told, so such a code is kept as sent and has no parts. In JSON the parts stand beside the code as
/// `jj1017`, for reading only.
///
/// # Examples
///
/// ```
/// use renkei_model::value::{CodeableConcept, Jj1017};
///
/// let code = CodeableConcept::new("10000002000102000000010000000000", "胸部.Ｘ線単純撮影.立位正面(A→P)", "JJ1017");
/// let chest = code.jj1017().expect("a code of 32 characters");
/// assert_eq!((chest.modality, chest.body_part, chest.posture, chest.direction), ("1", "200", "1", "02"));
/// assert_eq!(chest.detail.map(|d| d.nuclide), Some("01"));
/// assert_eq!(Jj1017::parse("99A000000000000"), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Jj1017<'a> {
    /// The kind of image (撮影種別): `1` plain X-ray, `6` CT, `7` MRI, `9` ultrasound; `P` to `Y` are a site's own.
    pub modality: &'a str,
    /// The technique, major class (手技大分類).
    pub technique_major: &'a str,
    /// The technique, minor class (手技小分類).
    pub technique_minor: &'a str,
    /// The extension of the technique (手技拡張).
    pub technique_extension: &'a str,
    /// The part of the body (小部位): `200` chest.
    pub body_part: &'a str,
    /// The side (左右等): `0` none, `R`, `L`, `B` both.
    pub laterality: &'a str,
    /// The posture (体位): `1` standing.
    pub posture: &'a str,
    /// The direction (方向): `02` front to back.
    pub direction: &'a str,
    /// The extension of the first half.
    pub extension: &'a str,
    /// The second half.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<Jj1017Detail<'a>>,
}

/// The second half of a JJ1017 code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Jj1017Detail<'a> {
    /// The posture in detail (詳細体位).
    pub posture: &'a str,
    /// The special instruction (特殊指示).
    pub instruction: &'a str,
    /// The nuclide or kind of ray (核種・線種).
    pub nuclide: &'a str,
    /// The modes of an ultrasound image, as hexadecimal flags.
    pub ultrasound_mode: &'a str,
    /// Reserved; zeros.
    pub reserved: &'a str,
}

impl<'a> Jj1017<'a> {
    /// Splits a code of 32 or 16 characters.
    pub fn parse(code: &'a str) -> Option<Self> {
        if !matches!(code.len(), 16 | 32) || !code.is_ascii() {
            return None;
        }
        let detail = code.get(16..32).and_then(|half| {
            Some(Jj1017Detail {
                posture: half.get(..2)?,
                instruction: half.get(2..4)?,
                nuclide: half.get(4..6)?,
                ultrasound_mode: half.get(6..10)?,
                reserved: half.get(10..16)?,
            })
        });
        Some(Self {
            modality: code.get(..1)?,
            technique_major: code.get(1..3)?,
            technique_minor: code.get(3..5)?,
            technique_extension: code.get(5..7)?,
            body_part: code.get(7..10)?,
            laterality: code.get(10..11)?,
            posture: code.get(11..12)?,
            direction: code.get(12..14)?,
            extension: code.get(14..16)?,
            detail,
        })
    }
}
