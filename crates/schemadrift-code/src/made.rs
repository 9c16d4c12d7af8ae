//! Owns the tables that a program makes for itself while it runs, outside of any migration: a database
//! that is looked at from outside need not hold them.

use std::path::Path;

use schemadrift_core::origin::Location;

/// A table that the code makes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MadeTable {
    /// Its name, without schema and quotes.
    pub(crate) name: String,
    /// The statement, or the file that holds it.
    pub(crate) place: Location,
}

/// Whether a file is of migrations, which are there to be applied before the program runs.
pub(crate) fn is_of_migrations(path: &Path) -> bool {
    path.parent().is_some_and(|folder| {
        folder.components().any(|part| {
            let part = part.as_os_str().to_string_lossy();
            part.to_ascii_lowercase().contains("migration")
        })
    })
}

/// The tables that a text of SQL makes, as far as its plain words tell.
pub(crate) fn tables(text: &str) -> impl Iterator<Item = String> {
    let mut words = text
        .split(|character: char| character.is_whitespace() || character == '(')
        .filter(|word| !word.is_empty())
        .peekable();
    let mut made = Vec::new();
    while let Some(word) = words.next() {
        // `ALTER TABLE a RENAME TO b` makes `b`.
        let is_renamed = word.eq_ignore_ascii_case("rename")
            && words
                .next_if(|next| next.eq_ignore_ascii_case("to"))
                .is_some();
        if is_renamed {
            made.extend(words.next().and_then(name));
            continue;
        }
        if !word.eq_ignore_ascii_case("create") {
            continue;
        }
        let is_kind = |word: &&str| {
            ["global", "local", "temp", "temporary", "unlogged"]
                .iter()
                .any(|kind| word.eq_ignore_ascii_case(kind))
        };
        while words.next_if(is_kind).is_some() {}
        if words
            .next_if(|word| word.eq_ignore_ascii_case("table"))
            .is_none()
        {
            continue;
        }
        for part in ["if", "not", "exists"] {
            words.next_if(|word| word.eq_ignore_ascii_case(part));
        }
        made.extend(words.next().and_then(name));
    }
    made.into_iter()
}

#[cfg(feature = "references")]
/// The tables that a text of SQL gives another name, each with that name.
pub(crate) fn renames(text: &str) -> Vec<(String, String)> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is = |at: usize, wanted: &str| {
        words
            .get(at)
            .is_some_and(|word: &&str| word.eq_ignore_ascii_case(wanted))
    };
    let mut renames = Vec::new();
    for at in 0..words.len() {
        if !(is(at, "alter") && is(at + 1, "table")) {
            continue;
        }
        let mut table = at + 2;
        while ["if", "exists", "only"].iter().any(|word| is(table, word)) {
            table += 1;
        }
        if is(table + 1, "rename") && is(table + 2, "to") {
            let names = [table, table + 3].map(|at| words.get(at).and_then(|word| name(word)));
            if let [Some(from), Some(to)] = names {
                renames.push((from, to));
            }
        }
    }
    renames
}

/// A name without schema, quotes and the end of its statement.
fn name(word: &str) -> Option<String> {
    let last = word.rsplit('.').next().unwrap_or(word);
    let name = last.trim_matches(|quote| matches!(quote, '"' | '`' | ';'));
    (!name.is_empty()).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{is_of_migrations, renames, tables};

    #[test]
    fn every_spelling_makes_a_table() {
        let text = "CREATE TABLE a (b int); create temporary table if not exists \"c\"(d int);
            CREATE UNLOGGED TABLE app.e AS SELECT 1; CREATE INDEX f ON g (h);
            ALTER TABLE a RENAME TO i; CREATE";
        let made: Vec<String> = tables(text).collect();
        assert_eq!(made, ["a", "c", "e", "i"]);
    }

    #[test]
    fn tables_are_given_other_names() {
        let text = "ALTER TABLE a RENAME TO b; alter table if exists \"c\" rename to app.d;
            ALTER TABLE e RENAME COLUMN f TO g; ALTER TABLE h RENAME TO";
        let pair = |from: &str, to: &str| (from.to_owned(), to.to_owned());
        assert_eq!(renames(text), [pair("a", "b"), pair("c", "d")]);
    }

    #[test]
    fn migrations_are_told_by_their_folder() {
        assert!(is_of_migrations(Path::new("db/migrations/1.sql")));
        assert!(!is_of_migrations(Path::new("src/temporary_tables.sql")));
    }
}
