//! Owns constraints and indexes: their names, and what they imply for the columns.

use schemadrift_core::dialect::Engine;
use schemadrift_core::model::{
    Check, Deferral, Exclusion, ForeignKey, Index, IndexKey, PrimaryKey, ReferentialAction, Table,
    Validity,
};
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::origin::Origin;
use schemadrift_core::stated::Stated;

use super::Outcome;
use super::columns::{imply, spelled_as, target_columns, value_mut};
use super::guard::has_constraint;
use super::indexes::complete;
use super::mentions::columns_of;
use super::naming::{Label, invent, is_taken_by_relation, key_names};
use super::state::State;
use crate::change::Constraint;

/// Adds constraints to one table.
pub(super) struct Constraining<'a> {
    state: &'a mut State,
    place: usize,
}

impl<'a> Constraining<'a> {
    pub(super) fn new(state: &'a mut State, place: usize) -> Self {
        Self { state, place }
    }

    /// Adds one.
    pub(super) fn add(&mut self, constraint: &Constraint) -> Outcome {
        match constraint {
            Constraint::PrimaryKey(key) => self.primary_key(key.clone()),
            Constraint::Unique(index) => self.index(index, true),
            Constraint::Index(index) => self.index(index, false),
            Constraint::ForeignKey(key) => self.foreign_key(key),
            Constraint::Check(check) => self.check(check),
            Constraint::Exclusion(exclusion) => self.exclusion(exclusion),
            Constraint::NotNull { column } => {
                let name = self.column_name(column)?;
                self.forbid_null(&[name]);
                Ok(())
            }
            Constraint::UsingIndex {
                name,
                index,
                is_primary,
                origin,
            } => self.using_index(name, index, *is_primary, origin),
        }
    }

    fn table(&self) -> Result<&Table, String> {
        self.state
            .schema
            .tables
            .get(self.place)
            .ok_or_else(|| "the table is gone".to_owned())
    }

    fn table_mut(&mut self) -> Result<&mut Table, String> {
        self.state
            .schema
            .tables
            .get_mut(self.place)
            .ok_or_else(|| "the table is gone".to_owned())
    }

    fn column_name(&self, name: &Name) -> Result<Name, String> {
        let table = self.table()?;
        spelled_as(self.state, table, name)
            .ok_or_else(|| format!("table `{}` has no column `{name}`", table.name))
    }

    fn column_names(&self, names: &[Name]) -> Result<Vec<Name>, String> {
        names.iter().map(|name| self.column_name(name)).collect()
    }

    /// The name that is written, or the one that the server invents.
    fn name(
        &self,
        written: &Stated<Name>,
        label: Label,
        columns: &[Name],
    ) -> Result<Stated<Name>, String> {
        Ok(match written {
            Stated::Written(name) => {
                let name = self.state.cut(name);
                let table = self.table()?;
                // Elsewhere each kind of constraint has names of its own, or none counts.
                if self.state.engine() == Engine::PostgreSql
                    && label != Label::Index
                    && has_constraint(self.state, table, &name)
                {
                    let table = &table.name;
                    return Err(format!("table `{table}` has a constraint `{name}` already"));
                }
                // The index of a key has its name.
                let full = QualifiedName {
                    schema: table.name.schema.clone(),
                    name: name.clone(),
                };
                if matches!(label, Label::PrimaryKey | Label::Unique | Label::Exclusion)
                    && is_taken_by_relation(self.state, &full)
                {
                    return Err(format!("`{full}` exists already"));
                }
                Stated::Written(name)
            }
            Stated::Implied(_) | Stated::NotStated => {
                invent(self.state, self.table()?, label, columns)
                    .map_or(Stated::NotStated, Stated::Implied)
            }
        })
    }

    fn primary_key(&mut self, mut key: PrimaryKey) -> Outcome {
        key.columns = self.column_names(&key.columns)?;
        imply(&mut key.include, Vec::new());
        if let Some(include) = value_mut(&mut key.include) {
            *include = self.column_names(include)?;
        }
        key.name = self.name(&key.name, Label::PrimaryKey, &[])?;
        let columns = key.columns.clone();
        self.table_mut()?.primary_key = Stated::Written(Some(key));
        if self.state.rules.keys_are_not_null {
            self.forbid_null(&columns);
        }
        Ok(())
    }

    fn forbid_null(&mut self, columns: &[Name]) {
        if let Some(table) = self.state.schema.tables.get_mut(self.place) {
            for column in &mut table.columns {
                if columns.contains(&column.name) {
                    column.is_nullable = Stated::Implied(false);
                }
            }
        }
    }

    /// Adds an index, as a unique constraint or as itself.
    pub(super) fn index(&mut self, index: &Index, is_constraint: bool) -> Outcome {
        let table = self.table()?;
        let mut index = complete(self.state, table, index)?;
        index.is_constraint = Stated::Written(is_constraint);
        let label = if is_constraint {
            Label::Unique
        } else {
            Label::Index
        };
        index.name = self.name(&index.name, label, &key_names(&index))?;
        self.put(index)
    }

    fn put(&mut self, index: Index) -> Outcome {
        self.give_up_implicit(&index);
        self.table_mut()?.indexes.push(index);
        Ok(())
    }

    /// MySQL drops the index that a foreign key made for itself once another can serve it.
    fn give_up_implicit(&mut self, index: &Index) {
        let Some(table) = self.state.schema.tables.get_mut(self.place) else {
            return;
        };
        let owner = table.name.clone();
        let implicit = &mut self.state.implicit_indexes;
        table.indexes.retain(|own| {
            let is_own = |(table, name): &(QualifiedName, Name)| {
                *table == owner && own.name.get() == Some(name)
            };
            let is_replaced = implicit.iter().any(is_own)
                && begins_with(index, own.parts.iter().map(|part| &part.key));
            if is_replaced {
                implicit.retain(|known| !is_own(known));
            }
            !is_replaced
        });
        // Whatever has the name of an implicit index from here on is none.
        let is_namesake = |(table, name): &(QualifiedName, Name)| {
            *table == owner && index.name.get() == Some(name)
        };
        implicit.retain(|known| !is_namesake(known));
    }

    /// Whether a foreign key made this index for itself.
    fn is_implicit(&self, table: &Table, index: &Index) -> bool {
        let mut implicit = self.state.implicit_indexes.iter();
        implicit.any(|(owner, name)| *owner == table.name && index.name.get() == Some(name))
    }

    fn foreign_key(&mut self, written: &ForeignKey) -> Outcome {
        let mut key = written.clone();
        key.columns = self.column_names(&key.columns)?;
        key.name = self.name(&key.name, Label::ForeignKey, &key.columns)?;
        let own = self.table()?.name.clone();
        // SQLite takes references to tables that come later or never.
        let target = self.state.table_place(&key.target);
        key.target = match target.and_then(|place| self.state.schema.tables.get(place)) {
            Some(target) => target.name.clone(),
            None => self.state.place(&key.target),
        };
        let target = target.and_then(|place| self.state.schema.tables.get(place));
        if self.state.engine() != Engine::Sqlite {
            key.target_columns = target_columns(&key, target);
        }
        if let Some(target) = target {
            for column in &mut key.target_columns {
                if let Some(spelled) = spelled_as(self.state, target, column) {
                    *column = spelled;
                }
            }
        }
        imply(&mut key.on_delete, ReferentialAction::NoAction);
        imply(&mut key.on_update, ReferentialAction::NoAction);
        imply(&mut key.deferral, Deferral::NotDeferrable);
        imply(&mut key.validity, Validity::Valid);
        if self.state.rules.indexes_foreign_keys {
            self.index_foreign_key(&key, written, &own)?;
        }
        self.table_mut()?.foreign_keys.push(key);
        Ok(())
    }

    /// The index that MySQL makes where none begins with the columns. One that another foreign key
    /// made for just these columns goes
    /// (<https://dev.mysql.com/doc/refman/en/create-table-foreign-keys.html>).
    fn index_foreign_key(
        &mut self,
        key: &ForeignKey,
        written: &ForeignKey,
        own: &QualifiedName,
    ) -> Outcome {
        let keys: Vec<IndexKey> = key.columns.iter().cloned().map(IndexKey::Column).collect();
        let table = self.table()?;
        let is_served = table.primary_key_columns().starts_with(&key.columns)
            || table.indexes.iter().any(|index| {
                begins_with(index, keys.iter())
                    && !(index.parts.len() == keys.len() && self.is_implicit(table, index))
            });
        if is_served {
            return Ok(());
        }
        let bare = Index::over_columns(key.columns.iter().cloned(), key.origin.clone());
        self.give_up_implicit(&bare);
        let table = self.table()?;
        let mut index = complete(self.state, table, &bare)?;
        index.is_constraint = Stated::Written(false);
        index.name = match &written.name {
            Stated::Written(name) => Stated::Implied(name.clone()),
            Stated::Implied(_) | Stated::NotStated => {
                self.name(&Stated::NotStated, Label::Index, &key.columns)?
            }
        };
        if let Some(name) = index.name.get() {
            let implicit = (own.clone(), name.clone());
            self.state.implicit_indexes.push(implicit);
        }
        self.table_mut()?.indexes.push(index);
        Ok(())
    }

    fn check(&mut self, check: &Check) -> Outcome {
        let table = self.table()?;
        let used = columns_of(self.state.engine(), &check.expression.text, &table.columns);
        let middle = match used.as_slice() {
            [one] => std::slice::from_ref(one),
            _ => &[],
        };
        let mut check = check.clone();
        check.name = self.name(&check.name, Label::Check, middle)?;
        imply(&mut check.validity, Validity::Valid);
        self.table_mut()?.checks.push(check);
        Ok(())
    }

    fn exclusion(&mut self, exclusion: &Exclusion) -> Outcome {
        let table = self.table()?;
        let used = columns_of(
            self.state.engine(),
            &exclusion.definition.text,
            &table.columns,
        );
        let mut exclusion = exclusion.clone();
        exclusion.name = self.name(&exclusion.name, Label::Exclusion, &used)?;
        self.table_mut()?.exclusions.push(exclusion);
        Ok(())
    }

    /// The constraint takes the index over, and the index the constraint's name.
    fn using_index(
        &mut self,
        name: &Stated<Name>,
        index: &Name,
        is_primary: bool,
        origin: &Origin,
    ) -> Outcome {
        let table = self.table_mut()?;
        let place = table
            .indexes
            .iter()
            .position(|own| own.name.get() == Some(index))
            .ok_or_else(|| format!("there is no index `{index}`"))?;
        let mut taken = table.indexes.remove(place);
        // An invented name of the index stays.
        if let Some(name) = name.get().or(taken.name.get()).cloned() {
            taken.name = Stated::Written(name);
        }
        if !is_primary {
            taken.is_constraint = Stated::Written(true);
            table.indexes.insert(place, taken);
            return Ok(());
        }
        let columns = taken
            .parts
            .iter()
            .filter_map(|part| match &part.key {
                IndexKey::Column(name) => Some(name.clone()),
                IndexKey::Expression(_) => None,
            })
            .collect();
        self.primary_key(PrimaryKey {
            name: taken.name.clone(),
            columns,
            include: taken.include.clone(),
            origin: origin.clone(),
        })
    }
}

fn begins_with<'a>(index: &Index, keys: impl Iterator<Item = &'a IndexKey>) -> bool {
    let mut own = index.parts.iter().map(|part| &part.key);
    keys.into_iter().all(|key| own.next() == Some(key))
}

/// Keys of a table without rowid are never null.
pub(super) fn forbid_null_keys(state: &mut State, place: usize) {
    if let Some(table) = state.schema.tables.get_mut(place) {
        let keys = table.primary_key_columns().to_vec();
        for column in &mut table.columns {
            if keys.contains(&column.name) {
                column.is_nullable = Stated::Implied(false);
            }
        }
    }
}
