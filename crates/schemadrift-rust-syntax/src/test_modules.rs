//! Owns which files of a program are modules of its tests: those that `#[cfg(test)] mod name;`
//! leads to. Their own text does not say so.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use proc_macro2::TokenTree;

use crate::parse::tokens;

/// Notes where the test modules lie that a file declares, each as a path without ending: the file
/// is `name.rs` or `name/mod.rs`, and everything below `name` belongs to it.
pub(crate) fn add(path: &Path, text: &str, tests: &mut BTreeSet<PathBuf>) {
    // Cheap, and nearly always the end of it.
    let may_declare = text
        .match_indices("cfg(test)]")
        .any(|(offset, found)| declares_module(&text[offset + found.len()..]));
    if !may_declare {
        return;
    }
    let Some(folder) = folder_of_modules(path) else {
        return;
    };
    let Ok(tokens) = tokens(text) else { return };
    let mut is_for_tests = false;
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Group(group) => {
                is_for_tests |= group.stream().to_string().replace(' ', "") == "cfg(test)";
            }
            TokenTree::Ident(word) if word == "mod" => {
                let name = tokens
                    .next()
                    .map(|name| name.to_string())
                    .unwrap_or_default();
                let ends =
                    matches!(tokens.peek(), Some(TokenTree::Punct(end)) if end.as_char() == ';');
                if is_for_tests && ends {
                    tests.insert(folder.join(name.trim_start_matches("r#")));
                }
                is_for_tests = false;
            }
            TokenTree::Ident(word) if word == "pub" || word == "unsafe" => {}
            TokenTree::Punct(sign) if sign.as_char() == '#' => {}
            TokenTree::Ident(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => {
                is_for_tests = false;
            }
        }
    }
}

/// Whether a file is one of these modules, or lies below one.
pub(crate) fn covers(tests: &BTreeSet<PathBuf>, path: &Path) -> bool {
    let module = path.with_extension("");
    !tests.is_empty() && module.ancestors().any(|part| tests.contains(part))
}

/// Whether `mod name;` follows, maybe after more attributes.
fn declares_module(rest: &str) -> bool {
    rest.find(['{', ';'])
        .is_some_and(|end| rest[end..].starts_with(';') && rest[..end].contains("mod "))
}

/// Where the modules lie that a file declares.
fn folder_of_modules(path: &Path) -> Option<PathBuf> {
    let name = path.file_stem()?;
    let folder = path.parent()?;
    if name == "mod" || name == "lib" || name == "main" {
        Some(folder.to_owned())
    } else {
        Some(folder.join(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn modules(path: &str, text: &str) -> Vec<String> {
        let mut tests = BTreeSet::new();
        add(Path::new(path), text, &mut tests);
        tests
            .iter()
            .map(|path| path.display().to_string())
            .collect()
    }

    #[test]
    fn only_modules_of_their_own_file_count() {
        let text = "#[cfg(test)]\nmod a;\n#[cfg(test)] #[allow(x)] pub(crate) mod b;
            #[cfg(test)] mod c { mod d; }\nmod e;\n#[cfg(test)] use f;\nmod g;
            // #[cfg(test)]\nmod h;\n#[cfg(unix)] mod i;";
        assert_eq!(modules("src/lib.rs", text), ["src/a", "src/b"]);
        assert_eq!(modules("src/x.rs", "#[cfg(test)] mod y;"), ["src/x/y"]);
    }

    #[test]
    fn everything_below_a_test_module_belongs_to_it() {
        let tests = BTreeSet::from([PathBuf::from("src/x")]);
        for (path, is_covered) in [
            ("src/x.rs", true),
            ("src/x/mod.rs", true),
            ("src/x/y/z.rs", true),
            ("src/xy.rs", false),
            ("src/lib.rs", false),
        ] {
            assert_eq!(covers(&tests, Path::new(path)), is_covered, "{path}");
        }
    }
}
