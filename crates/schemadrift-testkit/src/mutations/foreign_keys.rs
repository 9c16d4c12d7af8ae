//! Owns mutations of foreign keys.

use schemadrift_core::model::{Deferral, ForeignKey, ReferentialAction, Schema, Table, Validity};
use schemadrift_core::name::Name;
use schemadrift_core::object::ObjectKind;
use schemadrift_core::origin::Origin;
use schemadrift_core::stated::Stated;

use super::drafting::Draft;
use super::statements::{added, alter, quote};
use super::{Mutation, MutationKind, usage};
use crate::choices::Choices;
use crate::schemas::{ACTIONS, referable_keys};

/// A foreign key is gone.
pub(super) fn drop(schema: &Schema, choices: &mut Choices) -> Option<Mutation> {
    let (table, position) = any(schema, choices)?;
    let mut draft = Draft::new(MutationKind::DropForeignKey, schema);
    let original = &schema.tables[table];
    let key = draft.schema.tables[table].foreign_keys.remove(position);
    let name = name_of(&key);
    draft
        .with_postgresql_ddl([drop_statement(original, &name)])
        .expect_part(
            "missing-foreign-key",
            ObjectKind::ForeignKey,
            original,
            name.as_str(),
        )
        .finish()
}

/// There is one more foreign key, over a column that has none.
pub(super) fn add(schema: &Schema, choices: &mut Choices) -> Option<Mutation> {
    let mut candidates = Vec::new();
    for (from, column) in usage::columns_where(schema, |table, column| {
        !usage::is_in_foreign_key(table, &column.name) && !usage::is_generated(column)
    }) {
        for target in &schema.tables {
            for key in referable_keys(target) {
                let own = &schema.tables[from].columns[column];
                let is_itself = schema.tables[from].name == target.name && key[0] == own.name;
                let has_same_type = key.len() == 1
                    && target
                        .column(&key[0])
                        .is_some_and(|other| other.data_type == own.data_type);
                if has_same_type && !is_itself {
                    candidates.push((from, own.name.clone(), target.name.clone(), key));
                }
            }
        }
    }
    let (from, column, target, target_columns) = choices.one_of(&candidates)?.clone();
    let name = Name::from("an_added_reference");
    let mut draft = Draft::new(MutationKind::AddForeignKey, schema);
    draft.schema.tables[from].foreign_keys.push(ForeignKey {
        name: Stated::Written(name.clone()),
        columns: vec![column],
        target,
        target_columns,
        on_delete: Stated::Written(ReferentialAction::NoAction),
        on_update: Stated::Written(ReferentialAction::NoAction),
        deferral: Stated::Written(Deferral::NotDeferrable),
        validity: Stated::Written(Validity::Valid),
        is_relation_only: false,
        origin: Origin::Unlocated,
    });
    let statements = added(schema, &draft.schema);
    draft
        .with_postgresql_ddl(statements)
        .expect_part(
            "extra-foreign-key",
            ObjectKind::ForeignKey,
            &schema.tables[from],
            name.as_str(),
        )
        .finish()
}

/// A foreign key does something else when a target is deleted.
pub(super) fn change_delete_action(schema: &Schema, choices: &mut Choices) -> Option<Mutation> {
    let at = any(schema, choices)?;
    let key = &schema.tables[at.0].foreign_keys[at.1];
    let action = another_action(schema, at, key.on_delete.get(), choices)?;
    let rule = "foreign-key-definition";
    change(schema, MutationKind::ChangeDeleteAction, at, rule, |key| {
        key.on_delete = Stated::Written(action);
    })
}

/// A foreign key does something else when a target changes.
pub(super) fn change_update_action(schema: &Schema, choices: &mut Choices) -> Option<Mutation> {
    let at = any(schema, choices)?;
    let key = &schema.tables[at.0].foreign_keys[at.1];
    let action = another_action(schema, at, key.on_update.get(), choices)?;
    let rule = "foreign-key-definition";
    change(schema, MutationKind::ChangeUpdateAction, at, rule, |key| {
        key.on_update = Stated::Written(action);
    })
}

/// An action that does something else, as the database sees it.
fn another_action(
    schema: &Schema,
    at: (usize, usize),
    current: Option<&ReferentialAction>,
    choices: &mut Choices,
) -> Option<ReferentialAction> {
    let kept = |action: ReferentialAction| match action {
        ReferentialAction::Restrict if schema.engine.dialect().restrict_equals_no_action => {
            ReferentialAction::NoAction
        }
        other => other,
    };
    let others: Vec<ReferentialAction> = ACTIONS
        .iter()
        .copied()
        .filter(|action| Some(kept(*action)) != current.copied().map(kept))
        .filter(|action| is_taken(schema, at, *action))
        .collect();
    choices.one_of(&others).copied()
}

/// Whether the database takes an action and keeps it: MySQL empties only columns that take NULL, and
/// MariaDB keeps `SET DEFAULT` as `RESTRICT`
/// (<https://mariadb.com/kb/en/foreign-keys/>).
fn is_taken(schema: &Schema, (table, key): (usize, usize), action: ReferentialAction) -> bool {
    if !usage::is_mysql(schema) {
        return true;
    }
    let table = &schema.tables[table];
    let takes_null = |name: &Name| {
        let mut columns = table.columns.iter();
        columns.any(|column| column.name == *name && column.is_nullable.is_true())
    };
    match action {
        ReferentialAction::SetDefault => false,
        ReferentialAction::SetNull => table.foreign_keys[key].columns.iter().all(takes_null),
        ReferentialAction::NoAction | ReferentialAction::Restrict | ReferentialAction::Cascade => {
            true
        }
    }
}

/// A foreign key was never validated.
pub(super) fn invalidate(schema: &Schema, choices: &mut Choices) -> Option<Mutation> {
    if !usage::is_postgresql(schema) {
        return None;
    }
    let at = any(schema, choices)?;
    let rule = "unvalidated-constraint";
    change(
        schema,
        MutationKind::InvalidateForeignKey,
        at,
        rule,
        |key| {
            key.validity = Stated::Written(Validity::NotValid);
        },
    )
}

/// A foreign key has another name. On SQLite nothing ever refers to it by name.
pub(super) fn rename(schema: &Schema, choices: &mut Choices) -> Option<Mutation> {
    if !usage::is_postgresql(schema) {
        return None;
    }
    let at = any(schema, choices)?;
    let rule = "foreign-key-definition";
    change(schema, MutationKind::RenameForeignKey, at, rule, |key| {
        key.name = Stated::Written(Name::from("a_renamed_reference"));
    })
}

fn any(schema: &Schema, choices: &mut Choices) -> Option<(usize, usize)> {
    let candidates = usage::foreign_keys_where(schema, |_, _| true);
    choices.one_of(&candidates).copied()
}

/// Replaces a foreign key by a changed one.
fn change(
    schema: &Schema,
    kind: MutationKind,
    (table, position): (usize, usize),
    rule: &'static str,
    alter: impl FnOnce(&mut ForeignKey),
) -> Option<Mutation> {
    let mut draft = Draft::new(kind, schema);
    let original = &schema.tables[table];
    let name = name_of(&original.foreign_keys[position]);
    alter(&mut draft.schema.tables[table].foreign_keys[position]);
    let mut statements = vec![drop_statement(original, &name)];
    statements.extend(added(schema, &draft.schema));
    draft
        .with_postgresql_ddl(statements)
        .expect_part(rule, ObjectKind::ForeignKey, original, name.as_str())
        .finish()
}

/// The name of a foreign key; generated ones all have one.
fn name_of(key: &ForeignKey) -> Name {
    key.name
        .get()
        .cloned()
        .unwrap_or_else(|| Name::new(String::new()))
}

fn drop_statement(table: &Table, name: &Name) -> String {
    alter(table, &format!("DROP CONSTRAINT {}", quote(name)))
}
