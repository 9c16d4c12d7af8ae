//! Owns what `CREATE` makes.

use schemadrift_core::expression::{Expression, NormalForm};
use schemadrift_core::model::{
    Index, IndexKey, IndexPart, SortOrder, TableKind, Trigger, TriggerFiring, Validity, View,
};
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::origin::Origin;
use schemadrift_core::stated::Stated;

use super::lower::elements;
use super::object::{IndexKeyText, Opening, index, opening, trigger, view};
use super::statement::{is_temporary, own_name};
use super::table::{self, CreatedTable, ModuleText};
use crate::change::{Change, CreateIndex, CreateTable, TableOptions, ViewColumns};
use crate::cursor::Cursor;
use crate::place::Place;
use crate::query_columns::query_columns;
use crate::tokens::unquote;
use crate::unclear::unclear;

/// What a `CREATE` does; nothing for an object of another, attached database.
pub(super) fn changes(place: Place<'_>, mut cursor: Cursor<'_>) -> Option<Vec<Change>> {
    let statement = cursor.clone();
    let opening = opening(&mut cursor)?;
    match opening.kind.as_str() {
        "table" => {
            let created = table::read(&opening, cursor)?;
            create_table(place, &statement, &opening, created)
        }
        "index" => create_index(place, &opening, cursor),
        "view" => create_view(place, &opening, cursor),
        "trigger" => create_trigger(place, &opening, cursor),
        _ => None,
    }
}

fn create_table(
    place: Place<'_>,
    statement: &Cursor<'_>,
    opening: &Opening,
    created: CreatedTable<'_>,
) -> Option<Vec<Change>> {
    let written = created.name?;
    let Some(name) = own_name(&written.value).filter(|name| !is_internal(&name.name)) else {
        return Some(Vec::new());
    };
    let text = created.table;
    let mut changes = Vec::new();
    if !text.is_complete {
        let reason = format!("a part of `CREATE TABLE {}` is not understood", name.name);
        changes.push(unclear(place, statement, reason));
    }
    let (kind, query) = match &text.module {
        Some(module) => {
            let kind = TableKind::Virtual(module.name.to_string());
            (kind, Some(module_columns(module)))
        }
        None => (TableKind::Ordinary, created.query.map(query_columns)),
    };
    let table = CreateTable {
        name,
        kind,
        elements: elements(place, &text),
        inherits: Vec::new(),
        partitioning: None,
        query,
        is_tolerant: opening.is_tolerant,
        is_temporary: opening.is_temporary || is_temporary(&written.value),
        options: TableOptions {
            is_strict: text.is_strict,
            is_without_rowid: text.is_without_rowid,
            ..TableOptions::default()
        },
        origin: place.exact(written.range),
    };
    changes.insert(0, Change::CreateTable(Box::new(table)));
    Some(changes)
}

/// Whether SQLite makes the table itself: a dump shows its definition, which the engine refuses to
/// carry out (<https://sqlite.org/fileformat2.html#intschema>).
fn is_internal(table: &Name) -> bool {
    let name = table.as_str().to_ascii_lowercase();
    name.starts_with("sqlite_")
}

/// Modules that make a column of each argument that is no option
/// (<https://sqlite.org/fts3.html>, <https://sqlite.org/fts5.html>, <https://sqlite.org/rtree.html>).
const COLUMN_MODULES: &[&str] = &["fts3", "fts4", "fts5", "rtree", "rtree_i32"];

/// The columns of a virtual table, which its module decides.
fn module_columns(module: &ModuleText) -> ViewColumns {
    let name = module.name.as_str().to_ascii_lowercase();
    if !COLUMN_MODULES.contains(&name.as_str()) {
        return ViewColumns::Unknown;
    }
    let columns: Vec<Name> = module
        .arguments
        .iter()
        .filter(|argument| !argument.contains('='))
        .filter_map(|argument| argument.split_ascii_whitespace().next())
        .filter(|word| !word.eq_ignore_ascii_case("tokenize"))
        // `rtree` marks what it does not index.
        .map(|word| Name::new(unquote(word.strip_prefix('+').unwrap_or(word))))
        .collect();
    if columns.is_empty() {
        return ViewColumns::Unknown;
    }
    ViewColumns::Named(columns)
}

fn create_index(place: Place<'_>, opening: &Opening, cursor: Cursor<'_>) -> Option<Vec<Change>> {
    let created = index(opening, cursor)?;
    if own_name(&created.name.value).is_none() {
        return Some(Vec::new());
    }
    let text = created.value;
    let parts = text.keys.iter().map(|key| index_part(key, None)).collect();
    let mut index = plain_index(parts, place.exact(created.name.range));
    index.name = Stated::Written(text.name);
    index.is_unique = text.is_unique;
    index.predicate = Stated::Written(text.predicate.map(expression));
    Some(vec![Change::CreateIndex(Box::new(CreateIndex {
        table: QualifiedName::bare(text.table),
        index,
        is_tolerant: opening.is_tolerant,
        is_only: false,
    }))])
}

/// An index as SQLite has them, over these keys.
pub(super) fn plain_index(parts: Vec<IndexPart>, origin: Origin) -> Index {
    Index {
        name: Stated::NotStated,
        is_unique: false,
        is_constraint: Stated::Written(false),
        method: Stated::Implied("btree".to_owned()),
        parts,
        include: Stated::Implied(Vec::new()),
        predicate: Stated::Written(None),
        is_nulls_not_distinct: Stated::Implied(false),
        validity: Stated::Implied(Validity::Valid),
        is_visible: Stated::NotStated,
        origin,
    }
}

/// One key of an index. `own_collation` is the column's, which says nothing when it is repeated.
pub(super) fn index_part(key: &IndexKeyText, own_collation: Option<&Name>) -> IndexPart {
    let mut part = IndexPart::of(match &key.column {
        Some(column) => IndexKey::Column(column.clone()),
        None => IndexKey::Expression(expression(key.expression.clone())),
    });
    part.order = Stated::Written(if key.is_descending {
        SortOrder::Descending
    } else {
        SortOrder::Ascending
    });
    let own = own_collation.map_or("BINARY", Name::as_str);
    let collation = key.collation.clone();
    part.collation =
        Stated::Written(collation.filter(|name| !name.as_str().eq_ignore_ascii_case(own)));
    part.prefix = Stated::Implied(None);
    part
}

fn create_view(place: Place<'_>, opening: &Opening, cursor: Cursor<'_>) -> Option<Vec<Change>> {
    let (created, query) = view(cursor)?;
    let Some(name) = own_name(&created.name.value) else {
        return Some(Vec::new());
    };
    let columns = if created.value.columns.is_empty() {
        query_columns(query)
    } else {
        ViewColumns::Listed(created.value.columns)
    };
    let view = View {
        name,
        alias: None,
        is_materialized: Stated::Implied(false),
        columns: Vec::new(),
        definition: Stated::Written(expression(created.value.query)),
        indexes: Vec::new(),
        triggers: Vec::new(),
        origin: place.exact(created.name.range),
        taints: Vec::new(),
    };
    Some(vec![Change::CreateView {
        view: Box::new(view),
        columns,
        replaces: false,
        is_tolerant: opening.is_tolerant,
        is_temporary: opening.is_temporary || is_temporary(&created.name.value),
    }])
}

/// A trigger. Its definition is the text that SQLite keeps: without `TEMP`, `IF NOT EXISTS` and
/// schema (<https://sqlite.org/schematab.html>). One for the session only is none of the schema's.
fn create_trigger(place: Place<'_>, opening: &Opening, cursor: Cursor<'_>) -> Option<Vec<Change>> {
    let statement = cursor.clone();
    let created = trigger(cursor)?;
    let is_own = own_name(&created.name.value).is_some();
    if !is_own || opening.is_temporary || is_temporary(&created.name.value) {
        return Some(Vec::new());
    }
    let start = created.name.range.start - statement.range().start;
    let kept = statement.rest().get(start..)?;
    let trigger = Trigger {
        name: created.value.name,
        definition: Stated::Written(format!("CREATE TRIGGER {kept}")),
        shape: Stated::NotStated,
        firing: Stated::Implied(TriggerFiring::Ordinary),
        origin: place.exact(created.name.range),
    };
    Some(vec![Change::CreateTrigger {
        table: QualifiedName::bare(created.value.table),
        trigger: Box::new(trigger),
        replaces: false,
        is_tolerant: opening.is_tolerant,
    }])
}

/// An expression as written; the replay finds its normal form.
pub(super) fn expression(text: String) -> Expression {
    Expression {
        normal: NormalForm::Rewritten(text.clone()),
        text,
    }
}
