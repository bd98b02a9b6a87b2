use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use renkei_core::charset::{Shift, Unit};
use renkei_core::{Charset, Span};

use super::Message;
use super::marks::Cut;
use super::pieces::{Leaves, Pieces, Subcomponents};
use super::syntax::Syntax;
use crate::escape::{self, Part, Sequence};

/// The level of a piece of a segment: what it may split into next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// A whole field: splits into repetitions.
    Field,
    /// One repetition: splits into components.
    Repetition,
    /// One component: splits into sub-components.
    Component,
    /// One sub-component: the end.
    Subcomponent,
}

/// Where a piece is, in one word: which of the message's cuts end its sub-components, the first and the last, and what it is.
///
/// So a piece is two words, which a function takes and returns in registers.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Place(u64);

/// How a piece is to be taken.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// It lies between two cuts, and may have others inside.
    Plain,
    /// Its bytes are never split nor unescaped: MSH-2, a whole line.
    Verbatim,
    /// It is the byte of a cut itself: MSH-1.
    Separator,
}

impl Place {
    /// How many bits the number of a cut has.
    const WIDTH: u32 = 30;
    const NUMBER: u64 = (1 << Self::WIDTH) - 1;
    const LEVEL: u32 = 2 * Self::WIDTH;
    const KIND: u32 = Self::LEVEL + 2;

    #[inline]
    pub(super) const fn new((first, last): (u32, u32), level: Level, kind: Kind) -> Self {
        let level = match level {
            Level::Field => 0,
            Level::Repetition => 1,
            Level::Component => 2,
            Level::Subcomponent => 3_u64,
        };
        let kind = match kind {
            Kind::Plain => 0,
            Kind::Verbatim => 1,
            Kind::Separator => 2_u64,
        };
        Self(widen(first) | widen(last) << Self::WIDTH | level << Self::LEVEL | kind << Self::KIND)
    }

    #[inline]
    pub(super) fn first(self) -> u32 {
        u32::try_from(self.0 & Self::NUMBER).unwrap_or(u32::MAX)
    }

    #[inline]
    pub(super) fn last(self) -> u32 {
        u32::try_from(self.0 >> Self::WIDTH & Self::NUMBER).unwrap_or(u32::MAX)
    }

    /// Says whether there is one cut: what ends there has no other inside, and is none itself.
    #[inline]
    fn is_one_value(self) -> bool {
        self.first() == self.last() && self.0 >> Self::KIND == 0
    }

    #[inline]
    const fn level(self) -> Level {
        match self.0 >> Self::LEVEL & 3 {
            0 => Level::Field,
            1 => Level::Repetition,
            2 => Level::Component,
            _ => Level::Subcomponent,
        }
    }

    #[inline]
    const fn kind(self) -> Kind {
        match self.0 >> Self::KIND {
            0 => Kind::Plain,
            1 => Kind::Verbatim,
            _ => Kind::Separator,
        }
    }
}

/// A piece of a segment, still bytes: a field, a repetition, a component or a sub-component.
///
/// It knows where it stands and which character set it is in, and decodes nothing until [`Raw::text`] is called.
/// Accessors of lower levels go through the levels between: `component(2)` of a field is that of its first repetition.
#[derive(Clone, Copy)]
pub struct Raw<'a> {
    pub(super) message: &'a Message<'a>,
    pub(super) place: Place,
}

impl<'a> Raw<'a> {
    #[inline]
    pub(super) const fn new(message: &'a Message<'a>, cuts: (u32, u32), level: Level, kind: Kind) -> Self {
        Self { message, place: Place::new(cuts, level, kind) }
    }

    /// A part of the piece that has these cuts.
    #[inline]
    pub(super) const fn part(&self, cuts: (u32, u32), level: Level) -> Self {
        Self::new(self.message, cuts, level, Kind::Plain)
    }

    /// Where a cut is.
    #[inline]
    fn cut(&self, n: u32) -> Option<Cut> {
        self.message.marks().get(n)
    }

    /// Where the bytes begin in the message.
    #[inline]
    pub(super) fn start(&self) -> u32 {
        match self.place.kind() {
            Kind::Separator => self.cut(self.place.last()).map_or(0, Cut::at),
            // The first cut has another before it, behind which nothing was sent yet.
            _ => self.cut(self.place.first().wrapping_sub(1)).map_or(0, Cut::behind),
        }
    }

    /// Where they end.
    #[inline]
    pub(super) fn end(&self) -> u32 {
        let cut = self.cut(self.place.last()).map_or(0, Cut::at);
        if self.place.kind() == Kind::Separator { cut.saturating_add(1) } else { cut }
    }

    #[inline]
    fn range(&self) -> Range<usize> {
        wide(self.start())..wide(self.end())
    }

    /// Where its sub-components end.
    #[inline]
    pub(super) fn cuts(&self) -> &'a [Cut] {
        let (first, last) = (wide(self.place.first()), wide(self.place.last()));
        self.message.marks().cuts().get(first..=last).unwrap_or_default()
    }

    /// The cut before them, and where each ends.
    #[inline]
    pub(super) fn bounds(&self) -> &'a [Cut] {
        let (first, last) = (wide(self.place.first()), wide(self.place.last()));
        self.message.marks().cuts().get(first.wrapping_sub(1)..=last).unwrap_or_default()
    }

    /// How the bytes are to be read; an envelope declares delimiters of its own.
    #[inline]
    pub(super) fn syntax(&self) -> &'a Syntax {
        self.message.index.own_syntax(self.place.first()).unwrap_or(&self.message.syntax)
    }

    /// Says whether the bytes are never split nor unescaped.
    #[inline]
    pub(super) fn is_verbatim(&self) -> bool {
        self.place.kind() != Kind::Plain
    }

    /// Says of any sub-component what the marks say of one by its cut.
    #[inline]
    fn any(&self, is: impl Fn(Cut) -> bool) -> bool {
        if self.place.is_one_value() {
            return self.cut(self.place.last()).is_some_and(is);
        }
        self.cuts().iter().any(|cut| is(*cut))
    }

    /// Returns the bytes as text, if they certainly are their own: most of what is sent is ASCII. `None` says nothing but that
    /// [`Raw::text`] must decode them.
    #[inline(always)]
    pub fn as_text(&self) -> Option<&'a str> {
        // Nearly always it is one value in a message whose bytes are text, and little to look at.
        if let Some(text) = self.message.text
            && self.place.is_one_value()
        {
            let (before, end) = (self.cut(self.place.last().wrapping_sub(1))?, self.cut(self.place.last())?);
            if end.is_marked() { None } else { text.get(wide(before.behind())..wide(end.at())) }
        } else {
            self.as_text_otherwise()
        }
    }

    #[inline(never)]
    fn as_text_otherwise(&self) -> Option<&'a str> {
        if self.any(Cut::is_marked) {
            return None;
        }
        match self.message.text {
            Some(text) => text.get(self.range()),
            None => std::str::from_utf8(self.bytes()).ok(),
        }
    }

    /// Says whether there certainly is no escape sequence.
    #[inline]
    fn is_unescaped(&self) -> bool {
        self.is_verbatim() || !self.any(Cut::is_escaped)
    }

    /// Returns the bytes as they stand.
    #[inline]
    pub fn bytes(&self) -> &'a [u8] {
        self.message.bytes.get(self.range()).unwrap_or_default()
    }

    /// Returns where the bytes stand in the message.
    pub fn span(&self) -> Span {
        Span::new(self.start(), self.end())
    }

    /// Returns the level of the piece.
    pub const fn level(&self) -> Level {
        self.place.level()
    }

    /// Returns the character set of the bytes.
    pub const fn charset(&self) -> Charset {
        self.message.syntax.charset
    }

    /// Returns the shift state in which the bytes begin: ASCII, unless a sender forgot to return to it before a delimiter.
    #[inline]
    pub fn shift(&self) -> Shift {
        self.message.shift(self.start())
    }

    /// Says whether what follows the bytes stands for itself: the sender has returned to ASCII.
    pub fn ends_in_start(&self) -> bool {
        if self.shift().is_start() && !self.charset().needs_units(self.bytes()) {
            return true;
        }
        let mut units = self.charset().units(self.shift(), self.bytes());
        let last = units.by_ref().last();
        // A lead byte of Shift_JIS at the end would take the delimiter that follows for its second half.
        let dangling = |(at, unit): (usize, Unit)| {
            let byte = self.bytes().get(at).copied().unwrap_or_default();
            let katakana = (0xA1..=0xDF).contains(&byte);
            self.charset() == Charset::ShiftJis && unit.len == 1 && !unit.live && !katakana
        };
        units.shift().is_start() && !last.is_some_and(dangling)
    }

    /// Says whether there are no bytes: nothing was sent.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.start() >= self.end()
    }

    /// Says whether the piece is `""`, the HL7 null: delete, or can't be stated (HL7 v2.5 2.5.3). Delimiters of lower levels
    /// that trail it say nothing: `""^^` is null too.
    #[inline]
    pub fn is_null(&self) -> bool {
        self.begins_null() && self.is_null_throughout()
    }

    /// Says whether the first bytes are `""`.
    #[inline]
    pub fn begins_null(&self) -> bool {
        // Nearly always the first byte tells.
        self.message.bytes.get(wide(self.start())) == Some(&b'"') && self.bytes().starts_with(b"\"\"")
    }

    #[cold]
    fn is_null_throughout(&self) -> bool {
        let delimiters = &self.syntax().delimiters;
        let trailing = |b: &u8| {
            let component = self.level() < Level::Component && *b == delimiters.component;
            let repetition = self.level() == Level::Field && *b == delimiters.repetition;
            let subcomponent = self.level() < Level::Subcomponent && Some(*b) == delimiters.subcomponent;
            component || repetition || subcomponent
        };
        self.bytes().strip_prefix(b"\"\"").is_some_and(|rest| rest.iter().all(trailing))
    }

    /// Says whether the piece holds nothing but delimiters of its own lower levels.
    pub fn is_blank(&self) -> bool {
        self.leaves().all(|leaf| leaf.is_empty())
    }

    /// Returns the text, decoded and with escape sequences resolved. Sequences that have no text, unknown and unclosed
    /// ones stay as they are written.
    ///
    /// Called on a piece that has lower levels, the delimiters between them stand in the text as they are.
    #[inline]
    pub fn text(&self) -> Cow<'a, str> {
        match self.as_text() {
            Some(text) => Cow::Borrowed(text),
            None => self.read_text(),
        }
    }

    /// Decodes the bytes and resolves what is escaped in them.
    #[inline(never)]
    fn read_text(&self) -> Cow<'a, str> {
        if self.is_unescaped() {
            return self.decoded();
        }
        escape::text(self.bytes(), self.charset(), self.shift(), &self.syntax().delimiters)
    }

    /// Reads the text, as [`Raw::text`] does, into a buffer that is used again; borrowed from the bytes where they are the text.
    #[inline]
    pub fn text_in<'s>(&self, buffer: &'s mut String) -> Reading<'s>
    where
        'a: 's,
    {
        match self.as_text() {
            Some(text) => Reading { text, unreadable: 0, is_unescaped: true },
            None => self.decode_in(buffer),
        }
    }

    /// Decodes the text, as [`Raw::text_in`] does where it is not the bytes themselves.
    #[inline(never)]
    pub fn decode_in<'s>(&self, buffer: &'s mut String) -> Reading<'s> {
        buffer.clear();
        let is_unescaped = self.is_unescaped();
        let unreadable = if is_unescaped {
            self.charset().decode_into(self.shift(), self.bytes(), buffer)
        } else {
            buffer.push_str(&self.text());
            // A sender may have written U+FFFD too.
            if buffer.contains(char::REPLACEMENT_CHARACTER) { self.unreadable() } else { 0 }
        };
        Reading { text: buffer, unreadable, is_unescaped }
    }

    /// Returns formatted text (FT, TX): as [`Raw::text`], with line feeds for the commands that end a line.
    pub fn formatted_text(&self) -> Cow<'a, str> {
        if self.is_unescaped() {
            return self.text();
        }
        escape::formatted_text(self.bytes(), self.charset(), self.shift(), &self.syntax().delimiters)
    }

    /// Returns the text, decoded, with escape sequences as they are written.
    pub fn decoded(&self) -> Cow<'a, str> {
        self.charset().decode_from(self.shift(), self.bytes()).into_cow()
    }

    /// Counts what can't be read in the character set, each of which is U+FFFD in the text.
    pub fn unreadable(&self) -> usize {
        if self.as_text().is_some() {
            return 0;
        }
        self.charset().decode_from(self.shift(), self.bytes()).unreadable()
    }

    /// Counts the escape sequences that have no known meaning, and the escape characters that are not closed. Both stay in the
    /// text as they are written.
    pub fn unknown_escapes(&self) -> usize {
        let Syntax { charset, delimiters, .. } = self.syntax();
        let Some(escape) = delimiters.escape.filter(|_| !self.is_unescaped()) else { return 0 };
        // In JIS X 0201 the same byte is a yen sign, which is text.
        if !self.text().contains(char::from(escape)) {
            return 0;
        }
        let unclosed = |text: &[u8], shift| {
            let mut units = charset.units(shift, text);
            units.any(|(at, unit)| unit.live && text.get(at) == Some(&escape))
        };
        escape::parts(self.bytes(), *charset, self.shift(), delimiters)
            .filter(|part| match part {
                Part::Escape(_, sequence, _) => *sequence == Sequence::Unknown,
                Part::Text(text, shift) => unclosed(text, *shift),
            })
            .count()
    }

    /// Returns the pieces of the next lower level, in order; a piece without lower levels is its own only piece.
    ///
    /// An empty piece gives one empty piece: what is absent is told apart by [`Raw::is_empty`].
    #[inline]
    pub fn pieces(&self) -> Pieces<'a> {
        Pieces::new(*self)
    }

    /// Returns the n-th piece of the next lower level, counted from one.
    pub fn piece(&self, n: u32) -> Option<Self> {
        self.pieces().nth(usize::try_from(n.checked_sub(1)?).ok()?)
    }

    /// Returns the n-th repetition of a field, counted from one.
    pub fn repetition(&self, n: u32) -> Option<Self> {
        match self.level() {
            Level::Field => self.piece(n),
            _ => (n == 1).then_some(*self),
        }
    }

    /// Returns the n-th component, counted from one: of the first repetition, when called on a field.
    pub fn component(&self, n: u32) -> Option<Self> {
        match self.level() {
            Level::Field => self.piece(1)?.component(n),
            Level::Repetition => self.piece(n),
            Level::Component | Level::Subcomponent => (n == 1).then_some(*self),
        }
    }

    /// Returns the n-th sub-component, counted from one: of the first component, when called on a higher level.
    pub fn subcomponent(&self, n: u32) -> Option<Self> {
        match self.level() {
            Level::Field | Level::Repetition => self.component(1)?.subcomponent(n),
            Level::Component => self.piece(n),
            Level::Subcomponent => (n == 1).then_some(*self),
        }
    }

    /// Returns all sub-components below this piece, in order.
    #[inline]
    pub fn leaves(&self) -> Leaves<'a> {
        Leaves::new(*self)
    }

    /// Returns all sub-components below this piece, to be asked for by number.
    #[inline]
    pub fn subcomponents(&self) -> Subcomponents<'a> {
        Subcomponents::new(*self)
    }

    /// The same, as a piece that is never split nor unescaped.
    pub(super) fn verbatim(&self) -> Self {
        Self::new(self.message, (self.place.first(), self.place.last()), self.level(), Kind::Verbatim)
    }

    /// The same, as a piece that splits no further.
    #[inline]
    pub(super) fn as_subcomponent(&self) -> Self {
        self.as_level(Level::Subcomponent)
    }

    /// The same, as a piece of another level.
    #[inline]
    pub(super) fn as_level(&self, level: Level) -> Self {
        Self::new(self.message, (self.place.first(), self.place.last()), level, self.place.kind())
    }

    /// Returns the one-based numbers (repetition, component, sub-component) of the leaf that begins at a byte of this field.
    pub(super) fn place_of(&self, at: u32) -> (u32, u32, u32) {
        let find = |raw: &Self| {
            raw.pieces()
                .zip(1u32..)
                .filter(|(piece, _)| piece.start() <= at)
                .last()
                .map_or((*raw, 1), |(piece, n)| (piece, n))
        };
        let (repetition, r) = find(self);
        let (component, c) = find(&repetition);
        let (_, s) = find(&component);
        (r, c, s)
    }
}

/// Pieces are equal where the same bytes stand in the same place and are read alike.
impl PartialEq for Raw<'_> {
    fn eq(&self, other: &Self) -> bool {
        (self.bytes(), self.start(), self.shift(), self.level(), self.is_verbatim())
            == (other.bytes(), other.start(), other.shift(), other.level(), other.is_verbatim())
            && self.syntax() == other.syntax()
    }
}

impl Eq for Raw<'_> {}

/// Shows the length and place, not the content.
impl fmt::Debug for Raw<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}({} bytes at {})", self.level(), self.bytes().len(), self.span())
    }
}

/// The text of a piece, and what came of reading it. `Debug` shows no text.
#[derive(Clone, Copy)]
pub struct Reading<'s> {
    /// The text, decoded and with escape sequences resolved.
    pub text: &'s str,
    /// How many bytes can't be read in the character set; each is U+FFFD in the text, or a part of one.
    pub unreadable: usize,
    /// Whether there certainly is no escape character.
    pub is_unescaped: bool,
}

impl fmt::Debug for Reading<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Reading({} bytes, {} unreadable)", self.text.len(), self.unreadable)
    }
}

#[inline]
fn wide(n: u32) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}

#[inline]
const fn widen(n: u32) -> u64 {
    let [a, b, c, d] = n.to_le_bytes();
    u64::from_le_bytes([a, b, c, d, 0, 0, 0, 0])
}
