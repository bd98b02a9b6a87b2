use renkei::core::{Charset, SegmentId, SegmentPath};
use renkei::hl7v2::MessageBuf;
use renkei::hl7v2::message::Segment;
use renkei::ssmix2::ConditionFlag;

use crate::Sample;

/// How a file is changed. Paths are those of a message, `PID-7`; values are bytes as they stand in it, delimiters included.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Change {
    /// Puts a value in the place of one that is sent.
    Put(&'static str, &'static [u8]),
    /// Puts a value where there may be none.
    Add(&'static str, &'static [u8]),
    /// Puts bytes behind a value that is sent.
    Append(&'static str, &'static [u8]),
    /// Puts a separator before a value, so that it and all that follows come one field later.
    Shift(&'static str),
    /// Takes a value away.
    Clear(&'static str),
    /// Takes a segment away: the one with this place among those of its name.
    Remove(&'static str),
    /// Takes away all segments of a name.
    RemoveAll(&'static str),
    /// Puts a copy of a segment behind it.
    Double(&'static str),
    /// Puts a segment in front of the one before it: the first of a name that directly follows one of the other.
    Swap(&'static str, &'static str),
    /// Puts a new segment behind one.
    Insert(&'static str, &'static [u8]),
    /// Cuts the message within its last segment, if it has this name, behind the first field; what is missed is the second.
    Cut(&'static str, u32, u32),
    /// Changes one field of the message, and says which.
    Edit(fn(&mut MessageBuf) -> Option<SegmentPath>),
    /// Cancels every order of a file that its name says is current.
    Withdraw,
    /// Changes the bytes of the file.
    Bytes(fn(&[u8]) -> Option<Vec<u8>>),
    /// Writes the message in another character set, and leaves what it declares.
    Recode(Charset),
    /// Changes a part of the name of the file: the number of the part from zero, and the new text.
    Name(usize, &'static str),
    /// Leaves a part of the name out.
    NameWithout(usize),
}

impl Change {
    /// Changes a file, and says at which place; `None` where it has no such place.
    pub(super) fn apply(self, sample: &Sample) -> Option<(Sample, Option<SegmentPath>)> {
        let mut spoilt = sample.clone();
        let mut place = None;
        match self {
            Self::Bytes(change) => spoilt.bytes = change(&sample.bytes)?,
            Self::Recode(charset) => spoilt.bytes = recoded(&sample.bytes, charset)?,
            Self::Withdraw => {
                let name = sample.entry_name()?;
                spoilt.bytes = cancelled(&sample.bytes).filter(|_| name.flag() == ConditionFlag::Current)?;
            }
            Self::Name(number, text) => spoilt.name = Some(renamed(sample, number, Some(text))?),
            Self::NameWithout(number) => spoilt.name = Some(renamed(sample, number, None)?),
            _ => {
                let mut message = MessageBuf::parse(sample.bytes.clone(), &mut ()).ok()?;
                place = self.edit(&mut message);
                place?;
                spoilt.bytes = message.into_bytes();
            }
        }
        Some((spoilt, place))
    }

    fn edit(self, message: &mut MessageBuf) -> Option<SegmentPath> {
        match self {
            Self::Put(path, value) => {
                let path = sent(message, path)?;
                message.set_bytes(&path, value).ok()?;
                Some(path)
            }
            Self::Add(path, value) => {
                let path: SegmentPath = path.parse().ok()?;
                message.set_bytes(&path, value).ok()?;
                Some(path)
            }
            Self::Append(path, value) => {
                let path = sent(message, path)?;
                let view = message.as_message();
                let whole = [view.get(&path)?.bytes(), value].concat();
                message.set_bytes(&path, &whole).ok()?;
                Some(path)
            }
            Self::Shift(path) => {
                let path = sent(message, path)?;
                let view = message.as_message();
                let separator = view.delimiters().field;
                let whole = [&[separator], view.get(&path)?.bytes()].concat();
                message.set_bytes(&path, &whole).ok()?;
                Some(path)
            }
            Self::Clear(path) => {
                let path = sent(message, path)?;
                message.set_bytes(&path, b"").ok()?;
                Some(path)
            }
            Self::Remove(path) => {
                let (number, path) = segment(message, path)?;
                message.remove_segment(number).ok()?;
                Some(path)
            }
            Self::RemoveAll(name) => {
                let (mut number, path) = segment(message, name)?;
                loop {
                    message.remove_segment(number).ok()?;
                    match segment(message, name) {
                        Some((next, _)) => number = next,
                        None => return Some(path),
                    }
                }
            }
            Self::Double(name) => {
                let (number, path) = segment(message, name)?;
                let copy = message.as_message().segment_at(number)?.whole().bytes().to_vec();
                message.insert_segment_bytes(number, &copy).ok()?;
                Some(SegmentPath::segment(path.segment, path.occurrence.number()?.saturating_add(1)))
            }
            Self::Swap(first, second) => {
                let ids = (SegmentId::from_name(first), SegmentId::from_name(second));
                let (number, path, one, other) = {
                    let view = message.as_message();
                    let mut pairs = view.segments().zip(view.segments().skip(1));
                    let (one, other) = pairs.find(|(one, other)| (one.id(), other.id()) == ids)?;
                    let bytes = |segment: Segment<'_>| segment.whole().bytes().to_vec();
                    (one.number(), one.path(), bytes(one), bytes(other))
                };
                message.replace_segment(number, &other).ok()?;
                message.replace_segment(number.saturating_add(1), &one).ok()?;
                Some(path)
            }
            Self::Insert(after, bytes) => {
                let (number, _) = segment(message, after)?;
                let place = message.insert_segment_bytes(number, bytes).ok()?;
                let path = message.as_message().segment_at(place)?.path();
                Some(path)
            }
            Self::Cut(name, field, missed) => {
                let view = message.as_message();
                let last = view.segments().filter(|s| s.id() == SegmentId::from_name(name)).last()?;
                if last.number().saturating_add(1) != view.segment_count() {
                    return None;
                }
                let whole = last.span().range();
                let end = last.field(field)?.span().range().end;
                let kept = view.bytes().get(whole.start..end)?.to_vec();
                let path = last.path().with_field(missed);
                let number = last.number();
                message.replace_segment(number, &kept).ok()?;
                Some(path)
            }
            Self::Edit(edit) => edit(message),
            Self::Withdraw | Self::Bytes(_) | Self::Recode(_) | Self::Name(..) | Self::NameWithout(_) => None,
        }
    }
}

/// The place of a value that is sent, and is not null.
fn sent(message: &MessageBuf, path: &str) -> Option<SegmentPath> {
    let path: SegmentPath = path.parse().ok()?;
    let view = message.as_message();
    let raw = view.get(&path)?;
    (!raw.is_blank() && !raw.is_null()).then_some(path)
}

fn segment(message: &MessageBuf, path: &str) -> Option<(usize, SegmentPath)> {
    let path: SegmentPath = path.parse().ok()?;
    let view = message.as_message();
    let found = view.segment(path.segment, path.occurrence.number()?)?;
    Some((found.number(), path))
}

/// The message in another character set, byte for byte the same where it is ASCII.
fn recoded(bytes: &[u8], charset: Charset) -> Option<Vec<u8>> {
    let message = MessageBuf::parse(bytes.to_vec(), &mut ()).ok()?;
    let view = message.as_message();
    if view.charset() == charset {
        return None;
    }
    let text = view.charset().decode(bytes);
    let options = renkei::core::charset::EncodeOptions::new();
    let mut out = Vec::with_capacity(bytes.len());
    charset.encode(text.as_str(), &options, &mut out).ok()?;
    (out != bytes && text.is_clean()).then_some(out)
}

/// The message with every order cancelled.
fn cancelled(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut message = MessageBuf::parse(bytes.to_vec(), &mut ()).ok()?;
    let orders = message.as_message().segments().filter(|s| s.id().as_bytes() == b"ORC").count();
    for number in 1..=u32::try_from(orders).ok()? {
        message.set_bytes(&SegmentPath::field("ORC", number, 1), b"CA").ok()?;
    }
    (orders > 0).then(|| message.into_bytes())
}

/// The name with another text for one of its parts, or without it.
fn renamed(sample: &Sample, number: usize, text: Option<&str>) -> Option<String> {
    // Only a sound name can be spoilt in one way.
    sample.entry_name()?;
    let mut parts: Vec<&str> = sample.name.as_deref()?.split('_').collect();
    if parts.len() != 7 {
        return None;
    }
    match text {
        Some(text) => *parts.get_mut(number)? = text,
        None if number < parts.len() => {
            parts.remove(number);
        }
        None => return None,
    }
    Some(parts.join("_"))
}
