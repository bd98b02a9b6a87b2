use renkei_model::value::Text;

/// What is to become of the repetitions of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// The old one with this place becomes the new one with that place.
    Change(usize, usize),
    /// The new one with this place is added.
    Add(usize),
    /// The old one with this place is removed.
    Remove(usize),
}

/// Beyond so many comparisons repetitions are told apart by their places alone.
const MOST: usize = 4_000_000;

/// Tells which old repetition becomes which new one, in order: equal ones and ones with the same key belong together; what
/// lies between and has no key is taken by its place.
pub(super) fn align<T: PartialEq>(olds: &[T], news: &[T], key: impl Fn(&T) -> Option<Text>) -> Vec<Step> {
    // Mostly nothing has changed, and what is equal has equal keys, which need not be made then.
    let equal = olds.iter().zip(news).take_while(|(old, new)| old == new).count();
    let keys = |items: &[T]| items.iter().skip(equal).map(&key).collect::<Vec<_>>();
    let (old_keys, new_keys) = (keys(olds), keys(news));
    let old_key = |n: usize| old_keys.get(n.checked_sub(equal)?).and_then(Option::as_ref);
    let new_key = |n: usize| new_keys.get(n.checked_sub(equal)?).and_then(Option::as_ref);
    let alike = |a: usize, b: usize| match (old_key(a), new_key(b)) {
        (Some(x), Some(y)) => x == y,
        _ => olds.get(a) == news.get(b),
    };
    let both = olds.len().min(news.len());
    let head = equal.saturating_add((equal..both).take_while(|n| alike(*n, *n)).count());
    let most = both.saturating_sub(head);
    let tail = (1..=most)
        .take_while(|n| alike(olds.len().saturating_sub(*n), news.len().saturating_sub(*n)))
        .count();
    let old_end = olds.len().saturating_sub(tail);
    let new_end = news.len().saturating_sub(tail);

    let mut steps: Vec<Step> = (0..head).map(|n| Step::Change(n, n)).collect();
    let pairs = common(head..old_end, head..new_end, &alike);
    let (mut a, mut b) = (head, head);
    for (x, y) in pairs.into_iter().chain([(old_end, new_end)]) {
        between(&mut steps, a..x, b..y, |a, b| old_key(a).is_none() || new_key(b).is_none());
        if x < old_end && y < new_end {
            steps.push(Step::Change(x, y));
        }
        (a, b) = (x.saturating_add(1), y.saturating_add(1));
    }
    steps.extend((0..tail).map(|n| Step::Change(old_end.saturating_add(n), new_end.saturating_add(n))));
    steps
}

/// What lies between two pairs: taken by place as far as it goes, then added or removed.
fn between(
    steps: &mut Vec<Step>,
    olds: std::ops::Range<usize>,
    news: std::ops::Range<usize>,
    by_place: impl Fn(usize, usize) -> bool,
) {
    let (mut olds, mut news) = (olds.peekable(), news.peekable());
    while let (Some(&a), Some(&b)) = (olds.peek(), news.peek()) {
        if !by_place(a, b) {
            break;
        }
        steps.push(Step::Change(a, b));
        olds.next();
        news.next();
    }
    steps.extend(olds.map(Step::Remove));
    steps.extend(news.map(Step::Add));
}

/// The longest common subsequence, as pairs of places in order.
fn common(
    olds: std::ops::Range<usize>,
    news: std::ops::Range<usize>,
    alike: &impl Fn(usize, usize) -> bool,
) -> Vec<(usize, usize)> {
    let (rows, columns) = (olds.len(), news.len());
    if rows == 0 || columns == 0 || rows.saturating_mul(columns) > MOST {
        return Vec::new();
    }
    let width = columns.saturating_add(1);
    let at = |i: usize, j: usize| i.saturating_mul(width).saturating_add(j);
    let mut lengths = vec![0u32; rows.saturating_add(1).saturating_mul(width)];
    let look = |lengths: &[u32], i, j| lengths.get(at(i, j)).copied().unwrap_or(0);
    for i in (0..rows).rev() {
        for j in (0..columns).rev() {
            let (a, b) = (olds.start.saturating_add(i), news.start.saturating_add(j));
            let (down, right) = (i.saturating_add(1), j.saturating_add(1));
            let best = if alike(a, b) {
                look(&lengths, down, right).saturating_add(1)
            } else {
                look(&lengths, down, j).max(look(&lengths, i, right))
            };
            if let Some(cell) = lengths.get_mut(at(i, j)) {
                *cell = best;
            }
        }
    }
    let mut pairs = Vec::new();
    let (mut i, mut j) = (0, 0);
    while i < rows && j < columns {
        let (a, b) = (olds.start.saturating_add(i), news.start.saturating_add(j));
        if alike(a, b) {
            pairs.push((a, b));
            i = i.saturating_add(1);
            j = j.saturating_add(1);
        } else if look(&lengths, i.saturating_add(1), j) >= look(&lengths, i, j.saturating_add(1)) {
            i = i.saturating_add(1);
        } else {
            j = j.saturating_add(1);
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(olds: &str, news: &str, keyed: bool, expected: &str) {
        let split = |s: &str| s.chars().map(|c| c.to_string()).collect::<Vec<_>>();
        let steps = align(&split(olds), &split(news), |s| keyed.then(|| s.as_str().into()));
        let printed: Vec<String> = steps
            .iter()
            .map(|step| match step {
                Step::Change(a, b) => format!("{a}={b}"),
                Step::Add(b) => format!("+{b}"),
                Step::Remove(a) => format!("-{a}"),
            })
            .collect();
        assert_eq!(printed.join(" "), expected, "{olds} to {news}");
    }

    #[test]
    fn repetitions_with_keys_keep_their_identity() {
        check("abc", "abc", true, "0=0 1=1 2=2");
        check("abc", "ac", true, "0=0 -1 2=1");
        check("ac", "abc", true, "0=0 +1 1=2");
        check("abc", "acd", true, "0=0 -1 2=1 +2");
        check("ab", "xy", true, "-0 -1 +0 +1");
        check("", "ab", true, "+0 +1");
        check("ab", "", true, "-0 -1");
    }

    #[test]
    fn repetitions_without_keys_are_taken_by_place_between_equal_ones() {
        check("abc", "axc", false, "0=0 1=1 2=2");
        check("abc", "xabc", false, "+0 0=1 1=2 2=3");
        check("ab", "xyz", false, "0=0 1=1 +2");
    }
}
