//! What no reader can pass: the least that must be done to the bytes, as fast as safe and portable Rust does it.

use std::fs::{self, File};
use std::io::{self, Read};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use quick_xml::escape::unescape;
use quick_xml::events::Event;

/// Stores the position of every byte that is a delimiter or CR, and returns how many there are. That is the least an index of all fields,
/// repetitions, components and sub-components takes; it knows nothing of double-byte characters, and the delimiters beforehand.
///
/// The positions need as many slots as there are such bytes; what does not fit is left out.
pub fn positions(bytes: &[u8], slots: &mut [u32]) -> usize {
    let (blocks, rest) = bytes.as_chunks::<64>();
    let room = slots.len();
    let mut slots = slots.iter_mut();
    let mut base = 0_u32;
    let mut store = |mut marks: u64, base: u32| {
        while let Some(some) = NonZero::new(marks)
            && let Some(slot) = slots.next()
        {
            *slot = base.wrapping_add(some.trailing_zeros());
            marks &= marks.wrapping_sub(1);
        }
    };
    for block in blocks {
        store(marks(block), base);
        base = base.wrapping_add(64);
    }
    let mut last = [0; 64];
    for (to, from) in last.iter_mut().zip(rest) {
        *to = *from;
    }
    store(marks(&last), base);
    room.saturating_sub(slots.len())
}

/// Marks delimiters and CR by one bit each.
fn marks(block: &[u8; 64]) -> u64 {
    // `|`, `~`, `^` and `\` are 5C with or without two bits. A loop without branches becomes a few vector instructions.
    let mut flags = [0_u8; 64];
    for (flag, byte) in flags.iter_mut().zip(block) {
        *flag = u8::from((byte & !0x22 == b'\\') | (*byte == b'&') | (*byte == b'\r'));
    }
    // The multiplication moves the lowest bits of eight bytes into one byte.
    let (words, _) = flags.as_chunks::<8>();
    words.iter().rev().fold(0, |marks, word| {
        marks << 8 | u64::from_le_bytes(*word).wrapping_mul(0x0102_0408_1020_4080) >> 56
    })
}

/// Goes through the events of a document and returns how many there are; nothing where it is not well-formed.
pub fn events(document: &[u8]) -> usize {
    let mut reader = quick_xml::Reader::from_reader(document);
    let mut count = 0_usize;
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => return count,
            Ok(_) => count = count.saturating_add(1),
            Err(_) => return 0,
        }
    }
}

/// Goes through the events of a document, each attribute and text unescaped, and returns how long these are together.
pub fn events_with_values(document: &[u8]) -> usize {
    let Ok(text) = str::from_utf8(document) else { return 0 };
    let mut reader = quick_xml::Reader::from_str(text);
    let mut length = 0_usize;
    loop {
        let here = match reader.read_event() {
            Ok(Event::Eof) => return length,
            Ok(Event::Start(element) | Event::Empty(element)) => element
                .attributes()
                .flatten()
                .map(|a| a.key.as_ref().len().saturating_add(attribute(&a)))
                .sum(),
            Ok(Event::Text(text)) => text.xml10_content().len(),
            Ok(_) => 0,
            Err(_) => return 0,
        };
        length = length.saturating_add(here);
    }
}

fn attribute(attribute: &quick_xml::events::attributes::Attribute<'_>) -> usize {
    unescape(&attribute.value).map_or(0, |value| value.len())
}

/// Walks a tree on so many threads, and reads its files if wanted; returns the bytes read, or the number of files.
pub fn walk(root: &Path, read: bool, threads: usize) -> usize {
    // Two levels down there are enough folders to share out.
    let mut shares = vec![root.to_owned()];
    for _ in 0..2 {
        shares = shares.iter().flat_map(|folder| folders(folder).unwrap_or_default()).collect();
    }
    let next = AtomicUsize::new(0);
    let work = || {
        let (mut buffer, mut made) = (Vec::new(), 0_usize);
        while let Some(folder) = shares.get(next.fetch_add(1, Ordering::Relaxed)) {
            made = made.saturating_add(below(folder, read, &mut buffer).unwrap_or(0));
        }
        made
    };
    if threads <= 1 {
        return work();
    }
    thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        workers.into_iter().map(|worker| worker.join().unwrap_or(0)).sum()
    })
}

fn folders(folder: &Path) -> io::Result<Vec<PathBuf>> {
    fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect()
}

fn below(folder: &Path, read: bool, buffer: &mut Vec<u8>) -> io::Result<usize> {
    let mut made = 0_usize;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let here = if entry.file_type()?.is_dir() {
            below(&entry.path(), read, buffer)?
        } else if read {
            buffer.clear();
            File::open(entry.path())?.read_to_end(buffer)?
        } else {
            1
        };
        made = made.saturating_add(here);
    }
    Ok(made)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_delimiter_is_stored() {
        let is_one = |b: &u8| br"|^~\&".contains(b) || *b == b'\r';
        let every: Vec<u8> = (0..=u8::MAX).collect();
        for length in [0, 1, 63, 64, 65, 200, 256] {
            let bytes = &every[256 - length..];
            let mut slots = vec![0; 256];
            let count = positions(bytes, &mut slots);
            let expected: Vec<u32> =
                bytes.iter().zip(0..).filter(|(b, _)| is_one(b)).map(|(_, at)| at).collect();
            assert_eq!(slots[..count], expected);
        }
    }

    #[test]
    fn an_index_without_room_stops() {
        assert_eq!(positions(b"a|b|c|d", &mut [0; 2]), 2);
    }

    #[test]
    fn events_are_counted_and_their_values_added_up() {
        let document = "<a b=\"東京\">x&amp;y<c/></a>".as_bytes();
        assert!(events(document) >= 4);
        assert!(events_with_values(document) >= "b東京xy".len());
        assert_eq!(events(b"<a></b>"), 0);
    }

    #[test]
    fn a_tree_is_walked_to_its_last_file() {
        let folder = tempfile::tempdir().unwrap();
        let sample = crate::corpus::storage(folder.path(), 50).unwrap();
        for threads in [1, 2] {
            assert_eq!(walk(folder.path(), false, threads), 50);
            assert_eq!(walk(folder.path(), true, threads), sample.bytes());
        }
    }
}
