//! Owns that the reader and the table of keys are the same.

use schemadrift_config::keys::{self, Key, Takes};
use schemadrift_config::read;

/// Whatever key is in the table is read: what it cannot take is a mistake at its place.
#[test]
fn every_key_is_read() {
    let mut seen = 0;
    for key in keys::ROOT {
        match key.takes {
            Takes::Table(inner) | Takes::TableOrNamed(inner) => {
                seen += refused(&format!("[{}]\n", key.name), inner);
            }
            Takes::Tables(inner) => seen += refused(&format!("[[{}]]\n", key.name), inner),
            Takes::LevelsByRule
            | Takes::Text
            | Takes::Word(_)
            | Takes::Rule
            | Takes::Flag
            | Takes::Day
            | Takes::Texts => {}
        }
        seen += refused("", std::slice::from_ref(key));
    }
    assert!(seen > 20, "{seen}");
}

fn refused(head: &str, keys: &[Key]) -> usize {
    for key in keys {
        let text = format!("{head}{} = 0.5\n", key.name);
        let column = key.name.len() + 4;
        let line = head.lines().count() + 1;
        let config = read("s.toml", &text, &["extra-table"]);
        let is_told = config.problems.iter().any(|problem| {
            let place = problem.origin.location().unwrap().start();
            let is_unknown = problem.message.contains("is not a key");
            (place.line, place.column) == (line, column) && !is_unknown
        });
        assert!(is_told, "{text}: {:?}", config.problems);
    }
    keys.len()
}
