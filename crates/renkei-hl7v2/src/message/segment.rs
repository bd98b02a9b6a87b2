use std::fmt;
use std::ops::{Deref, Range};
use std::slice::Iter;

use renkei_core::{Location, SegmentId, SegmentPath, Span};

use super::Message;
use super::index::{Line, LineKind};
use super::marks::{Cut, Marks};
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
    fn ends(&self) -> impl Iterator<Item = u32> + use<'a> {
        let cuts = self.message.index.cuts(self.line).iter().zip(self.line.first_cut..);
        cuts.filter(|(cut, _)| cut.ends_field()).map(|(_, n)| n)
    }

    /// The cuts around each of its fields, but for that of a header which is the separator.
    #[inline]
    fn bounds(&self) -> impl Iterator<Item = (u32, u32)> + use<'a> {
        let mut ends = self.ends();
        let mut before = ends.next();
        std::iter::from_fn(move || {
            let end = ends.next()?;
            Some((before.replace(end)?, end))
        })
    }

    /// Returns the name; one of other than three characters is cut or filled up with `?`.
    pub const fn id(&self) -> SegmentId {
        self.line.id
    }

    /// Returns everything before the first field separator: the name as it was sent, whatever its length.
    pub fn name(&self) -> Raw<'a> {
        let first = self.line.first_cut;
        Raw::new(self.message, (first, self.ends().next().unwrap_or(first)), Level::Field, Kind::Plain)
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
        let cuts = (self.line.first_cut, self.line.last_cut);
        Raw::new(self.message, cuts, Level::Subcomponent, Kind::Verbatim)
    }

    /// Returns the number of fields that are there: that of the last one.
    pub fn field_count(&self) -> u32 {
        let listed = self.message.index.listed_ends(self.line);
        let ends =
            u32::try_from(listed.map_or_else(|| self.ends().count(), <[u32]>::len)).unwrap_or(u32::MAX);
        // The separator of a header is a field; a line that ends after its name has none.
        if self.is_header() && ends > 1 { ends } else { ends.saturating_sub(1) }
    }

    /// Returns a field by its number, counted from one; `None` where the segment ends before it.
    ///
    /// In MSH, FHS and BHS field 1 is the separator itself and field 2 the encoding characters.
    #[inline]
    pub fn field(&self, n: u32) -> Option<Field<'a>> {
        let header = self.is_header();
        let raw = if header && n == 1 {
            let cut = self.ends().next()?;
            // A line that ends after its name declares no separator.
            if self.message.marks().get(cut)?.at() >= self.line.end {
                return None;
            }
            Raw::new(self.message, (cut, cut), Level::Field, Kind::Separator)
        } else {
            let (before, end) = self.cuts_of(if header { n.checked_sub(1)? } else { n })?;
            return Some(self.field_between(before, end, n));
        };
        Some(self.field_of(raw, n))
    }

    /// The field between two cuts.
    #[inline]
    fn field_between(&self, before: u32, end: u32, n: u32) -> Field<'a> {
        let raw = self.behind(before, end);
        self.field_of(if n == 2 && self.is_header() { raw.verbatim() } else { raw }, n)
    }

    #[inline]
    const fn field_of(&self, raw: Raw<'a>, number: u32) -> Field<'a> {
        Field { raw, id: self.line.id, occurrence: self.line.occurrence, number }
    }

    /// The next end behind a cut.
    #[inline]
    fn end_behind(&self, cut: u32) -> Option<u32> {
        let next = usize::try_from(cut.saturating_add(1)).ok()?;
        let last = usize::try_from(self.line.last_cut).ok()?;
        let cuts = self.message.marks().cuts().get(next..=last)?;
        let found = cuts.iter().zip(cut.saturating_add(1)..).find(|(cut, _)| cut.ends_field());
        found.map(|(_, n)| n)
    }

    /// Returns a field by its number, counted from one, as a piece: `None` where it was not sent.
    #[inline(always)]
    pub fn sent(&self, n: u32) -> Option<Raw<'a>> {
        if self.is_header() {
            return self.sent_of_header(n);
        }
        let (before, end) = self.cuts_of(n)?;
        if says_nothing(self.message.marks(), before, end) { None } else { Some(self.behind(before, end)) }
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
        let marks = self.message.marks();
        let separator = Some(1).filter(|n| self.is_header() && self.field(*n).is_some());
        let bounds = self.bounds().zip(if self.is_header() { 2 } else { 1 }..);
        let sent = bounds.filter(move |((before, end), _)| !says_nothing(marks, *before, *end));
        separator.into_iter().chain(sent.map(|(_, n)| n))
    }

    /// Returns the fields that were sent, as pieces, with their numbers, counted from one.
    #[inline]
    pub fn sent_pieces(&self) -> SentPieces<'a> {
        SentPieces::new(*self)
    }

    /// Returns all sub-components of the fields that were sent, in order. MSH-1 and MSH-2, which declare the delimiters, are not cut.
    #[inline]
    pub fn leaves(&self) -> impl Iterator<Item = Raw<'a>> + use<'a> {
        let (segment, declared) = (*self, if self.is_header() { 2 } else { 0 });
        let declarations = (1..=declared).filter_map(move |n| Some(segment.sent(n)?.as_subcomponent()));
        // From the end of the name on, or of MSH-2.
        let first = self.ends().nth(usize::from(self.is_header()));
        let cuts = first.map_or(0..0, |first| first..self.line.last_cut.saturating_add(1));
        let range = usize::try_from(cuts.start).unwrap_or(usize::MAX)
            ..usize::try_from(cuts.end).unwrap_or(usize::MAX);
        let bounds = self.message.marks().cuts().get(range).unwrap_or_default().windows(2);
        let others = bounds.zip(cuts.start.saturating_add(1)..).filter_map(move |(bounds, n)| {
            let &[before, end] = bounds else { return None };
            // A field that was not sent has no sub-component.
            let is_sent = !before.ends_field() | !end.ends_field() | (before.behind() != end.at());
            is_sent.then(|| Raw::new(segment.message, (n, n), Level::Subcomponent, Kind::Plain))
        });
        declarations.chain(others)
    }

    /// Returns the fields in order, from the first.
    pub fn fields(&self) -> Fields<'a> {
        Fields { segment: *self, next: 1, before: self.ends().next() }
    }

    /// Says whether the segment declares delimiters: MSH, FHS, BHS.
    #[inline]
    pub const fn is_header(&self) -> bool {
        matches!(self.line.id.as_bytes(), b"MSH" | b"FHS" | b"BHS")
    }

    /// Says whether it is a line of the file or batch around the message.
    pub fn is_envelope(&self) -> bool {
        self.line.kind == LineKind::Envelope
    }

    /// Returns the number of a field within the whole index, for marking fields as read: no two fields of a message have the same.
    pub fn field_index(&self, n: u32) -> usize {
        let first = usize::try_from(self.line.first_cut).unwrap_or(usize::MAX);
        first.saturating_add(usize::try_from(n).unwrap_or(usize::MAX))
    }

    pub(super) fn locate(&self, at: u32) -> SegmentPath {
        let marks = self.message.marks();
        let is_before = |end: &u32| marks.get(*end).is_some_and(|end| end.at() < at);
        let before = match self.message.index.listed_ends(self.line) {
            Some(ends) => ends.partition_point(is_before),
            None => self.ends().take_while(is_before).count(),
        };
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

    /// The cuts around what stands between the n-th end, counted from zero, and the one before it.
    #[inline]
    fn cuts_of(&self, n: u32) -> Option<(u32, u32)> {
        let n = usize::try_from(n.checked_sub(1)?).ok()?;
        match self.message.index.listed_ends(self.line) {
            Some(ends) => Some((*ends.get(n)?, *ends.get(n.saturating_add(1))?)),
            None => self.bounds().nth(n),
        }
    }

    /// What stands between two cuts.
    #[inline]
    const fn behind(&self, before: u32, end: u32) -> Raw<'a> {
        Raw::new(self.message, (before.wrapping_add(1), end), Level::Field, Kind::Plain)
    }
}

/// Says whether nothing stands between two cuts: they are neighbours, in the list and in the bytes.
#[inline]
fn says_nothing(marks: &Marks, before: u32, end: u32) -> bool {
    end == before.wrapping_add(1) && marks.get(before).map(Cut::behind) == marks.get(end).map(Cut::at)
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
    /// The cut before the next field, but for that of a header which is the separator.
    before: Option<u32>,
}

impl<'a> Iterator for Fields<'a> {
    type Item = Field<'a>;

    #[inline]
    fn next(&mut self) -> Option<Field<'a>> {
        let (segment, number) = (self.segment, self.next);
        self.next = number.saturating_add(1);
        if segment.is_header() && number == 1 {
            return segment.field(number);
        }
        let before = self.before?;
        self.before = segment.end_behind(before);
        Some(segment.field_between(before, self.before?, number))
    }
}

/// An iterator over the fields of a segment that were sent, as pieces, with their numbers, counted from one.
#[derive(Clone, Debug)]
pub struct SentPieces<'a> {
    segment: Segment<'a>,
    /// The fields of a header that declare delimiters, as far as they are still to come.
    declared: Range<u32>,
    at: At,
    /// The cuts that are left, and which the next of them is.
    cuts: Iter<'a, Cut>,
    next: u32,
}

/// How far fields were gone through: the number of the next one, which cut it begins behind, and the cut that was passed last.
#[derive(Clone, Copy, Debug)]
struct At {
    number: u32,
    behind: u32,
    before: Cut,
}

impl At {
    /// Passes a cut; where a field that was sent ends there, returns its number and which cut it begins behind.
    #[inline(always)]
    fn pass(&mut self, cut: Cut, n: u32) -> Option<(u32, u32)> {
        let Self { number, behind, before } = std::mem::replace(self, Self { before: cut, ..*self });
        // Most fields are not sent.
        let is_empty = cut.is_next_to(before);
        if !is_empty && !cut.ends_field() {
            return None;
        }
        (self.number, self.behind) = (number.wrapping_add(1), n);
        let is_sent = behind.wrapping_add(1) != n || before.behind() != cut.at();
        (!is_empty && is_sent).then_some((number, behind))
    }
}

impl<'a> SentPieces<'a> {
    #[inline]
    fn new(segment: Segment<'a>) -> Self {
        let declared = if segment.is_header() { 1..3 } else { 1..1 };
        let mut cuts = segment.message.index.cuts(segment.line).iter();
        let (mut before, mut next) = (Cut::default(), segment.line.first_cut);
        // Fields begin behind the name, and those that are like any other behind the declarations.
        let mut passed = if segment.is_header() { 2_u32 } else { 1 };
        while passed > 0
            && let Some(cut) = cuts.next()
        {
            (before, next) = (*cut, next.wrapping_add(1));
            passed = passed.saturating_sub(u32::from(cut.ends_field()));
        }
        let at = At { number: declared.end, behind: next.wrapping_sub(1), before };
        Self { segment, declared, at, cuts, next }
    }

    #[cold]
    fn declaration(&mut self) -> Option<(u32, Raw<'a>)> {
        let segment = self.segment;
        self.declared.find_map(|n| Some((n, segment.sent(n)?)))
    }
}

impl<'a> Iterator for SentPieces<'a> {
    type Item = (u32, Raw<'a>);

    #[inline]
    fn next(&mut self) -> Option<(u32, Raw<'a>)> {
        if !self.declared.is_empty()
            && let Some(found) = self.declaration()
        {
            return Some(found);
        }
        loop {
            let (cut, end) = (*self.cuts.next()?, self.next);
            self.next = end.wrapping_add(1);
            if let Some((number, before)) = self.at.pass(cut, end) {
                return Some((number, self.segment.behind(before, end)));
            }
        }
    }

    /// All at once, with what changes from cut to cut in registers.
    #[inline]
    fn fold<B, F: FnMut(B, (u32, Raw<'a>)) -> B>(mut self, init: B, mut f: F) -> B {
        let mut folded = init;
        while let Some(found) = self.declaration() {
            folded = f(folded, found);
        }
        let Self { segment, mut at, cuts, next, .. } = self;
        for (cut, end) in cuts.zip(next..) {
            if let Some((number, before)) = at.pass(*cut, end) {
                folded = f(folded, (number, segment.behind(before, end)));
            }
        }
        folded
    }
}
