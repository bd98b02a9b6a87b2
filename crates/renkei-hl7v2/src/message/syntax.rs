use renkei_core::Charset;

use crate::delimiters::Delimiters;

/// How the bytes of a message are to be read, with a table of what each byte may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Syntax {
    pub(crate) charset: Charset,
    pub(crate) delimiters: Delimiters,
    classes: [u8; 256],
}

/// What a byte may be, as bits of a class; a byte with none of them is text wherever it stands for itself.
pub(super) mod class {
    pub(in crate::message) const SUBCOMPONENT: u8 = 1;
    pub(in crate::message) const COMPONENT: u8 = 2;
    pub(in crate::message) const REPETITION: u8 = 4;
    pub(in crate::message) const FIELD: u8 = 8;
    /// The escape character.
    pub(in crate::message) const ESCAPE: u8 = 16;
    /// Changes the shift state.
    pub(in crate::message) const SHIFT: u8 = 32;
    /// The delimiters.
    pub(in crate::message) const CUTS: u8 = SUBCOMPONENT | COMPONENT | REPETITION | FIELD;
}

impl Syntax {
    pub(crate) fn new(charset: Charset, delimiters: Delimiters) -> Self {
        let mut classes = [0; 256];
        let mut set = |byte: u8, class: u8| {
            if let Some(place) = classes.get_mut(usize::from(byte)) {
                *place = class;
            }
        };
        // Where a byte is declared twice the higher level has it.
        for (byte, class) in [
            (delimiters.escape, class::ESCAPE),
            (delimiters.subcomponent, class::SUBCOMPONENT),
            (Some(delimiters.component), class::COMPONENT),
            (Some(delimiters.repetition), class::REPETITION),
            (Some(delimiters.field), class::FIELD),
        ] {
            byte.into_iter().for_each(|byte| set(byte, class));
        }
        if charset == Charset::Iso2022Jp {
            // ESC, SO, SI.
            [0x1B, 0x0E, 0x0F].into_iter().for_each(|byte| set(byte, class::SHIFT));
        }
        Self { charset, delimiters, classes }
    }

    #[inline]
    pub(super) fn class(&self, byte: u8) -> u8 {
        self.classes.get(usize::from(byte)).copied().unwrap_or_default()
    }

    /// What the byte at a place may be.
    #[inline]
    pub(super) fn class_at(&self, bytes: &[u8], at: u32) -> u8 {
        usize::try_from(at).ok().and_then(|at| bytes.get(at)).map_or(0, |byte| self.class(*byte))
    }
}
