use renkei_core::EntryPath;

use crate::EntryName;
use crate::data_kind::is_kind_folder;

/// Desktop programs leave these behind; their names say nothing about anybody.
pub(crate) const LITTER: &[&str] =
    &[".DS_Store", "Thumbs.db", "ehthumbs.db", "desktop.ini", ".directory", ".localized"];

/// Makes the path that people see: ids and free texts are masked, dates and kinds stay.
///
/// `EntryPath` masks the three levels of the id and the start of a name when it prints, which is right for what follows the
/// rules. Whatever does not is masked here, so that the path is as safe below a wrong folder as in a sound storage. `rooted`
/// says that the levels begin at a storage's root, which makes the fourth a date and never an id.
pub(crate) fn shown<'a>(levels: impl Iterator<Item = &'a str>, rooted: bool) -> EntryPath {
    let mut path = String::new();
    for (depth, level) in levels.enumerate() {
        if depth > 0 {
            path.push('/');
        }
        let printed_masked = depth < 3 && !level.contains('_');
        if printed_masked || is_harmless(level, rooted && depth >= 3) {
            path.push_str(level);
        } else {
            mask_into(&mut path, level);
        }
    }
    EntryPath::new(&path)
}

fn is_harmless(level: &str, below_id: bool) -> bool {
    is_kind_folder(level)
        || LITTER.contains(&level)
        || (below_id && crate::entry_name::is_date_shaped(level))
        || level.parse::<EntryName>().is_ok_and(|name| !tail(&name).contains(name.patient_id()))
}

/// Returns what follows the patient's id.
fn tail(name: &EntryName) -> &str {
    name.as_str().get(name.patient_id().len()..).unwrap_or_default()
}

/// Masks all but a short extension, which helps to find the file.
fn mask_into(path: &mut String, level: &str) {
    let short = |e: &str| !e.is_empty() && e.len() <= 4 && e.bytes().all(|b| b.is_ascii_alphabetic());
    let (stem, extension) = match level.rsplit_once('.') {
        Some((stem, extension)) if short(extension) => (stem, Some(extension)),
        _ => (level, None),
    };
    path.extend(stem.chars().map(|_| '*'));
    if let Some(extension) = extension {
        path.push('.');
        path.push_str(extension);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(path: &str, rooted: bool, expected: &str) {
        assert_eq!(shown(path.split('/'), rooted).to_string(), expected);
    }

    #[test]
    fn ids_and_free_texts_are_masked_and_the_rest_stays() {
        let name = "0000123_20240401_OMP-01_000000240401001_20240401103100123_01_1";
        let masked = "*******_20240401_OMP-01_000000240401001_20240401103100123_01_1";
        check(
            &format!("000/012/0000123/20240401/OMP-01/{name}"),
            true,
            &format!("***/***/*******/20240401/OMP-01/{masked}"),
        );
        check(
            &format!("a/b/c/0000123/20240401/OMP-01/{name}"),
            false,
            &format!("*/*/*/*******/********/OMP-01/{masked}"),
        );
        check("000/012/0000123/東京花子.pdf", true, "***/***/*******/****.pdf");
        check("000/012/0000123/20240401/OMP-01/.DS_Store", true, "***/***/*******/20240401/OMP-01/***_Store");
        check("backup_0000123/x", false, "**************/*");
        check(
            "000/012/0000123/-/ADT-00/._0000123_-_ADT-00",
            true,
            &format!("***/***/*******/-/ADT-00/{}", "*".repeat(18)),
        );
    }
}
