//! Owns scripts beside another source: a file of indexes beside a Prisma schema says what is
//! expected besides, of tables that it does not make itself.

use std::sync::Arc;

use schemadrift_core::model::{Grants, Schema, Table};
use schemadrift_core::origin::{Origin, SourceFile};
use schemadrift_core::problem::Problem;
use schemadrift_core::stated::Stated;
use schemadrift_sql::change::Statement;
use schemadrift_sql::replay::{Replay, Replayed};

use crate::merge;

/// The statements of a script and the files they stand in.
#[derive(Debug, Clone)]
pub struct Script {
    pub(crate) statements: Vec<Statement>,
    pub(crate) files: Vec<Arc<SourceFile>>,
    /// What was met in loading them.
    #[cfg(feature = "sql")]
    pub(crate) notes: Vec<Problem>,
}

impl Script {
    /// What `base` and the script state together, and what of the script was not understood. What
    /// the script takes away stays: the other source declares it.
    ///
    /// A table that both make, as `alone` shows, is the word of each: a statement may mean the one
    /// that the script made, or that of `base`, and fails only if it fails on both.
    pub(crate) fn over(&self, base: &Schema, alone: &Schema) -> (Schema, Vec<Problem>) {
        let mut upon = self.replay(base);
        let names = merge::Names::of(base);
        let mut rest = base.clone();
        rest.tables.retain(|table| {
            let mut made = alone.tables.iter();
            !made.any(|made| names.same(&made.name, &table.name))
        });
        let mut merged = base.clone();
        if rest.tables.len() < base.tables.len() {
            let mut apart = self.replay(&rest);
            keep_common(&mut upon, &apart);
            apart.schema.taints.clear();
            for table in &mut apart.schema.tables {
                table.taints.clear();
            }
            self.add(&mut merged, apart.schema);
        }
        self.add(&mut merged, upon.schema);
        let duplicates = alone.duplicates.iter().cloned();
        merged.duplicates.extend(duplicates);
        (merged, upon.problems)
    }

    fn replay(&self, base: &Schema) -> Replayed {
        let mut replay = Replay::over(base);
        for statement in &self.statements {
            replay.apply(statement);
        }
        replay.finish()
    }

    /// Adds what the script states to what is there.
    fn add(&self, merged: &mut Schema, mut stated: Schema) {
        for table in &mut stated.tables {
            self.keep_own(table);
        }
        stated
            .extensions
            .retain(|extension| self.is_own(&extension.origin));
        stated
            .enums
            .retain(|enum_type| self.is_own(&enum_type.origin));
        stated
            .routines
            .retain(|routine| self.is_own(&routine.origin));
        stated.grants = Grants::default();
        stated.views.retain(|view| self.is_own(&view.origin));
        merge::add_stated(merged, &stated);
    }

    /// Leaves of a table what the script states of it.
    fn keep_own(&self, table: &mut Table) {
        if self.is_own(&table.origin) {
            return;
        }
        table.primary_key = Stated::NotStated;
        table.columns.retain(|column| self.is_own(&column.origin));
        table.indexes.retain(|index| self.is_own(&index.origin));
        table.foreign_keys.retain(|key| self.is_own(&key.origin));
        table.checks.retain(|check| self.is_own(&check.origin));
        table.exclusions.clear();
        table
            .triggers
            .retain(|trigger| self.is_own(&trigger.origin));
        table.policies.retain(|policy| self.is_own(&policy.origin));
    }

    fn is_own(&self, origin: &Origin) -> bool {
        origin
            .location()
            .is_some_and(|place| self.files.iter().any(|file| Arc::ptr_eq(file, &place.file)))
    }
}

/// Leaves of what was not understood what was understood in neither of two ways.
fn keep_common(one: &mut Replayed, other: &Replayed) {
    one.problems
        .retain(|problem| other.problems.contains(problem));
    one.schema
        .taints
        .retain(|taint| other.schema.taints.contains(taint));
    for table in &mut one.schema.tables {
        let mut tables = other.schema.tables.iter();
        if let Some(twin) = tables.find(|twin| twin.name == table.name) {
            table.taints.retain(|taint| twin.taints.contains(taint));
        }
    }
}
