//! Lowers tables: columns, keys, constraints, triggers.

use schemadrift_core::data_type::DataType;
use schemadrift_core::dialect::Engine;
use schemadrift_core::model::{
    Column, DefaultValue, ForeignKey, Generated, GeneratedStorage, PrimaryKey, ReferentialAction,
    Table, TableKind, Trigger, TriggerFiring, Validity,
};
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::origin::Origin;
use schemadrift_core::problem::Problem;
use schemadrift_core::stated::Stated;
use schemadrift_sql::expression::read_default;
use schemadrift_sql::trigger::read_trigger;

use super::stored::StoredTable;
use super::{Groups, broken, column_type, indexes, part_origin, words};
use crate::sqlite::rows::{Catalog, ColumnRow, ForeignKeyRow, ObjectRow};

/// Columns of a virtual table that are arguments, not columns.
const HIDDEN: u8 = 1;
const GENERATED_VIRTUAL: u8 = 2;
const GENERATED_STORED: u8 = 3;

/// Lowers one table with everything that hangs on it.
pub(super) fn lower(
    catalog: &Catalog,
    groups: &Groups<'_>,
    object: &ObjectRow,
    problems: &mut Vec<Problem>,
) -> Table {
    let name = object.name.as_str();
    let origin = Origin::Catalog(name.to_owned());
    let mut table = Table::new(QualifiedName::bare(name), origin);
    let sql = object.sql.as_deref().unwrap_or_default();
    table.kind = Stated::Written(if object.is_stored {
        TableKind::Ordinary
    } else {
        TableKind::Virtual(words::module(sql).unwrap_or_default())
    });
    table.taints = broken(catalog, object, problems);
    let stored = if object.is_stored {
        StoredTable::read(name, sql, &mut table.taints, problems)
    } else {
        StoredTable::default()
    };
    let lacks_rowid = catalog
        .tables
        .iter()
        .any(|row| row.name == name && row.lacks_rowid);
    let rowid = rowid_column(groups, name, lacks_rowid);
    table.columns = groups
        .columns(name)
        .iter()
        .filter(|row| row.hidden != HIDDEN)
        .map(|row| column(row, &stored, rowid == Some(row.name.as_str())))
        .collect();
    table.primary_key = Stated::Written(primary_key(groups, name, &stored));
    table.indexes = indexes::lower(groups, name, &stored, rowid, problems);
    let foreign_keys = groups.foreign_keys.get(name).map_or(&[][..], Vec::as_slice);
    table.foreign_keys = lower_foreign_keys(name, foreign_keys, &stored, problems);
    table.checks = stored.checks(name);
    table.triggers = triggers(groups, name, &table.columns);
    table
}

/// The column that is the rowid under another name: the only key column, declared as exactly
/// `INTEGER`, without an index of its own
/// (<https://sqlite.org/lang_createtable.html#rowids_and_the_integer_primary_key>).
fn rowid_column<'a>(groups: &Groups<'a>, table: &str, lacks_rowid: bool) -> Option<&'a str> {
    let mut keys = groups.columns(table).iter().filter(|row| row.key_place > 0);
    let only = keys.next().filter(|_| keys.next().is_none())?;
    let has_index = groups
        .keys
        .get(table)
        .is_some_and(|keys| keys.iter().any(|key| key.origin == "pk"));
    let is_rowid = !lacks_rowid && !has_index && only.type_text.eq_ignore_ascii_case("integer");
    is_rowid.then_some(only.name.as_str())
}

fn column(row: &ColumnRow, stored: &StoredTable, is_rowid: bool) -> Column {
    let mut column = Column::new(row.name.as_str(), part_origin(&row.table, &row.name));
    column.data_type = column_type(&row.type_text);
    column.is_nullable = Stated::Written(!row.is_not_null);
    column.increment = Stated::Written(None);
    if is_rowid {
        // Never NULL, whatever the pragma says.
        column.is_nullable = Stated::Implied(false);
        column.increment = stored.increment();
    }
    let shape = column
        .data_type
        .get()
        .map_or(DataType::Untyped, |data_type| data_type.shape.clone());
    column.default =
        Stated::Written(row.default.as_deref().and_then(|text| {
            read_default(Engine::Sqlite, text, &shape).map(DefaultValue::Expression)
        }));
    column.generated = Stated::Written(generated(row, stored));
    column.collation = stored.collation(&row.name);
    column
}

fn generated(row: &ColumnRow, stored: &StoredTable) -> Option<Generated> {
    let storage = match row.hidden {
        GENERATED_VIRTUAL => GeneratedStorage::Virtual,
        GENERATED_STORED => GeneratedStorage::Stored,
        _ => return None,
    };
    Some(Generated {
        expression: stored.generation(&row.name),
        storage: Stated::Written(storage),
    })
}

fn primary_key(groups: &Groups<'_>, table: &str, stored: &StoredTable) -> Option<PrimaryKey> {
    let mut columns: Vec<&&ColumnRow> = groups
        .columns(table)
        .iter()
        .filter(|row| row.key_place > 0)
        .collect();
    if columns.is_empty() {
        return None;
    }
    columns.sort_by_key(|row| row.key_place);
    Some(PrimaryKey {
        name: stored.primary_key_name(),
        columns: columns
            .iter()
            .map(|row| Name::from(row.name.as_str()))
            .collect(),
        include: Stated::Implied(Vec::new()),
        origin: part_origin(table, "primary key"),
    })
}

/// The foreign keys in declared order. Rows of one key stand together.
fn lower_foreign_keys(
    table: &str,
    rows: &[&ForeignKeyRow],
    stored: &StoredTable,
    problems: &mut Vec<Problem>,
) -> Vec<ForeignKey> {
    let mut keys: Vec<ForeignKey> = Vec::new();
    for group in rows.chunk_by(|one, other| one.number == other.number) {
        let Some(first) = group.first() else { continue };
        let columns: Vec<Name> = group
            .iter()
            .map(|row| Name::from(row.column.as_str()))
            .collect();
        let is_alike =
            |key: &&ForeignKey| key.columns == columns && key.target.name.as_str() == first.target;
        let earlier = keys.iter().filter(is_alike).count();
        let text = stored.foreign_key(&columns, &first.target, earlier);
        let mut action = |text: &str| {
            let read = referential_action(text);
            if !read.is_stated() {
                problems.push(Problem::warning(
                    format!("the action `{text}` of a foreign key is not understood"),
                    Origin::Catalog(table.to_owned()),
                ));
            }
            read
        };
        keys.push(ForeignKey {
            target: QualifiedName::bare(first.target.as_str()),
            target_columns: group
                .iter()
                .filter_map(|row| row.target_column.as_deref().map(Name::from))
                .collect(),
            on_delete: action(&first.on_delete),
            on_update: action(&first.on_update),
            name: text
                .and_then(|key| key.name.clone())
                .map_or(Stated::NotStated, Stated::Written),
            deferral: text.map_or(Stated::NotStated, |key| Stated::Written(key.deferral)),
            validity: Stated::Implied(Validity::Valid),
            is_relation_only: false,
            origin: part_origin(table, &first.column),
            columns,
        });
    }
    keys
}

fn referential_action(text: &str) -> Stated<ReferentialAction> {
    let action = match text.to_ascii_uppercase().as_str() {
        "NO ACTION" => ReferentialAction::NoAction,
        "RESTRICT" => ReferentialAction::Restrict,
        "CASCADE" => ReferentialAction::Cascade,
        "SET NULL" => ReferentialAction::SetNull,
        "SET DEFAULT" => ReferentialAction::SetDefault,
        _ => return Stated::NotStated,
    };
    Stated::Written(action)
}

/// The triggers of a table or a view.
pub(super) fn triggers(groups: &Groups<'_>, owner: &str, columns: &[Column]) -> Vec<Trigger> {
    let column_type = |name: &str| {
        let mut columns = columns.iter();
        let column = columns.find(|own| own.name.as_str().eq_ignore_ascii_case(name))?;
        Some(column.data_type.get()?.shape.clone())
    };
    let triggers = groups.triggers.get(&owner.to_ascii_lowercase());
    triggers
        .into_iter()
        .flatten()
        .map(|row| Trigger {
            name: Name::from(row.name.as_str()),
            shape: row.sql.as_deref().map_or(Stated::NotStated, |sql| {
                read_trigger(Engine::Sqlite, sql, &column_type)
            }),
            definition: row.sql.clone().map_or(Stated::NotStated, Stated::Written),
            firing: Stated::Implied(TriggerFiring::Ordinary),
            origin: part_origin(owner, &row.name),
        })
        .collect()
}
