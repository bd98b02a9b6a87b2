use std::sync::OnceLock;

use renkei_core::SegmentId;

use super::Version;

/// Whether a field must be sent (必須・任意・条件付き・未使用).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Presence {
    /// `R`: required (必須).
    Required,
    /// `RE`: required, but may be empty.
    Empty,
    /// `O`: optional (任意).
    Optional,
    /// `C`: conditional (条件付き).
    Conditional,
    /// `N`: not used (未使用); a reader may ignore it.
    Unused,
    /// `?`: the sources don't say.
    Unknown,
}

impl Presence {
    fn read(text: &str) -> Option<Self> {
        Some(match text {
            "R" => Self::Required,
            "RE" => Self::Empty,
            "O" => Self::Optional,
            "C" => Self::Conditional,
            "N" => Self::Unused,
            "?" => Self::Unknown,
            _ => return None,
        })
    }
}

/// One cell of a page: what holds in each version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    c: Presence,
    g: Presence,
    h: Presence,
}

impl Cell {
    /// Reads a cell: `O`; `N>O` where 1.2g changed it; `N>N>O` where 1.2h did.
    fn read(text: &str) -> Option<Self> {
        let mut versions = text.split('>').map(Presence::read);
        let c = versions.next()??;
        let g = versions.next().map_or(Some(c), |g| g)?;
        let h = versions.next().map_or(Some(g), |h| h)?;
        versions.next().is_none().then_some(Self { c, g, h })
    }

    /// Returns what holds in a version.
    pub const fn at(self, version: Version) -> Presence {
        match version {
            Version::C => self.c,
            Version::G => self.g,
            Version::H => self.h,
        }
    }
}

/// The table of a segment as the page prints it.
///
/// The first line of the page names the data kinds, several to a column where the page joins them with `/`, and `*` where
/// one column stands for all kinds that have none of their own. Each further line is a field: its number and a cell for
/// each column. A field without a line is not used.
#[derive(Debug)]
pub struct Matrix {
    segment: SegmentId,
    page: &'static str,
    read: OnceLock<Page>,
}

#[derive(Debug, Default)]
struct Page {
    /// The kinds of each column.
    columns: Vec<Vec<&'static str>>,
    /// The number of each field, and its cells.
    rows: Vec<(usize, Vec<Cell>)>,
    problem: Option<&'static str>,
}

impl Matrix {
    pub(super) const fn new(segment: &str, page: &'static str) -> Self {
        Self { segment: SegmentId::from_name(segment), page, read: OnceLock::new() }
    }

    /// Returns the segment.
    pub const fn segment(&self) -> SegmentId {
        self.segment
    }

    /// Returns the first line that can't be read; `None` for a sound page.
    pub fn problem(&self) -> Option<&'static str> {
        self.read().problem
    }

    /// Returns the data kinds that have a column, and `*` for the column of all others.
    pub fn columns(&self) -> impl Iterator<Item = &'static str> {
        self.read().columns.iter().flatten().copied()
    }

    /// Returns the column of a data kind in a version, from field one; `None` where the page has none for it.
    pub(super) fn column(&self, kind: &str, version: Version) -> Option<Vec<Presence>> {
        let page = self.read();
        let find = |name: &str| page.columns.iter().position(|names| names.contains(&name));
        let column = find(kind).or_else(|| find("*"))?;
        let length = page.rows.iter().map(|(number, _)| *number).max().unwrap_or(0);
        let mut fields = vec![Presence::Unused; length];
        for (number, cells) in &page.rows {
            let place = number.checked_sub(1).and_then(|n| fields.get_mut(n));
            if let (Some(place), Some(cell)) = (place, cells.get(column)) {
                *place = cell.at(version);
            }
        }
        Some(fields)
    }

    fn read(&self) -> &Page {
        self.read.get_or_init(|| {
            let mut lines = self.page.lines().map(str::trim).filter(|line| !line.is_empty());
            let mut page = Page::default();
            let head = lines.next().unwrap_or_default().split_whitespace();
            page.columns = head.map(|names| names.split('/').collect()).collect();
            for line in lines {
                let mut words = line.split_whitespace();
                let number = words.next().and_then(|word| word.parse().ok());
                let cells: Option<Vec<Cell>> = words.map(Cell::read).collect();
                match (number, cells) {
                    (Some(number), Some(cells)) if cells.len() == page.columns.len() => {
                        page.rows.push((number, cells));
                    }
                    _ => page.problem = page.problem.or(Some(line)),
                }
            }
            page
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_holds_what_changed() {
        let at = |text| Cell::read(text).map(|cell| [Version::C, Version::G, Version::H].map(|v| cell.at(v)));
        assert_eq!(at("R"), Some([Presence::Required; 3]));
        assert_eq!(at("N>O"), Some([Presence::Unused, Presence::Optional, Presence::Optional]));
        assert_eq!(at("N>N>O"), Some([Presence::Unused, Presence::Unused, Presence::Optional]));
        assert_eq!(at("?"), Some([Presence::Unknown; 3]));
        assert_eq!(at("X"), None);
        assert_eq!(at("N>O>O>O"), None);
    }

    #[test]
    fn a_line_of_another_length_is_a_problem() {
        let matrix = Matrix::new("ZX1", "OMP-01 OMP-02\n1 R O\n2 R");
        assert_eq!(matrix.problem(), Some("2 R"));
    }
}
