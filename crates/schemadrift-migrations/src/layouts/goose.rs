//! goose: `<number>_<title>.sql` or `.go`, in the order of their numbers; annotations such as
//! `-- +goose Up` tell what runs. <https://pressly.github.io/goose/documentation/annotations/>

use schemadrift_core::migration::{Migration, Splitting, Transaction};

use super::listing::{Listing, code, part, without_sql};
use crate::disk::FileText;
use crate::folder::Folder;
use crate::lines::{Line, after_marker, is_blank, lines};
use crate::names::{compare_versions, leading_digits, number};

const MARK: &str = "+goose";

pub(super) fn recognises(folder: &Folder) -> bool {
    folder.files_ending(".sql").any(|name| {
        leading_digits(name).is_some() && folder.file(name).is_some_and(|file| has_up(&file))
    })
}

fn has_up(file: &FileText) -> bool {
    lines(file.text()).any(|line| annotation(&line) == Some(Annotation::Up))
}

pub(super) fn list(folder: &Folder) -> Listing {
    let mut listing = Listing::default();
    for name in folder.file_names() {
        let is_sql = name.ends_with(".sql");
        let is_code = name.ends_with(".go") && !name.ends_with("_test.go");
        if !is_sql && !is_code {
            continue;
        }
        let version = leading_digits(name)
            .map(|(digits, _)| number(digits))
            .filter(|version| *version != "0");
        let Some(version) = version else {
            if is_sql {
                listing.leave(folder, name, "its name has no number, so goose skips it");
            }
            continue;
        };
        let Some(file) = folder.file(name) else {
            continue;
        };
        let mut migration = if is_code {
            code(&file, version, name, "Go")
        } else {
            sql(&file, version, name, &mut listing)
        };
        migration.version = Some(version.to_owned());
        listing.migrations.push(migration);
    }
    listing
        .migrations
        .sort_by(|one, other| compare_versions(&one.name, &other.name));
    listing
}

/// What a line tells goose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Annotation {
    Up,
    Down,
    StatementBegin,
    StatementEnd,
    NoTransaction,
    Substitute,
}

fn annotation(line: &Line<'_>) -> Option<Annotation> {
    let command = after_marker(line.text, MARK)?;
    let known = [
        ("Up", Annotation::Up),
        ("Down", Annotation::Down),
        ("StatementBegin", Annotation::StatementBegin),
        ("StatementEnd", Annotation::StatementEnd),
        ("NO TRANSACTION", Annotation::NoTransaction),
        ("ENVSUB ON", Annotation::Substitute),
    ];
    known
        .into_iter()
        .find(|(name, _)| command.eq_ignore_ascii_case(name))
        .map(|(_, annotation)| annotation)
}

fn sql(file: &FileText, version: &str, label: &str, listing: &mut Listing) -> Migration {
    let text = file.text();
    let mut migration = without_sql(file, version, label);
    if !has_up(file) {
        listing.warn(file, "the file has no `-- +goose Up`, so goose refuses it");
    }
    let mut open: Option<(usize, Splitting)> = None;
    let mut close = |open: &mut Option<(usize, Splitting)>, end: usize| {
        let taken = open
            .take()
            .map(|(start, splitting)| (start..end, splitting));
        if let Some((range, splitting)) = taken.filter(|(range, _)| !is_blank(text, range)) {
            let mut part = part(file, range);
            part.splitting = splitting;
            migration.up.push(part);
        }
    };
    for line in lines(text) {
        match annotation(&line) {
            Some(Annotation::Up) => open = Some((line.next, Splitting::Statements)),
            Some(Annotation::Down) => close(&mut open, line.start),
            Some(Annotation::StatementBegin) if open.is_some() => {
                close(&mut open, line.start);
                open = Some((line.next, Splitting::One));
            }
            Some(Annotation::StatementEnd) if open.is_some() => {
                close(&mut open, line.start);
                open = Some((line.next, Splitting::Statements));
            }
            Some(Annotation::NoTransaction) => migration.transaction = Transaction::Off,
            Some(Annotation::Substitute) => {
                let doubt = "environment variables are put into it before it runs";
                migration.doubts = vec![doubt.to_owned()];
            }
            Some(Annotation::StatementBegin | Annotation::StatementEnd) | None => {}
        }
    }
    close(&mut open, text.len());
    migration
}
