//! Owns strategies for schemas. A builder spends random choices and makes only what the database
//! takes, so that nothing has to be filtered out.

mod behaviour;
mod columns;
mod expressions;
mod facts;
mod foreign_keys;
pub(crate) mod grants;
mod indexes;
mod mysql;
mod names;
mod objects;
mod palette;
mod postgresql;
mod sql_only;
mod sqlite;
mod tables;

use proptest::prelude::Strategy;
use schemadrift_core::coverage::Coverage;
use schemadrift_core::dialect::Engine;
use schemadrift_core::model::{EnumType, EnumValue, Namespace, Schema};
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::origin::Origin;

use crate::choices::{Choices, numbers};
use names::Names;

pub(crate) use behaviour::{
    from_to as partition_from_to, partitioning as partitioned_by, policy as made_policy,
    trigger as made_trigger,
};
pub(crate) use columns::{any_type, of_type as column_of_type, plain as plain_column};
pub(crate) use expressions::{printed_name, quoted, string_literal};
pub(crate) use facts::{
    comparable_columns, condition, condition_of, defaults_of, palette_types, type_text,
};
pub(crate) use foreign_keys::{ACTIONS, keys as referable_keys};
pub(crate) use indexes::{btree as stated_btree, turn as turn_order};
pub(crate) use names::{
    COLUMNS as COLUMN_NAMES, CONSTRAINTS as CONSTRAINT_NAMES, LABELS, RELATIONS as RELATION_NAMES,
    Taken,
};
pub(crate) use objects::{define as define_routine, query as view_query};
pub(crate) use palette::{Palette, TypeChoice};
pub(crate) use tables::stated as stated_table;

/// Which kinds of things a schema may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vocabulary {
    /// What a Prisma schema can speak of.
    Prisma,
    /// That, and what takes SQL to say: checks, generated and identity columns, collations,
    /// comments, expression indexes, carried columns, unique constraints, deferrable foreign keys.
    /// Their expressions are spelled for PostgreSQL and SQLite; other engines get none.
    Sql,
    /// What Prisma can speak of, and what the database does with rows by itself: triggers; on
    /// PostgreSQL row-level security, policies and partitions.
    Behaviour,
    /// That, and what stands beside tables: views, and on PostgreSQL sequences, domains, composite
    /// types and functions.
    Objects,
}

/// Schemas of what Prisma can speak of: several tables with odd names, every type, nullability,
/// defaults of all kinds, numbered columns, keys of one and more columns, uniques, indexes with
/// order, method and predicate, foreign keys with every action, enums, and on PostgreSQL several
/// namespaces.
///
/// The schemas are stated as a live database would state them: every facet, types in the words of
/// the catalog, names qualified.
pub fn schemas(engine: Engine) -> impl Strategy<Value = Schema> {
    schemas_in(engine, Vocabulary::Prisma)
}

/// Schemas in a vocabulary, see [`schemas`].
pub fn schemas_in(engine: Engine, vocabulary: Vocabulary) -> impl Strategy<Value = Schema> {
    numbers(500).prop_map(move |numbers| build(engine, vocabulary, &mut Choices::new(numbers)))
}

/// One schema out of these choices.
pub fn build(engine: Engine, vocabulary: Vocabulary, choices: &mut Choices) -> Schema {
    let mut building = Building::new(engine);
    building.namespaces(choices);
    building.enums(choices);
    let count = 1 + choices.below(5);
    for _ in 0..count {
        tables::add(&mut building, choices);
    }
    for table in 0..building.schema.tables.len() {
        indexes::add_all(&mut building, table, choices);
    }
    for table in 0..building.schema.tables.len() {
        for _ in 0..choices.below(3) {
            foreign_keys::add(&mut building, table, choices);
        }
    }
    for table in 0..building.schema.tables.len() {
        if vocabulary != Vocabulary::Prisma && !building.is_mysql() {
            sql_only::add_all(&mut building, table, choices);
        } else if vocabulary != Vocabulary::Prisma {
            sql_only::add_comments(&mut building, table, choices);
        }
    }
    if vocabulary == Vocabulary::Behaviour {
        for table in 0..building.schema.tables.len() {
            behaviour::add_all(&mut building, table, choices);
        }
        behaviour::add_partitioned(&mut building, choices);
    }
    if vocabulary == Vocabulary::Objects {
        objects::add_all(&mut building, choices);
    }
    if building.is_mysql() {
        mysql::state_collations(&mut building.schema);
    }
    building.schema
}

/// The types that columns of a schema may have, those of its enums among them.
pub(crate) fn palette_of(schema: &Schema) -> Palette {
    match schema.engine {
        Engine::PostgreSql => postgresql::palette(&schema.enums),
        Engine::MySql | Engine::MariaDb => mysql::palette(),
        Engine::Sqlite => sqlite::palette(),
    }
}

/// A schema in the making.
pub(crate) struct Building {
    pub(crate) schema: Schema,
    pub(crate) names: Names,
}

impl Building {
    fn new(engine: Engine) -> Self {
        let mut schema = Schema::empty(engine, Coverage::everything());
        schema.default_namespace = engine.dialect().default_namespace.map(Name::from);
        Self {
            schema,
            names: Names::default(),
        }
    }

    /// The types that columns may have.
    pub(crate) fn palette(&self) -> Palette {
        palette_of(&self.schema)
    }

    pub(crate) fn is_postgresql(&self) -> bool {
        self.schema.engine == Engine::PostgreSql
    }

    pub(crate) fn is_mysql(&self) -> bool {
        matches!(self.schema.engine, Engine::MySql | Engine::MariaDb)
    }

    fn namespaces(&mut self, choices: &mut Choices) {
        let Some(default) = &self.schema.default_namespace else {
            return;
        };
        let mut names = vec![default.clone()];
        if choices.happens(30) {
            names.push(Name::from("app"));
        }
        if choices.happens(15) {
            names.push(Name::from("Other Schema"));
        }
        self.schema.namespaces = names
            .into_iter()
            .map(|name| Namespace {
                name,
                origin: Origin::Unlocated,
            })
            .collect();
    }

    /// A name in one of the namespaces that nothing has yet.
    pub(crate) fn relation_name(&mut self, choices: &mut Choices) -> QualifiedName {
        let namespaces = &self.schema.namespaces;
        let schema = choices
            .one_of(namespaces)
            .map(|namespace| namespace.name.clone());
        let name = self.names.relation(schema.as_ref(), choices);
        let name = if self.is_mysql() {
            mysql::name(&name)
        } else {
            name
        };
        QualifiedName { schema, name }
    }

    fn enums(&mut self, choices: &mut Choices) {
        if !self.is_postgresql() {
            return;
        }
        for _ in 0..choices.below(3) {
            let name = self.relation_name(choices);
            let mut labels = Taken::default();
            let count = 1 + choices.below(4);
            let values = (0..count)
                .map(|_| EnumValue {
                    label: labels.draw(names::LABELS, choices).to_string(),
                    alias: None,
                    origin: Origin::Unlocated,
                })
                .collect();
            self.schema.enums.push(EnumType {
                name,
                alias: None,
                values,
                origin: Origin::Unlocated,
                taints: Vec::new(),
            });
        }
    }
}

#[cfg(test)]
mod tests;
