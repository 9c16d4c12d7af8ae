//! Every folder of `fixtures` holds a crate and `expected.txt`, what its entities read as. Run
//! with `SCHEMADRIFT_BLESS=1` to write the expectations anew.

mod common;

use std::path::{Path, PathBuf};

use schemadrift_seaorm::SeaOrmSource;

fn folders() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut folders: Vec<PathBuf> = std::fs::read_dir(root)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    folders
}

#[test]
fn entities_read_as_expected() {
    let is_blessing = std::env::var_os("SCHEMADRIFT_BLESS").is_some();
    let mut different = Vec::new();
    let folders = folders();
    assert!(folders.len() > 10, "fixtures are missing");
    for folder in &folders {
        let source = SeaOrmSource::open(folder, folder, None).unwrap();
        let found = common::dump(&source.read_entities().unwrap());
        let path = folder.join("expected.txt");
        let expected = std::fs::read_to_string(&path).unwrap_or_default();
        if found != expected {
            if is_blessing {
                std::fs::write(&path, found).unwrap();
            } else {
                different.push(format!("{}:\n{found}", folder.display()));
            }
        }
    }
    assert!(different.is_empty(), "{}", different.join("\n"));
}

#[test]
fn every_place_is_inside_its_file() {
    for folder in folders() {
        let source = SeaOrmSource::open(&folder, &folder, None).unwrap();
        let reading = source.read_entities().unwrap().reading;
        let problems = reading.problems.iter().map(|problem| &problem.origin);
        let columns = reading.schema.tables.iter().flat_map(|table| {
            let columns = table.columns.iter().map(|column| &column.origin);
            columns.chain([&table.origin])
        });
        for origin in problems.chain(columns) {
            let location = origin.location().unwrap();
            assert!(!location.text().is_empty(), "{}", folder.display());
        }
    }
}
