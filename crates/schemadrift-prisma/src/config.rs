//! Owns `prisma.config.*`: what it says about the schema, the migrations and the database. The file
//! is a program; it is never run, only its tokens are looked through, and what is computed rather
//! than written is not found.

mod script;

use std::sync::Arc;

use schemadrift_core::limits;
use schemadrift_core::origin::{Location, SourceFile};

use crate::datasource::UrlSetting;
use script::{Setting, Word};

/// The file names that Prisma looks for, beside each other in order.
pub(crate) const FILE_STEMS: [&str; 3] = ["prisma.config", ".config/prisma", "prisma7.config"];

/// The endings of those file names.
pub(crate) const FILE_ENDINGS: [&str; 6] = ["ts", "js", "mts", "mjs", "cts", "cjs"];

/// What a `prisma.config` file says.
#[derive(Debug, Clone)]
pub struct PrismaConfig {
    /// The file.
    pub file: Arc<SourceFile>,
    /// The schema's file or folder, as written.
    pub schema: Option<String>,
    /// The migrations' folder, as written.
    pub migrations_path: Option<String>,
    /// The database's address.
    pub url: Option<UrlSetting>,
    /// Tables that somebody else manages.
    pub external_tables: Vec<String>,
    /// Enums that somebody else manages.
    pub external_enums: Vec<String>,
}

impl PrismaConfig {
    /// Reads the text of a config file. What is not understood is left out.
    pub fn read(file: &Arc<SourceFile>) -> Self {
        let mut config = Self {
            file: Arc::clone(file),
            schema: None,
            migrations_path: None,
            url: None,
            external_tables: Vec::new(),
            external_enums: Vec::new(),
        };
        if limits::too_deep(&file.text).is_some() {
            return config;
        }
        let words = script::words(&file.text);
        for setting in script::settings(&words) {
            let keys: Vec<&str> = setting.keys.iter().map(String::as_str).collect();
            match keys.as_slice() {
                ["schema"] => config.schema = config.schema.or(path(&setting)),
                ["migrations", "path"] => {
                    config.migrations_path = config.migrations_path.or(path(&setting));
                }
                ["datasource", "url"] => config.url = config.url.or(url(file, &setting)),
                ["tables", "external"] => config.external_tables.extend(strings(&setting)),
                ["enums", "external"] => config.external_enums.extend(strings(&setting)),
                _ => {}
            }
        }
        config
    }
}

/// The string at these keys of an object literal.
pub(crate) fn setting(text: &str, keys: &[&str]) -> Option<String> {
    if limits::too_deep(text).is_some() {
        return None;
    }
    let words = script::words(text);
    script::settings(&words)
        .iter()
        .find(|setting| {
            setting
                .keys
                .iter()
                .map(String::as_str)
                .eq(keys.iter().copied())
        })
        .and_then(|setting| strings(setting).next())
}

fn strings(setting: &Setting<'_>) -> impl Iterator<Item = String> {
    setting.value.iter().filter_map(|word| match word {
        Word::Text { text, .. } => Some(text.clone()),
        Word::Name { .. } | Word::Sign(_) => None,
    })
}

/// A path: one string, or the strings of `path.join(…)` and the like.
fn path(setting: &Setting<'_>) -> Option<String> {
    let parts: Vec<String> = strings(setting).collect();
    match parts.as_slice() {
        [] => None,
        parts => Some(parts.join("/")),
    }
}

/// An address: `env("X")`, `process.env.X`, `process.env["X"]`, or a string.
fn url(file: &Arc<SourceFile>, setting: &Setting<'_>) -> Option<UrlSetting> {
    let words = setting.value;
    let environment = |variable: &str, range: &std::ops::Range<usize>| UrlSetting::Environment {
        variable: variable.to_owned(),
        location: Location::new(file, range.clone()),
    };
    for (index, word) in words.iter().enumerate() {
        match word {
            Word::Name { text: "env", .. } => {
                let found = words[index + 1..].iter().find_map(|word| match word {
                    Word::Text { text, range } => Some(environment(text, range)),
                    Word::Name { text, range } if is_variable(&words[index..], text) => {
                        Some(environment(text, range))
                    }
                    Word::Name { .. } | Word::Sign(_) => None,
                });
                return found;
            }
            Word::Text { text, range } => {
                return Some(UrlSetting::Literal {
                    text: text.as_str().into(),
                    location: Location::new(file, range.clone()),
                });
            }
            Word::Name { .. } | Word::Sign(_) => {}
        }
    }
    None
}

/// Whether these words begin with `env.NAME`; the type in `env<Variables>("X")` is none.
fn is_variable(words: &[Word<'_>], name: &str) -> bool {
    match words {
        [_, Word::Sign('.'), Word::Name { text, .. }, ..] => *text == name,
        [
            _,
            Word::Sign('?'),
            Word::Sign('.'),
            Word::Name { text, .. },
            ..,
        ] => *text == name,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use schemadrift_core::origin::SourceFile;
    use secrecy::ExposeSecret;

    use super::{PrismaConfig, UrlSetting};

    fn read(text: &str) -> PrismaConfig {
        PrismaConfig::read(&SourceFile::new("prisma.config.ts", text))
    }

    fn variable(config: &PrismaConfig) -> &str {
        match config.url.as_ref().unwrap() {
            UrlSetting::Environment { variable, .. } => variable,
            UrlSetting::Literal { .. } => panic!("a literal address"),
        }
    }

    #[test]
    fn the_usual_file_is_read() {
        let config = read(
            r#"
            import "dotenv/config";
            import { defineConfig, env } from "prisma/config"; // schema: "no"
            /* schema: "neither" */
            type Env = { DATABASE_URL: string };
            export default defineConfig({
              schema: 'prisma/schema',
              migrations: { path: "db/migrations", seed: `tsx ${"x"} seed.ts` },
              views: { path: "views" },
              "datasource": { url: env<Env>("DATABASE_URL"), shadowDatabaseUrl: env("OTHER") },
              tables: { external: ["auth.users", "jobs",], },
              enums: { external: ['mood'] },
              experimental: { externalTables: true },
            });
            "#,
        );
        assert_eq!(config.schema.as_deref(), Some("prisma/schema"));
        assert_eq!(config.migrations_path.as_deref(), Some("db/migrations"));
        assert_eq!(variable(&config), "DATABASE_URL");
        assert_eq!(config.external_tables, ["auth.users", "jobs"]);
        assert_eq!(config.external_enums, ["mood"]);
    }

    #[test]
    fn other_spellings_of_paths_and_variables_are_read() {
        let config = read(
            "module.exports = { schema: path.join(__dirname, 'db', \"x.prisma\"),
               datasource: { url: process.env.MAIN_URL! } } satisfies PrismaConfig",
        );
        assert_eq!(config.schema.as_deref(), Some("db/x.prisma"));
        assert_eq!(variable(&config), "MAIN_URL");
        let config = read("const c: C = { datasource: { url: process.env['X'] ?? '' } }");
        assert_eq!(variable(&config), "X");
        let config = read("export default { datasource: { url: process.env?.Y } }");
        assert_eq!(variable(&config), "Y");
    }

    #[test]
    fn a_literal_address_is_a_secret() {
        let config = read("export default { datasource: { url: 'file:./secret.db' } }");
        assert!(!format!("{config:?}").contains("secret.db"));
        match config.url.unwrap() {
            UrlSetting::Literal { text, .. } => {
                assert_eq!(text.expose_secret(), "file:./secret.db");
            }
            UrlSetting::Environment { .. } => panic!("a variable"),
        }
    }

    #[test]
    fn what_is_computed_is_not_found() {
        let config = read("export default { schema: findSchema(), datasource: getSource() }");
        assert!(config.schema.is_none() && config.url.is_none());
    }

    #[test]
    fn broken_files_are_survived() {
        for text in [
            "",
            "{",
            "export default { schema: 'x",
            "`${",
            "/*",
            "{{{:::",
            "a: {b: [}",
        ] {
            read(text);
        }
        read(&"{a:".repeat(100_000));
    }
}
