//! Owns the union of several sources that speak about one database: what one of them has, the
//! union has; where two state the same object, the first one's word stands and a rule of its own
//! says where they disagree.

use schemadrift_core::coverage::{Completeness, Coverage, IndexFeatures};
use schemadrift_core::dialect::Engine;
use schemadrift_core::model::{Column, EnumType, ForeignKey, Index, Schema, Table, Trigger};
use schemadrift_core::name::{Name, QualifiedName};

/// Everything that the schemas state together; `None` if there is none.
///
/// What one source leaves out another may state, so silence is a claim only where it is one for
/// every source.
pub(crate) fn merge<'a>(schemas: impl IntoIterator<Item = &'a Schema>) -> Option<Schema> {
    let mut schemas = schemas.into_iter();
    let mut merged = schemas.next()?.clone();
    for schema in schemas {
        add(&mut merged, schema);
    }
    Some(merged)
}

fn add(merged: &mut Schema, schema: &Schema) {
    merged.coverage = common(&merged.coverage, &schema.coverage);
    merged.default_namespace = merged
        .default_namespace
        .take()
        .or_else(|| schema.default_namespace.clone());
    let duplicates = schema.duplicates.iter().cloned();
    merged.duplicates.extend(duplicates);
    add_stated(merged, schema);
}

/// Adds every object that a schema states and the merged one does not.
pub(crate) fn add_stated(merged: &mut Schema, schema: &Schema) {
    for table in &schema.tables {
        add_table(merged, table.clone());
    }
    for enum_type in &schema.enums {
        add_enum(merged, enum_type.clone());
    }
    let names = Names::of(merged);
    let more = |one: &QualifiedName, other: &QualifiedName| names.same(one, other);
    add_new(&mut merged.namespaces, &schema.namespaces, |one, other| {
        one.name == other.name
    });
    for view in &schema.views {
        let mut known = merged.views.iter_mut();
        match known.find(|known| names.same(&known.name, &view.name)) {
            Some(known) => add_triggers(&mut known.triggers, &view.triggers),
            None => merged.views.push(view.clone()),
        }
    }
    add_new(&mut merged.domains, &schema.domains, |one, other| {
        more(&one.name, &other.name)
    });
    add_new(&mut merged.composites, &schema.composites, |one, other| {
        more(&one.name, &other.name)
    });
    add_new(&mut merged.sequences, &schema.sequences, |one, other| {
        more(&one.name, &other.name)
    });
    add_new(&mut merged.extensions, &schema.extensions, |one, other| {
        one.name == other.name
    });
    add_new(&mut merged.routines, &schema.routines, |one, other| {
        more(&one.name, &other.name) && one.arguments == other.arguments
    });
    add_new(&mut merged.grants.held, &schema.grants.held, PartialEq::eq);
    add_new(
        &mut merged.grants.taints,
        &schema.grants.taints,
        PartialEq::eq,
    );
    add_new(&mut merged.taints, &schema.taints, PartialEq::eq);
}

/// Adds a table, or to the table of that name what it does not have yet.
fn add_table(merged: &mut Schema, table: Table) {
    let names = Names::of(merged);
    let known = merged
        .tables
        .iter_mut()
        .find(|known| names.same(&known.name, &table.name));
    let Some(known) = known else {
        merged.tables.push(table);
        return;
    };
    if !known.primary_key.is_stated() {
        known.primary_key = table.primary_key;
    }
    // What one of them leaves open the other may claim.
    known.is_any_relation &= table.is_any_relation;
    known.ignores_key_order &= table.ignores_key_order;
    for column in table.columns {
        let mut columns = known.columns.iter_mut();
        match columns.find(|known| names.same_column(&known.name, &column.name)) {
            Some(known) => add_reader(known, &column),
            None => known.columns.push(column),
        }
    }
    add_new(&mut known.indexes, &table.indexes, is_same_index);
    add_new(&mut known.foreign_keys, &table.foreign_keys, is_same_key);
    add_new(&mut known.checks, &table.checks, |one, other| {
        one.name == other.name && one.expression == other.expression
    });
    known.exclusions.extend(table.exclusions);
    add_triggers(&mut known.triggers, &table.triggers);
    add_new(&mut known.policies, &table.policies, |one, other| {
        one.name == other.name
    });
    if !known.row_security.is_stated() {
        known.row_security = table.row_security;
    }
    if !known.partitioning.is_stated() {
        known.partitioning = table.partitioning;
    }
    add_new(&mut known.taints, &table.taints, PartialEq::eq);
}

/// Migrations say nothing of who reads a column; the code beside them does.
fn add_reader(known: &mut Column, column: &Column) {
    if known.decoding.is_converting() {
        known.decoding = column.decoding;
    }
}

fn add_triggers(known: &mut Vec<Trigger>, more: &[Trigger]) {
    add_new(known, more, |one, other| one.name == other.name);
}

/// Adds an enum type, or to the type of that name the values that it does not have yet.
fn add_enum(merged: &mut Schema, enum_type: EnumType) {
    let names = Names::of(merged);
    let known = merged
        .enums
        .iter_mut()
        .find(|known| names.same(&known.name, &enum_type.name));
    let Some(known) = known else {
        merged.enums.push(enum_type);
        return;
    };
    let labels = |of: &EnumType| -> Vec<String> {
        of.values.iter().map(|value| value.label.clone()).collect()
    };
    if labels(known) != labels(&enum_type) {
        merged.coverage.enum_value_order = false;
    }
    add_new(&mut known.values, &enum_type.values, |one, other| {
        one.label == other.label
    });
    add_new(&mut known.taints, &enum_type.taints, PartialEq::eq);
}

fn add_new<T: Clone>(known: &mut Vec<T>, more: &[T], is_same: impl Fn(&T, &T) -> bool) {
    for item in more {
        if !known.iter().any(|known| is_same(known, item)) {
            known.push(item.clone());
        }
    }
}

/// The same index: of the same name, or over the same and nameless on one side.
fn is_same_index(one: &Index, other: &Index) -> bool {
    match (one.name.get(), other.name.get()) {
        (Some(name), Some(other)) => name == other,
        _ => {
            let parts = |index: &Index| -> Vec<_> {
                index.parts.iter().map(|part| part.key.clone()).collect()
            };
            one.is_unique == other.is_unique && parts(one) == parts(other)
        }
    }
}

fn is_same_key(one: &ForeignKey, other: &ForeignKey) -> bool {
    one.columns == other.columns
        && one.target.name == other.target.name
        && one.target_columns == other.target_columns
}

/// How names are held against each other.
pub(crate) struct Names {
    engine: Engine,
    default: Option<Name>,
}

impl Names {
    pub(crate) fn of(schema: &Schema) -> Self {
        let default = schema.default_namespace.clone();
        Self {
            engine: schema.engine,
            default: default.or_else(|| schema.engine.dialect().default_namespace.map(Name::from)),
        }
    }

    pub(crate) fn same(&self, one: &QualifiedName, other: &QualifiedName) -> bool {
        let namespace = |name: &QualifiedName| name.schema.clone().or_else(|| self.default.clone());
        let rule = self.engine.dialect().table_names;
        rule.same(one.name.as_str(), other.name.as_str()) && namespace(one) == namespace(other)
    }

    fn same_column(&self, one: &Name, other: &Name) -> bool {
        let rule = self.engine.dialect().column_names;
        rule.same(one.as_str(), other.as_str())
    }
}

/// The first schema that is for another engine than this one.
pub(crate) fn other_engine<'a>(
    schemas: impl IntoIterator<Item = (&'a str, &'a Schema)>,
    engine: Engine,
) -> Option<(String, Engine)> {
    schemas
        .into_iter()
        .find(|(_, schema)| !schema.engine.is_kin_of(engine))
        .map(|(place, schema)| (place.to_owned(), schema.engine))
}

fn common(one: &Coverage, other: &Coverage) -> Coverage {
    let least = |one: Completeness, other: Completeness| match (one, other) {
        (Completeness::Complete, Completeness::Complete) => Completeness::Complete,
        (Completeness::None, Completeness::None) => Completeness::None,
        _ => Completeness::Partial,
    };
    Coverage {
        // Each source lists its own tables whole; together they list all of them.
        tables: least(one.tables, other.tables),
        columns: least(one.columns, other.columns),
        views: least(one.views, other.views),
        enums: least(one.enums, other.enums),
        enum_value_order: one.enum_value_order && other.enum_value_order,
        indexes: least(one.indexes, other.indexes),
        index_features: common_features(one.index_features, other.index_features),
        foreign_keys: least(one.foreign_keys, other.foreign_keys),
        checks: least(one.checks, other.checks),
        exclusions: least(one.exclusions, other.exclusions),
        sequences: least(one.sequences, other.sequences),
        domains: least(one.domains, other.domains),
        composites: least(one.composites, other.composites),
        extensions: least(one.extensions, other.extensions),
        routines: least(one.routines, other.routines),
        triggers: least(one.triggers, other.triggers),
        policies: least(one.policies, other.policies),
        partitioning: least(one.partitioning, other.partitioning),
        grants: least(one.grants, other.grants),
    }
}

fn common_features(one: IndexFeatures, other: IndexFeatures) -> IndexFeatures {
    IndexFeatures {
        predicates: one.predicates && other.predicates,
        expressions: one.expressions && other.expressions,
        include: one.include && other.include,
        nulls_not_distinct: one.nulls_not_distinct && other.nulls_not_distinct,
        nulls_order: one.nulls_order && other.nulls_order,
        collations: one.collations && other.collations,
        foreign_methods: one.foreign_methods && other.foreign_methods,
    }
}

#[cfg(test)]
mod tests {
    use schemadrift_core::data_type::{ColumnType, DataType};
    use schemadrift_core::model::Decoding;
    use schemadrift_core::origin::Origin;
    use schemadrift_core::stated::Stated;

    use super::*;

    fn schema(decoding: Decoding) -> Schema {
        let mut column = Column::new("score", Origin::Unlocated);
        let double = ColumnType::exact("double precision", DataType::Float { bits: 64 });
        column.data_type = Stated::Written(double);
        column.decoding = decoding;
        let mut table = Table::new(QualifiedName::bare("authors"), Origin::Unlocated);
        table.columns = vec![column];
        let mut schema = Schema::empty(Engine::PostgreSql, Coverage::everything());
        schema.tables.push(table);
        schema
    }

    #[test]
    fn the_code_beside_migrations_says_who_reads() {
        let (migrations, entities) = (schema(Decoding::Converting), schema(Decoding::ByName));
        for order in [[&migrations, &entities], [&entities, &migrations]] {
            let merged = merge(order).unwrap();
            assert_eq!(merged.tables[0].columns.len(), 1);
            assert_eq!(merged.tables[0].columns[0].decoding, Decoding::ByName);
        }
    }
}
