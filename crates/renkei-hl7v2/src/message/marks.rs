//! One pass over the bytes of a message: where its lines and fields end, and which bytes do not stand for themselves.
//!
//! What is found is defined one unit after the other, by [`Marks::reread`]. [`Marks::scan`] finds the same 64 bytes at a
//! time: comparisons of vectors give masks of one bit a byte, and only what changes how bytes are read (line ends, shifts, first halves of characters) is then looked at one by one.

use std::ops::Range;

use renkei_core::Charset;
use renkei_core::charset::Shift;
use wide::u8x16;

use super::scan::{Syntax, class};

/// How many bytes are looked at at a time: as many as a mask has bits.
const BLOCK: usize = 64;
const BITS: u32 = u64::BITS;

/// Where lines and fields end, and one bit for each byte: whether it means something else than itself.
///
/// Marked are the delimiters below the field and the escape character where they stand for themselves, ESC, SO and SI where
/// they shift, and the first of each run of bytes from 80 on, unless they are text as they are. So bytes without a mark, in
/// the state of the start of a line, are their own text, and no kanji holds the mark of a delimiter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks {
    /// Where field separators and line ends stand, in order; behind them, those of the lines that were read again.
    pub(super) ends: Vec<u32>,
    /// Which of the ends are those of lines, by position in the list; the end of the bytes is the last.
    pub(super) breaks: Vec<u32>,
    /// Where pieces begin in another shift state than ASCII, because the sender did not return to it, and in which, in order.
    /// Legal messages have none.
    shifts: Vec<(u32, Shift)>,
    /// The line ends that a double-byte run was not closed before.
    pub(super) unclosed: Vec<u32>,
    words: Vec<u64>,
}

impl Marks {
    /// Reads all bytes from `start` on.
    ///
    /// `is_text` says that the bytes are text as they are, from 80 on too: UTF-8 without an error.
    pub(super) fn scan(&mut self, bytes: &[u8], start: usize, syntax: &Syntax, is_text: bool) {
        self.ends.clear();
        self.breaks.clear();
        self.shifts.clear();
        self.unclosed.clear();
        self.words.clear();
        self.words.reserve(bytes.len().div_ceil(BLOCK));
        let mut scan = Scan::new(bytes, syntax, is_text);
        let (blocks, rest) = bytes.as_chunks::<BLOCK>();
        for block in blocks {
            if scan.base < start {
                scan.block(&padded(block, start), self);
            } else {
                scan.block(block, self);
            }
        }
        if !rest.is_empty() {
            scan.block(&padded(rest, start.saturating_sub(scan.base)), self);
        }
        if scan.shift().is_double_byte() {
            self.unclosed.push(narrow(bytes.len()));
        }
        self.breaks.push(narrow(self.ends.len()));
        self.ends.push(narrow(bytes.len()));
    }

    /// Reads one line again, with delimiters of its own, and returns where its ends stand in the list.
    pub(super) fn reread(
        &mut self,
        bytes: &[u8],
        line: Range<usize>,
        syntax: &Syntax,
        is_text: bool,
    ) -> (u32, u32) {
        let first = narrow(self.ends.len());
        let mut after_high = false;
        let mut units = syntax.charset.units(Shift::default(), bytes.get(line.clone()).unwrap_or_default());
        while let Some((from, unit)) = units.next() {
            let from = from.saturating_add(line.start);
            let byte = bytes.get(from).copied().unwrap_or_default();
            let is_field = unit.live && byte == syntax.delimiters.field;
            if is_field {
                self.ends.push(narrow(from));
            }
            if (is_field || unit.live && syntax.class(byte) & class::LIVE != 0) && !units.shift().is_start() {
                self.shifts.push((narrow(from.saturating_add(1)), units.shift()));
            }
            for at in from..from.saturating_add(unit.len) {
                let byte = bytes.get(at).copied().unwrap_or_default();
                let is_first_high = !byte.is_ascii() && !after_high && !is_text;
                after_high = !byte.is_ascii();
                self.set(
                    at,
                    is_first_high
                        || syntax.class(byte) & if unit.live { class::LIVE } else { class::SHIFT } != 0,
                );
            }
        }
        self.ends.push(narrow(line.end));
        // Where a delimiter is one for both it is there twice, in the same state.
        self.shifts.sort_unstable_by_key(|(at, _)| *at);
        (first, narrow(self.ends.len()))
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

    fn set(&mut self, at: usize, marked: bool) {
        let n = at / BLOCK;
        if n >= self.words.len() {
            self.words.resize(n.saturating_add(1), 0);
        }
        if let Some(word) = self.words.get_mut(n) {
            let bit = 1_u64.wrapping_shl(narrow(at));
            *word = if marked { *word | bit } else { *word & !bit };
        }
    }

    /// The places of the marks in a range of the bytes, in order.
    #[inline]
    pub(super) fn within(&self, range: Range<u32>) -> Marked<'_> {
        let word = word_of(range.start).and_then(|n| self.words.get(n)).copied().unwrap_or_default();
        let base = range.start & !BITS.saturating_sub(1);
        Marked { words: &self.words, word: word & u64::MAX.wrapping_shl(range.start), base, end: range.end }
    }
}

/// An iterator over the places of marks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Marked<'a> {
    words: &'a [u64],
    /// The marks that are left in the block that begins at `base`.
    word: u64,
    base: u32,
    end: u32,
}

impl Marked<'_> {
    /// Where the range ends.
    #[inline]
    pub(super) const fn end(&self) -> u32 {
        self.end
    }
}

impl Iterator for Marked<'_> {
    type Item = u32;

    #[inline]
    fn next(&mut self) -> Option<u32> {
        while self.word == 0 {
            let next = self.base.checked_add(BITS).filter(|next| *next < self.end)?;
            self.word = self.words.get(word_of(next)?).copied()?;
            self.base = next;
        }
        let at = self.base.wrapping_add(self.word.trailing_zeros());
        self.word &= self.word.wrapping_sub(1);
        Some(at).filter(|at| *at < self.end)
    }
}

/// The word that has the bit of a byte.
#[inline]
fn word_of(at: u32) -> Option<usize> {
    usize::try_from(at / BITS).ok()
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
    field: u8x16,
    /// The delimiters below the field and the escape character.
    below: [u8x16; 4],
    is_text: bool,
    /// Where the block begins, and in which shift state.
    base: usize,
    state: State,
    /// The shift state of [`State::Kanji`].
    kanji: Shift,
    /// How many bytes of the block belong to a unit that began before it.
    carried: usize,
    /// Whether the byte before the block is one from 80 on, as a mask of its first bit.
    after_high: u64,
}

impl<'a> Scan<'a> {
    fn new(bytes: &'a [u8], syntax: &Syntax, is_text: bool) -> Self {
        let delimiters = &syntax.delimiters;
        let (component, repetition) = (delimiters.component, delimiters.repetition);
        let subcomponent = delimiters.subcomponent.unwrap_or(component);
        let mut kanji = Shift::default();
        Charset::Iso2022Jp.unit(&mut kanji, b"\x1b$B");
        Self {
            bytes,
            charset: syntax.charset,
            field: u8x16::splat(delimiters.field),
            below: [component, repetition, subcomponent, delimiters.escape.unwrap_or(component)]
                .map(u8x16::splat),
            is_text,
            base: 0,
            state: State::Start,
            kanji,
            carried: 0,
            after_high: 0,
        }
    }

    #[inline]
    fn block(&mut self, block: &[u8; BLOCK], out: &mut Marks) {
        let (field, [a, b, c, d]) = (self.field, self.below);
        let fields = mask(block, |bytes| bytes.simd_eq(field));
        let below =
            mask(block, |bytes| bytes.simd_eq(a) | bytes.simd_eq(b) | bytes.simd_eq(c) | bytes.simd_eq(d));
        let controls = mask(block, |bytes| bytes.simd_lt(u8x16::splat(0x20)));
        let high = if self.is_text { 0 } else { !mask(block, |bytes| bytes.simd_lt(u8x16::splat(0x80))) };
        let first_high = high & !(high << 1 | self.after_high);
        self.after_high = high >> 63;

        let (live, lines, shifts) = match self.charset {
            Charset::Iso2022Jp => self.shifted(block, controls, fields | below, out),
            Charset::ShiftJis if high != 0 || self.carried != 0 => {
                (self.unpaired(block, fields | below), line_ends(block, controls), 0)
            }
            _ => (u64::MAX, line_ends(block, controls), 0),
        };
        let ends = fields & live | lines;
        for line in bits(lines) {
            out.breaks.push(rank(out.ends.len(), ends, line));
        }
        push_places(ends, narrow(self.base), &mut out.ends);
        out.words.push(below & live | first_high | shifts);
        self.base = self.base.saturating_add(BLOCK);
    }

    /// Follows the shifts of ISO-2022-JP through a block; returns which bytes may be delimiters, which end
    /// lines, and which shift.
    #[inline]
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
    #[inline]
    fn unpaired(&mut self, block: &[u8; BLOCK], delimiters: u64) -> u64 {
        const EVEN: u64 = 0x5555_5555_5555_5555;
        let after_lead = below(self.carried);
        // 81-9F and E0-FC.
        let leads = mask(block, |bytes| {
            let folded = bytes ^ u8x16::splat(0x20);
            folded.simd_ge(u8x16::splat(0xA1)) & folded.simd_le(u8x16::splat(0xDC))
        }) & !after_lead;
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
#[inline]
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

/// Asks something of 64 bytes; the answers are bits, the lowest that of the first byte.
#[inline]
fn mask(block: &[u8; BLOCK], is: impl Fn(u8x16) -> u8x16) -> u64 {
    let (rows, _) = block.as_chunks::<16>();
    let answers = |row: &[u8; 16]| u64::from(is(u8x16::new(*row)).to_bitmask());
    rows.iter().rev().fold(0, |mask, row| mask << 16 | answers(row))
}

/// Pushes the places of all bits, eight at a time: a loop that ends with the last bit is mispredicted once a block.
#[inline]
fn push_places(mut mask: u64, base: u32, places: &mut Vec<u32>) {
    const STEP: usize = 8;
    let length = places.len().saturating_add(count(mask));
    while mask != 0 {
        places.extend_from_slice(&std::array::from_fn::<u32, STEP, _>(|_| {
            let at = mask.trailing_zeros();
            mask &= mask.wrapping_sub(1);
            base.wrapping_add(at)
        }));
    }
    places.truncate(length);
}

/// The places of the bits of a mask, from the lowest.
fn bits(mut mask: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let at = Some(lowest(mask)).filter(|_| mask != 0);
        mask &= mask.wrapping_sub(1);
        at
    })
}

/// The position in a list of `length` ends, and then these, of the end at a place.
fn rank(length: usize, ends: u64, at: usize) -> u32 {
    narrow(length.saturating_add(count(ends & below(at))))
}

const fn bit(at: usize) -> u64 {
    below(at.saturating_add(1)) & !below(at)
}

/// All bits below a place.
#[inline]
const fn below(at: usize) -> u64 {
    if at < BLOCK { !(u64::MAX << at) } else { u64::MAX }
}

#[inline]
fn lowest(mask: u64) -> usize {
    usize::try_from(mask.trailing_zeros()).unwrap_or(BLOCK)
}

#[inline]
fn count(mask: u64) -> usize {
    usize::try_from(mask.count_ones()).unwrap_or(BLOCK)
}

fn narrow(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::delimiters::Delimiters;
    use crate::message::is_line_end;

    /// What a scan finds is what the definition says, line by line.
    fn check(bytes: &[u8], charset: Charset, delimiters: Delimiters) {
        let syntax = Syntax::new(charset, delimiters);
        for is_text in [charset == Charset::Utf8 && std::str::from_utf8(bytes).is_ok(), false] {
            let (mut found, mut defined) = (Marks::default(), Marks::default());
            found.scan(bytes, 0, &syntax, is_text);
            let mut start = 0;
            for at in 0..=bytes.len() {
                if bytes.get(at).is_none_or(|byte| is_line_end(*byte)) {
                    defined.reread(bytes, start..at, &syntax, is_text);
                    let mut units = charset.units(Shift::default(), &bytes[start..at]);
                    units.by_ref().for_each(drop);
                    if units.shift().is_double_byte() {
                        defined.unclosed.push(narrow(at));
                    }
                    defined.breaks.push(narrow(defined.ends.len().saturating_sub(1)));
                    start = at.saturating_add(1);
                }
            }
            defined.words.resize(bytes.len().div_ceil(BLOCK), 0);
            assert_eq!(found, defined, "{charset} {bytes:x?}");

            let length = narrow(bytes.len());
            let marked: Vec<u32> = found.within(0..length).collect();
            let expected = (0..length).filter(|at| found.words[word_of(*at).unwrap()] >> (at % 64) & 1 == 1);
            assert!(expected.eq(marked.iter().copied()));
            for range in [1..length, 63..70, 64..64, 0..length.saturating_sub(1)] {
                assert!(
                    found.within(range.clone()).eq(marked.iter().copied().filter(|at| range.contains(at)))
                );
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
        fn a_mask_has_one_bit_a_byte(bytes in prop::array::uniform32(any::<u8>()), asked in any::<u8>()) {
            let block: [u8; BLOCK] = std::array::from_fn(|n| bytes[n.wrapping_mul(7) % 32]);
            let expected = block.iter().rev().fold(0, |mask, byte| mask << 1 | u64::from(*byte < asked));
            prop_assert_eq!(mask(&block, |bytes| bytes.simd_lt(u8x16::splat(asked))), expected);
            let mut places = vec![7];
            push_places(expected, 100, &mut places);
            let all: Vec<u32> = bits(expected).map(|at| narrow(at).saturating_add(100)).collect();
            prop_assert_eq!((places[0], &places[1..]), (7, all.as_slice()));
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
