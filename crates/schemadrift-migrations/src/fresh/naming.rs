//! Owns the versions of new migrations: behind the newest one, in the scheme that the folder has.

use std::cmp::Ordering;

use schemadrift_core::migration::{Migration, MigrationKind};

use crate::layouts::Layout;
use crate::names::{compare_versions, leading_digits, number};

/// Digits from which on a version is a moment rather than a count.
const DIGITS_OF_A_MOMENT: usize = 12;

/// Versions to take, one after the other.
pub(super) struct Versions {
    next: String,
    width: usize,
    has_dashes: bool,
}

impl Versions {
    /// Versions behind those that are there.
    pub(super) fn behind(layout: Layout, existing: &[Migration], clock: &str) -> Self {
        let digits: Vec<String> = existing
            .iter()
            .filter(|migration| migration.kind == MigrationKind::Versioned)
            .filter_map(digits_of)
            .collect();
        let newest = digits
            .iter()
            .max_by(|one, other| compare_versions(one, other))
            .cloned();
        // Prisma sorts by name, and what begins with a moment sorts behind every count.
        let counts = layout != Layout::Prisma
            && newest
                .as_ref()
                .is_some_and(|newest| newest.len() < DIGITS_OF_A_MOMENT);
        let behind = newest.as_deref().map(add_one);
        let next = match behind {
            Some(behind) if counts => behind,
            Some(behind) if compare_versions(&behind, clock) == Ordering::Greater => behind,
            Some(_) | None => clock.to_owned(),
        };
        let mut heads = existing
            .iter()
            .filter_map(|migration| migration.label.split('_').next());
        Self {
            width: digits.last().map_or(0, String::len),
            has_dashes: layout == Layout::Diesel
                && (existing.is_empty()
                    || heads.next_back().is_some_and(|head| head.contains('-'))),
            next,
        }
    }

    /// The next version.
    pub(super) fn take(&mut self) -> String {
        let width = self.width;
        let taken = format!("{:0>width$}", self.next);
        self.next = add_one(&self.next);
        if self.has_dashes && taken.len() == 14 {
            format!(
                "{}-{}-{}-{}",
                &taken[..4],
                &taken[4..6],
                &taken[6..8],
                &taken[8..]
            )
        } else {
            taken
        }
    }
}

/// The digits that a migration's file or folder begins with.
fn digits_of(migration: &Migration) -> Option<String> {
    let label = migration.label.trim_start_matches(['V', 'v']);
    let head = label.split('_').next()?;
    let joined = head.replace('-', "");
    let (digits, _) = leading_digits(&joined)?;
    Some(digits.to_owned())
}

/// The next number, however many digits.
fn add_one(digits: &str) -> String {
    let mut result: Vec<u8> = digits.bytes().collect();
    for digit in result.iter_mut().rev() {
        if *digit < b'9' {
            *digit += 1;
            return String::from_utf8_lossy(&result).into_owned();
        }
        *digit = b'0';
    }
    format!("1{}", String::from_utf8_lossy(&result))
}

/// A version as tools write it that take it for a number.
pub(super) fn as_number(version: &str) -> String {
    number(version).to_owned()
}

#[cfg(test)]
mod tests {
    use super::add_one;

    #[test]
    fn numbers_grow_by_one() {
        assert_eq!(add_one("0009"), "0010");
        assert_eq!(add_one("999"), "1000");
        assert_eq!(add_one("20261201165959"), "20261201165960");
    }
}
