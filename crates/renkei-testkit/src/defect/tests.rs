#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::arithmetic_side_effects,
    reason = "tests say what they expect"
)]

use std::collections::BTreeMap;

use renkei::Diagnostic;
use renkei::check::CheckOptions;
use renkei::core::Path;

use super::*;

/// The sound files: the storage, and typical messages.
fn sound() -> Vec<(String, Sample)> {
    let stored = renkei_fixtures::files("ssmix2").into_iter().map(|file| {
        let name = file.name.rsplit('/').next().unwrap().to_owned();
        (file.name.clone(), Sample::stored(&name, file.bytes))
    });
    stored.collect()
}

fn findings(sample: &Sample) -> Vec<Diagnostic> {
    let reports = sample.check(&CheckOptions::default()).unwrap();
    reports.into_iter().flat_map(|report| report.findings).collect()
}

fn place(finding: &Diagnostic) -> Option<SegmentPath> {
    match finding.location.path {
        Some(Path::Segment(path)) => Some(path),
        _ => None,
    }
}

#[test]
fn every_defect_is_found_by_its_own_rule_where_it_is() {
    let sound: Vec<_> = sound()
        .into_iter()
        .map(|(name, sample)| {
            let clean = findings(&sample);
            (name, sample, clean)
        })
        .collect();
    let mut tried: BTreeMap<&str, usize> = ALL.iter().map(|defect| (defect.name, 0)).collect();
    let mut missed = BTreeMap::new();
    for defect in ALL {
        for (name, sample, clean) in &sound {
            // A file in which the rule finds something already can't show that it finds this.
            if clean.iter().any(|finding| finding.code.name == defect.code) {
                continue;
            }
            let Some(spoilt) = defect.apply(sample) else { continue };
            *tried.get_mut(defect.name).unwrap() += 1;
            let found = findings(&spoilt.sample);
            let hit = found.iter().any(|finding| {
                finding.code.name == defect.code
                    && spoilt.place.is_none_or(|expected| place(finding) == Some(expected))
            });
            if !hit {
                let found: Vec<_> = found.iter().map(ToString::to_string).collect();
                let expected = spoilt.place.map(|path| path.to_string());
                missed
                    .entry(defect.name)
                    .or_insert(format!("{name}: {} at {expected:?}, but {found:#?}", defect.code));
            }
        }
    }
    let untried: Vec<_> = tried.iter().filter(|(_, count)| **count == 0).map(|(name, _)| name).collect();
    assert!(missed.is_empty(), "{missed:#?}");
    assert!(untried.is_empty(), "no file shows {untried:?}");
    assert!(ALL.len() >= 100);
}

fn lines(bytes: &[u8]) -> Vec<&[u8]> {
    bytes.split(|b| *b == b'\r').collect()
}

#[test]
fn a_defect_changes_nothing_else_and_is_the_same_every_time() {
    for defect in ALL {
        for (name, sample) in sound() {
            let Some(spoilt) = defect.apply(&sample) else { continue };
            assert_eq!(
                defect.apply(&sample).map(|s| s.sample),
                Some(spoilt.sample.clone()),
                "{}",
                defect.name
            );
            let (before, after) = (lines(&sample.bytes), lines(&spoilt.sample.bytes));
            let same = before.iter().zip(&after).filter(|(b, a)| b == a).count();
            let tail = before.iter().rev().zip(after.iter().rev()).take_while(|(b, a)| b == a).count();
            let head = before.iter().zip(&after).take_while(|(b, a)| b == a).count();
            let sound = match defect.change {
                Change::Put(..)
                | Change::Add(..)
                | Change::Append(..)
                | Change::Shift(_)
                | Change::Clear(_)
                | Change::Cut(..)
                | Change::Edit(_) => before.len() == after.len() && same + 1 == before.len(),
                Change::Swap(..) => before.len() == after.len() && same + 2 == before.len(),
                Change::Remove(_) => after.len() + 1 == before.len() && head + tail >= after.len(),
                Change::Double(_) | Change::Insert(..) => {
                    before.len() + 1 == after.len() && head + tail >= before.len()
                }
                Change::Name(..) | Change::NameWithout(_) => sample.bytes == spoilt.sample.bytes,
                Change::RemoveAll(_) | Change::Withdraw | Change::Bytes(_) | Change::Recode(_) => true,
            };
            assert!(sound, "{} in {name}", defect.name);
            let renamed = matches!(defect.change, Change::Name(..) | Change::NameWithout(_));
            assert_eq!(sample.name != spoilt.sample.name, renamed, "{}", defect.name);
        }
    }
}

#[test]
fn names_are_unique_and_codes_exist() {
    let tables = [
        renkei::core::codes::ALL,
        renkei::hl7v2::codes::ALL,
        renkei::jahis::codes::ALL,
        renkei::jahis::check::codes::ALL,
        renkei::ssmix2::codes::ALL,
        renkei::codes::ALL,
    ];
    for (n, defect) in ALL.iter().enumerate() {
        assert!(ALL[..n].iter().all(|other| other.name != defect.name), "{}", defect.name);
        assert!(tables.iter().flat_map(|t| t.iter()).any(|code| code.name == defect.code), "{}", defect.code);
        assert!(!defect.english.is_empty() && !defect.japanese.is_empty());
    }
}

#[test]
fn every_rule_of_a_check_has_a_defect() {
    let covered = |code: &&&renkei::core::Code| ALL.iter().all(|defect| defect.code != code.name);
    let bare: Vec<_> =
        renkei::jahis::check::codes::ALL.iter().filter(covered).map(|code| code.name).collect();
    // Remarks about fields and values that sound files have as well.
    assert_eq!(
        bare,
        [
            "segment-unlisted",
            "field-unused",
            "onset-worded",
            "code-not-given",
            "value-type-outside",
            "value-without-result"
        ]
    );
}
