//! Owns the short form in which tests write changes: what is stated and nothing else.

use std::fmt::Display;

use schemadrift_core::dialect::Engine;
use schemadrift_core::model::{
    Check, Column, DefaultValue, ForeignKey, GeneratedStorage, Increment, Index, IndexKey,
    IndexPart, PrimaryKey, SortOrder, TableKind, Validity,
};
use schemadrift_core::origin::SourceFile;
use schemadrift_core::stated::Stated;
use schemadrift_sql::change::{
    Change, ColumnDefinition, ColumnPosition, Constraint, CreateTable, Element, ObjectId,
    TableAction, TableOptions, ViewColumns,
};
use schemadrift_sql::read_statement;

/// What a statement does, one line a change.
pub(crate) fn read(engine: Engine, text: &str) -> Vec<String> {
    let file = SourceFile::new("test.sql", text);
    let statement = read_statement(engine, &file, 0..text.len());
    statement.changes.iter().map(change).collect()
}

fn list<T>(items: &[T], show: impl Fn(&T) -> String) -> String {
    let shown: Vec<String> = items.iter().map(show).collect();
    shown.join(", ")
}

fn names<T: Display>(items: &[T]) -> String {
    list(items, T::to_string)
}

/// Words for what holds.
fn words(pairs: &[(bool, &str)]) -> String {
    let held = pairs.iter().filter(|(holds, _)| *holds);
    held.map(|(_, word)| format!(" {word}")).collect()
}

pub(crate) fn change(change: &Change) -> String {
    match change {
        Change::CreateTable(table) => create_table(table),
        Change::AlterTable(alter) => format!(
            "alter {}{}: {}",
            alter.table,
            words(&[(alter.is_tolerant, "if exists")]),
            list(&alter.actions, action)
        ),
        Change::CreateIndex(create) => format!(
            "index on {}{}: {}",
            create.table,
            words(&[(create.is_tolerant, "if not exists")]),
            index(&create.index)
        ),
        Change::CreateView {
            view,
            columns,
            replaces,
            is_tolerant,
            is_temporary,
        } => format!(
            "view {}{} {}: {}",
            view.name,
            words(&[
                (*replaces, "or replace"),
                (*is_tolerant, "if not exists"),
                (*is_temporary, "temporary")
            ]),
            view_columns(columns),
            view.definition.get().unwrap().text
        ),
        Change::CreateTrigger {
            table,
            trigger,
            replaces,
            is_tolerant,
        } => format!(
            "trigger {} on {table}{}: {}",
            trigger.name,
            words(&[(*replaces, "or replace"), (*is_tolerant, "if not exists")]),
            trigger.definition.get().unwrap()
        ),
        Change::AlterComposite { name, actions } => {
            format!("alter composite {name}: {} actions", actions.len())
        }
        Change::AlterRoutine { routine, options } => {
            format!("alter {}: {options:?}", object(routine))
        }
        Change::CreateRoutine { routine, replaces } => format!(
            "routine {} {:?}{} returns {:?}",
            routine.name,
            routine.kind,
            words(&[(*replaces, "or replace")]),
            routine.result.get()
        ),
        Change::Drop(drop) => format!(
            "drop {}{}",
            list(&drop.objects, object),
            words(&[(drop.is_tolerant, "if exists"), (drop.cascades, "cascade")])
        ),
        Change::Rename(rename) => format!(
            "rename {} to {}{}",
            object(&rename.object),
            rename.to,
            words(&[(rename.is_tolerant, "if exists")])
        ),
        other => change_of_no_object(other),
    }
}

fn change_of_no_object(change: &Change) -> String {
    match change {
        Change::Rows { table, count } => match count {
            Some(count) => format!("{count} rows in {table}"),
            None => format!("some rows in {table}"),
        },
        Change::RowsGone { table, is_all } => {
            let which = if *is_all { "all" } else { "some" };
            format!("{which} rows of {table} gone")
        }
        Change::Unclear {
            reason, touches, ..
        } => format!("unclear, touches [{}]: {reason}", names(touches)),
        Change::SearchPath(path) => {
            format!("search path {}", names(path.as_deref().unwrap_or_default()))
        }
        Change::CreateSchema {
            name, is_tolerant, ..
        } => format!("schema {name}{}", words(&[(*is_tolerant, "if not exists")])),
        other => format!("{other:?}").to_lowercase(),
    }
}

fn create_table(table: &CreateTable) -> String {
    let kind = match &table.kind {
        TableKind::Virtual(module) => format!(" using {module}"),
        TableKind::Partitioned => " partitioned".to_owned(),
        _ => String::new(),
    };
    let query = table.query.as_ref().map(view_columns).unwrap_or_default();
    let key = table.partitioning.as_ref().map(|by| format!(" by {by}"));
    format!(
        "table {}{}{kind}{}{query}{}{}{}",
        table.name,
        words(&[
            (table.is_tolerant, "if not exists"),
            (table.is_temporary, "temporary")
        ]),
        key.unwrap_or_default(),
        if table.elements.is_empty() { "" } else { ": " },
        list(&table.elements, element),
        options(&table.options),
    )
}

fn options(options: &TableOptions) -> String {
    let mut text = words(&[
        (options.is_strict, "strict"),
        (options.is_without_rowid, "without rowid"),
    ]);
    if let Some(name) = &options.character_set {
        text += &format!(" charset {name}");
    }
    if let Some(name) = &options.collation {
        text += &format!(" collate {name}");
    }
    if let Some(comment) = &options.comment {
        text += &format!(" comment {comment:?}");
    }
    text
}

fn view_columns(columns: &ViewColumns) -> String {
    match columns {
        ViewColumns::Named(columns) | ViewColumns::Listed(columns) => {
            format!("({})", names(columns))
        }
        ViewColumns::AllOf(relations) => format!("(all of {})", names(relations)),
        ViewColumns::Unknown => "(?)".to_owned(),
    }
}

fn object(object: &ObjectId) -> String {
    let kind = format!("{:?}", object.kind).to_lowercase();
    match &object.table {
        Some(table) => format!("{kind} {} of {table}", object.name),
        None => format!("{kind} {}", object.name),
    }
}

fn element(element: &Element) -> String {
    match element {
        Element::Column(definition) => column_definition(definition),
        Element::Constraint(constraint) => self::constraint(constraint),
        Element::Like(like) => format!("like {}", like.table),
    }
}

fn column_definition(definition: &ColumnDefinition) -> String {
    let mut text = column(&definition.column);
    for constraint in &definition.constraints {
        text += &format!(" {{{}}}", self::constraint(constraint));
    }
    match &definition.position {
        ColumnPosition::Last => {}
        ColumnPosition::First => text += " first",
        ColumnPosition::After(name) => text += &format!(" after {name}"),
    }
    text
}

fn default(default: &DefaultValue) -> String {
    match default {
        DefaultValue::Expression(expression) => expression.text.clone(),
        DefaultValue::Unknown => "?".to_owned(),
    }
}

fn column(column: &Column) -> String {
    let mut text = column.name.to_string();
    if let Some(data_type) = column.data_type.get() {
        text += &format!(" <{}>", data_type.text);
    }
    match column.is_nullable.get() {
        Some(true) => text += " null",
        Some(false) => text += " not null",
        None => {}
    }
    if let Some(Some(value)) = column.default.get() {
        text += &format!(" default {}", default(value));
    }
    match column.increment.get() {
        Some(Some(Increment::RowId)) => text += " rowid",
        Some(Some(_)) => text += " auto",
        Some(None) | None => {}
    }
    if let Some(Some(generated)) = column.generated.get() {
        let storage = match generated.storage.get() {
            Some(GeneratedStorage::Stored) => "stored",
            Some(GeneratedStorage::Virtual) => "virtual",
            None => "?",
        };
        text += &format!(" as ({}) {storage}", generated.expression.text);
    }
    if let Some(Some(collation)) = column.collation.get() {
        text += &format!(" collate {collation}");
    }
    if let Some(Some(comment)) = column.comment.get() {
        text += &format!(" comment {comment:?}");
    }
    text
}

fn named<T: Display>(name: &Stated<T>) -> String {
    name.get()
        .map(|name| format!(" {name}"))
        .unwrap_or_default()
}

fn constraint(constraint: &Constraint) -> String {
    match constraint {
        Constraint::PrimaryKey(PrimaryKey { name, columns, .. }) => {
            format!("primary key{}({})", named(name), names(columns))
        }
        Constraint::Unique(unique) | Constraint::Index(unique) => index(unique),
        Constraint::ForeignKey(key) => foreign_key(key),
        Constraint::Check(check) => self::check(check),
        other => format!("{other:?}"),
    }
}

fn check(check: &Check) -> String {
    let is_enforced = check.validity.get() != Some(&Validity::NotEnforced);
    format!(
        "check{}({}){}",
        named(&check.name),
        check.expression.text,
        words(&[(!is_enforced, "not enforced")])
    )
}

fn foreign_key(key: &ForeignKey) -> String {
    let mut text = format!(
        "foreign key{}({}) to {}({})",
        named(&key.name),
        names(&key.columns),
        key.target,
        names(&key.target_columns)
    );
    for (event, action) in [("delete", &key.on_delete), ("update", &key.on_update)] {
        if let Stated::Written(action) = action {
            text += &format!(" on {event} {}", action.to_string().to_lowercase());
        }
    }
    if let Some(deferral) = key.deferral.get() {
        text += &format!(" {deferral:?}");
    }
    text
}

fn index(index: &Index) -> String {
    let kind = match (index.is_unique, index.is_constraint.is_true()) {
        (true, true) => "unique constraint",
        (true, false) => "unique index",
        (false, _) => "index",
    };
    let method = match &index.method {
        Stated::Written(method) => format!(" using {method}"),
        Stated::Implied(_) | Stated::NotStated => String::new(),
    };
    let predicate = match index.predicate.get() {
        Some(Some(predicate)) => format!(" where {}", predicate.text),
        Some(None) | None => String::new(),
    };
    let hidden = index.is_visible.get() == Some(&false);
    format!(
        "{kind}{}({}){method}{predicate}{}",
        named(&index.name),
        list(&index.parts, part),
        words(&[(hidden, "invisible")])
    )
}

fn part(part: &IndexPart) -> String {
    let mut text = match &part.key {
        IndexKey::Column(name) => name.to_string(),
        IndexKey::Expression(expression) => format!("({})", expression.text),
    };
    if let Some(Some(prefix)) = part.prefix.get() {
        text += &format!("[{prefix}]");
    }
    if let Some(Some(collation)) = part.collation.get() {
        text += &format!(" collate {collation}");
    }
    if part.order.get() == Some(&SortOrder::Descending) {
        text += " desc";
    }
    text
}

fn action(action: &TableAction) -> String {
    match action {
        TableAction::AddColumn {
            definition,
            is_tolerant,
        } => format!(
            "add {}{}",
            column_definition(definition),
            words(&[(*is_tolerant, "if not exists")])
        ),
        TableAction::DropColumn {
            name, is_tolerant, ..
        } => format!("drop {name}{}", words(&[(*is_tolerant, "if exists")])),
        TableAction::RenameColumn { from, to, .. } => format!("rename {from} to {to}"),
        TableAction::ReplaceColumn { from, definition } => {
            format!("replace {from} by {}", column_definition(definition))
        }
        TableAction::SetNullable {
            column,
            is_nullable,
            ..
        } => format!(
            "{column} {}",
            if *is_nullable { "null" } else { "not null" }
        ),
        TableAction::SetDefault {
            column,
            default: value,
            ..
        } => match value {
            Some(value) => format!("{column} default {}", default(value)),
            None => format!("{column} without default"),
        },
        TableAction::AddConstraint {
            constraint,
            is_tolerant,
        } => format!(
            "add {}{}",
            self::constraint(constraint),
            words(&[(*is_tolerant, "if not exists")])
        ),
        TableAction::DropConstraint {
            name,
            kind,
            is_tolerant,
            ..
        } => {
            let kind = kind.map_or("Constraint".to_owned(), |kind| format!("{kind:?}"));
            let name = name.as_ref().map(|name| format!(" {name}"));
            format!(
                "drop {kind}{}{}",
                name.unwrap_or_default(),
                words(&[(*is_tolerant, "if exists")])
            )
        }
        TableAction::RenameConstraint { from, to } => format!("rename constraint {from} to {to}"),
        TableAction::SetOptions(changed) => format!("set{}", options(changed)),
        TableAction::SetPartitioning(Some(by)) => format!("partitioned by {by}"),
        TableAction::SetPartitioning(None) => "partitioned no more".to_owned(),
        other => format!("{other:?}"),
    }
}
