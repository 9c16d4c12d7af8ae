//! Owns statements about rows. They are read by their tokens alone: no row is too much for that.

use schemadrift_core::name::{Name, QualifiedName};

use super::reader::token_name;
use crate::change::Change;
use crate::tokens::{Kind, Token, closing};

/// How statements about rows begin.
const VERBS: &[&str] = &[
    "copy", "delete", "insert", "merge", "prepare", "select", "table", "truncate", "values", "with",
];

/// Functions whose calls are statements about the schema.
const SCHEMA_FUNCTIONS: &[&str] = &[
    "addgeometrycolumn",
    "create_hypertable",
    "create_parent",
    "dropgeometrycolumn",
    "dropgeometrytable",
];

/// Whether a statement that begins like this is about rows.
pub(super) fn is_data(first: &Token<'_>) -> bool {
    first.is_one_of(VERBS) || first.is_symbol("(")
}

/// Whether a query puts its rows into a new table.
pub(super) fn makes_table(tokens: &[Token<'_>]) -> bool {
    let mut depth = 0_usize;
    let mut previous: Option<&Token<'_>> = None;
    for token in tokens {
        if token.is_symbol("(") {
            depth += 1;
        } else if token.is_symbol(")") {
            depth = depth.saturating_sub(1);
        }
        let is_of_insert = previous.is_some_and(|word| word.is_one_of(&["insert", "merge"]));
        if depth == 0 && token.is_word("into") && !is_of_insert {
            return true;
        }
        previous = Some(token);
    }
    false
}

/// The function that a query calls to change the schema, if it does.
pub(super) fn schema_function<'a>(tokens: &'a [Token<'_>]) -> Option<&'a str> {
    tokens.windows(2).find_map(|pair| match pair {
        [name, open] if name.is_one_of(SCHEMA_FUNCTIONS) && open.is_symbol("(") => Some(name.text),
        _ => None,
    })
}

/// The catalog that a statement writes to by hand, as those do that take a value from an enum.
pub(super) fn written_catalog(tokens: &[Token<'_>]) -> Option<Name> {
    tokens.iter().enumerate().find_map(|(index, verb)| {
        let behind = tokens.get(index + 1..)?;
        let target = match behind {
            [word, rest @ ..] if verb.is_word("insert") && word.is_word("into") => rest,
            [word, rest @ ..] if verb.is_word("delete") && word.is_word("from") => rest,
            all if verb.is_word("update") => all,
            _ => return None,
        };
        let (table, _) = named(target)?;
        let is_in_catalog = table
            .schema
            .is_none_or(|schema| schema.as_str() == "pg_catalog");
        (is_in_catalog && table.name.as_str().starts_with("pg_")).then_some(table.name)
    })
}

/// What a statement does to the rows of tables.
pub(super) fn rows(tokens: &[Token<'_>]) -> Vec<Change> {
    let Some(first) = tokens.first() else {
        return Vec::new();
    };
    if first.is_word("prepare") {
        return Vec::new();
    }
    if first.is_word("truncate") {
        return truncated(tokens);
    }
    if first.is_word("copy") {
        return copied(tokens).into_iter().collect();
    }
    let mut changes = Vec::new();
    for (index, pair) in tokens.windows(2).enumerate() {
        let [verb, word] = pair else { continue };
        let rest = tokens.get(index + 2..).unwrap_or_default();
        if verb.is_word("insert") && word.is_word("into") {
            changes.extend(inserted(rest));
        } else if verb.is_word("merge") && word.is_word("into") {
            changes.extend(named(rest).map(|(table, _)| Change::Rows { table, count: None }));
        } else if verb.is_word("delete") && word.is_word("from") {
            changes.extend(deleted(rest));
        }
    }
    changes
}

/// The table in front, and what follows it.
fn named<'a, 't>(tokens: &'t [Token<'a>]) -> Option<(QualifiedName, &'t [Token<'a>])> {
    let tokens = match tokens {
        [only, rest @ ..] if only.is_word("only") => rest,
        all => all,
    };
    match tokens {
        [schema, dot, name, rest @ ..] if dot.is_symbol(".") => Some((
            QualifiedName {
                schema: Some(token_name(schema)?),
                name: token_name(name)?,
            },
            rest,
        )),
        [name, rest @ ..] => Some((QualifiedName::bare(token_name(name)?), rest)),
        [] => None,
    }
}

fn inserted(tokens: &[Token<'_>]) -> Option<Change> {
    let (table, rest) = named(tokens)?;
    Some(Change::Rows {
        table,
        count: value_lists(rest),
    })
}

/// How many lists of values there are; `None` where a query gives the rows, or some may be left
/// out.
fn value_lists(tokens: &[Token<'_>]) -> Option<u64> {
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        if token.is_symbol("(") {
            at = closing(tokens, at)? + 1;
            continue;
        }
        if token.is_word("default") {
            return Some(1);
        }
        if token.is_word("values") {
            break;
        }
        if token.is_one_of(&["select", "with", "table"]) {
            return None;
        }
        at += 1;
    }
    let mut count = 0;
    at += 1;
    while tokens.get(at).is_some_and(|token| token.is_symbol("(")) {
        count += 1;
        at = closing(tokens, at)? + 1;
        if tokens.get(at).is_some_and(|token| token.is_symbol(",")) {
            at += 1;
        }
    }
    let goes_on = tokens.get(at).is_some_and(|token| token.is_word("on"));
    (count > 0 && !goes_on).then_some(count)
}

fn deleted(tokens: &[Token<'_>]) -> Option<Change> {
    let (table, rest) = named(tokens)?;
    let has_condition = rest
        .iter()
        .any(|token| token.is_one_of(&["where", "using"]) || token.is_symbol(")"));
    Some(Change::RowsGone {
        table,
        is_all: !has_condition,
    })
}

fn truncated(tokens: &[Token<'_>]) -> Vec<Change> {
    let mut rest = tokens.get(1..).unwrap_or_default();
    if rest.first().is_some_and(|token| token.is_word("table")) {
        rest = rest.get(1..).unwrap_or_default();
    }
    let mut changes = Vec::new();
    while let Some((table, behind)) = named(rest) {
        changes.push(Change::RowsGone {
            table,
            is_all: true,
        });
        rest = match behind {
            [star, comma, rest @ ..] if star.is_symbol("*") && comma.is_symbol(",") => rest,
            [comma, rest @ ..] if comma.is_symbol(",") => rest,
            _ => break,
        };
    }
    changes
}

/// `COPY … FROM` writes rows; how many only the file tells.
fn copied(tokens: &[Token<'_>]) -> Option<Change> {
    let rest = tokens.get(1..)?;
    let rest = match rest {
        [binary, rest @ ..] if binary.is_word("binary") => rest,
        all => all,
    };
    let (table, mut rest) = named(rest)?;
    if rest.first().is_some_and(|token| token.is_symbol("(")) {
        rest = rest.get(closing(rest, 0)? + 1..)?;
    }
    let writes = rest
        .first()
        .is_some_and(|token| token.kind == Kind::Word && token.is_word("from"));
    writes.then_some(Change::Rows { table, count: None })
}

#[cfg(test)]
mod tests {
    use schemadrift_core::dialect::Engine;

    use super::*;
    use crate::tokens::tokenize;

    fn told(text: &str) -> Vec<String> {
        rows(&tokenize(Engine::PostgreSql, text))
            .into_iter()
            .map(|change| match change {
                Change::Rows { table, count } => format!("{table} +{count:?}"),
                Change::RowsGone { table, is_all } => format!("{table} -{is_all}"),
                other => format!("{other:?}"),
            })
            .collect()
    }

    #[test]
    fn rows_are_counted_where_they_are_written() {
        for (text, expected) in [
            (
                "INSERT INTO a (b) VALUES (1), (f(2)), (3)",
                vec!["a +Some(3)"],
            ),
            (
                "insert into public.\"A\" values ((1))",
                vec!["public.A +Some(1)"],
            ),
            ("INSERT INTO a DEFAULT VALUES", vec!["a +Some(1)"]),
            (
                "INSERT INTO a AS x (b) OVERRIDING SYSTEM VALUE VALUES (1)",
                vec!["a +Some(1)"],
            ),
            ("INSERT INTO a VALUES (1) RETURNING id", vec!["a +Some(1)"]),
            (
                "INSERT INTO a VALUES (1) ON CONFLICT DO NOTHING",
                vec!["a +None"],
            ),
            ("INSERT INTO a (b) SELECT 1", vec!["a +None"]),
            ("INSERT INTO a (SELECT 1)", vec!["a +None"]),
            (
                "WITH x AS (DELETE FROM b RETURNING *) INSERT INTO a SELECT * FROM x",
                vec!["b -false", "a +None"],
            ),
            (
                "MERGE INTO a USING b ON true WHEN NOT MATCHED THEN INSERT VALUES (1)",
                vec!["a +None"],
            ),
            ("DELETE FROM a", vec!["a -true"]),
            ("DELETE FROM ONLY a WHERE b", vec!["a -false"]),
            (
                "TRUNCATE TABLE ONLY a, b.c CASCADE",
                vec!["a -true", "b.c -true"],
            ),
            ("COPY a.b (c, d) FROM stdin", vec!["a.b +None"]),
            ("COPY a TO stdout", vec![]),
            ("COPY (SELECT 1) TO stdout", vec![]),
            ("SELECT 1", vec![]),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }

    #[test]
    fn a_catalog_that_is_written_to_is_found() {
        let catalog = |text| {
            written_catalog(&tokenize(Engine::PostgreSql, text))
                .map(|name| name.as_str().to_owned())
        };
        assert_eq!(
            catalog("DELETE FROM pg_enum WHERE a").as_deref(),
            Some("pg_enum")
        );
        assert_eq!(
            catalog("update pg_catalog.pg_class SET a = 1").as_deref(),
            Some("pg_class")
        );
        assert_eq!(
            catalog("INSERT INTO pg_enum VALUES (1)").as_deref(),
            Some("pg_enum")
        );
        assert_eq!(catalog("UPDATE app.pg_class SET a = 1"), None);
        assert_eq!(catalog("DELETE FROM t USING pg_class"), None);
    }

    #[test]
    fn a_query_that_makes_a_table_is_told_from_others() {
        let makes = |text| makes_table(&tokenize(Engine::PostgreSql, text));
        assert!(makes("SELECT a INTO b FROM c"));
        assert!(makes("WITH x AS (SELECT 1) SELECT * INTO b FROM x"));
        assert!(!makes("WITH x AS (SELECT 1) INSERT INTO b SELECT * FROM x"));
        assert!(!makes("INSERT INTO a SELECT 1"));
    }
}
