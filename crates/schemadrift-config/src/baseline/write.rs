//! Owns the text of a baseline: the same entries give the same text, one line a fact, in an order that
//! keeps differences between two of them small.

use super::{Baseline, BaselineEntry};
use crate::toml_text::quoted;

const HEAD: &str = "\
# Findings that are known and accepted, written by `schemadrift baseline`. Reasons may be edited and
# entries removed; `fingerprint` is what counts, and stays the same when code moves.
";

/// The text of a baseline.
pub fn write_baseline(baseline: &Baseline) -> String {
    let mut entries: Vec<&BaselineEntry> = baseline.entries.iter().collect();
    entries.sort_by_key(|entry| {
        let address = (&entry.database, &entry.object);
        (address, &entry.rule, &entry.fingerprint)
    });
    let mut text = HEAD.to_owned();
    for entry in entries {
        text.push_str("\n[[finding]]\n");
        line(&mut text, "rule", &entry.rule);
        line(&mut text, "object", &entry.object);
        if let Some(database) = &entry.database {
            line(&mut text, "database", database);
        }
        line(&mut text, "effect", &entry.effect.to_string());
        line(&mut text, "fingerprint", &entry.fingerprint);
        if entry.count > 1 {
            text.push_str(&format!("count = {}\n", entry.count));
        }
        line(&mut text, "reason", &entry.reason);
    }
    text
}

fn line(text: &mut String, key: &str, value: &str) {
    text.push_str(&format!("{key} = {}\n", quoted(value)));
}
