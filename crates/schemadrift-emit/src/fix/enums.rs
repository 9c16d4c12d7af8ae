//! Owns enums that exist: values are added in place; to take one away or to move it, the type is made
//! anew, which is only shown.

use schemadrift_core::data_type::DataType;
use schemadrift_core::model::{Column, DefaultValue, EnumType, Schema, Table};
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::object::{ObjectKind, ObjectPath};

use super::plan::{Plan, Stage};
use super::{FixStep, Hazard};
use crate::ddl::named_type;
use crate::ddl::script::Phase;
use crate::sql_text::string_literal;

/// Plans what an enum needs.
pub(super) fn change(found: &EnumType, aimed: &EnumType, schema: &Schema, plan: &mut Plan) {
    let name = plan.grammar.quote_qualified(&aimed.name);
    let mut labels: Vec<&str> = found.values.iter().map(|own| own.label.as_str()).collect();
    let mut last: Option<&str> = None;
    for value in &aimed.values {
        let label = value.label.as_str();
        if !labels.contains(&label) {
            let place = match (last, labels.first()) {
                (Some(last), _) => format!(" AFTER {}", string_literal(last)),
                (None, Some(first)) => format!(" BEFORE {}", string_literal(first)),
                (None, None) => String::new(),
            };
            let position = last
                .and_then(|last| labels.iter().position(|own| *own == last))
                .map_or(0, |position| position + 1);
            labels.insert(position, label);
            let statement = format!(
                "ALTER TYPE {name} ADD VALUE {}{place}",
                string_literal(label)
            );
            let step = FixStep::of(statement)
                .note("nothing of the same transaction may use the new value");
            plan.push(Stage::Values, Phase::Types, step);
        }
        last = Some(label);
    }
    let wanted: Vec<&str> = aimed.values.iter().map(|own| own.label.as_str()).collect();
    if labels == wanted {
        return;
    }
    if is_in_reference(schema, &aimed.name) {
        let path = ObjectPath::top(ObjectKind::Enum, &aimed.name);
        let reason = "a value can only go or move when the type is made anew, and a foreign key stands on a column of this type";
        plan.skip(path, reason);
    } else {
        make_anew(aimed, schema, plan);
    }
}

/// Whether a foreign key refers from or to a column of this type.
fn is_in_reference(schema: &Schema, name: &QualifiedName) -> bool {
    let is_of_type = |table: &Table, column: &Name| {
        table
            .column(column)
            .is_some_and(|column| suffix_of(column, name).is_some())
    };
    schema.tables.iter().any(|table| {
        table
            .foreign_keys
            .iter()
            .flat_map(|key| &key.columns)
            .any(|column| is_of_type(table, column))
    })
}

/// Shows how the type is made anew.
fn make_anew(aimed: &EnumType, schema: &Schema, plan: &mut Plan) {
    let grammar = plan.grammar;
    let name = grammar.quote_qualified(&aimed.name);
    let old = QualifiedName {
        schema: aimed.name.schema.clone(),
        name: Name::new(
            grammar
                .dialect()
                .truncate(&format!("old_{}", aimed.name.name)),
        ),
    };
    let mut statements = vec![
        format!("ALTER TYPE {name} RENAME TO {}", grammar.quote(&old.name)),
        named_type::enum_text(grammar, aimed),
    ];
    for table in &schema.tables {
        for column in &table.columns {
            let Some(suffix) = suffix_of(column, &aimed.name) else {
                continue;
            };
            let table = grammar.quote_qualified(&table.name);
            let own = grammar.quote(&column.name);
            let alter = |action: &str| format!("ALTER TABLE {table} ALTER COLUMN {own} {action}");
            let default = match column.default.get() {
                Some(Some(DefaultValue::Expression(expression))) => Some(&expression.text),
                Some(Some(DefaultValue::Unknown) | None) | None => None,
            };
            if default.is_some() {
                statements.push(alter("DROP DEFAULT"));
            }
            statements.push(alter(&format!(
                "TYPE {name}{suffix} USING {own}::text{suffix}::{name}{suffix}"
            )));
            if let Some(text) = default {
                statements.push(alter(&format!("SET DEFAULT {text}")));
            }
        }
    }
    statements.push(format!("DROP TYPE {}", grammar.quote_qualified(&old)));
    let step = FixStep::of_all(statements)
        .note("a value of an enum can neither be taken away nor moved: the type is made anew")
        .hazard(Hazard::Rewrite(
            "every row of every column of this type is written anew",
        ))
        .hazard(Hazard::MayFail("while a row holds a value that is to go"));
    plan.hold_back(Phase::Types, step);
}

/// What stands behind the type's name in a column's type, if it is of this type.
fn suffix_of(column: &Column, name: &QualifiedName) -> Option<&'static str> {
    match &column.data_type.get()?.shape {
        DataType::Enum(own) if own == name => Some(""),
        DataType::Array(element) => match &**element {
            DataType::Enum(own) if own == name => Some("[]"),
            _ => None,
        },
        _ => None,
    }
}
