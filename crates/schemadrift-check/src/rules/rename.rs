//! Owns guesses at renames: a missing name and an extra name that may be the same thing. They
//! are offered as help and never assumed.

use schemadrift_core::model::Column;
use schemadrift_core::name::Name;

use super::{Context, Owner};
use crate::pairing::{Pair, TablePair};
use crate::verdict::types::{TypeVerdict, judge};

/// The extra live column that a missing column may have become.
pub(crate) fn of_column<'a>(
    missing: &Column,
    owner: &Owner<'a>,
    context: &Context<'_>,
) -> Option<&'a Name> {
    let candidates = owner.columns.iter().filter_map(|pair| match pair {
        Pair::OnlyLive(live) => Some(*live),
        Pair::Both { .. } | Pair::OnlyCode(_) => None,
    });
    candidates
        .filter(|live| match missing.data_type.both(&live.data_type) {
            Some((expected, found)) => {
                judge(context.pairs, expected, found) == TypeVerdict::Accepted
            }
            None => true,
        })
        .filter_map(|live| {
            let (missing, found) = (missing.name.as_str(), live.name.as_str());
            let by_words = || shares_words(missing, found).then_some(usize::MAX);
            Some((likeness(missing, found).or_else(by_words)?, live))
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, live)| &live.name)
}

/// The extra live table that a missing table may have become.
pub(crate) fn of_table<'a>(
    missing: &TablePair<'_>,
    context: &Context<'a>,
) -> Option<&'a TablePair<'a>> {
    let code = missing.code?;
    let extras = context
        .pairs
        .tables
        .iter()
        .filter(|pair| pair.code.is_none());
    extras
        .filter_map(|pair| {
            let live = pair.live?;
            let shared = code
                .columns
                .iter()
                .filter(|column| live.columns.iter().any(|other| other.name == column.name))
                .count();
            let is_alike = shared * 10 >= code.columns.len().max(live.columns.len()) * 7;
            let by_name = likeness(missing.name.name.as_str(), pair.name.name.as_str());
            match (by_name, is_alike) {
                (Some(distance), _) => Some((distance, pair)),
                (None, true) => Some((usize::MAX, pair)),
                (None, false) => None,
            }
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, pair)| pair)
}

/// How alike two names are, smaller is closer; `None` if they are not.
///
/// Case and underscores count for nothing: `userId` and `user_id` are the commonest slip.
pub(crate) fn likeness(one: &str, other: &str) -> Option<usize> {
    let plain = |name: &str| name.replace('_', "").to_lowercase();
    let (one, other) = (plain(one), plain(other));
    if one == other {
        return Some(0);
    }
    let longest = one.chars().count().max(other.chars().count());
    let distance = edit_distance(&one, &other);
    (distance * 3 <= longest && longest >= 3).then_some(distance)
}

/// Whether every word of one name is in the other: `price` and `price_cents`, `userName` and `name`.
fn shares_words(one: &str, other: &str) -> bool {
    let (one, other) = (words(one), words(other));
    let (fewer, more) = if one.len() < other.len() {
        (one, other)
    } else {
        (other, one)
    };
    !fewer.is_empty() && fewer.iter().all(|word| more.contains(word))
}

/// The words of `snake_case` and `camelCase`, in small letters.
fn words(name: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut was_small = false;
    for letter in name.chars() {
        let begins = letter.is_uppercase() && was_small;
        was_small = letter.is_lowercase() || letter.is_ascii_digit();
        if words.is_empty() || begins || letter == '_' {
            words.push(String::new());
        }
        if let (Some(word), true) = (words.last_mut(), letter != '_') {
            word.extend(letter.to_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// The Levenshtein distance in characters.
pub(super) fn edit_distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (line, letter) in one.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = line + 1;
        for (column, other_letter) in other.iter().enumerate() {
            let substitution = diagonal + usize::from(letter != *other_letter);
            diagonal = row[column + 1];
            row[column + 1] = substitution.min(row[column] + 1).min(diagonal + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::{likeness, shares_words};

    #[test]
    fn a_name_that_gained_or_lost_a_word_is_recognised() {
        assert!(shares_words("price", "price_cents"));
        assert!(shares_words("userName", "name"));
        assert!(!shares_words("price", "prices_of_all"));
        assert!(!shares_words("_", "name"));
    }

    #[test]
    fn case_and_underscores_do_not_count() {
        assert_eq!(likeness("userId", "user_id"), Some(0));
        assert_eq!(likeness("colour", "color"), Some(1));
        assert_eq!(likeness("email", "created_at"), None);
        assert_eq!(likeness("id", "ab"), None);
    }
}
