//! Tables of a guideline, in the shape of its printed page.
//!
//! A segment's table is written once, with [`segment!`](crate::segment!), one row a field: number, constant, data type,
//! length, usage, repetition, code table, and its English and Japanese names. The macro gives a documented constant for
//! each row, whose type carries the data type, and the table itself for everything that works on tables.

use std::fmt;
use std::marker::PhantomData;

use renkei_core::SegmentId;

/// Whether a field must be sent (HL7 v2.5 2.5.3; the letters of the Japanese guidelines).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Usage {
    /// Required (必須).
    R,
    /// Required, but may be empty.
    RE,
    /// Optional (任意).
    O,
    /// Conditional (条件付き).
    C,
    /// Kept for older versions only.
    B,
    /// Not used by this guideline (未使用); a reader reads it all the same.
    N,
}

/// One row of a segment's table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldDef {
    /// The segment.
    pub segment: SegmentId,
    /// The number of the field, counted from one.
    pub number: u32,
    /// The data type, as in HL7 v2.5 chapter 2.A; a `CE` of the base standard is `CWE` in the Japanese guidelines.
    pub data_type: &'static str,
    /// The greatest length in characters; 0 where the table gives none. Senders exceed it: a warning at most.
    pub length: u32,
    /// Usage in the base standard.
    pub usage: Usage,
    /// Whether the field repeats.
    pub repeats: bool,
    /// The code table, without leading zeros, or 0.
    pub table: u16,
    /// The English name, as in the standard.
    pub english: &'static str,
    /// The Japanese name, as in the JAHIS guidelines.
    pub japanese: &'static str,
}

/// A row whose data type is part of its type, so that it can only be mapped to what the data type can hold.
pub struct Field<D> {
    /// The row.
    pub def: &'static FieldDef,
    data_type: PhantomData<fn() -> D>,
}

impl<D> Field<D> {
    /// Makes a typed row.
    pub const fn new(def: &'static FieldDef) -> Self {
        Self { def, data_type: PhantomData }
    }
}

impl<D> Clone for Field<D> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<D> Copy for Field<D> {}

impl<D> fmt::Debug for Field<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.def.segment, self.def.number)
    }
}

/// The table of a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SegmentDef {
    /// The name.
    pub id: SegmentId,
    /// The English title.
    pub english: &'static str,
    /// The Japanese title.
    pub japanese: &'static str,
    /// Where the table comes from: guideline, version, section.
    pub clause: &'static str,
    /// The rows in the order of their numbers.
    pub fields: &'static [FieldDef],
}

impl SegmentDef {
    /// Returns the row of a field by its number, counted from one.
    pub fn field(&self, number: u32) -> Option<&'static FieldDef> {
        self.fields.iter().find(|f| f.number == number)
    }
}

/// Declares the table of a segment.
///
/// ```
/// use renkei_hl7v2::definition::Usage;
///
/// // A data type is a marker type of the mapping crate.
/// struct ST;
/// struct NM;
///
/// renkei_hl7v2::segment! {
///     /// ZX1 (検温), a site's own segment for body temperature.
///     ZX1 "Body Temperature" "検温" clause "院内規約 2.1";
///     1 PLACE        ST  20 R -  -    "Place of Measurement" "測定部位";
///     2 TEMPERATURE  NM   5 R *  -    "Temperature"          "体温";
///     3 JUDGEMENT    ST   1 O -  0078 "Judgement"            "判定";
/// }
///
/// assert_eq!(TEMPERATURE.def.number, 2);
/// assert!(TEMPERATURE.def.repeats);
/// assert_eq!(ZX1.field(3).map(|f| (f.table, f.usage)), Some((78, Usage::O)));
/// ```
///
/// The first line gives `pub static ZX1: SegmentDef`, each row `pub const PLACE: Field<ST>`; `*` in the column after the
/// usage says that the field repeats, and `-` that nothing is said.
#[macro_export]
macro_rules! segment {
    ($(#[$doc:meta])* $id:ident $english:literal $japanese:literal clause $clause:literal;
        $($number:literal $constant:ident $data_type:ident $length:tt $usage:ident $repeats:tt $table:tt
            $field_english:literal $field_japanese:literal;)*) => {
        $(#[$doc])*
        pub static $id: $crate::definition::SegmentDef = $crate::definition::SegmentDef {
            id: $crate::definition::segment_id(stringify!($id)),
            english: $english,
            japanese: $japanese,
            clause: $clause,
            fields: ROWS,
        };
        static ROWS: &[$crate::definition::FieldDef] = &[$(*$constant.def),*];
        $(
            #[doc = concat!(stringify!($id), "-", stringify!($number), " ", $field_english, " (", $field_japanese,
                "), ", stringify!($data_type), ".")]
            pub const $constant: $crate::definition::Field<$data_type> = $crate::definition::Field::new(
                const {
                    &$crate::definition::FieldDef {
                        segment: $crate::definition::segment_id(stringify!($id)),
                        number: $number,
                        data_type: stringify!($data_type),
                        length: $crate::__number!($length),
                        usage: $crate::definition::Usage::$usage,
                        repeats: $crate::__repeats!($repeats),
                        table: $crate::definition::table_number(stringify!($table)),
                        english: $field_english,
                        japanese: $field_japanese,
                    }
                },
            );
        )*
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __number {
    (-) => {
        0
    };
    ($number:literal) => {
        $number
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __repeats {
    (-) => {
        false
    };
    (*) => {
        true
    };
}

/// The name of a segment from the name of its constant.
#[doc(hidden)]
pub const fn segment_id(name: &str) -> SegmentId {
    SegmentId::from_name(name)
}

/// The number of a code table from its column: four digits, or `-`.
#[doc(hidden)]
pub const fn table_number(column: &str) -> u16 {
    let mut rest = column.as_bytes();
    let mut number = 0u16;
    while let [digit, tail @ ..] = rest {
        if digit.is_ascii_digit() {
            #[expect(clippy::as_conversions, reason = "widening, in a const fn where From can't be called")]
            let value = digit.saturating_sub(b'0') as u16;
            number = number.saturating_mul(10).saturating_add(value);
        }
        rest = tail;
    }
    number
}
