//! dbmate: `<digits>….sql`, in the order of their names; what runs stands between `-- migrate:up`
//! and `-- migrate:down`, of which a file may have several. <https://github.com/amacneil/dbmate>

use schemadrift_core::migration::{Migration, Transaction};

use super::listing::{Listing, part, without_sql};
use crate::disk::FileText;
use crate::folder::Folder;
use crate::lines::{after_marker, is_blank, lines};
use crate::names::leading_digits;

const UP: &str = "migrate:up";
const DOWN: &str = "migrate:down";

pub(super) fn recognises(folder: &Folder) -> bool {
    folder.files_ending(".sql").any(|name| {
        leading_digits(name).is_some() && folder.file(name).is_some_and(|file| has_marker(&file))
    })
}

fn has_marker(file: &FileText) -> bool {
    lines(file.text()).any(|line| after_marker(line.text, UP).is_some())
}

pub(super) fn list(folder: &Folder) -> Listing {
    let mut listing = Listing::default();
    for name in folder.files_ending(".sql") {
        let Some((version, _)) = leading_digits(name) else {
            listing.leave(folder, name, "its name has no number, so dbmate skips it");
            continue;
        };
        let Some(file) = folder.file(name) else {
            continue;
        };
        if !has_marker(&file) {
            listing.warn(
                &file,
                format!("the file has no `-- {UP}`, so dbmate refuses it"),
            );
        }
        listing.migrations.push(migration(&file, version, name));
    }
    listing
}

fn migration(file: &FileText, version: &str, label: &str) -> Migration {
    let text = file.text();
    let mut migration = without_sql(file, version, label);
    migration.version = Some(version.to_owned());
    let mut open = None;
    let mut ranges = Vec::new();
    for line in lines(text) {
        let up = after_marker(line.text, UP);
        if up.is_some() || after_marker(line.text, DOWN).is_some() {
            ranges.extend(open.take().map(|start| start..line.start));
        }
        if let Some(options) = up {
            open = Some(line.next);
            if options
                .split_whitespace()
                .any(|option| option == "transaction:false")
            {
                migration.transaction = Transaction::Off;
            }
        }
    }
    ranges.extend(open.map(|start| start..text.len()));
    migration.up = ranges
        .into_iter()
        .filter(|range| !is_blank(text, range))
        .map(|range| part(file, range))
        .collect();
    migration
}
