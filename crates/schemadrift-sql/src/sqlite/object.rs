//! Owns what `CREATE INDEX`, `CREATE VIEW` and `CREATE TRIGGER` say.

use schemadrift_core::name::Name;

use super::cursor::{Cursor, statement_tokens};

/// What the text of an index says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexText {
    /// Its name.
    pub name: Name,
    /// The table.
    pub table: Name,
    /// Whether it is unique.
    pub is_unique: bool,
    /// The keys, in order.
    pub keys: Vec<IndexKeyText>,
    /// The predicate of a partial index.
    pub predicate: Option<String>,
}

/// One key of an index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexKeyText {
    /// The column, where the key is one and nothing else.
    pub column: Option<Name>,
    /// The key as written, without collation and direction.
    pub expression: String,
    /// The collation, as written.
    pub collation: Option<Name>,
    /// Whether it sorts downwards.
    pub is_descending: bool,
}

/// What the text of a view says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ViewText {
    /// Its name.
    pub name: Name,
    /// The names of its columns, where they are listed.
    pub columns: Vec<Name>,
    /// The query, as written.
    pub query: String,
}

/// What the text of a trigger says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TriggerText {
    /// Its name.
    pub name: Name,
    /// The table or view.
    pub table: Name,
    /// What follows the name, as written: when it fires and what it does.
    pub definition: String,
}

/// Steps over `CREATE [TEMP] kind [IF NOT EXISTS]`.
fn opening(cursor: &mut Cursor<'_>, kind: &str) -> Option<()> {
    cursor.take(&["create"]).then_some(())?;
    if !cursor.take(&["temp"]) {
        cursor.take(&["temporary"]);
    }
    cursor.take(&[kind]).then_some(())?;
    cursor.take(&["if", "not", "exists"]);
    Some(())
}

/// Reads the text of an index. `None` where it is none.
pub fn read_create_index(sql: &str) -> Option<IndexText> {
    let tokens = statement_tokens(sql);
    let mut cursor = Cursor::new(sql, &tokens);
    let is_unique = cursor.sees(&["create", "unique"]);
    if is_unique {
        cursor.skip();
        cursor.take(&["unique", "index"]).then_some(())?;
        cursor.take(&["if", "not", "exists"]);
    } else {
        opening(&mut cursor, "index")?;
    }
    let name = cursor.object_name()?;
    cursor.take(&["on"]).then_some(())?;
    let table = cursor.name()?;
    let keys = cursor
        .parenthesised()?
        .parts()
        .into_iter()
        .map(key)
        .collect();
    let predicate = cursor
        .take(&["where"])
        .then(|| cursor.rest().trim_end_matches(';').trim_end().to_owned());
    Some(IndexText {
        name,
        table,
        is_unique,
        keys,
        predicate: predicate.filter(|predicate| !predicate.is_empty()),
    })
}

fn key(mut cursor: Cursor<'_>) -> IndexKeyText {
    if !cursor.take_back(&["nulls", "first"]) {
        cursor.take_back(&["nulls", "last"]);
    }
    let is_descending = cursor.take_back(&["desc"]);
    if !is_descending {
        cursor.take_back(&["asc"]);
    }
    let collation = cursor.take_collation_back();
    IndexKeyText {
        column: cursor.only_name(),
        expression: cursor.rest().to_owned(),
        collation,
        is_descending,
    }
}

/// Reads the text of a view. `None` where it is none.
pub fn read_create_view(sql: &str) -> Option<ViewText> {
    let tokens = statement_tokens(sql);
    let mut cursor = Cursor::new(sql, &tokens);
    opening(&mut cursor, "view")?;
    let name = cursor.object_name()?;
    let columns = cursor.parenthesised().map_or_else(Vec::new, |inner| {
        inner
            .parts()
            .into_iter()
            .filter_map(|mut part| part.name())
            .collect()
    });
    cursor.take(&["as"]).then_some(())?;
    Some(ViewText {
        name,
        columns,
        query: cursor.rest().trim_end_matches(';').trim_end().to_owned(),
    })
}

/// Reads the text of a trigger. `None` where it is none.
pub fn read_create_trigger(sql: &str) -> Option<TriggerText> {
    let tokens = statement_tokens(sql);
    let mut cursor = Cursor::new(sql, &tokens);
    opening(&mut cursor, "trigger")?;
    let name = cursor.object_name()?;
    let definition = cursor.rest().to_owned();
    while !cursor.take(&["on"]) {
        cursor.skip()?;
    }
    Some(TriggerText {
        name,
        table: cursor.object_name()?,
        definition,
    })
}
