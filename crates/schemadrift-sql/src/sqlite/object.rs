//! Owns what `CREATE INDEX`, `CREATE VIEW` and `CREATE TRIGGER` say.

use schemadrift_core::dialect::Engine;
use schemadrift_core::name::{Name, QualifiedName};

use crate::cursor::{Cursor, Written};
use crate::tokens::tokenize;

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

/// `CREATE [TEMP] [UNIQUE] [VIRTUAL] kind [IF NOT EXISTS]`.
pub(super) struct Opening {
    /// The word that says what is made.
    pub(super) kind: String,
    pub(super) is_temporary: bool,
    pub(super) is_unique: bool,
    pub(super) is_virtual: bool,
    pub(super) is_tolerant: bool,
}

/// Steps over the opening of a `CREATE`.
pub(super) fn opening(cursor: &mut Cursor<'_>) -> Option<Opening> {
    cursor.take(&["create"]).then_some(())?;
    let is_temporary = cursor.take(&["temp"]) || cursor.take(&["temporary"]);
    let is_unique = cursor.take(&["unique"]);
    let is_virtual = cursor.take(&["virtual"]);
    let kind = cursor.skip()?;
    Some(Opening {
        kind: kind.text.to_ascii_lowercase(),
        is_temporary,
        is_unique,
        is_virtual,
        is_tolerant: cursor.take(&["if", "not", "exists"]),
    })
}

/// Reads a whole statement that makes something of this kind.
fn whole<T>(
    sql: &str,
    kind: &str,
    read: impl FnOnce(Opening, Cursor<'_>) -> Option<T>,
) -> Option<T> {
    let tokens = tokenize(Engine::Sqlite, sql);
    let mut cursor = Cursor::new(Engine::Sqlite, sql, &tokens);
    let opening = opening(&mut cursor)?;
    (opening.kind == kind).then(|| read(opening, cursor))?
}

/// Reads the text of an index. `None` where it is none.
pub fn read_create_index(sql: &str) -> Option<IndexText> {
    whole(sql, "index", |opening, cursor| {
        Some(index(&opening, cursor)?.value)
    })
}

/// Something as a statement makes it, with its name as it is written.
pub(super) struct Created<T> {
    pub(super) name: Written<QualifiedName>,
    pub(super) value: T,
}

/// Reads what follows the opening of a `CREATE INDEX`.
pub(super) fn index(opening: &Opening, mut cursor: Cursor<'_>) -> Option<Created<IndexText>> {
    let name = cursor.path()?;
    cursor.take(&["on"]).then_some(())?;
    let table = cursor.name()?;
    let keys = cursor
        .parenthesised()?
        .parts()
        .into_iter()
        .map(key_part)
        .collect();
    let predicate = cursor.take(&["where"]).then(|| statement_end(&cursor));
    Some(Created {
        value: IndexText {
            name: name.value.name.clone(),
            table,
            is_unique: opening.is_unique,
            keys,
            predicate: predicate.filter(|predicate| !predicate.is_empty()),
        },
        name,
    })
}

/// What is left of the statement, without its terminator.
fn statement_end(cursor: &Cursor<'_>) -> String {
    cursor.rest().trim_end_matches(';').trim_end().to_owned()
}

/// One key of an index.
pub(super) fn key_part(mut cursor: Cursor<'_>) -> IndexKeyText {
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
    whole(sql, "view", |_, cursor| Some(view(cursor)?.0.value))
}

/// Reads what follows the opening of a `CREATE VIEW`; the query once more as tokens.
pub(super) fn view(mut cursor: Cursor<'_>) -> Option<(Created<ViewText>, Cursor<'_>)> {
    let name = cursor.path()?;
    let columns = cursor.parenthesised().map_or_else(Vec::new, |inner| {
        inner
            .parts()
            .into_iter()
            .filter_map(|mut part| part.name())
            .collect()
    });
    cursor.take(&["as"]).then_some(())?;
    let view = ViewText {
        name: name.value.name.clone(),
        columns,
        query: statement_end(&cursor),
    };
    Some((Created { name, value: view }, cursor))
}

/// Reads the text of a trigger. `None` where it is none.
pub fn read_create_trigger(sql: &str) -> Option<TriggerText> {
    whole(sql, "trigger", |_, cursor| Some(trigger(cursor)?.value))
}

/// Reads what follows the opening of a `CREATE TRIGGER`.
pub(super) fn trigger(mut cursor: Cursor<'_>) -> Option<Created<TriggerText>> {
    let name = cursor.path()?;
    let definition = cursor.rest().to_owned();
    while !cursor.take(&["on"]) {
        cursor.skip()?;
    }
    let trigger = TriggerText {
        name: name.value.name.clone(),
        table: cursor.object_name()?,
        definition,
    };
    Some(Created {
        name,
        value: trigger,
    })
}
