//! Names that are much like one that nothing has.

/// How many names are suggested at the most.
const MOST: usize = 5;

/// Returns the names that are like this one, the nearest first.
pub(super) fn names(unknown: &str) -> Vec<String> {
    let wanted: Vec<char> = unknown.to_uppercase().replace('^', "_").chars().collect();
    // Of a long name more may be wrong.
    let most = wanted.len().div_ceil(4).min(3);
    let mut found: Vec<(usize, String)> = super::things()
        .filter_map(|name| {
            let known: Vec<char> = name.to_uppercase().chars().collect();
            (known.len().abs_diff(wanted.len()) <= most)
                .then(|| distance(&wanted, &known))
                .filter(|distance| *distance <= most)
                .map(|distance| (distance, name))
        })
        .collect();
    found.sort_by_key(|(distance, _)| *distance);
    found.into_iter().take(MOST).map(|(_, name)| name).collect()
}

/// How many characters must be added, removed, changed or exchanged with their neighbour to make one name of the other.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i.saturating_add(1)];
        for (j, y) in b.iter().enumerate() {
            let kept = last.get(j).copied().unwrap_or(0).saturating_add(usize::from(x != y));
            let removed = last.get(j.saturating_add(1)).copied().unwrap_or(0).saturating_add(1);
            let added = row.last().copied().unwrap_or(0).saturating_add(1);
            let mut best = kept.min(removed).min(added);
            let exchanged = i.checked_sub(1).and_then(|i| a.get(i)) == Some(y)
                && j.checked_sub(1).and_then(|j| b.get(j)) == Some(x);
            if exchanged && let Some(cost) = j.checked_sub(1).and_then(|j| before.get(j)) {
                best = best.min(cost.saturating_add(1));
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_distance_counts_letters_that_are_wrong() {
        for (a, b, expected) in [
            ("", "", 0),
            ("PID", "PID", 0),
            ("PID", "PDI", 1),
            ("PID", "PI", 1),
            ("", "PID", 3),
            ("PID", "", 3),
            ("OMP-10", "OMP-01", 1),
            ("PID-5", "PV1-5", 2),
        ] {
            let chars = |text: &str| text.chars().collect::<Vec<_>>();
            assert_eq!(distance(&chars(a), &chars(b)), expected, "{a} {b}");
        }
    }
}
