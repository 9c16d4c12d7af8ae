//! Owns the little that is read from stored statements without understanding them: where words
//! stand outside of quotes, comments and brackets.

/// The module of `CREATE VIRTUAL TABLE … USING module`.
pub(super) fn module(sql: &str) -> Option<String> {
    let mut words = Words::new(sql);
    words.find(|word| word.text.eq_ignore_ascii_case("using"))?;
    let module = words.next()?;
    Some(module.text.trim_matches(['"', '`', '[', ']']).to_owned())
}

/// The query of `CREATE VIEW … AS query`.
pub(super) fn view_query(sql: &str) -> Option<&str> {
    let found =
        Words::new(sql).find(|word| word.depth == 0 && word.text.eq_ignore_ascii_case("as"))?;
    Some(sql[found.end..].trim())
}

/// A word or a quoted name, with where it ends and how many brackets it stands in.
#[derive(Debug, Clone, Copy)]
struct Word<'a> {
    text: &'a str,
    end: usize,
    depth: usize,
}

/// The words of a statement.
#[derive(Debug)]
struct Words<'a> {
    sql: &'a str,
    offset: usize,
    depth: usize,
}

impl<'a> Words<'a> {
    fn new(sql: &'a str) -> Self {
        Self {
            sql,
            offset: 0,
            depth: 0,
        }
    }

    /// The length of what stands at the start of `rest`, and whether it is a word.
    fn piece(rest: &str, first: char) -> (usize, bool) {
        let until = |end: &str, from: usize| {
            rest[from..]
                .find(end)
                .map_or(rest.len(), |place| from + place + end.len())
        };
        match first {
            '\'' | '"' | '`' => (until(&first.to_string(), 1), true),
            '[' => (until("]", 1), true),
            '-' if rest.starts_with("--") => (until("\n", 2), false),
            '/' if rest.starts_with("/*") => (until("*/", 2), false),
            _ if is_word(first) => {
                let end = rest.find(|other| !is_word(other)).unwrap_or(rest.len());
                (end, true)
            }
            _ => (first.len_utf8(), false),
        }
    }
}

impl<'a> Iterator for Words<'a> {
    type Item = Word<'a>;

    fn next(&mut self) -> Option<Word<'a>> {
        loop {
            let rest = self.sql.get(self.offset..)?;
            let first = rest.chars().next()?;
            let (length, is_word) = Self::piece(rest, first);
            self.offset += length;
            match first {
                '(' => self.depth += 1,
                ')' => self.depth = self.depth.saturating_sub(1),
                _ => {}
            }
            if is_word {
                return Some(Word {
                    text: &rest[..length],
                    end: self.offset,
                    depth: self.depth,
                });
            }
        }
    }
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '_' | '$') || !character.is_ascii()
}

#[cfg(test)]
mod tests {
    use super::{module, view_query};

    #[test]
    fn modules_are_found() {
        for sql in [
            "CREATE VIRTUAL TABLE t USING fts5(a, b)",
            "create virtual table \"using\" /* using x */ using\n[fts5] (a)",
        ] {
            assert_eq!(module(sql).as_deref(), Some("fts5"), "{sql}");
        }
        assert_eq!(module("CREATE TABLE t (a)"), None);
    }

    #[test]
    fn the_query_of_a_view_follows_its_own_as() {
        for (sql, query) in [
            (
                "CREATE VIEW v AS SELECT a AS b FROM t",
                "SELECT a AS b FROM t",
            ),
            (
                "CREATE VIEW \"as\" (\"x as\") -- as\n As select 1",
                "select 1",
            ),
        ] {
            assert_eq!(view_query(sql), Some(query));
        }
        assert_eq!(view_query("CREATE VIEW 'unclosed"), None);
        assert_eq!(view_query("é"), None);
    }
}
