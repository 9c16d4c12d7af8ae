//! Owns the printing of changes for tests: what is written plainly, what is implied behind `~`,
//! what is not stated left out.

use schemadrift_core::expression::Expression;
use schemadrift_core::model::{
    Check, Column, DefaultValue, Index, IndexKey, IndexPart, NullsOrder, SortOrder, TableKind,
};
use schemadrift_core::name::Name;
use schemadrift_core::stated::Stated;

use crate::change::*;

/// One line for each change, guarded ones indented.
pub(super) fn lines(changes: &[Change]) -> Vec<String> {
    changes.iter().flat_map(change).collect()
}

fn change(change: &Change) -> Vec<String> {
    if let Change::Guarded {
        guard,
        changes,
        otherwise,
    } = change
    {
        let indent = |changes: &[Change]| {
            lines(changes)
                .into_iter()
                .map(|line| format!("  {line}"))
                .collect::<Vec<_>>()
        };
        let mut printed = vec![self::guard(guard)];
        printed.extend(indent(changes));
        if !otherwise.is_empty() {
            printed.push("otherwise".to_owned());
            printed.extend(indent(otherwise));
        }
        return printed;
    }
    vec![plain(change)]
}

fn guard(guard: &Guard) -> String {
    let presence = |presence: &Presence| match presence {
        Presence::Object(id) => object(id),
        Presence::Relation(name) => format!("relation {name}"),
        Presence::Column { table, column } => format!("column {table}.{column}"),
        Presence::Constraint { table, name } => match table {
            Some(table) => format!("constraint {name} of {table}"),
            None => format!("constraint {name}"),
        },
        Presence::EnumValue { name, label } => format!("value {label:?} of {name}"),
    };
    match guard {
        Guard::IfPresent(there) => format!("if there is {}", presence(there)),
        Guard::IfAbsent(there) => format!("if there is no {}", presence(there)),
        Guard::HandlingErrors => "handling errors".to_owned(),
    }
}

#[expect(clippy::too_many_lines, reason = "an arm for each kind of change")]
fn plain(change: &Change) -> String {
    match change {
        Change::CreateSchema {
            name, is_tolerant, ..
        } => format!("create schema {name}{}", tolerant(*is_tolerant)),
        Change::SearchPath(path) => match path {
            Some(path) => format!("search path {}", names(path)),
            None => "search path of the connection".to_owned(),
        },
        Change::Call(call) => format!(
            "call {}({}){}",
            call.routine,
            call.arguments
                .iter()
                .map(|argument| argument.as_deref().unwrap_or("?"))
                .collect::<Vec<_>>()
                .join(", "),
            if call.is_certain { "" } else { " perhaps" }
        ),
        Change::CreateTable(table) => create_table(table),
        Change::AlterTable(alter) => {
            let actions: Vec<String> = alter.actions.iter().map(action).collect();
            let tolerant = tolerant(alter.is_tolerant);
            format!("alter {}{tolerant}: {}", alter.table, actions.join("; "))
        }
        Change::CreateIndex(create) => {
            let only = if create.is_only { " only" } else { "" };
            let tolerant = tolerant(create.is_tolerant);
            format!(
                "on{only} {}: {}{tolerant}",
                create.table,
                index(&create.index)
            )
        }
        Change::CreateView {
            view,
            columns,
            replaces,
            is_tolerant,
            is_temporary,
        } => format!(
            "{}{}view {}{}{} {} as {}",
            if *replaces { "replace " } else { "create " },
            if view.is_materialized.is_true() {
                "materialized "
            } else {
                ""
            },
            view.name,
            tolerant(*is_tolerant),
            if *is_temporary { " temporary" } else { "" },
            view_columns(columns),
            view.definition.get().unwrap()
        ),
        Change::CreateEnum(created) => {
            let labels: Vec<&str> = created
                .values
                .iter()
                .map(|value| value.label.as_str())
                .collect();
            format!("create enum {} {labels:?}", created.name)
        }
        Change::AlterEnum { name, action } => format!(
            "alter enum {name}: {}",
            match action {
                EnumAction::AddValue {
                    value,
                    position,
                    is_tolerant,
                } => {
                    format!(
                        "add {:?} {position:?}{}",
                        value.label,
                        tolerant(*is_tolerant)
                    )
                }
                EnumAction::RenameValue { from, to, .. } => format!("rename {from:?} to {to:?}"),
            }
        ),
        Change::CreateDomain(domain) => {
            let checks: Vec<String> = domain.checks.iter().map(check).collect();
            format!(
                "create domain {} {}{}{} {}",
                domain.name,
                domain.base,
                stated(" null", &domain.is_nullable),
                stated(" default", &domain.default.as_ref().map(default)),
                checks.join("; ")
            )
        }
        Change::AlterDomain { name, action } => format!(
            "alter domain {name}: {}",
            match action {
                DomainAction::SetDefault(value) => format!("default {}", default(value)),
                DomainAction::SetNullable(is) => format!("null {is}"),
                DomainAction::AddCheck(added) => format!("add {}", check(added)),
                DomainAction::DropConstraint { name, is_tolerant } => {
                    format!("drop {name}{}", tolerant(*is_tolerant))
                }
                DomainAction::RenameConstraint { from, to } => format!("rename {from} to {to}"),
                DomainAction::ValidateConstraint(name) => format!("validate {name}"),
            }
        ),
        Change::CreateComposite(composite) => {
            let fields: Vec<String> = composite.fields.iter().map(column).collect();
            format!(
                "create composite {} ({})",
                composite.name,
                fields.join("; ")
            )
        }
        Change::CreateOtherType { name } => format!("create type {name}"),
        Change::CreateSequence {
            sequence,
            owner,
            is_tolerant,
        } => format!(
            "create sequence {}{}{}{}{}{}{}{}{}{}",
            sequence.name,
            tolerant(*is_tolerant),
            stated(" of", &sequence.data_type),
            stated(" start", &sequence.start),
            stated(" by", &sequence.increment),
            stated(" from", &sequence.minimum),
            stated(" to", &sequence.maximum),
            stated(" cache", &sequence.cache),
            stated(" cycle", &sequence.is_cycling),
            owner
                .as_ref()
                .map(|owner| format!(" {owner:?}"))
                .unwrap_or_default()
        ),
        Change::AlterSequence { name, actions } => format!("alter sequence {name}: {actions:?}"),
        Change::CreateExtension {
            extension,
            is_tolerant,
        } => format!(
            "create extension {}{}{}{}",
            extension.name,
            stated(" in", &extension.schema),
            stated(" version", &extension.version),
            tolerant(*is_tolerant)
        ),
        Change::AlterComposite { name, actions } => {
            format!("alter composite {name}: {} actions", actions.len())
        }
        Change::AlterRoutine { routine, options } => {
            format!("alter {}: {options:?}", object(routine))
        }
        Change::CreateRoutine { routine, replaces } => format!(
            "{} {:?} {}({}){}{}",
            if *replaces { "replace" } else { "create" },
            routine.kind,
            routine.name,
            routine.arguments,
            stated(
                " returns",
                &routine.result.as_ref().map(|result| format!("{result:?}"))
            ),
            stated(" in", &routine.language)
        ),
        Change::CreateTrigger {
            table,
            trigger,
            replaces,
            ..
        } => format!(
            "{} trigger {} of {table}: {}",
            if *replaces { "replace" } else { "create" },
            trigger.name,
            trigger.definition.get().unwrap()
        ),
        Change::CreatePolicy { table, policy } => format!(
            "create policy {} of {table}{}{}{}{}{}",
            policy.name,
            stated(" permissive", &policy.is_permissive),
            stated(" for", &policy.command),
            stated(" to", &policy.roles.as_ref().map(|roles| names(roles))),
            stated(" using", &policy.using.as_ref().map(optional)),
            stated(" check", &policy.with_check.as_ref().map(optional))
        ),
        Change::AlterPolicy {
            table,
            name,
            action,
        } => format!(
            "alter policy {name} of {table}:{}{}{}",
            stated(" to", &action.roles.as_ref().map(|roles| names(roles))),
            stated(" using", &action.using.as_ref().map(optional)),
            stated(" check", &action.with_check.as_ref().map(optional))
        ),
        Change::Drop(drop) => {
            let objects: Vec<String> = drop.objects.iter().map(object).collect();
            let cascades = if drop.cascades { " cascade" } else { "" };
            format!(
                "drop {}{}{cascades}",
                objects.join(", "),
                tolerant(drop.is_tolerant)
            )
        }
        Change::Rename(rename) => format!(
            "rename {} to {}{}",
            object(&rename.object),
            rename.to,
            tolerant(rename.is_tolerant)
        ),
        Change::Move {
            object: id,
            schema,
            is_tolerant,
        } => {
            format!("move {} to {schema}{}", object(id), tolerant(*is_tolerant))
        }
        Change::AttachIndex { parent, index } => format!("attach index {index} to {parent}"),
        Change::Comment(comment) => {
            let column = comment
                .column
                .as_ref()
                .map(|name| format!(".{name}"))
                .unwrap_or_default();
            format!("comment {}{column} {:?}", comment.table, comment.text)
        }
        Change::Grant(grant) => self::grant(grant),
        Change::UpdateExtension { name, version } => format!("update {name} {version:?}"),
        Change::Begin => "begin".to_owned(),
        Change::Commit => "commit".to_owned(),
        Change::Rollback => "rollback".to_owned(),
        Change::Rows { table, count } => format!("rows {table} {count:?}"),
        Change::RowsGone { table, is_all } => {
            format!("rows gone {table}{}", if *is_all { " all" } else { "" })
        }
        Change::SetVariable { name, value } => format!("set {name} to {value:?}"),
        Change::Prepare { name, value } => format!("prepare {name} from {value:?}"),
        Change::Execute { name, .. } => format!("execute {name}"),
        Change::Unclear {
            reason, touches, ..
        } => match touches.as_slice() {
            [] => format!("unclear: {reason}, may touch anything"),
            touches => format!("unclear: {reason}, may touch {}", names(touches)),
        },
        Change::Guarded { .. } => String::new(),
    }
}

fn tolerant(is_tolerant: bool) -> &'static str {
    if is_tolerant { " (tolerant)" } else { "" }
}

fn names(names: &[Name]) -> String {
    let names: Vec<&str> = names.iter().map(Name::as_str).collect();
    format!("[{}]", names.join(", "))
}

fn stated<T: std::fmt::Display>(label: &str, value: &Stated<T>) -> String {
    match value {
        Stated::Written(value) => format!("{label} {value}"),
        Stated::Implied(value) => format!("{label} ~{value}"),
        Stated::NotStated => String::new(),
    }
}

fn optional<T: std::fmt::Display>(value: &Option<T>) -> String {
    value
        .as_ref()
        .map_or_else(|| "none".to_owned(), ToString::to_string)
}

fn default(value: &Option<DefaultValue>) -> String {
    match value {
        Some(DefaultValue::Expression(expression)) => expression.to_string(),
        Some(DefaultValue::Unknown) => "unknown".to_owned(),
        None => "none".to_owned(),
    }
}

fn object(id: &ObjectId) -> String {
    let kind = format!("{:?}", id.kind).to_lowercase();
    let table = id
        .table
        .as_ref()
        .map(|table| format!(" of {table}"))
        .unwrap_or_default();
    let arguments = id
        .arguments
        .as_ref()
        .map(|text| format!("({text})"))
        .unwrap_or_default();
    format!("{kind} {}{arguments}{table}", id.name)
}

fn view_columns(columns: &ViewColumns) -> String {
    match columns {
        ViewColumns::Named(all) | ViewColumns::Listed(all) => names(all),
        ViewColumns::AllOf(relations) => {
            let relations: Vec<String> = relations.iter().map(ToString::to_string).collect();
            format!("[all of {}]", relations.join(", "))
        }
        ViewColumns::Unknown => "[?]".to_owned(),
    }
}

fn create_table(table: &CreateTable) -> String {
    let kind = match &table.kind {
        TableKind::Ordinary => String::new(),
        TableKind::Partitioned => "partitioned ".to_owned(),
        TableKind::Partition(partition) => {
            format!(
                "partition of {} {} ",
                partition.parent, partition.bound.text
            )
        }
        TableKind::Foreign => "foreign ".to_owned(),
        TableKind::Virtual(module) => format!("virtual {module} "),
    };
    let elements: Vec<String> = table.elements.iter().map(element).collect();
    let mut line = format!(
        "create {kind}table {}{}{} ({})",
        table.name,
        tolerant(table.is_tolerant),
        if table.is_temporary { " temporary" } else { "" },
        elements.join("; ")
    );
    for parent in &table.inherits {
        line.push_str(&format!(" inherits {parent}"));
    }
    if let Some(partitioning) = &table.partitioning {
        line.push_str(&format!(" by {partitioning}"));
    }
    if let Some(columns) = &table.query {
        line.push_str(&format!(" as {}", view_columns(columns)));
    }
    line
}

fn element(element: &Element) -> String {
    match element {
        Element::Column(definition) => self::definition(definition),
        Element::Constraint(written) => constraint(written),
        Element::Like(like) => {
            let features = like.features;
            let all = [
                ("defaults", features.defaults),
                ("constraints", features.constraints),
                ("generated", features.generated),
                ("identity", features.identity),
                ("indexes", features.indexes),
                ("comments", features.comments),
            ];
            let with: Vec<&str> = all
                .iter()
                .filter(|(_, is)| *is)
                .map(|(name, _)| *name)
                .collect();
            format!("like {} with {}", like.table, with.join(" "))
        }
    }
}

fn definition(definition: &ColumnDefinition) -> String {
    let mut line = column(&definition.column);
    if definition.is_serial {
        line.push_str(" serial");
    }
    for written in &definition.constraints {
        line.push_str(&format!(" {{{}}}", constraint(written)));
    }
    line
}

fn column(column: &Column) -> String {
    let increment = column.increment.as_ref().map(|value| format!("{value:?}"));
    let generated = column.generated.as_ref().map(|value| match value {
        Some(value) => format!(
            "{}{}",
            value.expression,
            stated(
                " storage",
                &value.storage.as_ref().map(|storage| format!("{storage:?}"))
            )
        ),
        None => "none".to_owned(),
    });
    format!(
        "{}{}{}{}{}{}{}",
        column.name,
        stated("", &column.data_type),
        stated(" collate", &column.collation.as_ref().map(optional)),
        stated(" null", &column.is_nullable),
        stated(" default", &column.default.as_ref().map(default)),
        stated(" increment", &increment),
        stated(" generated", &generated)
    )
}

fn check(check: &Check) -> String {
    format!(
        "check{} ({}){}",
        stated("", &check.name),
        check.expression,
        stated(
            " is",
            &check
                .validity
                .as_ref()
                .map(|validity| format!("{validity:?}"))
        )
    )
}

fn constraint(constraint: &Constraint) -> String {
    match constraint {
        Constraint::PrimaryKey(key) => {
            format!(
                "primary key{} {}{}",
                stated("", &key.name),
                names(&key.columns),
                carried(&key.include)
            )
        }
        Constraint::Unique(unique) | Constraint::Index(unique) => index(unique),
        Constraint::ForeignKey(key) => format!(
            "foreign key{} {} to {} {}{}{}{}{}",
            stated("", &key.name),
            names(&key.columns),
            key.target,
            names(&key.target_columns),
            stated(" on delete", &key.on_delete),
            stated(" on update", &key.on_update),
            stated(
                " ",
                &key.deferral
                    .as_ref()
                    .map(|deferral| format!("{deferral:?}"))
            ),
            stated(
                " ",
                &key.validity
                    .as_ref()
                    .map(|validity| format!("{validity:?}"))
            )
        ),
        Constraint::Check(written) => check(written),
        Constraint::Exclusion(exclusion) => {
            format!(
                "exclusion{} {}",
                stated("", &exclusion.name),
                exclusion.definition
            )
        }
        Constraint::NotNull { column } => format!("not null {column}"),
        Constraint::UsingIndex {
            name,
            index,
            is_primary,
            ..
        } => format!(
            "{}{} using index {index}",
            if *is_primary { "primary key" } else { "unique" },
            stated("", name)
        ),
    }
}

fn index(index: &Index) -> String {
    let parts: Vec<String> = index.parts.iter().map(part).collect();
    let kind = match (index.is_unique, index.is_constraint.is_true()) {
        (true, true) => "unique",
        (true, false) => "unique index",
        (false, _) => "index",
    };
    format!(
        "{kind}{}{} ({}){}{}{}{}",
        stated("", &index.name),
        stated(" using", &index.method),
        parts.join(", "),
        stated(
            " include",
            &index.include.as_ref().map(|columns| names(columns))
        ),
        stated(
            " where",
            &index.predicate.as_ref().map(optional::<Expression>)
        ),
        stated(" nulls equal", &index.is_nulls_not_distinct),
        stated(
            " ",
            &index
                .validity
                .as_ref()
                .map(|validity| format!("{validity:?}"))
        )
    )
}

fn part(part: &IndexPart) -> String {
    let key = match &part.key {
        IndexKey::Column(name) => name.to_string(),
        IndexKey::Expression(expression) => format!("`{expression}`"),
    };
    let order = part.order.as_ref().map(|order| match order {
        SortOrder::Ascending => "up",
        SortOrder::Descending => "down",
    });
    let nulls = part.nulls.as_ref().map(|nulls| match nulls {
        NullsOrder::First => "first",
        NullsOrder::Last => "last",
    });
    format!(
        "{key}{}{}{}{}{}",
        stated(" class", &part.operator_class.as_ref().map(optional)),
        parameters(&part.operator_class_parameters),
        stated(" collate", &part.collation.as_ref().map(optional)),
        stated("", &order),
        stated("", &nulls)
    )
}

fn carried(include: &Stated<Vec<Name>>) -> String {
    match include.get() {
        Some(include) if !include.is_empty() => format!(" include {}", names(include)),
        Some(_) | None => String::new(),
    }
}

fn parameters(parameters: &Stated<Vec<String>>) -> String {
    match parameters.get() {
        Some(parameters) if !parameters.is_empty() => format!("({})", parameters.join(", ")),
        Some(_) | None => String::new(),
    }
}

#[expect(clippy::too_many_lines, reason = "an arm for each kind of action")]
fn action(action: &TableAction) -> String {
    match action {
        TableAction::AddColumn {
            definition: added,
            is_tolerant,
        } => {
            format!("add column {}{}", definition(added), tolerant(*is_tolerant))
        }
        TableAction::DropColumn {
            name,
            is_tolerant,
            cascades,
            ..
        } => {
            let cascades = if *cascades { " cascade" } else { "" };
            format!("drop column {name}{}{cascades}", tolerant(*is_tolerant))
        }
        TableAction::RenameColumn { from, to, .. } => format!("rename column {from} to {to}"),
        TableAction::SetType {
            column,
            data_type,
            collation,
            ..
        } => {
            format!(
                "type of {column} {data_type} collate {}",
                optional(collation)
            )
        }
        TableAction::SetNullable {
            column,
            is_nullable,
            ..
        } => {
            format!("null of {column} {is_nullable}")
        }
        TableAction::SetDefault {
            column,
            default: value,
            ..
        } => {
            format!("default of {column} {}", default(value))
        }
        TableAction::SetGenerated { column, generated } => {
            let expression = generated.as_ref().map(|generated| &generated.expression);
            format!("generated of {column} {}", optional(&expression))
        }
        TableAction::SetIncrement {
            column,
            increment,
            is_tolerant,
        } => {
            format!(
                "increment of {column} {increment:?}{}",
                tolerant(*is_tolerant)
            )
        }
        TableAction::AddConstraint {
            constraint: added, ..
        } => {
            format!("add {}", constraint(added))
        }
        TableAction::DropConstraint {
            name,
            is_tolerant,
            cascades,
            ..
        } => {
            let cascades = if *cascades { " cascade" } else { "" };
            format!(
                "drop constraint {}{}{cascades}",
                optional(name),
                tolerant(*is_tolerant)
            )
        }
        TableAction::RenameConstraint { from, to } => format!("rename constraint {from} to {to}"),
        TableAction::ValidateConstraint(name) => format!("validate {name}"),
        TableAction::DeferConstraint { name, deferral } => format!("defer {name} {deferral:?}"),
        TableAction::RowSecurity {
            is_enabled,
            is_forced,
        } => {
            format!("row security enabled {is_enabled:?} forced {is_forced:?}")
        }
        TableAction::EnableTrigger { name, firing } => {
            format!("trigger {} fires {firing:?}", optional(name))
        }
        TableAction::AttachPartition { partition, bound } => format!("attach {partition} {bound}"),
        TableAction::DetachPartition { partition } => format!("detach {partition}"),
        TableAction::Inherit { parent, is_parent } => format!("inherit {parent} {is_parent}"),
        TableAction::ReplaceColumn { .. }
        | TableAction::SetOptions(_)
        | TableAction::SetPartitioning(_)
        | TableAction::ConvertTo { .. } => format!("{action:?}"),
    }
}

fn grant(grant: &GrantChange) -> String {
    match grant {
        GrantChange::Known(granting) => {
            let objects = match &granting.objects {
                GrantedObjects::Named(class, names) => {
                    let names = names.iter().map(|named| match &named.arguments {
                        Some(arguments) => format!("{}({arguments})", named.name),
                        None => named.name.to_string(),
                    });
                    format!("{class:?} {}", names.collect::<Vec<_>>().join(", "))
                }
                GrantedObjects::AllIn(class, schemas) => {
                    format!("every {class:?} in {}", list(schemas))
                }
                GrantedObjects::Everything => "everything".to_owned(),
            };
            let privileges = granting.privileges.iter().map(|own| {
                let columns = if own.columns.is_empty() {
                    String::new()
                } else {
                    format!(" ({})", list(&own.columns))
                };
                format!("{}{columns}", own.name)
            });
            let privileges: Vec<String> = privileges.collect();
            let (action, privileges) = (granting.action, privileges.join(", "));
            let grantees = list(&granting.grantees);
            format!("{action:?} {privileges} on {objects} for {grantees}")
        }
        GrantChange::Unclear {
            reason, may_revoke, ..
        } => format!("privileges unclear, may take {may_revoke}: {reason}"),
    }
}

fn list(names: &[Name]) -> String {
    let names: Vec<&str> = names.iter().map(Name::as_str).collect();
    names.join(", ")
}
