//! Owns how a table is partitioned, and what a partition holds: read from the words of catalogs and
//! scripts alike.

use schemadrift_core::data_type::DataType;
use schemadrift_core::dialect::Engine;
use schemadrift_core::expression::{Expression, NormalForm};
use schemadrift_core::model::{PartitionBound, PartitionValues, Partitioning};

use crate::cursor::Cursor;
use crate::expression::{read_query, read_row_expression};
use crate::tokens::tokenize;

/// Reads method and key, such as `RANGE (created_at)`.
///
/// `columns` answers with the type of the table's column of this name.
pub fn read_partitioning(
    engine: Engine,
    text: &str,
    columns: &dyn Fn(&str) -> Option<DataType>,
) -> Partitioning {
    let tokens = tokenize(engine, text);
    let mut cursor = Cursor::new(engine, text, &tokens);
    let mut words = Vec::new();
    while cursor.first().is_some_and(|token| !token.is_symbol("(")) {
        words.extend(cursor.skip().map(|word| word.text.to_ascii_uppercase()));
    }
    let inner = cursor.parenthesised();
    let parts = inner.iter().flat_map(Cursor::parts);
    let parts = parts.filter(|part| !part.is_at_end());
    Partitioning {
        method: words.join(" "),
        key: parts
            .map(|part| key_part(engine, part.rest(), columns))
            .collect(),
    }
}

/// Reads a key once more, in the light of the columns that it is about.
pub(crate) fn read_key(
    engine: Engine,
    partitioning: &mut Partitioning,
    columns: &dyn Fn(&str) -> Option<DataType>,
) {
    for part in &mut partitioning.key {
        *part = key_part(engine, &part.text, columns);
    }
}

/// A part of a key may be followed by a collation or an operator class, and is no expression then.
fn key_part(engine: Engine, text: &str, columns: &dyn Fn(&str) -> Option<DataType>) -> Expression {
    let expression = read_row_expression(engine, text, columns);
    match expression.normal {
        NormalForm::Unreadable(_) => read_query(engine, text),
        NormalForm::Constant(_) | NormalForm::Rewritten(_) | NormalForm::ReadAnew(_) => expression,
    }
}

/// Reads the bound of a partition, such as `FOR VALUES FROM ('a') TO (MAXVALUE)`.
pub fn read_bound(engine: Engine, text: &str) -> PartitionBound {
    let tokens = tokenize(engine, text);
    let mut cursor = Cursor::new(engine, text, &tokens);
    PartitionBound {
        text: text.to_owned(),
        values: values(&mut cursor).unwrap_or(PartitionValues::NotUnderstood),
    }
}

fn values(cursor: &mut Cursor<'_>) -> Option<PartitionValues> {
    if cursor.take(&["default"]) {
        return Some(PartitionValues::Others);
    }
    cursor.take(&["for", "values"]).then_some(())?;
    if cursor.take(&["from"]) {
        let from = list(cursor)?;
        cursor.take(&["to"]).then_some(())?;
        let to = list(cursor)?;
        return Some(PartitionValues::Range { from, to });
    }
    if cursor.take(&["in"]) {
        return Some(PartitionValues::List(list(cursor)?));
    }
    cursor.take(&["with"]).then_some(())?;
    let hash = cursor.parenthesised()?;
    let words = hash.tokens().iter();
    let words: Vec<String> = words.map(|word| word.text.to_ascii_lowercase()).collect();
    Some(PartitionValues::Hash(words.join(" ")))
}

fn list(cursor: &mut Cursor<'_>) -> Option<Vec<Expression>> {
    let engine = cursor.engine();
    let parts = cursor.parenthesised()?.parts();
    Some(
        parts
            .iter()
            .map(|part| read_query(engine, part.rest()))
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use schemadrift_core::dialect::Engine;
    use schemadrift_core::model::PartitionValues;

    use super::{read_bound, read_partitioning};

    #[test]
    fn method_and_key_are_told_apart() {
        let read = read_partitioning(Engine::PostgreSql, "RANGE (created_at, lower(b))", &|_| {
            None
        });
        assert_eq!(read.method, "RANGE");
        assert_eq!(read.to_string(), "RANGE (created_at, lower(b))");
        let read = read_partitioning(Engine::MySql, "LINEAR KEY ()", &|_| None);
        assert_eq!((read.method.as_str(), read.key.len()), ("LINEAR KEY", 0));
    }

    #[test]
    fn bounds_are_read_value_by_value() {
        let read = |text| read_bound(Engine::PostgreSql, text).values;
        assert!(matches!(
            read("FOR VALUES FROM ('a', 1) TO (MAXVALUE, MAXVALUE)"),
            PartitionValues::Range { from, to } if from.len() == 2 && to.len() == 2
        ));
        assert!(
            matches!(read("FOR VALUES IN (1, 2)"), PartitionValues::List(list) if list.len() == 2)
        );
        assert!(matches!(
            read("FOR VALUES WITH (modulus 4, remainder 0)"),
            PartitionValues::Hash(text) if text == "modulus 4 , remainder 0"
        ));
        assert_eq!(read("DEFAULT"), PartitionValues::Others);
        assert_eq!(read("anything"), PartitionValues::NotUnderstood);
    }
}
