//! Owns the end of a replay: expressions and defaults read in the light of the columns they are
//! about, as a live catalog's are.

use schemadrift_core::data_type::DataType;
use schemadrift_core::dialect::Engine;
use schemadrift_core::expression::{Expression, NormalForm};
use schemadrift_core::model::{
    Column, DefaultValue, Domain, Increment, Index, IndexKey, Policy, Schema, Table, TableKind,
    View,
};
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::object::{ObjectKind, ObjectPath};
use schemadrift_core::problem::Problem;
use schemadrift_core::stated::Stated;

use super::Replayed;
use super::columns::value_mut;
use super::rows;
use super::sequences::fold_serials;
use super::state::State;
use super::views::follow_queries;
use crate::expression::{fold_json, read_default, read_query, read_query_in, read_row_expression};
use crate::partitioning::read_key;
use crate::trigger::read_condition;

/// The schema that the changes have led to.
pub(super) fn finish(mut state: State, problems: Vec<Problem>) -> Replayed {
    fold_serials(&mut state);
    follow_queries(&mut state);
    let engine = state.engine();
    if engine == Engine::Sqlite {
        drop_shadows(&mut state);
    }
    let domains = &state.schema.domains;
    for table in &mut state.schema.tables {
        if engine == Engine::Sqlite {
            alias_rowid(table);
        }
        read_table(engine, table, domains);
    }
    let namespace = state.schema.default_namespace.as_ref();
    for view in &mut state.schema.views {
        read_view(engine, view, namespace, domains);
    }
    for domain in &mut state.schema.domains {
        let shape = domain.base.shape.clone();
        domain.default = read_default_value(engine, &domain.default, &shape);
        for check in &mut domain.checks {
            read(engine, &mut check.expression, &untyped);
        }
    }
    rows::count_partitions(&mut state);
    state
        .gone
        .retain(|gone| !is_back(&state.schema, &gone.object));
    Replayed {
        schema: state.schema,
        problems,
        rows: state.rows.into_iter().collect(),
        gone: state.gone,
        repeated: state.repeated,
    }
}

/// Whether an object that was dropped exists again.
fn is_back(schema: &Schema, object: &ObjectPath) -> bool {
    let is_it = |table: &Table, name: &str| {
        table.name.schema.as_ref().map(Name::as_str) == object.schema.as_deref()
            && table.name.name.as_str() == name
    };
    match (object.kind, &object.table) {
        (ObjectKind::Table, None) => schema.tables.iter().any(|table| is_it(table, &object.name)),
        (ObjectKind::Column, Some(owner)) => schema.tables.iter().any(|table| {
            is_it(table, owner)
                && table
                    .columns
                    .iter()
                    .any(|column| column.name.as_str() == object.name)
        }),
        _ => false,
    }
}

/// What the modules of virtual tables keep in tables of their own, by the end of their names
/// (<https://sqlite.org/vtab.html#the_xshadowname_method>).
const SHADOWS: &[&str] = &[
    "config", "content", "data", "docsize", "idx", "node", "parent", "rowid", "segdir", "segments",
    "stat",
];

/// Takes away what dumps show of the insides of virtual tables.
fn drop_shadows(state: &mut State) {
    let is_virtual = |table: &Table| matches!(table.kind.get(), Some(TableKind::Virtual(_)));
    let virtual_tables: Vec<Name> = state
        .schema
        .tables
        .iter()
        .filter(|table| is_virtual(table))
        .map(|table| table.name.name.clone())
        .collect();
    let is_kept = |name: &QualifiedName| {
        let parts = name.name.as_str().rsplit_once('_');
        !parts.is_some_and(|(owner, rest)| {
            SHADOWS.contains(&rest) && virtual_tables.iter().any(|own| own.as_str() == owner)
        })
    };
    state.schema.tables.retain(|table| is_kept(&table.name));
    state.rows.retain(|table, _| is_kept(table));
}

/// The only key column, declared as exactly `INTEGER`, is the rowid under another name: never
/// null, and numbered
/// (<https://sqlite.org/lang_createtable.html#rowids_and_the_integer_primary_key>).
fn alias_rowid(table: &mut Table) {
    let [key] = table.primary_key_columns() else {
        return;
    };
    let key = key.clone();
    let column = table.columns.iter_mut().find(|column| column.name == key);
    let Some(column) = column else { return };
    let is_integer = column
        .data_type
        .get()
        .is_some_and(|data_type| data_type.text.eq_ignore_ascii_case("integer"));
    // Without a rowid, the key was made NOT NULL when the table was.
    if is_integer && column.is_nullable != Stated::Implied(false) {
        column.is_nullable = Stated::Implied(false);
        if !matches!(column.increment.get(), Some(Some(_))) {
            column.increment = Stated::Written(Some(Increment::RowId));
        }
    }
}

/// The type of the column of a name, where it is known.
type ColumnTypes<'a> = dyn Fn(&str) -> Option<DataType> + 'a;

fn type_among(columns: &[(Name, DataType)], name: &str) -> Option<DataType> {
    let column = columns.iter().find(|(own, _)| own.as_str() == name)?;
    Some(column.1.clone())
}

fn types_of(columns: &[Column], domains: &[Domain]) -> Vec<(Name, DataType)> {
    let known = columns.iter().filter_map(|column| {
        let data_type = column.data_type.get()?;
        Some((column.name.clone(), beneath(domains, &data_type.shape)))
    });
    known.collect()
}

/// The type beneath a domain and those that it is over: a column of it is an operand of that type.
fn beneath(domains: &[Domain], shape: &DataType) -> DataType {
    let mut shape = shape;
    // One that goes round has no end.
    for _ in 0..domains.len() {
        let DataType::Named { name, .. } = shape else {
            break;
        };
        let is_it = |domain: &&Domain| {
            let schemas = (&domain.name.schema, &name.schema);
            domain.name.name == name.name
                && (schemas.0.is_none() || schemas.1.is_none() || schemas.0 == schemas.1)
        };
        match domains.iter().find(is_it) {
            Some(domain) => shape = &domain.base.shape,
            None => break,
        }
    }
    shape.clone()
}

fn read_table(engine: Engine, table: &mut Table, domains: &[Domain]) {
    let types = types_of(&table.columns, domains);
    let types: &ColumnTypes<'_> = &|name| type_among(&types, name);
    for column in &mut table.columns {
        read_column(engine, column, types);
    }
    for index in &mut table.indexes {
        read_index(engine, index, types);
    }
    for check in &mut table.checks {
        read(engine, &mut check.expression, types);
    }
    fold_json(engine, table);
    for exclusion in &mut table.exclusions {
        exclusion.definition = read_query(engine, &exclusion.definition.text);
    }
    if let Some(Some(partitioning)) = value_mut(&mut table.partitioning) {
        read_key(engine, partitioning, &|name| types(name));
    }
    for trigger in &mut table.triggers {
        if let Some(shape) = value_mut(&mut trigger.shape) {
            read_condition(engine, shape, &|name| types(name));
        }
    }
    for policy in &mut table.policies {
        read_policy(engine, policy, types);
    }
}

fn untyped(_: &str) -> Option<DataType> {
    None
}

fn read_column(engine: Engine, column: &mut Column, types: &ColumnTypes<'_>) {
    let shape = column
        .data_type
        .get()
        .map_or(DataType::Untyped, |data_type| data_type.shape.clone());
    column.default = read_default_value(engine, &column.default, &shape);
    column.on_update = column
        .on_update
        .clone()
        .map(|value| value.and_then(|value| read_default(engine, &value.text, &shape)));
    if let Some(Some(generated)) = value_mut(&mut column.generated) {
        read(engine, &mut generated.expression, types);
    }
}

fn read_default_value(
    engine: Engine,
    default: &Stated<Option<DefaultValue>>,
    shape: &DataType,
) -> Stated<Option<DefaultValue>> {
    default.clone().map(|default| match default {
        Some(DefaultValue::Expression(expression)) => {
            read_default(engine, &expression.text, shape).map(DefaultValue::Expression)
        }
        other => other,
    })
}

fn read_index(engine: Engine, index: &mut Index, types: &ColumnTypes<'_>) {
    for part in &mut index.parts {
        if let IndexKey::Expression(expression) = &mut part.key {
            read(engine, expression, types);
        }
    }
    if let Some(Some(predicate)) = value_mut(&mut index.predicate) {
        read(engine, predicate, types);
    }
}

fn read_policy(engine: Engine, policy: &mut Policy, types: &ColumnTypes<'_>) {
    for rule in [&mut policy.using, &mut policy.with_check] {
        if let Some(Some(rule)) = value_mut(rule) {
            read(engine, rule, types);
        }
    }
}

fn read_view(engine: Engine, view: &mut View, namespace: Option<&Name>, domains: &[Domain]) {
    if let Some(definition) = value_mut(&mut view.definition)
        && !matches!(definition.normal, NormalForm::ReadAnew(_))
    {
        *definition = read_query_in(engine, &definition.text, namespace.map(Name::as_str));
    }
    let types = types_of(&view.columns, domains);
    for trigger in &mut view.triggers {
        if let Some(shape) = value_mut(&mut trigger.shape) {
            read_condition(engine, shape, &|name| type_among(&types, name));
        }
    }
    for index in &mut view.indexes {
        read_index(engine, index, &|name| type_among(&types, name));
    }
}

/// Reads an expression over columns, whose types tell which casts mean nothing.
fn read(engine: Engine, expression: &mut Expression, types: &ColumnTypes<'_>) {
    if !matches!(expression.normal, NormalForm::ReadAnew(_)) {
        *expression = read_row_expression(engine, &expression.text, &|name| types(name));
    }
}
