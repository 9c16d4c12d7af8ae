//! Owns finding the text of queries in a crate's sources: in the string literals of Rust files, and in
//! SQL files that a macro includes whole.

use std::collections::HashMap;
use std::ops::Range;
use std::path::Path;

use ignore::WalkBuilder;
use schemadrift_core::limits::MAX_FILE_BYTES;
use schemadrift_core::origin::{Location, SourceFile};
use schemadrift_core::source::shown_path;

use crate::literals::{Literal, literals};
use crate::made::{self, MadeTable};

/// What the sources of a crate hold.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// Where each of the texts stands.
    pub(crate) places: Vec<Vec<Location>>,
    /// Tables that the program makes for itself.
    pub(crate) made: Vec<MadeTable>,
}

/// Finds where each of these texts stands below a folder; paths are shown relative to `root`.
/// A file that cannot be read holds none of them.
pub(crate) fn find(folder: &Path, root: &Path, texts: &[&str]) -> Found {
    let mut sources = Found {
        places: vec![Vec::new(); texts.len()],
        made: Vec::new(),
    };
    let wanted: HashMap<&str, usize> = texts
        .iter()
        .enumerate()
        .map(|(number, text)| (*text, number))
        .collect();
    let mut builder = WalkBuilder::new(folder);
    builder
        .hidden(true)
        .require_git(false)
        .sort_by_file_path(Path::cmp)
        .filter_entry(|entry| entry.file_name() != "target" && entry.file_name() != "node_modules");
    for entry in builder.build().filter_map(Result::ok) {
        let path = entry.path();
        let ending = path.extension().and_then(|ending| ending.to_str());
        let is_rust = match ending {
            Some("rs") => true,
            Some("sql") => false,
            _ => continue,
        };
        let Some(text) = read(path) else { continue };
        let pieces = pieces(&text, is_rust);
        let found: Vec<(usize, Range<usize>)> = pieces
            .iter()
            .filter_map(|piece| Some((*wanted.get(piece.text.as_str())?, piece.range.clone())))
            .collect();
        let made: Vec<(String, Range<usize>)> = pieces
            .iter()
            .filter(|_| !made::is_of_migrations(path))
            .flat_map(|piece| made::tables(&piece.text).map(|name| (name, piece.range.clone())))
            .collect();
        if found.is_empty() && made.is_empty() {
            continue;
        }
        let file = SourceFile::new(shown_path(path, root), text);
        for (number, range) in found {
            if let Some(places) = sources.places.get_mut(number) {
                places.push(Location::new(&file, range));
            }
        }
        sources
            .made
            .extend(made.into_iter().map(|(name, range)| MadeTable {
                name,
                place: Location::new(&file, range),
            }));
    }
    sources
}

/// The texts of a file that may be SQL: the literals of a Rust file, or an SQL file as a whole.
fn pieces(text: &str, is_rust: bool) -> Vec<Literal> {
    if !is_rust {
        return vec![Literal {
            range: 0..text.trim_end().len(),
            text: text.to_owned(),
        }];
    }
    // Most files hold no SQL.
    if text.contains("query") || text.contains("TABLE") || text.contains("table") {
        literals(text)
    } else {
        Vec::new()
    }
}

fn read(path: &Path) -> Option<String> {
    let size = std::fs::metadata(path).ok()?.len();
    if size > MAX_FILE_BYTES {
        return None;
    }
    let bytes = std::fs::read(path).ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}
