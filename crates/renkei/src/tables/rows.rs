//! The lines of a table, cut into values.

use super::Problem;

/// What stands between values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Separator {
    /// A comma; a value may stand in quotation marks, a mark in it doubled (RFC 4180).
    Comma,
    /// A tab; quotation marks are characters like others.
    Tab,
}

/// Gives the values of each line that is not blank, with its number, counted from one.
pub(super) struct Rows<'t> {
    rest: &'t str,
    line: usize,
    separator: Separator,
}

impl<'t> Rows<'t> {
    pub(super) const fn new(text: &'t str, separator: Separator) -> Self {
        Self { rest: text, line: 1, separator }
    }

    /// Takes one row, whose quoted values may have lines of their own.
    fn row(&mut self) -> Result<Vec<String>, Problem> {
        let (mark, quotes) = match self.separator {
            Separator::Comma => (',', true),
            Separator::Tab => ('\t', false),
        };
        let mut values = vec![String::new()];
        let mut quoted = false;
        let mut characters = self.rest.chars().peekable();
        let mut done = None;
        while let Some(c) = characters.next() {
            let Some(value) = values.last_mut() else { break };
            match c {
                '"' if quoted && characters.next_if_eq(&'"').is_some() => value.push('"'),
                '"' if quoted => quoted = false,
                '"' if quotes && value.is_empty() => quoted = true,
                '\n' if !quoted => {
                    done = Some(());
                    break;
                }
                '\r' if !quoted && characters.peek() == Some(&'\n') => {}
                c if c == mark && !quoted => values.push(String::new()),
                c => value.push(c),
            }
        }
        let left: usize = characters.map(char::len_utf8).sum();
        let taken = self.rest.len().saturating_sub(left);
        let (row, rest) = self.rest.split_at_checked(taken).unwrap_or((self.rest, ""));
        self.rest = rest;
        self.line = self.line.saturating_add(row.matches('\n').count());
        if quoted && done.is_none() { Err(Problem::Quote) } else { Ok(values) }
    }
}

impl Iterator for Rows<'_> {
    type Item = (usize, Result<Vec<String>, Problem>);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if self.rest.is_empty() {
                return None;
            }
            let line = self.line;
            let row = self.row();
            if row.as_ref().is_ok_and(|values| values.iter().all(|value| value.trim().is_empty())) {
                continue;
            }
            return Some((line, row));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(separator: Separator, text: &str, expected: &[(usize, &[&str])]) {
        let found: Vec<_> = Rows::new(text, separator).map(|(line, row)| (line, row.unwrap())).collect();
        let expected: Vec<_> = expected
            .iter()
            .map(|(line, row)| (*line, row.iter().map(|v| (*v).to_owned()).collect::<Vec<_>>()))
            .collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn a_comma_inside_quotation_marks_is_no_separator() {
        check(Separator::Comma, "a,\"b,c\",\"d\"\"e\"\n", &[(1, &["a", "b,c", "d\"e"])]);
        check(Separator::Comma, "a,\"b\nc\"\r\nd,\n", &[(1, &["a", "b\nc"]), (3, &["d", ""])]);
        check(Separator::Comma, "5\" pipe,x", &[(1, &["5\" pipe", "x"])]);
    }

    #[test]
    fn tabs_leave_commas_and_quotation_marks_alone() {
        check(Separator::Tab, "a\t\"b,c\r\n\n\t\nd\te", &[(1, &["a", "\"b,c"]), (4, &["d", "e"])]);
    }
}
