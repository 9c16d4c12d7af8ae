//! Owns the short form in which tests write a replayed schema: one line an object.

use std::fmt::Display;

use schemadrift_core::expression::{Expression, NormalForm};
use schemadrift_core::model::{
    Column, DefaultValue, ForeignKey, Index, IndexKey, Schema, Table, TableKind, Validity,
};
use schemadrift_core::stated::Stated;
use schemadrift_sql::replay::{Replayed, RowCount};

/// Everything that is there, and the problems.
pub(crate) fn lines(replayed: &Replayed) -> Vec<String> {
    let schema = &replayed.schema;
    let mut lines = Vec::new();
    for extension in &schema.extensions {
        // A new database has it.
        if extension.name.as_str() != "plpgsql" {
            lines.push(format!("extension {}", extension.name));
        }
    }
    for enum_type in &schema.enums {
        let labels: Vec<&str> = enum_type
            .values
            .iter()
            .map(|value| value.label.as_str())
            .collect();
        lines.push(format!("enum {}: {}", enum_type.name, labels.join(", ")));
    }
    for domain in &schema.domains {
        lines.push(format!("domain {}: {}", domain.name, domain.base.text));
    }
    for sequence in &schema.sequences {
        let limits = [&sequence.minimum, &sequence.maximum]
            .map(|limit| limit.get().map_or_else(String::new, i64::to_string));
        lines.push(format!("sequence {} {}", sequence.name, limits.join("..")));
    }
    for table in &schema.tables {
        lines.push(self::table(table));
    }
    for view in &schema.views {
        let columns = names(view.columns.iter().map(|column| &column.name));
        lines.push(format!("view {}({columns})", view.name));
        lines.extend(view.indexes.iter().map(|own| format!("  {}", index(own))));
    }
    for (table, count) in &replayed.rows {
        if *count != RowCount::EMPTY {
            let more = if count.is_exact { "" } else { " or more" };
            lines.push(format!("rows of {table}: {}{more}", count.at_least));
        }
    }
    lines.extend(taints(schema));
    lines.extend(
        replayed
            .problems
            .iter()
            .map(|problem| format!("problem: {}", problem.message)),
    );
    lines
}

fn taints(schema: &Schema) -> Vec<String> {
    let whole = schema.taints.iter().map(|taint| (None, taint));
    let of_tables = schema.tables.iter().flat_map(|table| {
        table
            .taints
            .iter()
            .map(move |taint| (Some(&table.name), taint))
    });
    whole
        .chain(of_tables)
        .map(|(name, taint)| match name {
            Some(name) => format!("tainted {name}: {}", taint.reason),
            None => format!("tainted: {}", taint.reason),
        })
        .collect()
}

fn names<T: Display>(items: impl IntoIterator<Item = T>) -> String {
    let shown: Vec<String> = items.into_iter().map(|item| item.to_string()).collect();
    shown.join(", ")
}

fn name<T: Display>(name: &Stated<T>) -> String {
    name.get()
        .map_or_else(String::new, |name| format!(" {name}"))
}

fn table(table: &Table) -> String {
    let mut parts: Vec<String> = table.columns.iter().map(column).collect();
    if let Some(Some(key)) = table.primary_key.get() {
        parts.push(format!("key{}({})", name(&key.name), names(&key.columns)));
    }
    parts.extend(table.indexes.iter().map(index));
    parts.extend(table.foreign_keys.iter().map(foreign_key));
    parts.extend(table.checks.iter().map(|check| {
        let text = expression(&check.expression);
        format!(
            "check{}({text}){}",
            name(&check.name),
            validity(&check.validity)
        )
    }));
    parts.extend(
        table
            .triggers
            .iter()
            .map(|own| format!("trigger {}", own.name)),
    );
    parts.extend(
        table
            .policies
            .iter()
            .map(|own| format!("policy {}", own.name)),
    );
    let kind = match table.kind.get() {
        Some(TableKind::Partition(partition)) => format!(" of {}", partition.parent),
        Some(TableKind::Virtual(module)) => format!(" using {module}"),
        _ => String::new(),
    };
    format!("{}{kind}: {}", table.name, parts.join(", "))
}

fn column(column: &Column) -> String {
    let mut text = column.name.to_string();
    if let Some(data_type) = column.data_type.get() {
        text.push(' ');
        text.push_str(&data_type.text);
    }
    if column.is_nullable.get() == Some(&false) {
        text.push_str(" not null");
    }
    if let Some(Some(default)) = column.default.get() {
        text.push_str(" = ");
        text.push_str(&match default {
            DefaultValue::Expression(written) => expression(written),
            other => format!("{other:?}"),
        });
    }
    if let Some(Some(generated)) = column.generated.get() {
        text.push_str(&format!(" as ({})", expression(&generated.expression)));
    }
    if matches!(column.increment.get(), Some(Some(_))) {
        text.push_str(" numbered");
    }
    text
}

fn expression(expression: &Expression) -> String {
    match &expression.normal {
        NormalForm::ReadAnew(_) => "?".to_owned(),
        NormalForm::Constant(_) => expression.text.clone(),
        NormalForm::Rewritten(text) => text.clone(),
        other => format!("{other:?}"),
    }
}

fn index(index: &Index) -> String {
    let kind = match (index.is_unique, index.is_constraint.is_true()) {
        (true, true) => "unique constraint",
        (true, false) => "unique index",
        (false, _) => "index",
    };
    let keys = index.parts.iter().map(|part| {
        let key = match &part.key {
            IndexKey::Column(name) => name.to_string(),
            IndexKey::Expression(key) => expression(key),
        };
        match part.collation.get() {
            Some(Some(collation)) => format!("{key} collate {collation}"),
            _ => key,
        }
    });
    let condition = match index.predicate.get() {
        Some(Some(predicate)) => format!(" where {}", expression(predicate)),
        _ => String::new(),
    };
    format!("{kind}{}({}){condition}", name(&index.name), names(keys))
}

fn foreign_key(key: &ForeignKey) -> String {
    format!(
        "foreign key{}({}) to {}({}){}",
        name(&key.name),
        names(&key.columns),
        key.target,
        names(&key.target_columns),
        validity(&key.validity)
    )
}

fn validity(validity: &Stated<Validity>) -> &'static str {
    match validity.get() {
        Some(Validity::NotValid) => " not valid",
        Some(Validity::NotEnforced) => " not enforced",
        Some(Validity::Valid) | None => "",
    }
}
