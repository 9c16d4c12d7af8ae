//! Owns the names that a project gives to its own folders: `paths` of the compiler's settings, and
//! packages of a workspace.

use schemadrift_core::origin::SourceFile;
use serde_json::Value;

use super::modules::{Alias, joined};

/// Files that say so.
const COMPILER: &[&str] = &["tsconfig", "jsconfig"];

/// Whether a file of this name may give names to folders.
pub(crate) fn may_name_folders(name: &str) -> bool {
    let is_json = name.ends_with(".json");
    name == "package.json" || (is_json && COMPILER.iter().any(|word| name.starts_with(word)))
}

/// The names that a file gives. One that cannot be read gives none.
/// (<https://www.typescriptlang.org/tsconfig/#paths>)
pub(crate) fn aliases(file: &SourceFile) -> Vec<Alias> {
    let (folder, name) = file.path.rsplit_once('/').unwrap_or(("", &file.path));
    let Ok(settings) = serde_json::from_str::<Value>(&without_comments(&file.text)) else {
        return Vec::new();
    };
    if name == "package.json" {
        let named = settings.get("name").and_then(Value::as_str);
        return named
            .map(|named| Alias {
                scope: String::new(),
                prefix: named.to_owned(),
                is_open: true,
                target: folder.to_owned(),
            })
            .into_iter()
            .collect();
    }
    let Some(options) = settings.get("compilerOptions") else {
        return Vec::new();
    };
    let base = options.get("baseUrl").and_then(Value::as_str);
    let base = joined(folder, base.unwrap_or("."));
    let paths = options.get("paths").and_then(Value::as_object);
    let mut aliases = Vec::new();
    for (pattern, targets) in paths.into_iter().flatten() {
        let targets = targets.as_array().into_iter().flatten();
        for target in targets.filter_map(Value::as_str) {
            aliases.push(Alias {
                scope: folder.to_owned(),
                prefix: pattern.trim_end_matches('*').to_owned(),
                is_open: pattern.ends_with('*'),
                target: joined(&base, target.trim_end_matches('*')),
            });
        }
    }
    aliases
}

/// JSON as compilers take it: without comments and commas in front of an end.
fn without_comments(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text.trim_start_matches('\u{feff}');
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' => {
                let length = string(rest);
                kept.push_str(&rest[..length]);
                length
            }
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |end| end + 2),
            ']' | '}' => {
                if kept.trim_end().ends_with(',') {
                    kept.truncate(kept.trim_end().len() - 1);
                }
                kept.push(first);
                1
            }
            other => {
                kept.push(other);
                other.len_utf8()
            }
        };
        rest = &rest[length..];
    }
    kept
}

/// The length of a string with its quotes.
fn string(text: &str) -> usize {
    let mut is_escaped = false;
    for (at, character) in text.char_indices().skip(1) {
        match character {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use schemadrift_core::origin::SourceFile;

    use super::{Alias, aliases};

    fn alias(scope: &str, prefix: &str, is_open: bool, target: &str) -> Alias {
        Alias {
            scope: scope.to_owned(),
            prefix: prefix.to_owned(),
            is_open,
            target: target.to_owned(),
        }
    }

    #[test]
    fn paths_of_the_compiler_name_folders() {
        let text = "{ // words\n\"compilerOptions\": { /* \"a\" */ \"baseUrl\": \"./src\",\n\
                    \"paths\": { \"@/*\": [\"./*\",], \"@db\": [\"../db/client.ts\"], },\n}, }";
        let found = aliases(&SourceFile::new("apps/web/tsconfig.json", text));
        assert_eq!(
            found,
            [
                alias("apps/web", "@/", true, "apps/web/src"),
                alias("apps/web", "@db", false, "apps/web/db/client"),
            ]
        );
    }

    #[test]
    fn packages_name_their_folders() {
        let file = SourceFile::new("packages/db/package.json", "{\"name\": \"@a/db\"}");
        assert_eq!(aliases(&file), [alias("", "@a/db", true, "packages/db")]);
        for other in [
            "",
            "{",
            "[1]",
            "{\"compilerOptions\": {\"paths\": 1}}",
            "\"a",
        ] {
            assert!(aliases(&SourceFile::new("tsconfig.json", other)).is_empty());
        }
    }
}
