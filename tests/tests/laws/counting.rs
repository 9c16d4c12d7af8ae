//! Owns counts of what a law looked at, so that it cannot hold for lack of cases.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt::Debug;

/// Counts by what was looked at.
#[derive(Debug)]
pub(crate) struct Counts<K>(RefCell<BTreeMap<K, usize>>);

impl<K: Ord + Debug + Clone> Counts<K> {
    pub(crate) fn new() -> Self {
        Self(RefCell::new(BTreeMap::new()))
    }

    pub(crate) fn add(&self, key: K, number: usize) {
        *self.0.borrow_mut().entry(key).or_default() += number;
    }

    /// How often this was looked at.
    pub(crate) fn of(&self, key: &K) -> usize {
        self.0.borrow().get(key).copied().unwrap_or(0)
    }

    /// Fails if any of these was looked at less often than so many times.
    pub(crate) fn assert_each_at_least(&self, keys: &[K], least: usize) {
        let rare: Vec<(K, usize)> = keys
            .iter()
            .map(|key| (key.clone(), self.of(key)))
            .filter(|(_, count)| *count < least)
            .collect();
        assert!(
            rare.is_empty(),
            "looked at fewer than {least} times: {rare:?}"
        );
    }
}
