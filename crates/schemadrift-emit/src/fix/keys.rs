//! Owns keys, indexes and constraints of tables that are altered. What exists is renamed or replaced
//! by one statement where it can be; what the code does not have is only shown.

use schemadrift_core::model::{
    Check, ForeignKey, Index, IndexKey, PrimaryKey, Table, TableKind, Validity,
};
use schemadrift_core::name::Name;
use schemadrift_core::stated::Stated;

use super::differences::Differences;
use super::plan::{Plan, Stage};
use super::{FixStep, Hazard, references};
use crate::ddl::grammar::Grammar;
use crate::ddl::script::{Phase, Script};
use crate::ddl::{index, table};
use crate::sql_text::name_list;

/// What one database's grammar has for keys, indexes and constraints.
pub(super) struct KeyWords {
    /// Whether rows from before a constraint can be held to it later.
    pub(super) validates_later: bool,
    /// Whether indexes can be built beside reads and writes.
    pub(super) builds_concurrently: bool,
    /// How a foreign key goes.
    pub(super) drop_foreign_key: &'static str,
    /// How a primary key goes.
    pub(super) drop_primary_key: fn(&Table, &PrimaryKey, &Grammar) -> String,
    /// How an index goes; `None` where it has no name.
    pub(super) drop_index: fn(&Table, &Index, &Grammar) -> Option<String>,
    /// Whether every foreign key stands on an index, which the database makes where there is none,
    /// under the key's name.
    pub(super) needs_indexes_for_references: bool,
    /// How an index gets another name.
    pub(super) rename_index: fn(&Table, &Name, &Name, &Grammar) -> String,
    /// How a constraint gets another name, where it can.
    pub(super) rename_constraint: Option<&'static str>,
    /// Whether primary keys have names to change.
    pub(super) rename_primary_key: bool,
    /// How an index that is not usable is built again.
    pub(super) rebuild_index: Option<&'static str>,
}

pub(super) const BLOCKS: Hazard = Hazard::Lock("writes to the table wait until it is done");

/// Plans what hangs on a table.
pub(super) fn change(found: &Table, aimed: &Table, words: &KeyWords, plan: &mut Plan) {
    Keys {
        found,
        aimed,
        words,
        plan,
    }
    .change();
}

/// What hangs on one table.
pub(super) struct Keys<'a, 'p> {
    pub(super) found: &'a Table,
    pub(super) aimed: &'a Table,
    pub(super) words: &'a KeyWords,
    pub(super) plan: &'p mut Plan,
}

impl Keys<'_, '_> {
    fn change(&mut self) {
        self.change_primary_key();
        self.change_indexes();
        references::change(self);
        self.change_checks();
        self.change_exclusions();
    }

    /// `ALTER TABLE` with this action.
    pub(super) fn alter(&self, action: &str) -> String {
        let name = self.plan.grammar.quote_qualified(&self.aimed.name);
        format!("ALTER TABLE {name} {action}")
    }

    pub(super) fn quote(&self, name: &Name) -> String {
        self.plan.grammar.quote(name)
    }

    fn change_primary_key(&mut self) {
        let found = self.found.primary_key.get().and_then(Option::as_ref);
        let aimed = self.aimed.primary_key.get().and_then(Option::as_ref);
        let drop = |keys: &Self, key: &PrimaryKey| {
            (keys.words.drop_primary_key)(keys.found, key, keys.plan.grammar)
        };
        match (found, aimed) {
            (Some(found), Some(aimed)) if found == aimed => {}
            (Some(found), Some(aimed))
                if found.columns == aimed.columns && found.include == aimed.include =>
            {
                if let Some((from, to)) = found.name.both(&aimed.name)
                    && from != to
                    && self.words.rename_primary_key
                {
                    self.rename_constraint(Phase::Indexes, from, to);
                }
            }
            (Some(found), Some(aimed)) => {
                let action = format!("{}, {}", drop(self, found), self.add_primary_key(aimed));
                let step = FixStep::of(self.alter(&action))
                    .hazard(BLOCKS)
                    .hazard(Hazard::MayFail("while two rows agree on the new key"));
                self.plan.main(Phase::Indexes, step);
            }
            (None, Some(aimed)) => {
                let action = self.add_primary_key(aimed);
                let step = FixStep::of(self.alter(&action))
                    .hazard(BLOCKS)
                    .hazard(Hazard::MayFail(
                        "while two rows agree on the key, or one has none",
                    ));
                self.plan.main(Phase::Indexes, step);
            }
            (Some(found), None) => {
                let action = drop(self, found);
                let step = FixStep::of(self.alter(&action))
                    .note("the code expects no primary key")
                    .hazard(Hazard::DataLoss("nothing keeps rows apart from then on"));
                self.plan.hold_back(Phase::Indexes, step);
            }
            (None, None) => {}
        }
    }

    fn add_primary_key(&self, key: &PrimaryKey) -> String {
        let grammar = self.plan.grammar;
        let prefix = grammar.constraint_prefix(key.name.get());
        let columns = name_list(grammar.dialect(), &key.columns);
        let include = index::include_clause(grammar, &key.include);
        format!("ADD {prefix}PRIMARY KEY ({columns}){include}")
    }

    pub(super) fn rename_constraint(&mut self, phase: Phase, from: &Name, to: &Name) {
        if let Some(words) = self.words.rename_constraint {
            let action = format!("{words} {} TO {}", self.quote(from), self.quote(to));
            let step = FixStep::of(self.alter(&action));
            self.plan.main(phase, step);
        }
    }

    fn change_indexes(&mut self) {
        let differences = Differences::between(&self.found.indexes, &self.aimed.indexes);
        for (from, to) in &differences.renamed {
            if let (Some(from), Some(to)) = (from.name.get(), to.name.get()) {
                let rename = self.words.rename_index;
                let statement = rename(self.found, from, to, self.plan.grammar);
                self.plan.main(Phase::Indexes, FixStep::of(statement));
            }
        }
        let mut removed = differences.removed;
        let mut changed = differences.changed;
        for aimed in differences.added {
            // What changed its name with all the rest has kept its place.
            let place = self.aimed.indexes.iter().position(|own| own == aimed);
            let old = place.and_then(|place| self.found.indexes.get(place));
            match removed
                .iter()
                .position(|found| old.is_some_and(|old| std::ptr::eq(*found, old)))
            {
                Some(position) => changed.push((removed.remove(position), aimed)),
                None => self.add_index(aimed),
            }
        }
        for (found, aimed) in changed {
            self.replace_index(found, aimed);
        }
        for found in removed {
            self.hold_back_index(found);
        }
    }

    fn hold_back_index(&mut self, found: &Index) {
        let Some(mut statement) = (self.words.drop_index)(self.found, found, self.plan.grammar)
        else {
            return;
        };
        if let Some(key) = self.reference_without(found) {
            let stand_in = Index {
                name: key.name.clone(),
                ..Index::over_columns(key.columns.iter().cloned(), key.origin.clone())
            };
            let added = index::added(self.plan.grammar, &self.aimed.name, &stand_in);
            statement.push_str(&format!(", {added}"));
        }
        let hazard = if found.is_unique {
            Hazard::DataLoss("nothing keeps rows apart from then on")
        } else {
            Hazard::Lock("queries that use it get slower")
        };
        let step = FixStep::of(statement)
            .note("the code does not have this index")
            .hazard(hazard);
        self.plan.hold_back(Phase::Indexes, step);
    }

    /// A foreign key that would stand on no index any more.
    fn reference_without(&self, found: &Index) -> Option<&ForeignKey> {
        if !self.words.needs_indexes_for_references {
            return None;
        }
        let leads = |index: &Index, key: &ForeignKey| {
            index.parts.len() >= key.columns.len()
                && index
                    .parts
                    .iter()
                    .zip(&key.columns)
                    .all(|(part, column)| part.key == IndexKey::Column(column.clone()))
        };
        self.aimed.foreign_keys.iter().find(|key| {
            leads(found, key)
                && !self.aimed.primary_key_columns().starts_with(&key.columns)
                && !self.aimed.indexes.iter().any(|own| leads(own, key))
        })
    }

    /// The statement that makes an index, and whether it is a constraint.
    fn made(&mut self, own: &Index) -> Option<(String, bool)> {
        if let Some(clause) = index::as_constraint(self.plan.grammar, self.aimed, own) {
            return Some((self.alter(&format!("ADD {clause}")), true));
        }
        let mut script = Script::default();
        let valid = Index {
            validity: Stated::NotStated,
            ..own.clone()
        };
        index::write(
            self.plan.grammar,
            &self.aimed.name,
            &valid,
            Phase::Indexes,
            &mut script,
        );
        let statement = self.plan.take_skipped(script).into_iter().next()?;
        Some((statement, false))
    }

    fn add_index(&mut self, own: &Index) {
        let Some((statement, is_constraint)) = self.made(own) else {
            return;
        };
        let is_partitioned = matches!(
            self.found.kind.get(),
            Some(TableKind::Partitioned | TableKind::Partition(_))
        );
        let is_concurrent = self.words.builds_concurrently
            && self.plan.setting.can_leave_transactions
            && !is_constraint
            && !is_partitioned
            && !self.is_referenced(own);
        let step = if is_concurrent {
            // The words stand in front of every name.
            FixStep::of(statement.replacen("INDEX ", "INDEX CONCURRENTLY ", 1))
                .note("if it fails, drop the invalid index that is left before trying again")
        } else {
            FixStep::of(statement).hazard(BLOCKS)
        };
        let step = if own.is_unique {
            step.hazard(Hazard::MayFail("while two rows agree on the keys"))
        } else {
            step
        };
        if is_concurrent {
            self.plan.push(Stage::Concurrent, Phase::Indexes, step);
        } else {
            self.plan.main(Phase::Indexes, step);
        }
    }

    /// Whether a foreign key may need it in the same transaction.
    fn is_referenced(&self, own: &Index) -> bool {
        own.is_unique && !own.is_partial() && self.plan.gains_references_to(&self.aimed.name)
    }

    fn replace_index(&mut self, found: &Index, aimed: &Index) {
        let only_unusable = Index {
            validity: found.validity.clone(),
            ..aimed.clone()
        } == *found;
        if only_unusable {
            self.rebuild_index(found);
            return;
        }
        let dropped = (self.words.drop_index)(self.found, found, self.plan.grammar);
        let (Some(drop), Some((statement, _))) = (dropped, self.made(aimed)) else {
            return;
        };
        let statements = if self.words.needs_indexes_for_references {
            // In one statement, since a foreign key may stand on it.
            let added = index::added(self.plan.grammar, &self.aimed.name, aimed);
            vec![format!("{drop}, {added}")]
        } else {
            vec![drop, statement]
        };
        let mut step = FixStep::of_all(statements).hazard(BLOCKS);
        if aimed.is_unique {
            step = step.hazard(Hazard::MayFail("while two rows agree on the keys"));
        }
        if found.is_unique && !aimed.is_unique {
            let step = step
                .note("the code does not expect this index to be unique")
                .hazard(Hazard::DataLoss("nothing keeps rows apart from then on"));
            self.plan.hold_back(Phase::Indexes, step);
        } else {
            self.plan.main(Phase::Indexes, step);
        }
    }

    fn rebuild_index(&mut self, found: &Index) {
        let (Some(words), Some(name)) = (self.words.rebuild_index, found.name.get()) else {
            return;
        };
        let name = self
            .plan
            .grammar
            .quote_qualified(&schemadrift_core::name::QualifiedName {
                schema: self.found.name.schema.clone(),
                name: name.clone(),
            });
        if self.plan.setting.can_leave_transactions {
            let step = FixStep::of(format!("{words} CONCURRENTLY {name}"));
            self.plan.push(Stage::Concurrent, Phase::Indexes, step);
        } else {
            let step = FixStep::of(format!("{words} {name}")).hazard(BLOCKS);
            self.plan.main(Phase::Indexes, step);
        }
    }

    /// The name that PostgreSQL would give, as far as it would not shorten it.
    pub(super) fn invented_name(&self, columns: &[Name], suffix: &str) -> Name {
        let columns: Vec<&str> = columns.iter().map(Name::as_str).collect();
        let whole = format!("{}_{}", self.aimed.name.name, columns.join("_"));
        let dialect = self.plan.grammar.dialect();
        let mut head = whole.as_str();
        while dialect.truncate(&format!("{head}_{suffix}")).len() < head.len() + 1 + suffix.len() {
            let mut end = head.len().saturating_sub(1);
            while !head.is_char_boundary(end) {
                end -= 1;
            }
            head = &head[..end];
        }
        Name::new(format!("{head}_{suffix}"))
    }

    pub(super) fn validate(&mut self, name: &Name, found: Option<&Validity>) {
        let words = match found {
            Some(Validity::NotEnforced) => {
                let action = format!("ALTER CONSTRAINT {} ENFORCED", self.quote(name));
                let step = FixStep::of(self.alter(&action)).hazard(BLOCKS);
                self.plan.main(Phase::Constraints, step);
                return;
            }
            Some(Validity::NotValid | Validity::Valid) | None => "VALIDATE CONSTRAINT",
        };
        let action = format!("{words} {}", self.quote(name));
        let step = FixStep::of(self.alter(&action))
            .hazard(Hazard::MayFail("while a row breaks the constraint"));
        self.plan.push(Stage::Validation, Phase::Constraints, step);
    }

    fn change_checks(&mut self) {
        let differences = Differences::between(&self.found.checks, &self.aimed.checks);
        for (from, to) in &differences.renamed {
            if let (Some(from), Some(to)) = (from.name.get(), to.name.get()) {
                self.rename_constraint(Phase::Constraints, from, to);
            }
        }
        for aimed in differences.added {
            self.add_check(aimed, Vec::new());
        }
        for (found, aimed) in differences.changed {
            let only_unvalidated = Check {
                validity: found.validity.clone(),
                ..aimed.clone()
            } == *found;
            let Some(name) = found.name.get() else {
                continue;
            };
            if only_unvalidated && aimed.validity.get() == Some(&Validity::Valid) {
                self.validate(name, found.validity.get());
            } else {
                let drop = self.alter(&format!("DROP CONSTRAINT {}", self.quote(name)));
                self.add_check(aimed, vec![drop]);
            }
        }
    }

    fn add_check(&mut self, own: &Check, mut statements: Vec<String>) {
        let is_later = self.words.validates_later;
        let is_valid = !matches!(
            own.validity.get(),
            Some(Validity::NotValid | Validity::NotEnforced)
        );
        let mut added = own.clone();
        if added.name.get().is_none() && is_later {
            added.name = Stated::Implied(self.invented_name(&[], "check"));
        }
        let suffix = match own.validity.get() {
            Some(Validity::NotEnforced) => " NOT ENFORCED",
            _ if is_later => " NOT VALID",
            _ => "",
        };
        let clause = table::check_clause(self.plan.grammar, &added);
        statements.push(self.alter(&format!("ADD {clause}{suffix}")));
        let mut step = FixStep::of_all(statements);
        if !is_later {
            step = step
                .hazard(BLOCKS)
                .hazard(Hazard::MayFail("while a row breaks the check"));
        }
        self.plan.main(Phase::Constraints, step);
        if is_later
            && is_valid
            && let Some(name) = added.name.get()
        {
            self.validate(name, Some(&Validity::NotValid));
        }
    }

    fn change_exclusions(&mut self) {
        let differences = Differences::between(&self.found.exclusions, &self.aimed.exclusions);
        let added = differences.added.into_iter().map(|aimed| (None, aimed));
        let changed = differences
            .changed
            .into_iter()
            .map(|(found, aimed)| (Some(found), aimed));
        for (found, aimed) in added.chain(changed) {
            let mut script = Script::default();
            let clause = table::exclusion_clause(self.plan.grammar, self.aimed, aimed, &mut script);
            self.plan.take_skipped(script);
            let Some(clause) = clause else { continue };
            let drop = found
                .and_then(|found| found.name.get())
                .map(|name| self.alter(&format!("DROP CONSTRAINT {}", self.quote(name))));
            let add = self.alter(&format!("ADD {clause}"));
            let step = FixStep::of_all(drop.into_iter().chain([add]).collect())
                .hazard(BLOCKS)
                .hazard(Hazard::MayFail("while two rows exclude each other"));
            self.plan.main(Phase::Constraints, step);
        }
    }
}
