//! Owns the book's pages that begin with nothing and end with a clean report: each is followed in a folder of its own,
//! and prints what it says. `SCHEMADRIFT_BLESS=1` writes what is printed now.

use std::fs;
use std::path::{Path, PathBuf};

use libtest_mimic::{Arguments, Failed, Trial};
use schemadrift_tests::page;

fn main() {
    let arguments = Arguments::from_args();
    let trials = pages()
        .into_iter()
        .map(|path| {
            let name = path
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            Trial::test(name, move || run(&path))
        })
        .collect();
    libtest_mimic::run(&arguments, trials).exit();
}

/// The pages of `docs/quick-start`.
fn pages() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/quick-start");
    let entries = fs::read_dir(folder).expect("the book has a quick start");
    let mut pages: Vec<PathBuf> = entries
        .map(|entry| entry.expect("the folder can be read").path())
        .collect();
    pages.sort();
    assert!(pages.len() >= 6, "a quick start for each kind of project");
    pages
}

fn run(path: &Path) -> Result<(), Failed> {
    let page = fs::read_to_string(path)?;
    let followed = page::follow(&page);
    if std::env::var_os("SCHEMADRIFT_BLESS").is_some() && followed.page != page {
        fs::write(path, &followed.page)?;
        return Ok(());
    }
    if let Some((says, prints)) = followed.differences.first() {
        return Err(format!("the page says:\n{says}\nthe command prints:\n{prints}").into());
    }
    let codes = &followed.exit_codes;
    if !codes.contains(&Some(1)) || codes.last() != Some(&Some(0)) {
        return Err(format!("a quick start goes from findings to none, not {codes:?}").into());
    }
    Ok(())
}
