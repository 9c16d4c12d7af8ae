//! Every folder of `fixtures` holds a program and `expected.txt`, what it reads as. The folder's
//! name begins with the kind of database it is compared with. Run with `SCHEMADRIFT_BLESS=1` to
//! write the expectations anew.

mod common;

use std::path::{Path, PathBuf};

use schemadrift_core::dialect::Engine;
use schemadrift_diesel::{DieselReading, DieselSource};

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

fn read(folder: &Path) -> DieselReading {
    let name = folder.file_name().unwrap().to_string_lossy().into_owned();
    let engine = match name.split('_').next().unwrap() {
        "postgresql" => Some(Engine::PostgreSql),
        "mysql" => Some(Engine::MySql),
        "mariadb" => Some(Engine::MariaDb),
        "sqlite" => Some(Engine::Sqlite),
        _ => None,
    };
    // Apart from the manifests around this crate, which name libraries too.
    let place = tempfile::tempdir().unwrap();
    copy(folder, place.path());
    DieselSource::new(place.path(), place.path())
        .for_engine(engine)
        .read_diesel()
        .unwrap()
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, target).unwrap();
        }
    }
}

#[test]
fn programs_read_as_expected() {
    let is_blessing = std::env::var_os("SCHEMADRIFT_BLESS").is_some();
    let mut different = Vec::new();
    let folders = folders();
    assert!(folders.len() >= 14, "fixtures are missing");
    for folder in &folders {
        let found = common::dump(&read(folder));
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
    let mut count = 0;
    for folder in folders() {
        for problem in &read(&folder).reading.problems {
            let location = problem.origin.location().unwrap();
            let message = &problem.message;
            assert!(
                !location.text().is_empty(),
                "{}: {message}",
                folder.display()
            );
            count += 1;
        }
    }
    assert!(count > 8, "{count}");
}
