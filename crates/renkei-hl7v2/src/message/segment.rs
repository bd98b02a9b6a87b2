use std::fmt;
use std::ops::Deref;

use renkei_core::{Location, SegmentId, SegmentPath, Span};

use super::Message;
use super::index::{Line, LineKind};
use super::raw::{Kind, Level, Raw};

/// A segment: a name and its fields.
#[derive(Clone, Copy)]
pub struct Segment<'a> {
    message: &'a Message<'a>,
    line: &'a Line,
}

impl<'a> Segment<'a> {
    #[inline]
    pub(super) const fn new(message: &'a Message<'a>, line: &'a Line) -> Self {
        Self { message, line }
    }

    /// Which of the message's cuts end its name and its fields.
    #[inline]
    fn ends(&self) -> &'a [u32] {
        self.message.index.ends(self.line)
    }

    /// Returns the name; one of other than three characters is cut or filled up with `?`.
    pub const fn id(&self) -> SegmentId {
        self.line.id
    }

    /// Returns everything before the first field separator: the name as it was sent, whatever its length.
    pub fn name(&self) -> Raw<'a> {
        self.line_to(self.ends().first(), Level::Field, Kind::Plain)
    }

    /// Returns which of the segments of this name it is, counted from one.
    pub const fn occurrence(&self) -> u32 {
        self.line.occurrence
    }

    /// Returns the place among all segments of the message, counted from zero at the header.
    pub fn number(&self) -> usize {
        usize::try_from(self.line.number).unwrap_or(usize::MAX)
    }

    /// Returns the path of the segment.
    pub const fn path(&self) -> SegmentPath {
        SegmentPath::segment(self.line.id, self.line.occurrence)
    }

    /// Returns where the segment is.
    pub fn location(&self) -> Location {
        Location::segment(self.path(), self.span())
    }

    /// Returns the bytes that the segment covers, without its terminator.
    pub fn span(&self) -> Span {
        Span::new(self.line.start, self.line.end)
    }

    /// Returns the segment as one piece that is not split further.
    pub fn whole(&self) -> Raw<'a> {
        self.line_to(self.ends().last(), Level::Subcomponent, Kind::Verbatim)
    }

    /// The line as far as an end.
    fn line_to(&self, end: Option<&u32>, level: Level, kind: Kind) -> Raw<'a> {
        let first = self.line.first_cut;
        Raw::new(self.message, (first, end.map_or(first, |end| *end)), level, kind)
    }

    /// Returns the number of fields that are there: that of the last one.
    pub fn field_count(&self) -> u32 {
        let ends = u32::try_from(self.ends().len()).unwrap_or(u32::MAX);
        if self.is_header() { ends } else { ends.saturating_sub(1) }
    }

    /// Returns a field by its number, counted from one; `None` where the segment ends before it.
    ///
    /// In MSH, FHS and BHS field 1 is the separator itself and field 2 the encoding characters.
    #[inline]
    pub fn field(&self, n: u32) -> Option<Field<'a>> {
        let header = self.is_header();
        let raw = if header && n == 1 {
            let cut = *self.ends().first()?;
            // A line that ends after its name declares no separator.
            if self.place(cut)? >= self.line.end {
                return None;
            }
            Raw::new(self.message, (cut, cut), Level::Field, Kind::Separator)
        } else {
            let (before, end) = self.cuts_of(if header { n.checked_sub(1)? } else { n })?;
            let raw = self.behind(before, end);
            if header && n == 2 { raw.verbatim() } else { raw }
        };
        Some(Field { raw, id: self.line.id, occurrence: self.line.occurrence, number: n })
    }

    /// Returns a field by its number, counted from one, as a piece: `None` where it was not sent.
    #[inline(always)]
    pub fn sent(&self, n: u32) -> Option<Raw<'a>> {
        if self.is_header() {
            return self.sent_of_header(n);
        }
        let (before, end) = self.cuts_of(n)?;
        if says_nothing(self.message.marks().cuts(), before, end) {
            None
        } else {
            Some(self.behind(before, end))
        }
    }

    #[inline(never)]
    fn sent_of_header(&self, n: u32) -> Option<Raw<'a>> {
        self.field(n).map(|field| field.raw()).filter(|raw| !raw.is_empty())
    }

    /// Says whether a field, counted from one, was not sent: the segment ends before it, or nothing stands in it.
    #[inline]
    pub fn is_empty_field(&self, n: u32) -> bool {
        self.sent(n).is_none()
    }

    /// Returns the numbers of the fields that were sent, counted from one: those in which anything stands.
    #[inline]
    pub fn sent_fields(&self) -> impl Iterator<Item = u32> + use<'a> {
        let (cuts, separator) = (self.message.marks().cuts(), self.is_header().then_some(1));
        let sent = self.ends().windows(2).zip(if self.is_header() { 2 } else { 1 }..);
        let sent = sent.filter(move |(ends, _)| match *ends {
            &[before, end] => !says_nothing(cuts, before, end),
            _ => false,
        });
        separator.into_iter().chain(sent.map(|(_, n)| n))
    }

    /// Returns all sub-components of the fields that were sent, in order. MSH-1 and MSH-2, which declare the delimiters, are not cut.
    #[inline]
    pub fn leaves(&self) -> impl Iterator<Item = Raw<'a>> + use<'a> {
        let (segment, declared) = (*self, if self.is_header() { 2 } else { 0 });
        let declarations = (1..=declared).filter_map(move |n| segment.sent(n));
        let others = self.ends().get(usize::from(self.is_header())..).unwrap_or_default().windows(2);
        let cuts = self.message.marks().cuts();
        let others = others.filter_map(move |ends| match *ends {
            [before, end] if !says_nothing(cuts, before, end) => Some(segment.behind(before, end)),
            _ => None,
        });
        declarations.chain(others).flat_map(|field| field.leaves())
    }

    /// Returns the fields in order, from the first.
    pub fn fields(&self) -> Fields<'a> {
        Fields { segment: *self, next: 1 }
    }

    /// Says whether the segment declares delimiters: MSH, FHS, BHS.
    #[inline]
    pub const fn is_header(&self) -> bool {
        self.line.is_header
    }

    /// Says whether it is a line of the file or batch around the message.
    pub fn is_envelope(&self) -> bool {
        self.line.kind == LineKind::Envelope
    }

    /// Returns the zero-based number of a field within the whole index, for marking fields as read.
    pub fn field_index(&self, n: u32) -> usize {
        let first = usize::try_from(self.line.first_end).unwrap_or(usize::MAX);
        let shift = usize::try_from(n).unwrap_or(usize::MAX);
        first.saturating_add(shift).saturating_sub(usize::from(self.is_header()))
    }

    pub(super) fn locate(&self, at: u32) -> SegmentPath {
        let before = self.ends().partition_point(|end| self.place(*end).is_some_and(|end| end < at));
        let n = u32::try_from(before).unwrap_or(u32::MAX);
        let number = if self.is_header() { n.saturating_add(1) } else { n };
        match self.field(number) {
            Some(field) if n > 0 => {
                let (r, c, s) = field.place_of(at);
                field.path().with_repetition(r).with_component(c).with_subcomponent(s)
            }
            _ => self.path(),
        }
    }

    /// Where a cut is.
    #[inline]
    fn place(&self, cut: u32) -> Option<u32> {
        self.message.marks().cuts().get(usize::try_from(cut).ok()?).copied()
    }

    /// The cuts around what stands between the n-th end, counted from zero, and the one before it.
    #[inline]
    fn cuts_of(&self, n: u32) -> Option<(u32, u32)> {
        let n = self.line.first_end.checked_add(n).filter(|end| n > 0 && *end < self.line.last_end)?;
        let (ends, n) = (self.message.marks().ends(), usize::try_from(n).ok()?);
        Some((*ends.get(n.wrapping_sub(1))?, *ends.get(n)?))
    }

    /// What stands between two cuts.
    #[inline]
    const fn behind(&self, before: u32, end: u32) -> Raw<'a> {
        Raw::new(self.message, (before.wrapping_add(1), end), Level::Field, Kind::Plain)
    }
}

/// Says whether nothing stands between two cuts: they are neighbours, in the list and in the bytes.
#[inline]
fn says_nothing(cuts: &[u32], before: u32, end: u32) -> bool {
    let place = |cut: u32| cuts.get(usize::try_from(cut).unwrap_or(usize::MAX)).copied();
    end == before.wrapping_add(1) && place(before).map(|at| at.wrapping_add(1)) == place(end)
}

/// Shows the name and place, not the content.
impl fmt::Debug for Segment<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Segment({} at {})", self.path(), self.span())
    }
}

/// A field of a segment: a [`Raw`] piece that knows its path.
#[derive(Clone, Copy, Debug)]
pub struct Field<'a> {
    raw: Raw<'a>,
    id: SegmentId,
    occurrence: u32,
    number: u32,
}

impl<'a> Field<'a> {
    /// Returns the path of the field.
    pub const fn path(&self) -> SegmentPath {
        SegmentPath::segment(self.id, self.occurrence).with_field(self.number)
    }

    /// Returns the number of the field, counted from one.
    pub const fn number(&self) -> u32 {
        self.number
    }

    /// Returns where the field is.
    pub fn location(&self) -> Location {
        Location::segment(self.path(), self.raw.span())
    }

    /// Returns the field as a piece.
    pub const fn raw(&self) -> Raw<'a> {
        self.raw
    }

    /// Returns the repetitions in order.
    pub fn repetitions(&self) -> super::Pieces<'a> {
        self.raw.pieces()
    }
}

impl<'a> Deref for Field<'a> {
    type Target = Raw<'a>;

    fn deref(&self) -> &Raw<'a> {
        &self.raw
    }
}

/// An iterator over the fields of a segment.
#[derive(Clone, Debug)]
pub struct Fields<'a> {
    segment: Segment<'a>,
    next: u32,
}

impl<'a> Iterator for Fields<'a> {
    type Item = Field<'a>;

    #[inline]
    fn next(&mut self) -> Option<Field<'a>> {
        let field = self.segment.field(self.next)?;
        self.next = self.next.saturating_add(1);
        Some(field)
    }
}
