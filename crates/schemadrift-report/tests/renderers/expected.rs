//! Owns the comparing of rendered text with files under `tests/expected`, in which escape codes
//! are spelled out. `SCHEMADRIFT_BLESS=1` rewrites them; read what changed.

use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/expected")
}

/// Asserts that the text is that of the `.txt` file of this name.
pub(crate) fn check(name: &str, text: &str) {
    check_file(&format!("{name}.txt"), text);
}

/// Asserts that the text is that of the file of this name.
pub(crate) fn check_file(name: &str, text: &str) {
    for line in text.lines() {
        assert_eq!(
            line.trim_end(),
            line,
            "space at the end of a line of\n{text}"
        );
    }
    let text = text.replace('\u{1b}', "<ESC>");
    let file = folder().join(name);
    if std::env::var_os("SCHEMADRIFT_BLESS").is_some() {
        std::fs::write(&file, &text).unwrap();
        return;
    }
    let expected = std::fs::read_to_string(&file)
        .unwrap_or_default()
        .replace("\r\n", "\n");
    assert_eq!(
        text, expected,
        "{name} differs; SCHEMADRIFT_BLESS=1 rewrites it"
    );
}

#[test]
fn no_file_is_left_over() {
    let tests = [
        include_str!("human.rs"),
        include_str!("explain.rs"),
        include_str!("formats.rs"),
        include_str!("html.rs"),
    ];
    let tests = tests.concat();
    let mut files = 0;
    for entry in std::fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let stem = name.trim_end_matches(".txt");
        assert!(
            [&name, stem]
                .iter()
                .any(|name| tests.contains(&format!("\"{name}\""))),
            "no test reads {name}"
        );
        files += 1;
    }
    assert!(files > 30, "only {files} files");
}
