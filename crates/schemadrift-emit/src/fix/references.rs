//! Owns foreign keys of tables that are altered: new ones hold new rows at once, and rows from before
//! once those have been looked through.

use schemadrift_core::model::{ForeignKey, IndexKey, TableKind, Validity};
use schemadrift_core::object::{ObjectKind, ObjectPath};
use schemadrift_core::stated::Stated;

use super::differences::Differences;
use super::keys::{BLOCKS, Keys};
use super::{FixStep, Hazard};
use crate::ddl::foreign_key;
use crate::ddl::script::{Phase, Script};
use crate::label;

/// Plans the foreign keys of a table.
pub(super) fn change(keys: &mut Keys<'_, '_>) {
    keys.change_foreign_keys();
}

impl Keys<'_, '_> {
    fn change_foreign_keys(&mut self) {
        let differences = Differences::between(&self.found.foreign_keys, &self.aimed.foreign_keys);
        for (from, to) in &differences.renamed {
            match (from.name.get(), to.name.get(), self.words.rename_constraint) {
                (Some(from), Some(to), Some(_)) => {
                    self.rename_constraint(Phase::ForeignKeys, from, to);
                }
                _ => self.replace_foreign_key(from, to),
            }
        }
        let mut removed = differences.removed;
        let mut changed = differences.changed;
        for aimed in differences.added {
            let position = removed
                .iter()
                .position(|found| found.columns == aimed.columns && found.target == aimed.target);
            match position {
                Some(position) => changed.push((removed.remove(position), aimed)),
                None => self.add_foreign_key(aimed, Vec::new()),
            }
        }
        for (found, aimed) in changed {
            self.replace_foreign_key(found, aimed);
        }
        for found in removed {
            if let Some(name) = found.name.get() {
                let action = format!("{} {}", self.words.drop_foreign_key, self.quote(name));
                let mut statements = vec![self.alter(&action)];
                statements.extend(self.drop_index_of(found));
                let step = FixStep::of_all(statements)
                    .note("the code does not have this foreign key")
                    .hazard(Hazard::DataLoss("rows may refer to nothing from then on"));
                self.plan.hold_back(Phase::ForeignKeys, step);
            }
        }
    }

    /// The statement that takes the index away which the database made for a foreign key.
    fn drop_index_of(&self, key: &ForeignKey) -> Option<String> {
        let name = key.name.get()?;
        let made = self.found.indexes.iter().find(|own| {
            let columns = own.parts.iter().map(|part| &part.key);
            own.name.get() == Some(name)
                && columns.eq(&key
                    .columns
                    .iter()
                    .map(|column| IndexKey::Column(column.clone()))
                    .collect::<Vec<_>>())
        })?;
        if !self.words.needs_indexes_for_references {
            return None;
        }
        (self.words.drop_index)(self.found, made, self.plan.grammar)
    }

    fn replace_foreign_key(&mut self, found: &ForeignKey, aimed: &ForeignKey) {
        let Some(name) = found.name.get() else {
            let path = ObjectPath::part(
                ObjectKind::ForeignKey,
                &self.aimed.name,
                label::of_foreign_key(found),
            );
            self.plan
                .skip(path, "it has no name by which it could be replaced");
            return;
        };
        let only_unvalidated = ForeignKey {
            validity: found.validity.clone(),
            ..aimed.clone()
        } == *found;
        if only_unvalidated && aimed.validity.get() == Some(&Validity::Valid) {
            self.validate(name, found.validity.get());
            return;
        }
        let action = format!("{} {}", self.words.drop_foreign_key, self.quote(name));
        let drop = self.alter(&action);
        self.add_foreign_key(aimed, vec![drop]);
    }

    fn add_foreign_key(&mut self, own: &ForeignKey, mut statements: Vec<String>) {
        let is_partitioned = matches!(self.found.kind.get(), Some(TableKind::Partitioned));
        let is_later = self.words.validates_later && !is_partitioned;
        let is_valid = !matches!(
            own.validity.get(),
            Some(Validity::NotValid | Validity::NotEnforced)
        );
        let mut added = own.clone();
        if added.name.get().is_none() && is_later {
            added.name = Stated::Implied(self.invented_name(&own.columns, "fkey"));
        }
        if is_later && is_valid {
            added.validity = Stated::Written(Validity::NotValid);
        }
        let mut script = Script::default();
        let clause = foreign_key::inline(self.plan.grammar, self.aimed, &added, &mut script);
        self.plan.take_skipped(script);
        statements.push(self.alter(&format!("ADD {clause}")));
        let mut step = FixStep::of_all(statements);
        if !is_later {
            step = step
                .hazard(BLOCKS)
                .hazard(Hazard::MayFail("while a row refers to nothing"));
        }
        self.plan.main(Phase::ForeignKeys, step);
        if is_later
            && is_valid
            && let Some(name) = added.name.get()
        {
            self.validate(name, Some(&Validity::NotValid));
        }
    }
}
