//! Owns the copy of a SQLite table: the old one is set aside, the new one filled with every row of it,
//! and only once the rows of both were counted the old one goes (<https://sqlite.org/lang_altertable.html#otheralter>).

use schemadrift_core::model::{Column, Increment, Schema, Table};
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::object::{ObjectKind, ObjectPath};

use super::plan::Plan;
use super::{FixStep, Hazard, sqlite};
use crate::ddl::script::Script;
use crate::ddl::{index, table, trigger};
use crate::sql_text::{name_list, string_literal};

/// A table of the session that takes no row but of what holds: a copy that went wrong ends there.
const GUARD: &str = "temp.\"schemadrift_guard\"";

/// The step that makes a table into another by copying it.
pub(super) fn step(
    found: &Table,
    wanted: &Table,
    schema: &Schema,
    plan: &mut Plan,
) -> Option<FixStep> {
    let aside = QualifiedName::bare(free_name(&wanted.name.name, schema));
    let create = create(wanted, plan)?;
    let triggers = triggers(wanted, plan)?;
    let own = plan.grammar.quote_qualified(&wanted.name);
    let old = plan.grammar.quote_qualified(&aside);
    let columns = name_list(plan.grammar.dialect(), &kept_columns(found, wanted));
    let literal = string_literal(wanted.name.name.as_str());
    let can_leave = plan.setting.can_leave_transactions;
    let mut statements = Vec::new();
    if can_leave {
        statements.push("PRAGMA foreign_keys = OFF".to_owned());
    }
    statements.push("PRAGMA legacy_alter_table = ON".to_owned());
    if can_leave {
        statements.push("BEGIN IMMEDIATE".to_owned());
    }
    statements
        .push("CREATE TEMP TABLE \"schemadrift_guard\" (\"holds\" CHECK (\"holds\"))".to_owned());
    statements.extend(preconditions(&literal));
    statements.push(format!("ALTER TABLE {own} RENAME TO {old}"));
    statements.push(create);
    if !columns.is_empty() {
        statements.push(format!(
            "INSERT OR ROLLBACK INTO {own} ({columns}) SELECT {columns} FROM {old}"
        ));
    }
    statements.extend(numbers(found, wanted, &aside));
    statements.push(must(&format!(
        "SELECT (SELECT count(*) FROM {own}) = (SELECT count(*) FROM {old})"
    )));
    statements.push(format!("DROP TABLE {old}"));
    for own in &wanted.indexes {
        if index::as_constraint(plan.grammar, wanted, own).is_none() {
            statements.extend(sqlite::made(wanted, own, plan));
        }
    }
    statements.extend(triggers);
    if found.foreign_keys != wanted.foreign_keys {
        statements.push(must(&format!(
            "SELECT NOT EXISTS (SELECT 1 FROM pragma_foreign_key_check({literal}))"
        )));
    }
    statements.push(format!("DROP TABLE {GUARD}"));
    if can_leave {
        statements.push("COMMIT".to_owned());
    }
    statements.push("PRAGMA legacy_alter_table = OFF".to_owned());
    if can_leave {
        statements.push("PRAGMA foreign_keys = ON".to_owned());
    }
    Some(FixStep {
        is_rebuild: true,
        statements,
        ..FixStep::default()
    }
    .note(format!(
        "SQLite cannot alter `{}` so: it is copied, the rows are counted, and then the old copy goes",
        wanted.name
    ))
    .note("stop at the first error (`sqlite3 -bail`); nothing has happened then")
    .hazard(Hazard::Rewrite("every row is copied, and writes wait meanwhile")))
}

/// What must hold before: foreign keys that are kept would take rows of other tables along, and what
/// the model does not know of would be lost.
fn preconditions(literal: &str) -> [String; 3] {
    [
        must("SELECT NOT foreign_keys FROM pragma_foreign_keys"),
        must(&format!(
            "SELECT NOT (wr OR strict) FROM pragma_table_list WHERE schema = 'main' AND name = {literal}"
        )),
        must(&format!(
            "SELECT instr(upper(sql), 'ON CONFLICT') = 0 FROM sqlite_schema WHERE type = 'table' AND name = {literal}"
        )),
    ]
}

/// A row that the guard takes only if it is true; everything is taken back otherwise, and the name
/// under which the old copy would be dropped is gone with it.
fn must(query: &str) -> String {
    format!("INSERT OR ROLLBACK INTO {GUARD} {query}")
}

/// A name that no table has.
fn free_name(name: &Name, schema: &Schema) -> Name {
    let mut free = format!("old_{name}");
    while schema
        .tables
        .iter()
        .any(|table| table.name.name.as_str().eq_ignore_ascii_case(&free))
    {
        free.insert_str(0, "old_");
    }
    Name::new(free)
}

fn create(wanted: &Table, plan: &mut Plan) -> Option<String> {
    let mut alone = wanted.clone();
    alone
        .indexes
        .retain(|own| index::as_constraint(plan.grammar, wanted, own).is_some());
    alone.triggers.clear();
    let mut script = Script::default();
    table::write(plan.grammar, &alone, &mut script);
    let (statements, skipped) = script.into_parts();
    if let Some(left_out) = skipped
        .iter()
        .find(|left_out| left_out.object.kind != ObjectKind::ForeignKey)
    {
        let path = ObjectPath::top(ObjectKind::Table, &wanted.name);
        let reason = format!("a copy would lose something of it: {left_out}");
        plan.skip(path, reason);
        return None;
    }
    statements
        .into_iter()
        .map(|(_, statement)| statement)
        .next()
}

fn triggers(wanted: &Table, plan: &mut Plan) -> Option<Vec<String>> {
    let mut script = Script::default();
    trigger::write_all(plan.grammar, &wanted.name, &wanted.triggers, &mut script);
    let (statements, skipped) = script.into_parts();
    if !skipped.is_empty() {
        let path = ObjectPath::top(ObjectKind::Table, &wanted.name);
        plan.skip(path, "a copy would lose a trigger whose text is not known");
        return None;
    }
    Some(
        statements
            .into_iter()
            .map(|(_, statement)| statement)
            .collect(),
    )
}

/// The columns whose values are copied.
fn kept_columns(found: &Table, wanted: &Table) -> Vec<Name> {
    let is_computed = |column: &Column| matches!(column.generated.get(), Some(Some(_)));
    wanted
        .columns
        .iter()
        .filter(|column| !is_computed(column))
        .filter(|column| {
            found
                .column(&column.name)
                .is_some_and(|own| !is_computed(own))
        })
        .map(|column| column.name.clone())
        .collect()
}

/// Numbers that were handed out once are not handed out again.
fn numbers(found: &Table, wanted: &Table, aside: &QualifiedName) -> Vec<String> {
    let is_counted = |table: &Table| {
        table
            .columns
            .iter()
            .any(|column| matches!(column.increment.get(), Some(Some(Increment::Auto))))
    };
    if !is_counted(found) || !is_counted(wanted) {
        return Vec::new();
    }
    let own = string_literal(wanted.name.name.as_str());
    let old = string_literal(aside.name.as_str());
    vec![
        format!(
            "INSERT INTO sqlite_sequence (name, seq) SELECT {own}, 0 WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = {own})"
        ),
        format!(
            "UPDATE sqlite_sequence SET seq = coalesce((SELECT seq FROM sqlite_sequence WHERE name = {old}), 0) WHERE name = {own}"
        ),
    ]
}
