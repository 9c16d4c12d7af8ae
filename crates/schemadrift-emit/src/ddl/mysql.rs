//! DDL of MySQL and MariaDB (<https://dev.mysql.com/doc/refman/en/create-table.html>,
//! <https://mariadb.com/kb/en/create-table/>).

use schemadrift_core::data_type::{ColumnType, DataType};
use schemadrift_core::dialect::Engine;
use schemadrift_core::model::{Column, IndexKey, Table};

use super::grammar::{ColumnStyle, Comments, Grammar, Numbering, Routines};
use super::sqlite::index_name;
use crate::type_name::type_name;

pub(crate) static MYSQL: Grammar = Grammar {
    engine: Engine::MySql,
    column_type: |column_type| self::column_type(Engine::MySql, column_type),
    default_term,
    numbering,
    has_catalog_objects: false,
    has_pair_keys: false,
    can_add_constraints: true,
    has_index_details: false,
    has_materialized_views: false,
    has_partitions: false,
    comments: Comments::Inline,
    has_prefixes: true,
    has_index_kinds: true,
    hidden_index: Some("INVISIBLE"),
    has_unenforced_checks: true,
    column_style: ColumnStyle::MySql,
    routines: Routines::Free,
    allows_no_columns: false,
    index_name,
    constraint_name: |name| Some(name),
    foreign_key_objection: |_| None,
};

pub(crate) static MARIADB: Grammar = Grammar {
    engine: Engine::MariaDb,
    column_type: |column_type| self::column_type(Engine::MariaDb, column_type),
    hidden_index: Some("IGNORED"),
    has_unenforced_checks: false,
    column_style: ColumnStyle::MariaDb,
    ..MYSQL
};

fn column_type(engine: Engine, column_type: &ColumnType) -> Option<String> {
    match &column_type.shape {
        // Whoever could not read the text may still have copied it from a server.
        DataType::Unreadable if !column_type.text.trim().is_empty() => {
            Some(column_type.text.clone())
        }
        shape => type_name(engine, shape),
    }
}

/// `DEFAULT` takes a literal or the current moment, and everything else in parentheses only; long
/// text and JSON take even literals only so
/// (<https://dev.mysql.com/doc/refman/en/data-type-defaults.html>).
fn default_term(expression: &str, shape: &DataType) -> String {
    let text = expression.trim();
    let takes_literals = !matches!(
        shape,
        DataType::Text(_) | DataType::Json | DataType::Bytes(_)
    );
    if (takes_literals && is_literal(text)) || is_moment(text) {
        text.to_owned()
    } else {
        format!("({text})")
    }
}

fn is_moment(text: &str) -> bool {
    let rest = text
        .get(..17)
        .filter(|word| word.eq_ignore_ascii_case("current_timestamp"))
        .and_then(|word| text.get(word.len()..));
    rest.is_some_and(|rest| {
        let digits = rest.trim_start_matches('(').trim_end_matches(')');
        digits.bytes().all(|byte| byte.is_ascii_digit())
    })
}

fn is_literal(text: &str) -> bool {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let is_number = !unsigned.is_empty()
        && unsigned.starts_with(|first: char| first.is_ascii_digit() || first == '.')
        && unsigned
            .chars()
            .all(|character| character.is_ascii_alphanumeric() || character == '.');
    let is_word = ["true", "false", "null"]
        .iter()
        .any(|word| text.eq_ignore_ascii_case(word));
    let quoted = text.strip_prefix(['b', 'B', 'x', 'X']).unwrap_or(text);
    is_number || is_word || is_string(quoted)
}

/// Whether a text is one string as a whole, quotes inside doubled or escaped.
fn is_string(text: &str) -> bool {
    let Some(inner) = text
        .strip_prefix('\'')
        .and_then(|rest| rest.strip_suffix('\''))
    else {
        return false;
    };
    let mut characters = inner.chars();
    while let Some(character) = characters.next() {
        let is_closed = match character {
            '\\' => characters.next().is_none(),
            '\'' => characters.next() != Some('\''),
            _ => false,
        };
        if is_closed {
            return false;
        }
    }
    true
}

/// What numbers itself must lead a key that its table is made with.
fn numbering(table: &Table, column: &Column) -> Numbering {
    if !matches!(column.increment.get(), Some(Some(_))) {
        return Numbering::default();
    }
    let leads_unique = table.indexes.iter().any(|index| {
        index.is_unique
            && index.is_constraint.is_true()
            && matches!(index.parts.first().map(|part| &part.key),
                Some(IndexKey::Column(name)) if name == &column.name)
    });
    if table.primary_key_columns().first() != Some(&column.name) && !leads_unique {
        return Numbering {
            objection: Some("only a column that leads a key of its table numbers itself here"),
            ..Numbering::default()
        };
    }
    Numbering {
        clause: Some("AUTO_INCREMENT".to_owned()),
        ..Numbering::default()
    }
}

#[cfg(test)]
mod tests {
    use schemadrift_core::data_type::{DataType, TextSize};

    use super::default_term;

    #[test]
    fn only_literals_and_moments_stand_bare() {
        let number = DataType::integer(32);
        for text in [
            "-1",
            "1.5",
            "'it''s \\''",
            "b'101'",
            "0x10",
            "CURRENT_TIMESTAMP(3)",
            "true",
        ] {
            assert_eq!(default_term(text, &number), text);
        }
        for text in ["uuid()", "1 + 2", "'a' 'b'", "concat('a', 'b')"] {
            assert_eq!(default_term(text, &number), format!("({text})"));
        }
        let text = DataType::Text(TextSize::Regular);
        assert_eq!(default_term("'x'", &text), "('x')");
    }
}
