//! Owns `CREATE TABLE`, and what hangs on a table.

use schemadrift_core::model::{Check, Exclusion, Partition, Table, TableKind, Validity};
use schemadrift_core::name::Name;
use schemadrift_core::object::{ObjectKind, ObjectPath};

use super::grammar::Grammar;
use super::script::{Phase, Script};
use super::{column, comment, foreign_key, index, routine, trigger};
use crate::label;
use crate::sql_text::name_list;

/// Writes a table with everything that is part of it.
pub(crate) fn write(grammar: &Grammar, table: &Table, script: &mut Script) {
    let path = ObjectPath::top(ObjectKind::Table, &table.name);
    let partition = match table.kind.get() {
        Some(TableKind::Foreign) => {
            script.skip(
                path,
                "the server that holds its rows is not part of the model",
            );
            return;
        }
        Some(TableKind::Virtual(module)) => {
            let reason =
                format!("the arguments of its module `{module}` are not part of the model");
            script.skip(path, reason);
            return;
        }
        Some(TableKind::Partition(partition)) => Some(partition),
        Some(TableKind::Ordinary | TableKind::Partitioned) | None => None,
    };
    if partition.is_some() && !grammar.has_partitions {
        script.skip(path, format!("{} has no partitions", grammar.engine));
        return;
    }
    let elements = elements(grammar, table, script);
    match partition {
        // A source may leave the columns of a partition to its parent.
        Some(partition) if table.columns.is_empty() => {
            let parent = grammar.quote_qualified(&partition.parent);
            let name = grammar.quote_qualified(&table.name);
            let bound = &partition.bound.text;
            script.push(
                Phase::Ownership,
                format!("CREATE TABLE {name} PARTITION OF {parent} {bound}"),
            );
        }
        _ if elements.is_empty() && !grammar.allows_no_columns => {
            script.skip(path, "it has no column that can be written");
            return;
        }
        Some(partition) => {
            create(grammar, table, &elements, script);
            attach(grammar, table, partition, script);
        }
        None => create(grammar, table, &elements, script),
    }
    write_parts(grammar, table, script);
}

fn create(grammar: &Grammar, table: &Table, elements: &[String], script: &mut Script) {
    let name = grammar.quote_qualified(&table.name);
    let mut statement = if elements.is_empty() {
        format!("CREATE TABLE {name} ()")
    } else {
        format!("CREATE TABLE {name} (\n    {}\n)", elements.join(",\n    "))
    };
    match (table.partitioning.get(), table.kind.get()) {
        (Some(Some(partitioning)), _) if grammar.has_partitions => {
            statement.push_str(" PARTITION BY ");
            statement.push_str(&partitioning.to_string());
        }
        (Some(Some(_)), _) => script.skip(
            ObjectPath::top(ObjectKind::Partition, &table.name),
            "what its partitions hold is not part of the model; it is written as an ordinary table",
        ),
        (None, Some(TableKind::Partitioned)) => script.skip(
            ObjectPath::top(ObjectKind::Partition, &table.name),
            "how it is partitioned is not stated; it is written as an ordinary table",
        ),
        _ => {}
    }
    let own_comment = table.comment.get().and_then(Option::as_ref);
    if let Some(clause) = comment::inline(grammar, own_comment) {
        statement.push_str(&format!(" {clause}"));
    }
    script.push(Phase::Tables, statement);
}

fn attach(grammar: &Grammar, table: &Table, partition: &Partition, script: &mut Script) {
    script.push(
        Phase::Partitions,
        format!(
            "ALTER TABLE {} ATTACH PARTITION {} {}",
            grammar.quote_qualified(&partition.parent),
            grammar.quote_qualified(&table.name),
            partition.bound.text
        ),
    );
}

/// What stands between the parentheses: columns, then constraints.
fn elements(grammar: &Grammar, table: &Table, script: &mut Script) -> Vec<String> {
    let mut elements = Vec::new();
    let mut has_primary_key = false;
    for column in &table.columns {
        if let Some(written) = column::write(grammar, table, column, script) {
            has_primary_key |= written.holds_primary_key;
            elements.push(written.definition);
        }
    }
    if let Some(Some(key)) = table.primary_key.get()
        && !has_primary_key
    {
        let prefix = grammar.constraint_prefix(key.name.get());
        let columns = name_list(grammar.dialect(), &key.columns);
        let include = index::include_clause(grammar, &key.include);
        if include.is_empty() && key.include.get().is_some_and(|names| !names.is_empty()) {
            let name = key.name.get().map_or("primary key", Name::as_str);
            script.skip(
                ObjectPath::part(ObjectKind::PrimaryKey, &table.name, name),
                format!("{} has no keys that carry columns along", grammar.engine),
            );
        }
        elements.push(format!("{prefix}PRIMARY KEY ({columns}){include}"));
    }
    elements.extend(
        table
            .indexes
            .iter()
            .filter_map(|index| index::as_constraint(grammar, table, index)),
    );
    for check in table.checks.iter().filter(|check| is_held(check)) {
        elements.push(check_clause(grammar, check));
    }
    for exclusion in &table.exclusions {
        elements.extend(exclusion_clause(grammar, table, exclusion, script));
    }
    if !grammar.can_add_constraints {
        for key in &table.foreign_keys {
            elements.push(foreign_key::inline(grammar, table, key, script));
        }
    }
    elements
}

/// What is written in statements of its own.
fn write_parts(grammar: &Grammar, table: &Table, script: &mut Script) {
    let name = grammar.quote_qualified(&table.name);
    for index in &table.indexes {
        if index::as_constraint(grammar, table, index).is_none() {
            index::write(grammar, &table.name, index, Phase::Indexes, script);
        }
    }
    for check in table.checks.iter().filter(|check| !is_held(check)) {
        write_late_check(grammar, table, check, script);
    }
    if grammar.can_add_constraints {
        for key in &table.foreign_keys {
            let clause = foreign_key::inline(grammar, table, key, script);
            script.push(
                Phase::ForeignKeys,
                format!("ALTER TABLE {name} ADD {clause}"),
            );
        }
    }
    trigger::write_all(grammar, &table.name, &table.triggers, script);
    routine::write_policies(grammar, table, script);
    comment::write(grammar, table, script);
}

fn is_held(check: &Check) -> bool {
    match check.validity.get() {
        Some(Validity::NotValid | Validity::NotEnforced) => false,
        Some(Validity::Valid) | None => true,
    }
}

/// A check with its name.
pub(crate) fn check_clause(grammar: &Grammar, check: &Check) -> String {
    let prefix = grammar.constraint_prefix(check.name.get());
    format!("{prefix}CHECK ({})", check.expression.text)
}

fn write_late_check(grammar: &Grammar, table: &Table, check: &Check, script: &mut Script) {
    if !grammar.has_unenforced_checks {
        let name = label::of_check(check);
        script.skip(
            ObjectPath::part(ObjectKind::Check, &table.name, name),
            format!("{} holds rows to every check", grammar.engine),
        );
        return;
    }
    let suffix = match check.validity.get() {
        Some(Validity::NotEnforced) => "NOT ENFORCED",
        Some(Validity::NotValid | Validity::Valid) | None => "NOT VALID",
    };
    let name = grammar.quote_qualified(&table.name);
    let clause = check_clause(grammar, check);
    script.push(
        Phase::Constraints,
        format!("ALTER TABLE {name} ADD {clause} {suffix}"),
    );
}

pub(crate) fn exclusion_clause(
    grammar: &Grammar,
    table: &Table,
    exclusion: &Exclusion,
    script: &mut Script,
) -> Option<String> {
    let definition = exclusion.definition.text.trim();
    let is_whole = definition
        .get(..7)
        .is_some_and(|word| word.eq_ignore_ascii_case("EXCLUDE"));
    if grammar.has_catalog_objects && is_whole {
        let prefix = grammar.constraint_prefix(exclusion.name.get());
        return Some(format!("{prefix}{definition}"));
    }
    let name = label::of_exclusion(exclusion);
    let reason = if grammar.has_catalog_objects {
        "its definition is not a whole `EXCLUDE` clause".to_owned()
    } else {
        format!("{} has no exclusion constraints", grammar.engine)
    };
    script.skip(
        ObjectPath::part(ObjectKind::Exclusion, &table.name, name),
        reason,
    );
    None
}
