//! Messages as lines of text.
//!
//! The lines are written by hand and not by the encoder of `renkei-jahis`: a message that the mapping itself had written
//! would agree with whatever the mapping gets wrong, on the way out and on the way back.

use renkei::core::SegmentId;
use renkei::jahis::profile::{Kind, Presence};

/// A message that is being written: segments and their fields in ascending order. What the profile does not use for the
/// data kind is left out, so that one description serves all versions.
pub(super) struct Er7 {
    text: String,
    kind: Option<&'static Kind>,
    segment: SegmentId,
    /// The field that was written last.
    field: u32,
    /// Whether the segment is left out as a whole.
    skipped: bool,
}

impl Er7 {
    pub(super) fn new(kind: Option<&'static Kind>) -> Self {
        let text = String::with_capacity(4096);
        Self { text, kind, segment: SegmentId::MSH, field: 0, skipped: false }
    }

    /// Begins a segment.
    pub(super) fn segment(&mut self, name: &str) -> &mut Self {
        self.segment = SegmentId::from_name(name);
        self.skipped = self.kind.is_some_and(|kind| !kind.allows(self.segment));
        if self.skipped {
            return self;
        }
        if !self.text.is_empty() {
            self.text.push('\r');
        }
        self.text.push_str(name);
        self.field = 0;
        if name == "MSH" {
            self.text.push_str("|^~\\&");
            self.field = 2;
        }
        self
    }

    /// Writes a field, numbered from one and higher than the last; nothing for an empty value.
    pub(super) fn at(&mut self, number: u32, value: impl AsRef<str>) -> &mut Self {
        let value = value.as_ref();
        let used = self.kind.is_none_or(|kind| {
            kind.fields(self.segment).is_none()
                || kind.presence(*self.segment.as_bytes(), number) != Presence::Unused
        });
        if value.is_empty() || !used || self.skipped {
            return self;
        }
        debug_assert!(number > self.field, "{}-{number} after {}", self.segment, self.field);
        while self.field < number {
            self.text.push('|');
            self.field = self.field.saturating_add(1);
        }
        self.text.push_str(value);
        self
    }

    /// Writes a field where a condition holds.
    pub(super) fn at_if(&mut self, condition: bool, number: u32, value: impl AsRef<str>) -> &mut Self {
        if condition { self.at(number, value) } else { self }
    }

    /// Returns the lines, each with a CR behind it.
    pub(super) fn finish(mut self) -> String {
        self.text.push('\r');
        self.text
    }
}

/// Text as it stands in a message: delimiters are escaped (HL7 v2.5 2.7).
pub(super) fn text(plain: &str) -> String {
    let mut out = String::with_capacity(plain.len());
    for c in plain.chars() {
        match c {
            '|' => out.push_str("\\F\\"),
            '^' => out.push_str("\\S\\"),
            '&' => out.push_str("\\T\\"),
            '~' => out.push_str("\\R\\"),
            '\\' => out.push_str("\\E\\"),
            _ => out.push(c),
        }
    }
    out
}

/// A coded value: code, text and coding system.
pub(super) fn coded(code: &str, name: &str, system: &str) -> String {
    format!("{}^{}^{system}", text(code), text(name))
}

/// A coded value inside another value, one level down.
pub(super) fn inner(code: &str, name: &str, system: &str) -> String {
    format!("{}&{}&{system}", text(code), text(name))
}

/// Repetitions of one field.
pub(super) fn repeated<S: AsRef<str>>(values: impl IntoIterator<Item = S>) -> String {
    let mut out = String::new();
    for (number, value) in values.into_iter().enumerate() {
        if number > 0 {
            out.push('~');
        }
        out.push_str(value.as_ref());
    }
    out
}

#[cfg(test)]
mod tests {
    use renkei::jahis::profile;

    use super::*;

    #[test]
    fn fields_stand_where_they_belong_and_empty_ones_leave_nothing_behind() {
        let mut message = Er7::new(None);
        message.segment("MSH").at(3, "HIS001").at(9, "ADT^A08");
        message.segment("PID").at(3, "0000123").at(5, "").at_if(false, 7, "19800101").at(8, "F").at(40, "");
        assert_eq!(message.finish(), "MSH|^~\\&|HIS001||||||ADT^A08\rPID|||0000123|||||F\r");
    }

    #[test]
    fn what_the_profile_does_not_use_is_left_out() {
        let write = |profile: &'static profile::Profile| {
            let mut message = Er7::new(profile.kind("OML-11"));
            message.segment("OBX").at(1, "1").at(7, "3-5").at(11, "F");
            message.segment("NTE").at(1, "1");
            message.finish()
        };
        assert_eq!(write(&profile::SSMIX2_1_2C), "OBX|1||||||||||F\r");
        assert_eq!(write(&profile::SSMIX2_1_2G), "OBX|1||||||3-5||||F\r");
        assert_eq!(write(&profile::HL7_2_5), "OBX|1||||||3-5||||F\rNTE|1\r");
    }

    #[test]
    fn delimiters_in_a_text_are_escaped() {
        assert_eq!(text("A|B^C&D~E\\東京"), "A\\F\\B\\S\\C\\T\\D\\R\\E\\E\\東京");
        assert_eq!(coded("1", "α&β", "99XY1"), "1^α\\T\\β^99XY1");
    }
}
