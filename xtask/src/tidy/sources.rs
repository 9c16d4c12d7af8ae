//! House rule: every Rust file says what it owns, keeps to a readable size, leaves nothing
//! unfinished, and prints nothing of ours in debug form where users read.

use std::path::Path;

use super::{Complaint, Workspace};
use crate::failure::Failure;
use crate::workspace;

const LONGEST: usize = 500;
const FOLDERS: &[&str] = &["crates", "xtask", "tests", "examples"];

/// Crates whose formatted text users read.
const READ_BY_USERS: &[&str] = &[
    "crates/schemadrift-report/src",
    "crates/schemadrift-cli/src",
];

/// Built from two halves, so that this file does not find itself.
const UNFINISHED: &[&str] = &[concat!("todo", "!("), concat!("unimplemented", "!(")];

pub(super) fn check(workspace: &Workspace) -> Result<Vec<Complaint>, Failure> {
    let mut complaints = Vec::new();
    for folder in FOLDERS {
        for file in workspace::files(&workspace.root.join(folder), "rs")? {
            let text = workspace::read(&file)?;
            let relative = file.strip_prefix(&workspace.root).unwrap_or(&file);
            if is_a_fixture(relative) {
                continue;
            }
            let messages = judge(relative, &text);
            complaints.extend(
                messages
                    .into_iter()
                    .map(|message| Complaint::new(relative, message)),
            );
        }
    }
    Ok(complaints)
}

/// Whether a file is what a test reads, and not code of ours.
fn is_a_fixture(file: &Path) -> bool {
    let is_of_fixtures = |part: &str| {
        matches!(
            part,
            "fixtures" | "fix" | "rules" | "generated" | "scenarios"
        )
    };
    let mut parts = file
        .components()
        .map(|part| part.as_os_str().to_string_lossy());
    parts.any(|part| part == "tests") && parts.any(|part| is_of_fixtures(&part))
}

fn judge(file: &Path, text: &str) -> Vec<String> {
    let mut messages = Vec::new();
    if !text.starts_with("//! ") {
        messages.push("does not open with a `//!` line that says what it owns".to_string());
    }
    let code = without_tests(text);
    let lines = code.lines().count();
    if lines > LONGEST && !is_a_test(file) {
        messages.push(format!(
            "has {lines} lines without its tests; {LONGEST} is the limit"
        ));
    }
    let is_read_by_users = READ_BY_USERS.iter().any(|folder| file.starts_with(folder));
    for (number, line) in (1_usize..).zip(code.lines()) {
        let line = line.trim_start();
        if line.starts_with("//") {
            continue;
        }
        if UNFINISHED.iter().any(|word| line.contains(word)) {
            messages.push(format!("line {number} is unfinished"));
        }
        if is_read_by_users && (line.contains(":?}") || line.contains(":#?}")) {
            messages.push(format!(
                "line {number} shows a user the debug form of a value"
            ));
        }
    }
    messages
}

/// What stands before the file's test module.
fn without_tests(text: &str) -> &str {
    text.find("\n#[cfg(test)]\nmod tests")
        .map_or(text, |start| &text[..start])
}

fn is_a_test(file: &Path) -> bool {
    file.components().any(|part| {
        matches!(
            part.as_os_str().to_str(),
            Some("tests" | "tests.rs" | "benches")
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_core(text: &str) -> Vec<String> {
        judge(Path::new("crates/schemadrift-core/src/name.rs"), text)
    }

    #[test]
    fn a_documented_short_file_is_fine() {
        assert_eq!(in_core("//! Owns names.\n\nfn main() {}\n"), [""; 0]);
    }

    #[test]
    fn a_file_that_does_not_say_what_it_owns_is_named() {
        assert!(in_core("fn main() {}\n")[0].contains("does not open with"));
    }

    #[test]
    fn tests_do_not_count_as_length() {
        let long = format!("//! Owns much.\n{}", "// line\n".repeat(LONGEST));
        assert!(in_core(&long)[0].contains("501 lines"));
        let tested = format!(
            "//! Owns little.\n\n#[cfg(test)]\nmod tests {{\n{}}}\n",
            "// line\n".repeat(LONGEST)
        );
        assert_eq!(in_core(&tested), [""; 0]);
        assert_eq!(judge(Path::new("tests/src/laws.rs"), &long), [""; 0]);
    }

    #[test]
    fn debug_forms_are_for_developers() {
        let text = "//! Owns words.\nfn main() { println!(\"{value:?}\"); }\n";
        let file = Path::new("crates/schemadrift-report/src/words.rs");
        assert!(judge(file, text)[0].contains("line 2 shows a user"));
        assert_eq!(in_core(text), [""; 0]);
    }

    #[test]
    fn unfinished_lines_are_named() {
        let text = format!(
            "//! Owns nothing yet.\nfn main() {{ {}) }}\n",
            UNFINISHED[0]
        );
        assert_eq!(in_core(&text), ["line 2 is unfinished"]);
        let comment = format!("//! Owns words.\n// {}) is banned\n", UNFINISHED[0]);
        assert_eq!(in_core(&comment), [""; 0]);
    }
}
