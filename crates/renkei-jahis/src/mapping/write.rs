use renkei_hl7v2::Raw;
use renkei_hl7v2::escape::LineBreak;
use renkei_hl7v2::message::Level;
use renkei_model::value::{Part, Repetition, Text};

use super::editor::WriteState;
use super::{DataType, Leaf, Parts};
use crate::codes;

/// One value of a field while it is written, over what was there before.
///
/// A part that reads as it is to be keeps its bytes, and so do parts that nothing is mapped to.
pub(super) struct Write<'w, 'm> {
    state: &'w mut WriteState,
    level: Level,
    old: Option<Raw<'m>>,
    /// The bytes of the whole, where it is one text.
    whole: Option<Vec<u8>>,
    /// The parts that were written, by their number counted from one.
    parts: Vec<(u32, Vec<u8>)>,
}

impl<'w, 'm> Write<'w, 'm> {
    pub(super) fn new(state: &'w mut WriteState, old: Option<Raw<'m>>, level: Level) -> Self {
        Self { state, level, old, whole: None, parts: Vec::new() }
    }

    /// The bytes of the value, without empty parts at the end.
    pub(super) fn finish(mut self) -> Vec<u8> {
        if let Some(whole) = self.whole {
            return whole;
        }
        let separator = match self.level {
            Level::Field | Level::Repetition => Some(self.state.delimiters.component),
            Level::Component => self.state.delimiters.subcomponent,
            Level::Subcomponent => None,
        };
        if let Some(old) = self.old {
            for (piece, n) in old.pieces().zip(1u32..) {
                if !self.parts.iter().any(|(m, _)| *m == n) {
                    self.parts.push((n, piece.bytes().to_vec()));
                }
            }
        }
        self.parts.retain(|(_, bytes)| !bytes.is_empty());
        self.parts.sort_by_key(|(n, _)| *n);
        let Some(separator) = separator else {
            // There is no level below: only the first part can be written.
            if self.parts.iter().any(|(n, _)| *n > 1) {
                self.state.remark(&codes::DEPTH_EXCEEDED);
            }
            return self.parts.into_iter().find(|(n, _)| *n == 1).map(|(_, bytes)| bytes).unwrap_or_default();
        };
        let mut out = Vec::new();
        let mut at = 1;
        for (n, bytes) in self.parts {
            let missing = usize::try_from(n.saturating_sub(at)).unwrap_or(0);
            out.extend(std::iter::repeat_n(separator, missing));
            out.extend(bytes);
            at = n;
        }
        out
    }

    /// Takes a part. An empty one says something only where another was there.
    fn put(&mut self, n: u32, bytes: Vec<u8>) {
        if !bytes.is_empty() || self.old.is_some() {
            self.parts.push((n, bytes));
        }
    }

    /// Writes one text; what else stands in the old value stays.
    fn text(&mut self, text: &str, line_break: LineBreak, read: impl Fn(&Raw<'m>) -> bool) {
        let mut first = self.old;
        while let Some(raw) = first.filter(|raw| raw.level() != Level::Subcomponent) {
            first = raw.pieces().next();
        }
        let (Some(old), Some(first)) = (self.old, first) else {
            self.whole = Some(if text.is_empty() { Vec::new() } else { self.state.write(text, line_break) });
            return;
        };
        if read(&first) {
            self.whole = Some(old.bytes().to_vec());
            return;
        }
        let mut bytes = if text.is_empty() { Vec::new() } else { self.state.write(text, line_break) };
        bytes.extend_from_slice(old.bytes().get(first.bytes().len()..).unwrap_or_default());
        self.whole = Some(bytes);
    }
}

impl Parts for Write<'_, '_> {
    fn leaf<V: Leaf>(&mut self, value: &mut V) {
        let text = value.text();
        self.text(text, LineBreak::Hex, |raw| raw.text() == text);
    }

    fn formatted(&mut self, value: &mut Text) {
        let text = value.as_str();
        self.text(text, LineBreak::Command, |raw| raw.formatted_text() == text);
    }

    fn part<D: DataType<V>, V>(&mut self, n: u32, _: &'static str, value: &mut V) {
        let level = match self.level {
            Level::Field => Level::Repetition,
            Level::Repetition => Level::Component,
            Level::Component | Level::Subcomponent => Level::Subcomponent,
        };
        let old =
            self.old.filter(|raw| raw.level() != Level::Subcomponent || n == 1).and_then(|raw| raw.piece(n));
        let mut inner = Write::new(&mut *self.state, old, level);
        D::map(&mut inner, value);
        let bytes = inner.finish();
        self.put(n, bytes);
    }

    fn nested(&mut self, n: u32, mut map: impl FnMut(&mut Self)) {
        let level = match self.level {
            Level::Field => Level::Repetition,
            Level::Repetition => Level::Component,
            Level::Component | Level::Subcomponent => Level::Subcomponent,
        };
        let old = self.old.and_then(|raw| raw.piece(n));
        // The same cursor, for a moment at the part.
        let around = (self.level, self.old, self.whole.take(), std::mem::take(&mut self.parts));
        (self.level, self.old) = (level, old);
        map(self);
        let whole = self.whole.take();
        let parts = std::mem::take(&mut self.parts);
        let inner = Write { state: &mut *self.state, level: self.level, old: self.old, whole, parts };
        let bytes = inner.finish();
        (self.level, self.old, self.whole, self.parts) = around;
        self.put(n, bytes);
    }

    fn scope<T>(&mut self, _: &'static str, value: &mut T, mut map: impl FnMut(&mut Self, &mut T)) {
        map(self, value);
    }

    fn item<T>(&mut self, _: &'static str, _: usize, value: &mut T, mut map: impl FnMut(&mut Self, &mut T)) {
        map(self, value);
    }

    fn tree(&mut self, value: &mut Repetition) {
        let mut components: Vec<Vec<u8>> = Vec::new();
        match value {
            Repetition::Text(text) => components.push(self.state.sent(text)),
            Repetition::Parts(parts) => {
                for part in parts {
                    match part {
                        Part::Text(text) => components.push(self.state.sent(text)),
                        Part::Parts(texts) => {
                            let texts: Vec<Vec<u8>> =
                                texts.iter().map(|text| self.state.sent(text)).collect();
                            match self.state.delimiters.subcomponent {
                                Some(separator) => components.push(texts.join(&separator)),
                                None => {
                                    self.state.remark(&codes::DEPTH_EXCEEDED);
                                    components.push(texts.into_iter().next().unwrap_or_default());
                                }
                            }
                        }
                    }
                }
            }
        }
        self.whole = Some(components.join(&self.state.delimiters.component));
    }
}

impl WriteState {
    /// A text that is written as it was sent.
    fn sent(&mut self, text: &Text) -> Vec<u8> {
        if text.is_empty() { Vec::new() } else { self.write(text, LineBreak::Hex) }
    }
}
