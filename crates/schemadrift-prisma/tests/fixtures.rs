//! Every folder of `fixtures` holds a schema and `expected.txt`, what it reads as. Run with
//! `SCHEMADRIFT_BLESS=1` to write the expectations anew.

mod common;

use std::path::{Path, PathBuf};

use schemadrift_prisma::PrismaSource;

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
fn schemas_read_as_expected() {
    let is_blessing = std::env::var_os("SCHEMADRIFT_BLESS").is_some();
    let mut different = Vec::new();
    let folders = folders();
    assert!(folders.len() > 40, "fixtures are missing");
    for folder in &folders {
        let source = PrismaSource::open(folder, folder).unwrap();
        let found = common::dump(&source.read_prisma().unwrap());
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
fn every_problem_has_a_place_inside_its_file() {
    for folder in folders() {
        let reading = PrismaSource::open(&folder, &folder)
            .unwrap()
            .read_prisma()
            .unwrap();
        for problem in &reading.reading.problems {
            let location = problem.origin.location().unwrap();
            assert!(
                !location.text().is_empty(),
                "{}: {}",
                folder.display(),
                problem.message
            );
        }
    }
}
