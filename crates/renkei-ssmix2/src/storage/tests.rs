use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use tempfile::TempDir;

use super::*;
use crate::{ConditionFlag, DataKind};

const NAME: &str = "0000123_20240401_OMP-01_000000240401001_20240401103100123_01_1";
const LEVELS: &str = "000/012/0000123/20240401/OMP-01";

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures").join(name)
}

fn entries(path: impl AsRef<Path>) -> Vec<Entry> {
    Storage::open(path).unwrap().walk().map(Result::unwrap).collect()
}

fn paths(entries: &[Entry]) -> Vec<&str> {
    entries.iter().map(|e| e.path()).collect()
}

fn codes_of(entry: &Entry) -> Vec<&'static str> {
    entry.diagnostics().iter().map(|d| d.code.name).collect()
}

/// Makes a folder with these files, each holding its own path.
fn tree(files: &[&str]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for file in files {
        let path = folder.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, file).unwrap();
    }
    folder
}

/// Whatever is shown of an entry, it is not the id.
fn shows_no(id: &str, entry: &Entry) {
    let shown = entry.diagnostics().iter().map(ToString::to_string);
    for shown in
        shown.chain([format!("{entry:?}"), entry.location().to_string(), entry.shown_path().to_string()])
    {
        assert!(!shown.contains(id), "{shown}");
    }
}

#[test]
fn a_sound_storage_has_nothing_to_report() {
    let whole = entries(fixture("ssmix2")).len();
    let patients = ["000/000/0000004567", "000/012/0000123", "A01/B23/A01B234"];
    let count = |below: &str| entries(fixture("ssmix2/1319999999").join(below)).len();
    assert_eq!(patients.map(count).iter().sum::<usize>(), whole);
    for (below, expected) in [("", whole), ("1319999999", whole), ("1319999999/000/012/0000123/-/ADT-00", 2)]
    {
        let found = entries(fixture("ssmix2").join(below));
        assert_eq!(found.len(), expected, "{below}");
        for entry in &found {
            assert_eq!(codes_of(entry), [""; 0], "{entry:?}");
            let EntryKind::Message(name) = entry.kind() else { panic!("{entry:?}") };
            assert_eq!(entry.levels().kind(), name.kind());
            assert_eq!(entry.levels().date(), name.date());
            assert_eq!(entry.levels().patient_id(), Some(name.patient_id()));
            let mut bytes = Vec::new();
            assert!(entry.read(&mut bytes, 1 << 20).unwrap() > 100);
            assert!(bytes.starts_with(b"MSH|"));
            assert!(!format!("{entry:?} {}", entry.location()).contains(name.patient_id()));
        }
    }
}

#[test]
fn the_order_is_that_of_the_bytes_and_the_same_every_time() {
    let found = entries(fixture("ssmix2"));
    assert_eq!(paths(&found), paths(&entries(fixture("ssmix2"))));
    let folder = tree(&["b/1", "a/2/x", "a-/1", "a/10/x", "A", "c", "a.b"]);
    assert_eq!(paths(&entries(folder.path())), ["A", "a/10/x", "a/2/x", "a-/1", "a.b", "b/1", "c"]);
}

#[test]
fn versions_of_a_record_stand_together() {
    let found = entries(fixture("ssmix2"));
    let versions: Vec<_> = found
        .windows(2)
        .filter(|w| w[0].is_same_record(&w[1]))
        .map(|w| (w[0].name().unwrap().kind(), w[0].name().unwrap().flag(), w[1].name().unwrap().flag()))
        .collect();
    // A laboratory report with a newer version; an admission and the message that takes it back.
    assert!(versions.contains(&(Some(DataKind::Oml11), ConditionFlag::Superseded, ConditionFlag::Current)));
    assert!(versions.contains(&(Some(DataKind::Adt22), ConditionFlag::Deleted, ConditionFlag::Deleted)));
    let apart = |kind| versions.iter().all(|(found, ..)| *found != Some(kind));
    assert!(apart(DataKind::Omp02) && apart(DataKind::Adt61), "one version each");
}

#[test]
fn each_deviation_has_its_diagnostic() {
    let expected: BTreeMap<&str, &[&str]> = BTreeMap::from([
        ("0000903", &["entry-date-mismatch"][..]),
        ("0000904", &["entry-kind-mismatch"]),
        ("0000905", &["entry-id-mismatch"]),
        ("0000906", &["entry-level-mismatch"]),
        ("0000911", &["entry-timestamp-length"]),
        ("0000912", &["entry-timestamp-length"]),
        ("0000913", &["entry-department-missing"]),
        ("0000921", &["entry-key-underscore"]),
        ("0000922", &["entry-key-length"]),
        ("0000923", &["entry-kind-unknown"]),
        ("0000924", &["entry-timestamp-invalid"]),
        ("0000925", &["entry-flag-unknown"]),
        ("0000926", &["entry-flag-missing"]),
        ("0000927", &["entry-kind-case"]),
        ("0000928", &["entry-date-invalid"]),
        ("0000929", &["entry-date-invalid"]),
        ("0000930", &["entry-date-unexpected"]),
        ("0000935", &["entry-extension"]),
        ("0000936", &["entry-depth"]),
        ("0000937", &["entry-name-unreadable"]),
        ("0000938", &["entry-name-unreadable"]),
        ("0000939", &["stray-file", "stray-file", "stray-file"]),
        ("99998", &["entry-id-length"]),
        ("index.csv", &["entry-name-unreadable"]),
    ]);
    for root in ["ssmix2_deviant", "ssmix2_deviant/1319999999"] {
        let mut found: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for entry in entries(fixture(root)) {
            let path = entry.path();
            let levels: Vec<_> = path.trim_start_matches("1319999999/").split('/').collect();
            let patient = levels.get(2).unwrap_or(&levels[0]);
            found.entry((*patient).to_owned()).or_default().extend(codes_of(&entry));
            assert!(!format!("{entry:?} {}", entry.location()).contains(patient) || *patient == "index.csv");
            for diagnostic in entry.diagnostics() {
                assert!(!diagnostic.to_string().contains(patient), "{diagnostic}");
                assert!(!diagnostic.to_string().contains('?'), "{diagnostic}");
            }
        }
        found.retain(|_, codes| !codes.is_empty());
        let found: BTreeMap<&str, &[&str]> = found.iter().map(|(p, c)| (p.as_str(), c.as_slice())).collect();
        assert_eq!(found, expected);
    }
}

#[test]
fn a_folder_below_a_root_is_understood_as_what_it_is() {
    let folder = tree(&[&format!("{LEVELS}/{NAME}")]);
    let mut below = folder.path().to_path_buf();
    for level in LEVELS.split('/') {
        below.push(level);
        let found = entries(&below);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].levels().patient_id(), Some("0000123"));
        assert_eq!(found[0].levels().kind(), Some(DataKind::Omp01));
        assert_eq!(
            found[0].location().to_string(),
            "***/***/*******/20240401/OMP-01/*******_20240401_OMP-01_000000240401001_20240401103100123_01_1"
        );
        shows_no("0000123", &found[0]);
    }
    let file = entries(below.join(NAME));
    assert_eq!(paths(&file), [NAME]);
    assert_eq!(file[0].levels().patient_id(), Some("0000123"));
}

#[test]
fn a_plain_folder_of_entries_is_read_without_complaint() {
    let folder = tree(&[NAME, "a08.hl7"]);
    let found = entries(folder.path());
    assert!(matches!(found[0].kind(), EntryKind::Message(_)));
    assert_eq!(codes_of(&found[0]), [""; 0]);
    assert_eq!(*found[1].kind(), EntryKind::Stray { reason: StrayReason::NameUnreadable });
}

#[test]
fn files_above_or_below_their_level_are_strays() {
    let folder = tree(&[
        &format!("000/012/0000123/{NAME}"),
        &format!("000/012/0000123/20240401/{NAME}"),
        &format!("{LEVELS}/old/{NAME}"),
    ]);
    for entry in entries(folder.path()) {
        assert_eq!(*entry.kind(), EntryKind::Stray { reason: StrayReason::WrongDepth });
        assert_eq!(codes_of(&entry), ["entry-depth"]);
        assert!(entry.open().is_ok());
        shows_no("0000123", &entry);
    }
    // The same folder, given by itself, is a plain folder.
    let found = entries(folder.path().join(LEVELS).join("old"));
    assert!(matches!(found[0].kind(), EntryKind::Message(_)));
}

#[test]
fn temporary_files_and_litter_are_told_apart() {
    let file = |name: &str| format!("{LEVELS}/{name}");
    let folder = tree(&[
        &file(".DS_Store"),
        &file(&format!("._{NAME}")),
        &file(&format!("{NAME}.tmp")),
        &file(&format!("{NAME}~")),
    ]);
    let reasons: Vec<_> = entries(folder.path())
        .iter()
        .map(|e| {
            shows_no("0000123", e);
            e.kind().clone()
        })
        .collect();
    let stray = |reason| EntryKind::Stray { reason };
    let (litter, temporary) = (stray(StrayReason::Litter), stray(StrayReason::Temporary));
    assert_eq!(reasons, [litter.clone(), litter, temporary.clone(), temporary]);
}

#[test]
fn content_folders_of_the_extended_storage_are_listed() {
    let kind = "012/345/0123456789/20160101/L-OBSERVATIONS^OBSERVATIONS^99ZL01";
    let name =
        "0123456789_20160101_L-OBSERVATIONS^OBSERVATIONS^99ZL01_000000020160101_20160101150032100_01_1";
    let ecg = "123/456/1234567890/20231205/LJCS-100D^心電図^99ZZZ";
    let ecg_name = "1234567890_20231205_LJCS-100D_20231205101112.94.14239.1002_20231205112233_200_1";
    let old = "012/345/0123456789/-/11506-3^経過記録^LN/0123456789_-_11506-3_000000020160101_20160101150032100_01_1";
    let folder = tree(&[
        &format!("{kind}/{name}/main_document.hl7"),
        &format!("{kind}/{name}/images/東京.png"),
        &format!("{kind}/{name}/Thumbs.db"),
        &format!("{ecg}/{ecg_name}/ecg.xml"),
        &format!("{ecg}/notes.txt"),
        old,
    ]);
    let found = entries(folder.path());
    let seen: Vec<_> = found
        .iter()
        .map(|e| match e.kind() {
            EntryKind::ContentFile { folder } => (folder.key().len(), codes_of(e)),
            EntryKind::Stray { .. } => (0, codes_of(e)),
            EntryKind::Message(_) => panic!("{e:?}"),
        })
        .collect();
    assert_eq!(
        seen,
        [
            (15, vec![]),
            (0, vec!["stray-file"]),
            (15, vec![]),
            (15, vec![]),
            (28, vec!["entry-timestamp-length"]),
            (0, vec!["entry-name-unreadable"]),
        ]
    );
    assert!(found.iter().all(|e| e.levels().is_extended()));
    let alone = entries(folder.path().join(kind).join(name));
    assert_eq!(alone.len(), 3);
    assert_eq!(alone[2].name().map(|n| n.patient_id()), Some("0123456789"));
}

#[test]
fn the_published_samples_are_sound() {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/samples/hl7/ssmix2-tree");
    if !samples.is_dir() {
        println!("skipped: {} is not there", samples.display());
        return;
    }
    let found = entries(samples);
    assert_eq!(found.len(), 5);
    let codes: Vec<_> = found.iter().flat_map(codes_of).collect();
    assert_eq!(codes, ["entry-key-length"]);
}

#[test]
fn ten_thousand_files_in_one_folder() {
    let folder = tempfile::tempdir().unwrap();
    let kind = folder.path().join(LEVELS);
    fs::create_dir_all(&kind).unwrap();
    for n in (0..10_000).rev() {
        fs::File::create(kind.join(format!("0000123_20240401_OMP-01_{n:015}_20240401103100123_01_1")))
            .unwrap();
    }
    let mut next = 0u64;
    for entry in Storage::open(folder.path()).unwrap().walk() {
        let entry = entry.unwrap();
        assert_eq!(entry.name().unwrap().key().parse(), Ok(next));
        assert!(entry.diagnostics().is_empty());
        next += 1;
    }
    assert_eq!(next, 10_000);
}

#[test]
fn a_limit_holds_for_files_and_depth() {
    let folder = tree(&[&format!("{LEVELS}/{NAME}")]);
    let found = entries(folder.path());
    let mut bytes = vec![1];
    let length = found[0].read(&mut bytes, 1000).unwrap();
    assert_eq!(length, bytes.len());
    assert!(found[0].read(&mut bytes, u64::try_from(length).unwrap()).is_ok());
    let error = found[0].read(&mut bytes, u64::try_from(length).unwrap() - 1).unwrap_err();
    assert!(matches!(error, OpenError::TooLarge { .. }) && bytes.is_empty());
    assert!(!error.to_string().contains("0000123"), "{error}");

    let options = StorageOptions::default().with_max_depth(4);
    let mut walk = Storage::open_with(folder.path(), options).unwrap().walk();
    let error = walk.next().unwrap().unwrap_err();
    assert!(matches!(error, WalkError::TooDeep { limit: 4, .. }));
    assert_eq!(error.diagnostic().code.name, "directory-too-deep");
    assert!(!error.to_string().contains("0000123"), "{error}");
    assert!(walk.next().is_none());
}

#[test]
fn a_place_that_is_not_there_is_an_error_without_a_path() {
    let folder = tempfile::tempdir().unwrap();
    let error = Storage::open(folder.path().join("0000123")).unwrap_err();
    assert!(!error.to_string().contains("0000123"), "{error}");
}

#[test]
fn a_file_or_folder_that_vanishes_is_an_error_and_the_walk_goes_on() {
    let folder = tree(&["a/x", "b/x", "c/x"]);
    let mut walk = Storage::open(folder.path()).unwrap().walk();
    let first = walk.next().unwrap().unwrap();
    fs::remove_dir_all(folder.path().join("a")).unwrap();
    fs::remove_dir_all(folder.path().join("b")).unwrap();
    assert!(matches!(first.open(), Err(OpenError::Io { .. })));
    assert!(matches!(walk.next(), Some(Err(WalkError::Unreadable { .. }))));
    assert_eq!(walk.next().unwrap().unwrap().path(), "c/x");
    assert!(walk.next().is_none());
}

#[cfg(unix)]
mod unix {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;

    use super::*;

    #[test]
    fn links_are_reported_and_never_followed() {
        let outside = tree(&["secret", "folder/secret"]);
        let folder = tree(&[&format!("{LEVELS}/{NAME}")]);
        let kind = folder.path().join(LEVELS);
        symlink(outside.path().join("secret"), kind.join(NAME.replace("_01_1", "_02_1"))).unwrap();
        symlink(outside.path(), kind.join("out")).unwrap();
        symlink(folder.path(), kind.join("loop")).unwrap();
        symlink(kind.join("nowhere"), kind.join("dangling")).unwrap();
        let found = entries(folder.path());
        assert_eq!(found.len(), 5);
        for entry in &found {
            let is_link = *entry.kind() == EntryKind::Stray { reason: StrayReason::Link };
            assert_eq!(is_link, !entry.path().ends_with(NAME), "{entry:?}");
            if is_link {
                assert_eq!(codes_of(entry), ["link-not-followed"]);
                assert!(matches!(entry.open(), Err(OpenError::Link { .. })));
            }
        }
    }

    #[test]
    fn a_folder_that_becomes_a_link_is_noticed() {
        let outside = tree(&["x", "y"]);
        let folder = tree(&["a/x", "b/x"]);
        let mut walk = Storage::open(folder.path()).unwrap().walk();
        let first = walk.next().unwrap().unwrap();
        for name in ["a", "b"] {
            fs::remove_dir_all(folder.path().join(name)).unwrap();
            symlink(outside.path(), folder.path().join(name)).unwrap();
        }
        assert!(matches!(first.open(), Err(OpenError::Link { .. })));
        assert!(matches!(walk.next(), Some(Err(WalkError::Replaced { .. }))));
        assert!(walk.next().is_none());
    }

    #[test]
    fn a_link_that_was_given_is_followed() {
        let folder = tree(&[&format!("storage/{LEVELS}/{NAME}")]);
        symlink(folder.path().join("storage"), folder.path().join("link")).unwrap();
        assert_eq!(entries(folder.path().join("link")).len(), 1);
    }

    #[test]
    fn a_socket_is_not_opened() {
        let folder = tempfile::tempdir().unwrap();
        let _socket = UnixListener::bind(folder.path().join("socket")).unwrap();
        let found = entries(folder.path());
        assert_eq!(codes_of(&found[0]), ["not-a-regular-file"]);
        assert!(matches!(found[0].open(), Err(OpenError::NotAFile { .. })));
        assert!(matches!(Storage::open(folder.path().join("socket")), Err(StorageError::NotAFolder)));
    }

    #[test]
    fn names_that_are_not_unicode_are_listed_and_can_be_opened() {
        let folder = tempfile::tempdir().unwrap();
        // 東京 in CP932.
        let name = OsStr::from_bytes(b"\x93\x8c\x8b\x9e");
        fs::create_dir(folder.path().join(name)).unwrap();
        if fs::write(folder.path().join(name).join(name), b"MSH|").is_err() {
            println!("skipped: the file system takes Unicode names only");
            return;
        }
        let found = entries(folder.path());
        assert_eq!(found.len(), 1);
        assert_eq!(*found[0].kind(), EntryKind::Stray { reason: StrayReason::NameNotUnicode });
        assert_eq!(codes_of(&found[0]), ["entry-name-encoding", "entry-name-encoding"]);
        assert_eq!(found[0].read(&mut Vec::new(), 10).unwrap(), 4);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_walk_yields_each_file_exactly_once(
        files in prop::collection::btree_set(
            "((000|012|0000123|-|20240401|OMP-01|omd|L\\^東\\^京|old)/){0,6}f(_20240401_OMP-01_1_20240401103100123_01_1|\\.tmp|京|_-_x)?",
            0..12,
        )
    ) {
        let files: Vec<&str> = files.iter().map(String::as_str).collect();
        let folder = tree(&files);
        let found = entries(folder.path());
        let mut seen = paths(&found);
        let again = entries(folder.path());
        prop_assert_eq!(&seen, &paths(&again));
        for entry in &found {
            let mut bytes = Vec::new();
            entry.read(&mut bytes, 1000).unwrap();
            prop_assert_eq!(bytes, entry.path().as_bytes());
            prop_assert_eq!(matches!(entry.kind(), EntryKind::Stray { .. }), !entry.diagnostics().is_empty() && entry.name().is_none());
        }
        seen.sort_unstable();
        let mut files = files;
        files.sort_unstable();
        prop_assert_eq!(seen, files);
    }
}
