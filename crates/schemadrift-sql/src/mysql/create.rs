//! Owns `CREATE` of everything; tables are in [`super::table`].

use schemadrift_core::model::{RoutineKind, Sequence, Trigger, TriggerFiring, View};
use schemadrift_core::name::QualifiedName;
use schemadrift_core::stated::Stated;

use super::constraint::{IndexKind, index_options, method, parts, plain_index};
use super::{Statement, expression, routine, table};
use crate::change::{Change, CreateIndex, Drop, ObjectId, ObjectKind, ViewColumns};
use crate::cursor::Cursor;
use crate::query_columns::query_columns;

/// What can be made that the model does not hold.
const IGNORED: &[&str] = &[
    "event",
    "user",
    "role",
    "server",
    "tablespace",
    "undo",
    "logfile",
    "resource",
    "package",
];

/// What stands between `CREATE` and the word that says what is made.
pub(super) struct Opening {
    pub(super) replaces: bool,
    pub(super) is_temporary: bool,
}

impl Opening {
    /// Steps over the opening of a `CREATE` or an `ALTER`.
    fn take(cursor: &mut Cursor<'_>) -> Option<Self> {
        let mut opening = Self {
            replaces: false,
            is_temporary: false,
        };
        loop {
            if cursor.take(&["or", "replace"]) {
                opening.replaces = true;
            } else if cursor.take(&["temporary"]) {
                opening.is_temporary = true;
            } else if cursor.take(&["algorithm"]) {
                cursor.take_symbol("=");
                cursor.skip()?;
            } else if cursor.take(&["definer"]) {
                cursor.take_symbol("=");
                account(cursor)?;
            } else if cursor.take(&["sql", "security"]) {
                cursor.skip()?;
            } else if !cursor.take(&["aggregate"]) && !cursor.take(&["online"]) {
                return Some(opening);
            }
        }
    }
}

/// `name@host`, `CURRENT_USER()`.
fn account(cursor: &mut Cursor<'_>) -> Option<()> {
    cursor.skip()?;
    if cursor.take_symbol("@") {
        cursor.skip()?;
    }
    cursor.parenthesised();
    Some(())
}

/// Reads a `CREATE`.
pub(super) fn create(statement: &Statement<'_>, mut cursor: Cursor<'_>) -> Option<Vec<Change>> {
    cursor.take(&["create"]).then_some(())?;
    let opening = Opening::take(&mut cursor)?;
    let mut ahead = cursor.clone();
    if ahead.take(&["spatial", "reference"]) {
        return Some(Vec::new());
    }
    if let Some(kind) = IndexKind::take(&mut ahead) {
        return index(statement, kind, &opening, ahead);
    }
    let kind = cursor.skip()?;
    match kind.text.to_ascii_lowercase().as_str() {
        "table" => table::create(statement, &opening, cursor),
        "view" => view(statement, opening.replaces, cursor),
        "trigger" => trigger(statement, &opening, cursor),
        "procedure" => routine::create(statement, RoutineKind::Procedure, opening.replaces, cursor),
        "function" => routine::create(statement, RoutineKind::Function, opening.replaces, cursor),
        "sequence" => sequence(statement, cursor),
        "database" | "schema" => {
            let is_tolerant = cursor.take(&["if", "not", "exists"]);
            let name = cursor.written_name()?;
            Some(vec![Change::CreateSchema {
                name: name.value,
                origin: statement.place.exact(name.range),
                is_tolerant,
            }])
        }
        _ => kind.is_one_of(IGNORED).then(Vec::new),
    }
}

/// Reads an `ALTER VIEW`, which makes the view anew.
pub(super) fn alter_view(statement: &Statement<'_>, mut cursor: Cursor<'_>) -> Option<Vec<Change>> {
    cursor.take(&["alter"]).then_some(())?;
    Opening::take(&mut cursor)?;
    cursor.take(&["view"]).then_some(())?;
    view(statement, true, cursor)
}

fn index(
    statement: &Statement<'_>,
    kind: IndexKind,
    opening: &Opening,
    mut cursor: Cursor<'_>,
) -> Option<Vec<Change>> {
    let is_tolerant = cursor.take(&["if", "not", "exists"]);
    let name = cursor.written_name()?;
    let mut index = plain_index([], statement.place.exact(name.range));
    index.is_unique = kind == IndexKind::Unique;
    index.is_constraint = Stated::Written(kind == IndexKind::Unique);
    index.method = kind.method();
    method(&mut cursor, &mut index)?;
    cursor.take(&["on"]).then_some(())?;
    let table = cursor.path()?.value;
    index.parts = parts(&mut cursor)?;
    index_options(&mut cursor, &mut index)?;
    if !cursor.is_at_end() {
        return None;
    }
    let mut changes = Vec::new();
    if opening.replaces {
        changes.push(Change::Drop(Drop {
            objects: vec![ObjectId {
                table: Some(table.clone()),
                ..ObjectId::new(ObjectKind::Index, QualifiedName::bare(name.value.clone()))
            }],
            is_tolerant: true,
            cascades: false,
            origin: index.origin.clone(),
        }));
    }
    index.name = Stated::Written(name.value);
    changes.push(Change::CreateIndex(Box::new(CreateIndex {
        table,
        index,
        is_tolerant,
        is_only: false,
    })));
    Some(changes)
}

fn view(statement: &Statement<'_>, replaces: bool, mut cursor: Cursor<'_>) -> Option<Vec<Change>> {
    let is_tolerant = cursor.take(&["if", "not", "exists"]);
    let name = cursor.path()?;
    let listed = cursor.parenthesised();
    cursor.take(&["as"]).then_some(())?;
    for option in [
        &["with", "cascaded", "check", "option"][..],
        &["with", "local", "check", "option"],
        &["with", "check", "option"],
    ] {
        cursor.take_back(option);
    }
    let columns = match listed {
        Some(names) => {
            let parts = names.parts();
            let names: Option<Vec<_>> = parts.iter().map(Cursor::only_name).collect();
            ViewColumns::Named(names?)
        }
        None => query_columns(cursor.clone()),
    };
    let view = View {
        name: name.value,
        alias: None,
        is_materialized: Stated::Implied(false),
        columns: Vec::new(),
        definition: Stated::Written(expression(cursor.rest())),
        indexes: Vec::new(),
        triggers: Vec::new(),
        origin: statement.place.exact(name.range),
        taints: Vec::new(),
    };
    Some(vec![Change::CreateView {
        view: Box::new(view),
        columns,
        replaces,
        is_tolerant,
        is_temporary: false,
    }])
}

fn trigger(
    statement: &Statement<'_>,
    opening: &Opening,
    mut cursor: Cursor<'_>,
) -> Option<Vec<Change>> {
    let is_tolerant = cursor.take(&["if", "not", "exists"]);
    let name = cursor.path()?;
    cursor.until(&["on"]);
    cursor.take(&["on"]).then_some(())?;
    Some(vec![Change::CreateTrigger {
        table: cursor.path()?.value,
        trigger: Box::new(Trigger {
            name: name.value.name,
            definition: Stated::Written(statement.definition()),
            shape: Stated::NotStated,
            firing: Stated::Implied(TriggerFiring::Ordinary),
            origin: statement.place.exact(name.range),
        }),
        replaces: opening.replaces,
        is_tolerant,
    }])
}

/// One option of a sequence; others say nothing that the model holds.
fn sequence_option(sequence: &mut Sequence, cursor: &mut Cursor<'_>) -> Option<()> {
    let target = if cursor.take(&["increment"]) {
        cursor.take(&["by"]);
        &mut sequence.increment
    } else if cursor.take(&["start"]) {
        cursor.take(&["with"]);
        &mut sequence.start
    } else if cursor.take(&["minvalue"]) {
        &mut sequence.minimum
    } else if cursor.take(&["maxvalue"]) {
        &mut sequence.maximum
    } else if cursor.take(&["cache"]) {
        &mut sequence.cache
    } else {
        let is_cycling = cursor.take(&["cycle"]);
        if is_cycling || cursor.take(&["nocycle"]) {
            sequence.is_cycling = Stated::Written(is_cycling);
        } else {
            cursor.skip()?;
        }
        return Some(());
    };
    cursor.take_symbol("=");
    let sign = if cursor.take_symbol("-") { "-" } else { "" };
    let digits = cursor.skip()?.text;
    let number = format!("{sign}{digits}").parse().ok();
    *target = number.map_or(Stated::NotStated, Stated::Written);
    Some(())
}

/// A sequence of MariaDB (<https://mariadb.com/docs/server/reference/sql-structure/sequences/create-sequence>).
fn sequence(statement: &Statement<'_>, mut cursor: Cursor<'_>) -> Option<Vec<Change>> {
    let is_tolerant = cursor.take(&["if", "not", "exists"]);
    let name = cursor.path()?;
    let mut sequence = Sequence {
        name: name.value,
        data_type: Stated::NotStated,
        start: Stated::NotStated,
        increment: Stated::Implied(1),
        minimum: Stated::NotStated,
        maximum: Stated::NotStated,
        cache: Stated::Implied(1000),
        is_cycling: Stated::Implied(false),
        origin: statement.place.exact(name.range),
    };
    while !cursor.is_at_end() {
        sequence_option(&mut sequence, &mut cursor)?;
    }
    Some(vec![Change::CreateSequence {
        sequence: Box::new(sequence),
        owner: None,
        is_tolerant,
    }])
}
