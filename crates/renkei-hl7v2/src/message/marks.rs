//! One pass over the bytes of a message: where its lines and fields end, and which bytes do not stand for themselves.
//!
//! What is found is defined one unit after the other, by [`Marks::reread`]. [`Marks::scan`] finds the same 64 bytes at a
//! time: comparisons of vectors give masks of one bit a byte, and only what changes how bytes are read (line ends, shifts, first halves of characters) is then looked at one by one.

use std::fmt;
use std::ops::Range;

use fearless_simd::prelude::*;
use fearless_simd::{Level, dispatch, mask8x64, u8x64};
use renkei_core::Charset;
use renkei_core::charset::Shift;

use super::syntax::{Syntax, class};

/// How many bytes are looked at at a time: as many as a mask has bits.
const BLOCK: usize = 64;

/// Where a sub-component ends: a delimiter that stands for itself, or a line end; and what is known of the sub-component before it.
///
/// That is *marked* unless its bytes are certainly their own text: where it holds an escape character, a byte from 80 on
/// (unless all are text as they are) or a shift, or is read in another shift state than ASCII. So no kanji holds a cut, and what is not marked
/// need not be decoded.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Cut(u32);

impl Cut {
    /// How many bits a place has.
    const WIDTH: u32 = 29;
    const PLACE: u32 = (1 << Self::WIDTH) - 1;
    const ENDS_FIELD: u32 = 1 << Self::WIDTH;
    const ESCAPED: u32 = 1 << 30;
    const MARKED: u32 = 1 << 31;

    /// The cut before the first byte of something.
    const fn before(start: u32) -> Self {
        Self(start.wrapping_sub(1) & Self::PLACE)
    }

    /// Its place in the bytes.
    #[inline]
    pub(super) const fn at(self) -> u32 {
        self.0 & Self::PLACE
    }

    /// The place behind it.
    #[inline]
    pub(super) const fn behind(self) -> u32 {
        self.0.wrapping_add(1) & Self::PLACE
    }

    /// Says whether it ends a field: it is a field separator, or ends a line.
    #[inline]
    pub(super) const fn ends_field(self) -> bool {
        self.0 & Self::ENDS_FIELD != 0
    }

    /// Says whether it and the one before it end fields, and the field between them is empty. Where the one before is marked it does not say so.
    #[inline]
    pub(super) const fn is_next_to(self, before: Self) -> bool {
        // With the place the flags are the same.
        self.0 == before.0.wrapping_add(1) && self.ends_field()
    }

    /// Says whether the sub-component before it is marked.
    #[inline]
    pub(super) const fn is_marked(self) -> bool {
        self.0 & Self::MARKED != 0
    }

    /// Says whether an escape character is in the sub-component before it.
    #[inline]
    pub(super) const fn is_escaped(self) -> bool {
        self.0 & Self::ESCAPED != 0
    }
}

/// Shows the place and what is known, as the bytes hold somebody's record.
impl fmt::Debug for Cut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{:?}", self.at(), (self.ends_field(), self.is_marked(), self.is_escaped()))
    }
}

/// Where lines, fields and their pieces end, and which pieces do not stand for themselves: what lies between two neighbouring cuts is a
/// sub-component.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks {
    /// The cuts, in order; behind them, those of the lines that were read again. The first of either is the place before the first
    /// byte, so that whatever is cut begins behind a cut.
    cuts: Vec<Cut>,
    /// Which of the cuts are line ends, by position in the list; the end of the bytes is the last.
    pub(super) breaks: Vec<u32>,
    /// Where pieces begin in another shift state than ASCII, because the sender did not return to it, and in which, in order.
    /// Legal messages have none.
    shifts: Vec<(u32, Shift)>,
    /// The line ends that a double-byte run was not closed before.
    pub(super) unclosed: Vec<u32>,
}

impl Marks {
    /// Reads all bytes from `start` on.
    ///
    /// `is_text` says that the bytes are text as they are, from 80 on too: UTF-8 without an error.
    pub(super) fn scan(&mut self, bytes: &[u8], start: usize, syntax: &Syntax, is_text: bool) {
        self.scan_by(Level::new(), bytes, start, syntax, is_text);
    }

    /// As [`Marks::scan`], by what a kind of processor can do.
    fn scan_by(&mut self, level: Level, bytes: &[u8], start: usize, syntax: &Syntax, is_text: bool) {
        self.cuts.clear();
        self.breaks.clear();
        self.shifts.clear();
        self.unclosed.clear();
        // As many as messages have on average, and a few; what is not used costs no memory.
        self.cuts.reserve((bytes.len() / 6).saturating_add(BLOCK));
        self.breaks.reserve((bytes.len() / 100).saturating_add(BLOCK));
        self.begin(start);
        let scan = Scan::new(bytes, syntax, is_text);
        dispatch!(level, simd => self.scan_with(simd, scan, start));
    }

    /// Compiled anew for each kind of processor, with all that is inlined into it.
    #[inline(always)]
    fn scan_with<S: Simd>(&mut self, simd: S, mut scan: Scan<'_>, start: usize) {
        let (blocks, rest) = scan.bytes.as_chunks::<BLOCK>();
        for block in blocks {
            if scan.base < start {
                scan.block(simd, &padded(block, start), self);
            } else {
                scan.block(simd, block, self);
            }
        }
        if !rest.is_empty() {
            scan.block(simd, &padded(rest, start.saturating_sub(scan.base)), self);
        }
        if scan.shift().is_double_byte() {
            self.unclosed.push(narrow(scan.bytes.len()));
        }
        self.breaks.push(narrow(self.cuts.len()));
        self.cut(scan.bytes.len(), scan.open, true);
    }

    /// Adds the cut before the first byte of a line, and returns which will be the next.
    pub(super) fn begin(&mut self, start: usize) -> u32 {
        self.cuts.push(Cut::before(narrow(start)));
        narrow(self.cuts.len())
    }

    /// Adds a cut behind a piece.
    fn cut(&mut self, at: usize, piece: Open, ends_field: bool) {
        let flag = |is: bool, flag: u32| if is { flag } else { 0 };
        let known = flag(piece.marked, Cut::MARKED) | flag(piece.escaped, Cut::ESCAPED);
        self.cuts.push(Cut(narrow(at) | known | flag(ends_field, Cut::ENDS_FIELD)));
    }

    /// Reads one line again, with delimiters of its own, and returns which is its last cut.
    pub(super) fn reread(&mut self, bytes: &[u8], line: Range<usize>, syntax: &Syntax, is_text: bool) -> u32 {
        let mut piece = Open::default();
        let mut units = syntax.charset.units(Shift::default(), bytes.get(line.clone()).unwrap_or_default());
        let mut before = units.shift();
        while let Some((from, unit)) = units.next() {
            let at = from.saturating_add(line.start);
            let class = bytes.get(at).map_or(0, |byte| syntax.class(*byte));
            if unit.live && class & class::CUTS != 0 {
                self.cut(at, piece, class & class::FIELD != 0);
                piece = Open::default();
                if !units.shift().is_start() {
                    self.shifts.push((narrow(at.saturating_add(1)), units.shift()));
                }
            } else {
                let sent = bytes.get(at..at.saturating_add(unit.len)).unwrap_or_default();
                let escaped = unit.live && class & class::ESCAPE != 0;
                let shifts = !unit.live && class & class::SHIFT != 0;
                piece.escaped |= escaped;
                piece.marked |= escaped || shifts || !before.is_start() || !is_text && !sent.is_ascii();
            }
            before = units.shift();
        }
        self.cut(line.end, piece, true);
        // Where a delimiter is one for both it is there twice, in the same state.
        self.shifts.sort_unstable_by_key(|(at, _)| *at);
        narrow(self.cuts.len()).saturating_sub(1)
    }

    /// All cuts.
    #[inline]
    pub(super) fn cuts(&self) -> &[Cut] {
        &self.cuts
    }

    /// A cut by its number.
    #[inline]
    pub(super) fn get(&self, n: u32) -> Option<Cut> {
        self.cuts.get(wide(n)).copied()
    }

    /// Says whether any piece begins in another shift state than ASCII.
    #[inline]
    pub(super) const fn is_shifted(&self) -> bool {
        !self.shifts.is_empty()
    }

    /// The shift state in which a piece begins: behind a delimiter, or at the start of a line.
    pub(super) fn shift(&self, start: u32) -> Shift {
        let found = self.shifts.binary_search_by_key(&start, |(at, _)| *at);
        found.ok().and_then(|n| self.shifts.get(n)).map_or_else(Shift::default, |(_, shift)| *shift)
    }
}

/// What is known of a piece so far.
#[derive(Clone, Copy, Debug, Default)]
struct Open {
    marked: bool,
    escaped: bool,
}

/// What the bytes of ISO-2022-JP are read as.
#[derive(Clone, Copy)]
enum State {
    /// ASCII, as at the start of a line.
    Start,
    /// JIS X 0208.
    Kanji,
    /// In whatever shift state.
    Other(Shift),
}

/// A pass over the bytes.
struct Scan<'a> {
    bytes: &'a [u8],
    charset: Charset,
    field: u8,
    /// The delimiters below the field.
    below: [u8; 3],
    /// The escape character, where there is one.
    escape: Option<u8>,
    is_text: bool,
    /// Where the block begins, and in which shift state.
    base: usize,
    state: State,
    /// The shift state of [`State::Kanji`].
    kanji: Shift,
    /// How many bytes of the block belong to a unit that began before it.
    carried: usize,
    /// The piece that began before the block.
    open: Open,
}

impl<'a> Scan<'a> {
    fn new(bytes: &'a [u8], syntax: &Syntax, is_text: bool) -> Self {
        let delimiters = &syntax.delimiters;
        let (component, repetition) = (delimiters.component, delimiters.repetition);
        let mut kanji = Shift::default();
        Charset::Iso2022Jp.unit(&mut kanji, b"\x1b$B");
        Self {
            bytes,
            charset: syntax.charset,
            field: delimiters.field,
            below: [component, repetition, delimiters.subcomponent.unwrap_or(component)],
            escape: delimiters.escape,
            is_text,
            base: 0,
            state: State::Start,
            kanji,
            carried: 0,
            open: Open::default(),
        }
    }

    #[inline(always)]
    fn block<S: Simd>(&mut self, simd: S, block: &[u8; BLOCK], out: &mut Marks) {
        let row = u8x64::from_slice(simd, block);
        let is = |byte: u8| row.simd_eq(u8x64::splat(simd, byte));
        let [a, b, c] = self.below;
        let fields = is(self.field).to_bitmask();
        let below = (is(a) | is(b) | is(c)).to_bitmask();
        let escapes = self.escape.map_or(0, |escape| is(escape).to_bitmask());
        let controls = row.simd_lt(u8x64::splat(simd, 0x20)).to_bitmask();
        let high = if self.is_text { 0 } else { row.simd_ge(u8x64::splat(simd, 0x80)).to_bitmask() };

        let (live, lines, shifted) = match self.charset {
            Charset::Iso2022Jp => self.shifted(block, controls, fields | below, out),
            Charset::ShiftJis if high != 0 || self.carried != 0 => {
                (self.unpaired(simd, block, fields | below | escapes), line_ends(block, controls), 0)
            }
            _ => (u64::MAX, line_ends(block, controls), 0),
        };
        let ends = fields & live | lines;
        let cuts = ends | below & live;
        let escaped = escapes & live & !cuts;
        let (escaped, open_escaped) = last_in_runs(escaped, cuts, self.open.escaped);
        let (marked, open_marked) =
            last_in_runs((high | shifted | escapes & live) & !cuts, cuts, self.open.marked);
        self.open = Open { marked: open_marked, escaped: open_escaped };
        for line in bits(lines) {
            out.breaks.push(rank(out.cuts.len(), cuts, line));
        }
        push_cuts(simd, &Found { cuts, ends, marked, escaped }, narrow(self.base), &mut out.cuts);
        self.base = self.base.saturating_add(BLOCK);
    }

    /// Follows the shifts of ISO-2022-JP through a block; returns which bytes may be delimiters, which end
    /// lines, and which shift or are read in another state than ASCII.
    #[inline(always)]
    fn shifted(
        &mut self,
        block: &[u8; BLOCK],
        controls: u64,
        delimiters: u64,
        out: &mut Marks,
    ) -> (u64, u64, u64) {
        let (mut hidden, mut lines, mut shifts) = (below(self.carried), 0, controls);
        // Where the run in this state begins.
        let mut from = self.carried;
        for at in bits(controls) {
            let rest = self.bytes.get(self.base.saturating_add(at)..).unwrap_or_default();
            match (self.state, rest) {
                // Nearly always kanji begin or end here, or a line ends in ASCII.
                (State::Start, [0x1B, b'$', b'B', ..]) => (self.state, from) = (State::Kanji, at),
                (State::Kanji, [0x1B, b'(', b'B', ..]) => {
                    self.state = State::Start;
                    let to = at.saturating_add(3);
                    hidden |= below(to) & !below(from);
                    from = to;
                }
                (State::Start, [b'\r', ..]) => lines |= bit(at),
                (_, [byte, ..]) => {
                    let ends_line = super::is_line_end(*byte);
                    if !ends_line && !matches!(byte, 0x1B | 0x0E | 0x0F) {
                        shifts &= !bit(at);
                        continue;
                    }
                    hidden |= self.hidden(block, from..at);
                    shifts |= self.other(from..at);
                    self.note_shifts(delimiters & !hidden & below(at) & !below(from), out);
                    let mut shift = self.shift();
                    if ends_line && shift.is_double_byte() {
                        out.unclosed.push(narrow(self.base.saturating_add(at)));
                    }
                    let to = at.saturating_add(self.charset.unit(&mut shift, rest).len);
                    if ends_line {
                        lines |= bit(at);
                    } else {
                        hidden |= below(to) & !below(at);
                    }
                    self.state = match shift {
                        shift if shift.is_start() => State::Start,
                        shift if shift == self.kanji => State::Kanji,
                        shift => State::Other(shift),
                    };
                    from = to;
                }
                (_, []) => {}
            }
        }
        hidden |= self.hidden(block, from..BLOCK);
        shifts |= self.other(from..BLOCK);
        self.note_shifts(delimiters & !hidden & !below(from), out);
        self.carried = from.saturating_sub(BLOCK);
        (!hidden, lines, shifts & !lines)
    }

    /// The bytes of a part of a block, all in the present state, that do not stand for themselves.
    #[inline]
    fn hidden(&self, block: &[u8; BLOCK], part: Range<usize>) -> u64 {
        let all = below(part.end) & !below(part.start);
        match self.state {
            State::Start => 0,
            State::Kanji => all,
            State::Other(shift) if shift.is_double_byte() => all,
            // Every byte does in JIS X 0201 Roman, as its first does.
            State::Other(shift) if self.charset.unit(&mut shift.clone(), b"!").live => 0,
            State::Other(shift) => {
                let stands = |at: &usize| {
                    let rest = block.get(*at..).unwrap_or_default();
                    self.charset.unit(&mut shift.clone(), rest).live
                };
                all & !bits(all).filter(stands).fold(0, |live, at| live | bit(at))
            }
        }
    }

    /// The bytes of a part of a block, where they are read in another state than the usual ones.
    #[inline]
    const fn other(&self, part: Range<usize>) -> u64 {
        match self.state {
            // What a block is padded with is no piece.
            State::Other(_) => {
                below(part.end) & !below(part.start) & below(self.bytes.len().saturating_sub(self.base))
            }
            State::Start | State::Kanji => 0,
        }
    }

    /// Notes the state in which the pieces behind delimiters begin.
    #[inline]
    fn note_shifts(&self, delimiters: u64, out: &mut Marks) {
        if let State::Other(shift) = self.state {
            let behind = |at: usize| self.base.saturating_add(at).saturating_add(1);
            out.shifts.extend(bits(delimiters).map(|at| (narrow(behind(at)), shift)));
        }
    }

    fn shift(&self) -> Shift {
        match self.state {
            State::Start => Shift::default(),
            State::Kanji => self.kanji,
            State::Other(shift) => shift,
        }
    }

    /// Follows the characters of Shift_JIS through a block; returns a mask without the delimiters that are second halves.
    #[inline(always)]
    fn unpaired<S: Simd>(&mut self, simd: S, block: &[u8; BLOCK], delimiters: u64) -> u64 {
        const EVEN: u64 = 0x5555_5555_5555_5555;
        let after_lead = below(self.carried);
        // 81-9F and E0-FC.
        let folded = u8x64::from_slice(simd, block) ^ u8x64::splat(simd, 0x20);
        let leads = folded.simd_ge(u8x64::splat(simd, 0xA1)) & folded.simd_le(u8x64::splat(simd, 0xDC));
        let leads = leads.to_bitmask() & !after_lead;
        // Behind the first of a run of lead bytes every other byte is a second half: in the even places where the run begins
        // in an odd one, and in the odd places otherwise. Adding its first bit takes a run out of the mask; the carry of the
        // last leads into the next block.
        let follow = leads << 1 | after_lead;
        let (begin_even, is_open) = (leads & !EVEN & !follow).overflowing_add(leads);
        let seconds = (EVEN ^ begin_even << 1) & follow;
        self.carried = usize::from(is_open);
        // A delimiter is one behind a first half that makes no character with it.
        let stands = |at: &usize| {
            let before = self.base.saturating_add(*at).saturating_sub(1);
            let rest = self.bytes.get(before..).unwrap_or_default();
            self.charset.unit(&mut Shift::default(), rest).len == 1
        };
        bits(seconds & delimiters).filter(stands).fold(!seconds, |live, at| live | bit(at))
    }
}

/// The line ends among the control characters of a block.
#[inline(always)]
fn line_ends(block: &[u8; BLOCK], controls: u64) -> u64 {
    bits(controls).filter(|at| block.get(*at).is_some_and(|byte| super::is_line_end(*byte))).map(bit).sum()
}

/// A block of the bytes that are left, with blanks, which are never delimiters, before `start` and behind the end.
fn padded(bytes: &[u8], start: usize) -> [u8; BLOCK] {
    let mut block = [b' '; BLOCK];
    for (to, from) in block.iter_mut().zip(bytes).skip(start) {
        *to = *from;
    }
    block
}

/// The cuts behind a run between cuts that has a bit, and whether the last, which goes on, has one; the first went on from before.
///
/// Added to the bytes that are no cuts, a bit carries to the cut behind it.
#[inline(always)]
const fn last_in_runs(has: u64, cuts: u64, had: bool) -> (u64, bool) {
    let (sum, over) = (!cuts).overflowing_add(has);
    let (sum, over_too) = sum.overflowing_add(if had { 1 } else { 0 });
    (sum & cuts, over | over_too)
}

/// The cuts of a block, and what is known of them: one bit for the place of each.
struct Found {
    cuts: u64,
    ends: u64,
    marked: u64,
    escaped: u64,
}

/// Pushes all cuts of a block.
#[inline(always)]
fn push_cuts<S: Simd>(simd: S, found: &Found, base: u32, out: &mut Vec<Cut>) {
    const STEP: usize = 16;
    let Found { cuts, ends, marked, escaped } = *found;
    let length = out.len().saturating_add(count(cuts));
    if S::u8s::LEN == BLOCK {
        // A processor with vectors of 64 bytes packs the places of all bits at once, and what is known of them.
        let (cuts, nothing) = (mask8x64::from_bitmask(simd, cuts), u8x64::splat(simd, 0));
        let [.., flag_of_end] = Cut::ENDS_FIELD.to_le_bytes();
        let [.., flag_of_mark] = Cut::MARKED.to_le_bytes();
        let [.., flag_of_escape] = Cut::ESCAPED.to_le_bytes();
        let flags = |bits, flag| mask8x64::from_bitmask(simd, bits).select(u8x64::splat(simd, flag), nothing);
        let known = flags(ends, flag_of_end) | flags(marked, flag_of_mark) | flags(escaped, flag_of_escape);
        let places = u8x64::from_slice(simd, &PLACES).compress(cuts).to_array();
        let known = known.compress(cuts).to_array();
        let rows = places.as_chunks::<STEP>().0.iter().zip(known.as_chunks::<STEP>().0);
        for (places, known) in rows.take(count(found.cuts).div_ceil(STEP)) {
            let mut row = [Cut(0); STEP];
            for ((cut, place), known) in row.iter_mut().zip(places).zip(known) {
                *cut = Cut(base.wrapping_add(u32::from(*place)) | u32::from(*known) << 24);
            }
            out.extend_from_slice(&row);
        }
    } else {
        // Eight at a time: a loop that ends with the last bit is mispredicted once a block.
        let (first, mut left) = (out.len(), cuts);
        while left != 0 {
            out.extend_from_slice(&std::array::from_fn::<Cut, 8, _>(|_| {
                let at = left.trailing_zeros();
                left &= left.wrapping_sub(1);
                let end = u32::from(ends.wrapping_shr(at) & 1 != 0) << Cut::WIDTH;
                Cut(base.wrapping_add(at) | end)
            }));
        }
        // Few pieces are marked.
        for (known, flag) in [(marked, Cut::MARKED), (escaped, Cut::ESCAPED)] {
            for at in bits(known) {
                if let Some(cut) = out.get_mut(wide(rank(first, cuts, at))) {
                    cut.0 |= flag;
                }
            }
        }
    }
    out.truncate(length);
}

/// The places of all bits of a mask.
static PLACES: [u8; BLOCK] = {
    let (mut places, mut place) = ([0; BLOCK], 0_u8);
    let mut left = places.as_mut_slice();
    while let [first, tail @ ..] = left {
        *first = place;
        place = place.wrapping_add(1);
        left = tail;
    }
    places
};

/// The places of the bits of a mask, from the lowest.
#[inline(always)]
fn bits(mut mask: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let at = Some(lowest(mask)).filter(|_| mask != 0);
        mask &= mask.wrapping_sub(1);
        at
    })
}

/// The position in a list of `length` cuts, and then these, of the cut at a place.
fn rank(length: usize, cuts: u64, at: usize) -> u32 {
    narrow(length.saturating_add(count(cuts & below(at))))
}

const fn bit(at: usize) -> u64 {
    below(at.saturating_add(1)) & !below(at)
}

/// All bits below a place.
#[inline]
const fn below(at: usize) -> u64 {
    if at < BLOCK { !(u64::MAX << at) } else { u64::MAX }
}

#[inline(always)]
fn lowest(mask: u64) -> usize {
    usize::try_from(mask.trailing_zeros()).unwrap_or(BLOCK)
}

#[inline(always)]
fn count(mask: u64) -> usize {
    usize::try_from(mask.count_ones()).unwrap_or(BLOCK)
}

fn narrow(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[inline]
fn wide(n: u32) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::delimiters::Delimiters;
    use crate::message::is_line_end;

    /// All kinds of processor that this one is, the best among them.
    fn levels() -> Vec<Level> {
        let level = Level::new();
        #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
        let others = [level.as_sse2().map(Level::Sse2), level.as_avx2().map(Level::Avx2)];
        #[cfg(not(any(target_arch = "x86", target_arch = "x86_64")))]
        let others: [Option<Level>; 0] = [];
        others.into_iter().flatten().chain([level]).collect()
    }

    /// What a scan finds is what the definition says, line by line.
    fn check(bytes: &[u8], charset: Charset, delimiters: Delimiters) {
        let syntax = Syntax::new(charset, delimiters);
        for is_text in [charset == Charset::Utf8 && std::str::from_utf8(bytes).is_ok(), false] {
            let mut defined = Marks::default();
            let mut start = 0;
            defined.begin(start);
            for at in 0..=bytes.len() {
                if bytes.get(at).is_none_or(|byte| is_line_end(*byte)) {
                    defined.reread(bytes, start..at, &syntax, is_text);
                    let mut units = charset.units(Shift::default(), &bytes[start..at]);
                    units.by_ref().for_each(drop);
                    if units.shift().is_double_byte() {
                        defined.unclosed.push(narrow(at));
                    }
                    defined.breaks.push(narrow(defined.cuts.len().saturating_sub(1)));
                    start = at.saturating_add(1);
                }
            }
            for level in levels() {
                let mut found = Marks::default();
                found.scan_by(level, bytes, 0, &syntax, is_text);
                assert_eq!(found, defined, "{level:?} {charset} {bytes:x?}");
            }
        }
    }

    /// Lengths around that of a block, so that units, runs and lines lie across its borders.
    fn bytes() -> impl Strategy<Value = Vec<u8>> {
        let piece = prop_oneof![
            3 => "[|^~&\\\\]{1,3}".prop_map(String::into_bytes),
            3 => "[ -~]{1,9}".prop_map(String::into_bytes),
            2 => prop::sample::select(vec!["\r", "\n", "\r\n", "\x0b", "\x1c", "\t"]).prop_map(|s| s.as_bytes().to_vec()),
            3 => prop::sample::select(vec![
                "\x1b$B", "\x1b(B", "\x1b(J", "\x1b(I", "\x1b$(D", "\x1b&@", "\x1b)I", "\x1b", "\x0e", "\x0f",
            ]).prop_map(|s| s.as_bytes().to_vec()),
            2 => prop::sample::select(vec![b"\x83\x5c".as_slice(), b"\x83\x7c\x83\x5e", b"\x81", b"\xb6", b"\xe6\x97\xa5", b"El5~"])
                .prop_map(<[u8]>::to_vec),
            1 => prop::collection::vec(any::<u8>(), 1..6),
            1 => (0..70usize).prop_map(|n| vec![b'A'; n]),
        ];
        prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
    }

    fn delimiters() -> impl Strategy<Value = Delimiters> {
        let graphic = || prop_oneof![4 => prop::sample::select(b"|^~\\&$(B@J".to_vec()), 1 => 0x21..=0x7Eu8];
        let declared = (prop::sample::select(b"|^$(&@".to_vec()), graphic(), graphic(), graphic(), graphic());
        let any = declared.prop_map(|(field, component, repetition, escape, subcomponent)| Delimiters {
            field,
            component,
            repetition,
            escape: Some(escape),
            subcomponent: Some(subcomponent).filter(|byte| *byte != b'@'),
        });
        prop_oneof![2 => Just(Delimiters::default()), 1 => any]
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2048, ..ProptestConfig::default() })]

        #[test]
        fn blocks_are_read_as_units_are(bytes in bytes(), delimiters in delimiters()) {
            for charset in Charset::ALL {
                check(&bytes, charset, delimiters);
            }
        }

        #[test]
        fn all_cuts_are_pushed(cuts in any::<u64>(), known in any::<[u64; 3]>()) {
            let [ends, marked, escaped] = known.map(|known| known & cuts);
            for level in levels() {
                let mut out = vec![Cut(7)];
                let found = Found { cuts, ends, marked, escaped };
                dispatch!(level, simd => push_cuts(simd, &found, 100, &mut out));
                let pushed = |at: usize| {
                    let is = |bits: u64| bits & bit(at) != 0;
                    (narrow(at).saturating_add(100), is(ends), is(marked), is(escaped))
                };
                let found = out[1..].iter().map(|cut| (cut.at(), cut.ends_field(), cut.is_marked(), cut.is_escaped()));
                prop_assert!(out[0] == Cut(7) && found.eq(bits(cuts).map(pushed)));
            }
        }

        #[test]
        fn a_run_has_what_any_of_its_bytes_has(has in any::<u64>(), cuts in any::<u64>(), had in any::<bool>()) {
            let (mut runs, mut open) = (0, had);
            for at in 0..BLOCK {
                open |= has & !cuts & bit(at) != 0;
                if cuts & bit(at) != 0 {
                    runs |= if open { bit(at) } else { 0 };
                    open = false;
                }
            }
            prop_assert_eq!(last_in_runs(has & !cuts, cuts, had), (runs, open));
        }
    }

    #[test]
    fn a_run_across_blocks_hides_its_delimiters() {
        for before in 0..70 {
            let mut bytes = vec![b'A'; before];
            bytes.extend(b"\x1b$B");
            bytes.extend(b"5~".repeat(40));
            bytes.extend(b"\x1b(B~|\r\x1b$B5~\r|");
            check(&bytes, Charset::Iso2022Jp, Delimiters::default());
            check(&bytes[..before + 2], Charset::Iso2022Jp, Delimiters::default());
        }
    }

    #[test]
    fn lead_bytes_in_a_row_pair_up_across_blocks() {
        for before in 0..70 {
            for leads in (1..5).chain(60..70) {
                for after in [b"\\|^\r".as_slice(), b"A|\\", b"\xb6\\|", b" |"] {
                    let bytes = [vec![b'A'; before], vec![0x83; leads], after.to_vec()].concat();
                    check(&bytes, Charset::ShiftJis, Delimiters::default());
                }
            }
        }
    }
}
