//! Owns the name that somebody may have meant: what migrations renamed it to, or else the nearest of
//! those there are.

use std::cmp::Reverse;

use schemadrift_core::usage::{Rename, UnknownUse, Usage};

use super::rename::{edit_distance, likeness};

/// What to do about a name that nothing has.
pub(super) enum Advice {
    /// A guess at what was meant.
    Guess(String),
    /// A step that always helps.
    Step(String),
}

/// Advice on a name: its rename, the nearest name, or what to do where nothing is near.
pub(super) fn advice(
    usage: &Usage,
    table: Option<&str>,
    name: &str,
    uses: &[&UnknownUse],
    otherwise: &str,
) -> Advice {
    if let Some(rename) = renamed(usage, table, name) {
        return Advice::Guess(format!(
            "`{}` renames it to `{}`: was the code left behind?",
            rename.place, rename.to
        ));
    }
    let candidates = uses.first().map_or(&[][..], |first| &first.candidates);
    match nearest(name, candidates) {
        Some(other) => Advice::Guess(format!("did you mean `{other}`?")),
        None => Advice::Step(otherwise.to_owned()),
    }
}

/// The last rename of a name.
fn renamed<'a>(usage: &'a Usage, table: Option<&str>, name: &str) -> Option<&'a Rename> {
    let same = |one: &str, other: &str| likeness(one, other) == Some(0);
    usage.renames.iter().rev().find(|rename| {
        let is_in_table = match (&rename.table, table) {
            (None, None) => true,
            (Some(own), Some(table)) => same(own, table),
            (None, Some(_)) | (Some(_), None) => false,
        };
        is_in_table && same(&rename.from, name)
    })
}

/// The nearest of several names: one that is spelt alike, or else one that shares its words.
pub fn nearest<'a>(name: &str, candidates: &'a [String]) -> Option<&'a str> {
    let spelt_alike = candidates
        .iter()
        .filter_map(|candidate| Some((closeness(name, candidate)?, candidate)))
        .min_by_key(|(distance, _)| *distance);
    if let Some((_, candidate)) = spelt_alike {
        return Some(candidate);
    }
    let own = words(name);
    let sharing = candidates.iter().filter_map(|candidate| {
        let other = words(candidate);
        let shared = own.iter().filter(|word| other.contains(word)).count();
        let fewer = own.len().min(other.len());
        let is_near = shared > 0 && shared * 2 >= fewer;
        let begins_alike = own.first() == other.first();
        let distance = edit_distance(&name.to_lowercase(), &candidate.to_lowercase());
        is_near.then_some(((Reverse(shared), !begins_alike, distance), candidate))
    });
    let best = sharing.min_by_key(|(rank, _)| *rank);
    best.map(|(_, candidate)| candidate.as_str())
}

/// How near two spellings are, smaller is nearer: a guess may be bolder than a comparison.
fn closeness(name: &str, candidate: &str) -> Option<usize> {
    likeness(name, candidate).or_else(|| {
        let longest = name.chars().count().max(candidate.chars().count());
        let distance = edit_distance(&name.to_lowercase(), &candidate.to_lowercase());
        (longest >= 3 && distance * 5 <= longest * 2).then_some(distance)
    })
}

/// The words of a name: `TrackingEvent` and `tracking_event` have the same.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut was_small = false;
    for character in name.chars() {
        let is_letter = character.is_alphanumeric();
        let begins = is_letter && (character.is_uppercase() && was_small || words.is_empty());
        if begins || !is_letter {
            words.push(String::new());
        }
        if let (true, Some(word)) = (is_letter, words.last_mut()) {
            word.extend(character.to_lowercase());
        }
        was_small = character.is_lowercase() || character.is_numeric();
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_name_is_near_by_its_spelling_or_its_words() {
        let names = |text: &str| -> Vec<String> { text.split(' ').map(str::to_owned).collect() };
        let models = names("User OrderTracking TrackingUpdate Review");
        assert_eq!(nearest("TrackingEvent", &models), Some("TrackingUpdate"));
        assert_eq!(nearest("Usre", &models), None);
        assert_eq!(nearest("Users", &models), Some("User"));
        assert_eq!(nearest("Customer", &models), None);
        let fields = names("id status account_number title");
        assert_eq!(nearest("titel", &fields), Some("title"));
        assert_eq!(nearest("paymentStatus", &fields), Some("status"));
        assert_eq!(nearest("accountName", &fields), Some("account_number"));
    }
}
