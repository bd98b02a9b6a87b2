//! Figures that must not grow unnoticed: read from a file beside this crate, and written anew on purpose.
//!
//! A file has one `name = number` a line, and comments; it is TOML, of which no more is read than that.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use crate::Error;

/// Named figures.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Baseline(pub BTreeMap<String, f64>);

impl Baseline {
    /// Reads the file of this name.
    ///
    /// # Errors
    ///
    /// Where it can't be read, or a line is neither a figure nor a comment.
    pub fn read(name: &str) -> Result<Self, Error> {
        fs::read_to_string(path(name))?.parse()
    }

    /// Writes the file of this name; the comment at its head stays.
    ///
    /// # Errors
    ///
    /// Where it can't be written.
    pub fn write(&self, name: &str) -> Result<(), Error> {
        let before = fs::read_to_string(path(name)).unwrap_or_default();
        let mut text: String =
            before.lines().take_while(|line| line.starts_with('#')).map(|line| format!("{line}\n")).collect();
        for (name, figure) in &self.0 {
            writeln!(text, "{name} = {figure}")?;
        }
        Ok(fs::write(path(name), text)?)
    }

    /// Says where the figures of `now` are above the baseline by more than this share of it, or missing on either side.
    pub fn exceeded(&self, now: &Self, share: f64) -> Vec<String> {
        let mut found = Vec::new();
        for (name, &now) in &now.0 {
            match self.0.get(name) {
                None => found.push(format!("{name}: {now}, and nothing to compare it with")),
                Some(&before) if now > before * (1.0 + share) => {
                    let percent = (now / before - 1.0) * 100.0;
                    found.push(format!("{name}: {now}, {percent:+.1} % of {before}"));
                }
                Some(_) => {}
            }
        }
        let gone = self.0.keys().filter(|name| !now.0.contains_key(*name));
        found.extend(gone.map(|name| format!("{name}: was not measured")));
        found
    }
}

impl std::str::FromStr for Baseline {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let mut figures = BTreeMap::new();
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let (name, figure) = line.split_once('=').ok_or_else(|| format!("not a figure: {line}"))?;
            figures.insert(name.trim().to_owned(), figure.trim().parse()?);
        }
        Ok(Self(figures))
    }
}

fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(before: &str, now: &str, expected: &[&str]) {
        let [before, now]: [Baseline; 2] = [before.parse().unwrap(), now.parse().unwrap()];
        assert_eq!(before.exceeded(&now, 0.05), expected);
    }

    #[test]
    fn what_grows_is_found() {
        check("# a comment\n\na = 100\n", "a = 105", &[]);
        check("a = 100", "a = 50", &[]);
        check("a = 100", "a = 106", &["a: 106, +6.0 % of 100"]);
        check("a = 100\nb = 1", "a = 100", &["b: was not measured"]);
        check("a = 100", "a = 100\nb = 1.5", &["b: 1.5, and nothing to compare it with"]);
    }

    #[test]
    fn what_is_no_figure_is_refused() {
        assert!("a".parse::<Baseline>().is_err());
        assert!("a = b".parse::<Baseline>().is_err());
    }
}
