//! Replays the corpora of all targets, every fixture and seeded noise: what fuzzing once found stays found.

use renkei_fixtures::Fixture;
use renkei_fuzz::TARGETS;

fn corpus(target: &str) -> Vec<Fixture> {
    renkei_fixtures::files(&format!("../fuzz/corpus/{target}"))
}

/// The fixtures that a target is meant for.
fn folders(target: &str) -> &'static [&'static str] {
    match target {
        "xml" | "document" => &["cda", "mml", "xml_hostile"],
        _ => &["hl7v2", "charset", "framing", "malformed"],
    }
}

fn replay(name: &str) {
    let (_, target) = TARGETS.iter().find(|(n, _)| *n == name).unwrap();
    let fixtures = folders(name).iter().copied().flat_map(renkei_fixtures::files);
    let mut count = 0;
    for file in corpus(name).into_iter().chain(fixtures) {
        target(&file.bytes);
        // As a message behind a byte that says how to read it, and cut short at places that depend on the content alone.
        target(&[b"\0".as_slice(), &file.bytes].concat());
        for part in 1..8 {
            target(&file.bytes[..file.bytes.len() * part / 8]);
        }
        count += 9;
    }
    let mut noise = Noise(0x1234_5678_9abc_def1);
    for n in 0..2_000 {
        let bytes: Vec<u8> = (0..n % 97).map(|_| noise.byte()).collect();
        target(&bytes);
        count += 1;
    }
    println!("{name}: {count} inputs");
}

/// Bytes that lean towards what messages are made of; the same on every machine.
struct Noise(u64);

impl Noise {
    fn byte(&mut self) -> u8 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        let common = b"|^~\\&\r\n\x1b$B(BJI0123456789MSHPIDOBXORC\x0b\x1c\"[]{}() _-.<></a>='!?;";
        let byte = self.0.to_le_bytes()[3];
        if self.0.is_multiple_of(4) { byte } else { common[usize::from(byte) % common.len()] }
    }
}

macro_rules! replays {
    ($($name:ident)*) => {
        $(#[test]
        fn $name() {
            replay(stringify!($name));
        })*

        #[test]
        fn every_target_is_replayed() {
            let replayed = [$(stringify!($name)),*];
            assert!(TARGETS.iter().all(|(name, _)| replayed.contains(name)));
        }
    };
}

replays! { charset check conversion document escape file_name framing lexer path structure xml }
