//! What is measured, by group: each with its limits and peers over the same bytes.

pub mod charset;
pub mod convert;
pub mod lex;
pub mod map;
pub mod storage;
pub mod xml;

use crate::{Sample, Work};

/// Makes the work of a group over a sample.
pub type Group = for<'a> fn(&'a Sample) -> Vec<Work<'a>>;

/// The groups over messages in memory, by name.
pub const GROUPS: [(&str, Group); 3] =
    [("lex", lex::works), ("charset", charset::works), ("map", map::works)];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::By;
    use crate::corpus::{CHARSETS, fixed, samples_of};

    #[test]
    fn no_work_fails_on_any_sample() {
        for sample in samples_of(&CHARSETS, 20).unwrap().into_iter().chain(fixed(&CHARSETS).unwrap()) {
            for (group, works) in GROUPS {
                for mut work in works(&sample) {
                    assert_ne!(work.run(), 0, "{group}, {}, {}", sample.title(), work.title());
                    // What is done over and over must go well over and over.
                    assert_ne!(work.run(), 0, "{group}, {}, {}, again", sample.title(), work.title());
                }
            }
        }
    }

    #[test]
    fn no_two_works_of_a_group_have_one_title() {
        let samples = fixed(&CHARSETS[..1]).unwrap();
        for (group, works) in GROUPS {
            let works = works(&samples[0]);
            let mut titles: Vec<String> = works.iter().map(Work::title).collect();
            titles.sort();
            titles.dedup();
            assert_eq!(titles.len(), works.len(), "{group}");
            assert!(works.iter().any(|work| work.by == By::Limit), "{group} has no limit");
        }
    }
}
