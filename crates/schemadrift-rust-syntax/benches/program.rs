//! How fast programs are read, in bytes a second. `SCHEMADRIFT_BENCH_PROGRAM` names a real one;
//! otherwise a program of some megabytes is made up, of which one file in twenty is of interest.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use divan::Bencher;
use divan::counter::BytesCount;
use schemadrift_rust_syntax::{RustFiles, rust_files, with_trees};
use tempfile::TempDir;

/// The command's own allocator: a tree is made of many small pieces.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    divan::main();
}

/// A folder, and what keeps it.
fn program() -> (PathBuf, Option<TempDir>) {
    if let Some(path) = std::env::var_os("SCHEMADRIFT_BENCH_PROGRAM") {
        return (path.into(), None);
    }
    let folder = tempfile::tempdir().unwrap();
    for number in 0..100 {
        let mut text = String::new();
        if number % 20 == 0 {
            text.push_str("diesel::table! { users (id) { id -> Int4, } }\n");
        }
        for function in 0..400 {
            let _ = write!(
                text,
                "/// Words.\npub(crate) fn function_{function}(first: &str, second: u32) -> Result<String, Error> {{\n    \
                 let third = first.trim().split(',').map(|part| part.len() + 1).sum::<usize>();\n    \
                 if third > second as usize {{ return Err(Error::new(\"too long\")); }}\n    \
                 Ok(format!(\"{{first}}-{{third}}\"))\n}}\n\n"
            );
        }
        std::fs::write(folder.path().join(format!("file_{number}.rs")), text).unwrap();
    }
    (folder.path().to_owned(), Some(folder))
}

fn parsed(found: &RustFiles) -> usize {
    let items = with_trees(&found.files, |file| file, |_, tree| tree.items.len());
    items.into_iter().map(Result::unwrap_or_default).sum()
}

fn size(folder: &Path) -> usize {
    let all = rust_files(folder, folder, &[""]).unwrap();
    all.files.iter().map(|file| file.text.len()).sum()
}

/// As readers do: most files are passed over by their words.
#[divan::bench]
fn with_words(bencher: Bencher<'_, '_>) {
    let (folder, _kept) = program();
    bencher
        .counter(BytesCount::new(size(&folder)))
        .bench(|| parsed(&rust_files(&folder, &folder, &["table!", "SqlType"]).unwrap()));
}

/// Every file parsed.
#[divan::bench]
fn every_file(bencher: Bencher<'_, '_>) {
    let (folder, _kept) = program();
    bencher
        .counter(BytesCount::new(size(&folder)))
        .bench(|| parsed(&rust_files(&folder, &folder, &[""]).unwrap()));
}
