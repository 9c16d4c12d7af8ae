//! Owns what was left out of the comparison and what is ignored, one by one.

use schemadrift_check::report::{LeftOut, Suppressed};

use super::Page;
use crate::printable::printable;
use crate::tally::ignored_by;
use crate::words::{count, nouns};

impl Page<'_> {
    pub(super) fn left_out(&mut self, entries: &[LeftOut]) {
        if entries.is_empty() {
            return;
        }
        self.ruler(
            "left out of the comparison",
            &count(entries.len(), "object", "objects"),
            '-',
        );
        self.block();
        for entry in entries {
            let (noun, _) = nouns(entry.kind);
            let text = format!("{noun} `{}`: {}", entry.name, entry.reason);
            self.hanging("  ", &printable(&text));
        }
    }

    pub(super) fn suppressed(&mut self, entries: &[Suppressed]) {
        if entries.is_empty() {
            return;
        }
        self.ruler("ignored", &count(entries.len(), "finding", "findings"), '-');
        self.block();
        for entry in entries {
            let (finding, by) = (&entry.finding, ignored_by(entry.by));
            let text = format!(
                "{}: {} (ignored {by}: {})",
                finding.rule, finding.message, entry.reason
            );
            self.hanging("  ", &printable(&text));
        }
    }
}
