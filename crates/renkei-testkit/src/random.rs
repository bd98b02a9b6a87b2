//! Numbers that look random and are the same everywhere.

/// A source of numbers: SplitMix64 (Steele, Lea, Flood 2014).
///
/// The whole state is one number, all operations are on 64 bits, and nothing depends on the machine, so that a seed means
/// the same bytes everywhere and for as long as this algorithm is not changed. It is no source of secrets.
#[derive(Clone, Debug)]
pub(crate) struct Random(u64);

const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

const fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

impl Random {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A source of its own for thing `number` of a sort, so that one thing can be made without those before it.
    pub(crate) const fn of(seed: u64, sort: u64, number: u64) -> Self {
        Self(mix(seed ^ mix(sort.wrapping_mul(GOLDEN) ^ mix(number))))
    }

    pub(crate) const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(GOLDEN);
        mix(self.0)
    }

    /// A number below `end`; 0 where `end` is 0.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        // The upper half of the product: as even as the remainder, and without a division.
        let product = u128::from(self.next()).saturating_mul(u128::from(end));
        u64::try_from(product >> 64).unwrap_or(0)
    }

    /// A number from `least` to `most`, both included.
    pub(crate) fn between(&mut self, least: i64, most: i64) -> i64 {
        let width = u64::try_from(most.saturating_sub(least)).unwrap_or(0).saturating_add(1);
        least.saturating_add(i64::try_from(self.below(width)).unwrap_or(0))
    }

    /// A length or a place, from `least` to `most`, both included.
    pub(crate) fn size(&mut self, least: usize, most: usize) -> usize {
        let width = u64::try_from(most.saturating_sub(least)).unwrap_or(0).saturating_add(1);
        least.saturating_add(usize::try_from(self.below(width)).unwrap_or(0))
    }

    /// True in so many of a hundred cases.
    pub(crate) fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// One of a list; what is empty has the default alone.
    pub(crate) fn pick<T: Copy + Default>(&mut self, list: &[T]) -> T {
        let place = self.size(0, list.len().saturating_sub(1));
        list.get(place).copied().unwrap_or_default()
    }

    /// Some of a list, in its order and each once: `count`, or all where the list is shorter.
    pub(crate) fn choose<'l, T>(&mut self, list: &'l [T], count: usize) -> Vec<&'l T> {
        let mut wanted = count.min(list.len());
        let mut left = list.len();
        let mut chosen = Vec::with_capacity(wanted);
        for item in list {
            let all = u64::try_from(left).unwrap_or(0);
            if self.below(all) < u64::try_from(wanted).unwrap_or(0) {
                chosen.push(item);
                wanted = wanted.saturating_sub(1);
            }
            left = left.saturating_sub(1);
        }
        chosen
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_are_those_of_the_paper() {
        // The first outputs of SplitMix64 for seed 0, as its authors' reference implementation gives them.
        let mut random = Random::new(0);
        let first = [random.next(), random.next(), random.next()];
        assert_eq!(first, [0xE220_A839_7B1D_CDAF, 0x6E78_9E6A_A1B9_65F4, 0x06C4_5D18_8009_454F]);
    }

    #[test]
    fn numbers_keep_to_their_bounds_and_reach_them() {
        let mut random = Random::new(7);
        let drawn: Vec<i64> = (0..1000).map(|_| random.between(-2, 2)).collect();
        for number in -2..=2 {
            assert!(drawn.contains(&number));
        }
        assert!(drawn.iter().all(|n| (-2..=2).contains(n)));
        assert_eq!(random.below(0), 0);
    }

    #[test]
    fn a_choice_keeps_the_order_and_repeats_nothing() {
        let mut random = Random::new(3);
        let list: Vec<u32> = (0..20).collect();
        for count in [0, 1, 7, 20, 30] {
            let chosen = random.choose(&list, count);
            assert_eq!(chosen.len(), count.min(20));
            assert!(chosen.is_sorted());
        }
    }
}
