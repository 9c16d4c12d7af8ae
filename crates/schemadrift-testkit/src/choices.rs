//! Owns choices: a finite run of random numbers that a builder spends. Builders take the simplest
//! way where a choice is zero or the numbers have run out, so that shrinking numbers shrinks
//! what was built.

use proptest::collection::vec;
use proptest::prelude::{Strategy, any};

/// Random numbers to spend.
#[derive(Debug, Clone)]
pub struct Choices {
    numbers: std::vec::IntoIter<u32>,
}

impl Choices {
    /// Choices from numbers.
    pub fn new(numbers: Vec<u32>) -> Self {
        Self {
            numbers: numbers.into_iter(),
        }
    }

    /// A number below `limit`; zero where `limit` is zero or the numbers have run out.
    pub fn below(&mut self, limit: usize) -> usize {
        let number = self.numbers.next().unwrap_or(0) as usize;
        number.checked_rem(limit).unwrap_or(0)
    }

    /// Whether something happens that does so in `percent` of all cases. Never once the numbers
    /// have run out.
    pub fn happens(&mut self, percent: usize) -> bool {
        // The high numbers are the yes, so that smaller numbers give simpler results.
        self.below(100) >= 100_usize.saturating_sub(percent)
    }

    /// One of some; `None` where there is none.
    pub fn one_of<'a, T>(&mut self, options: &'a [T]) -> Option<&'a T> {
        let index = self.below(options.len());
        options.get(index)
    }

    /// Puts a list into another order.
    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for last in (1..list.len()).rev() {
            let other = self.below(last + 1);
            list.swap(last, other);
        }
    }
}

/// So many numbers to spend.
pub(crate) fn numbers(most: usize) -> impl Strategy<Value = Vec<u32>> {
    vec(any::<u32>(), most / 10..=most)
}

#[cfg(test)]
mod tests {
    use super::Choices;

    #[test]
    fn without_numbers_the_simplest_is_chosen() {
        let mut choices = Choices::new(Vec::new());
        assert_eq!(choices.below(7), 0);
        assert!(!choices.happens(99));
        assert_eq!(choices.one_of(&["a", "b"]), Some(&"a"));
        assert_eq!(choices.one_of::<u8>(&[]), None);
    }

    #[test]
    fn numbers_decide() {
        let mut choices = Choices::new(vec![9, 99, 0]);
        assert_eq!(choices.below(7), 2);
        assert!(choices.happens(1));
        assert!(!choices.happens(99));
    }
}
