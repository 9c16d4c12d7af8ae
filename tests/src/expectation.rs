//! Owns the comparison of what was said with what a fixture's file expects, and the one variable
//! that rewrites the file instead.

use std::path::Path;

/// Set to anything but `0`, it writes what was said into the fixture instead of comparing.
pub const BLESS_VARIABLE: &str = "SCHEMADRIFT_BLESS";

/// Compares a text with the file that expects it.
///
/// # Errors
/// If they differ, with both; or if the file cannot be read or written.
pub fn compare(file: &Path, said: &str) -> Result<(), String> {
    let shown = file.display();
    if std::env::var_os(BLESS_VARIABLE).is_some_and(|value| value != "0") {
        return std::fs::write(file, said)
            .map_err(|error| format!("could not write `{shown}`: {error}"));
    }
    let expected = std::fs::read_to_string(file).map_err(|error| {
        format!("could not read `{shown}`: {error}; run the test with {BLESS_VARIABLE}=1 to write it\n{said}")
    })?;
    if expected == said {
        return Ok(());
    }
    Err(format!(
        "`{shown}` expects something else; {BLESS_VARIABLE}=1 rewrites it\n{}",
        difference(&expected, said)
    ))
}

/// Both texts, the lines that only one of them has marked.
fn difference(expected: &str, said: &str) -> String {
    let marked = |text: &str, other: &str, mark: char| {
        let lines = text.lines().map(|line| {
            let mark = if other.lines().any(|known| known == line) {
                ' '
            } else {
                mark
            };
            format!("{mark} {line}\n")
        });
        lines.collect::<String>()
    };
    format!(
        "expected:\n{}said:\n{}",
        marked(expected, said, '-'),
        marked(said, expected, '+')
    )
}
