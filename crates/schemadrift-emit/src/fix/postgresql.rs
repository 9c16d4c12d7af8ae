//! How PostgreSQL alters tables (<https://www.postgresql.org/docs/current/sql-altertable.html>).

use schemadrift_core::expression::Expression;
use schemadrift_core::model::{Column, DefaultValue, Increment, Index, PrimaryKey, Table};
use schemadrift_core::name::{Name, QualifiedName};

use super::columns::{self, ColumnWords, require_values, skip};
use super::conversion::Conversion;
use super::forward::{self, Forward};
use super::keys::{self, KeyWords};
use super::plan::Plan;
use super::{FixStep, Hazard, named};
use crate::ddl::grammar::Grammar;
use crate::ddl::script::Phase;
use crate::sql_text::string_literal;

static COLUMNS: ColumnWords = ColumnWords {
    change: change_column,
    set_not_null: |table, column, plan| Some(alter(table, column, "SET NOT NULL", plan)),
};

static KEYS: KeyWords = KeyWords {
    validates_later: true,
    builds_concurrently: true,
    drop_foreign_key: "DROP CONSTRAINT",
    drop_primary_key,
    drop_index,
    needs_indexes_for_references: false,
    rename_index,
    rename_constraint: Some("RENAME CONSTRAINT"),
    rename_primary_key: true,
    rebuild_index: Some("REINDEX INDEX"),
};

/// Plans what a table needs.
pub(super) fn change(found: &Table, aimed: &Table, plan: &mut Plan) {
    columns::change(found, aimed, &COLUMNS, plan);
    keys::change(found, aimed, &KEYS, plan);
    named::change_behaviour(found, aimed, plan);
    named::change_comments(found, aimed, plan);
}

fn alter(table: &Table, column: &Column, action: &str, plan: &Plan) -> String {
    format!(
        "ALTER TABLE {} ALTER COLUMN {} {action}",
        plan.grammar.quote_qualified(&table.name),
        plan.grammar.quote(&column.name)
    )
}

fn change_column(table: &Table, found: &Column, aimed: &Column, plan: &mut Plan) -> Vec<FixStep> {
    let Forward {
        column,
        conversion,
        held_back,
    } = forward::divide(plan.grammar, found, aimed);
    let mut steps = Vec::new();
    if column.data_type != found.data_type || column.collation != found.collation {
        let is_collated = column.collation != found.collation;
        let statement = change_type(table, found, &column, false, plan);
        steps.extend(statement.map(|statements| {
            let step = FixStep::of_all(statements);
            if conversion == Conversion::Rewrites || is_collated {
                step.hazard(Hazard::Rewrite(
                    "every row or index over it is written anew, and the table is locked meanwhile",
                ))
            } else {
                step
            }
        }));
    }
    if column.generated != found.generated {
        let statement = alter(table, &column, "DROP EXPRESSION", plan);
        steps.push(FixStep::of(statement).note("the values stay, and are no longer computed"));
    }
    if column.increment != found.increment {
        steps.extend(change_numbering(table, found, &column, plan));
    } else if column.default != found.default {
        steps.extend(change_default(table, &column, plan));
    }
    if column.is_nullable != found.is_nullable {
        steps.extend(change_nullability(table, &column, plan));
    }
    for (note, hazard) in held_back {
        hold_back(table, (found, &column, aimed), note, hazard, plan);
    }
    steps
}

fn change_nullability(table: &Table, column: &Column, plan: &mut Plan) -> Option<FixStep> {
    match column.is_nullable.get()? {
        true => Some(FixStep::of(alter(table, column, "DROP NOT NULL", plan))),
        false => {
            let step = FixStep::of(alter(table, column, "SET NOT NULL", plan));
            Some(require_values(table, &column.name, step, plan))
        }
    }
}

fn change_default(table: &Table, column: &Column, plan: &mut Plan) -> Option<FixStep> {
    let text = default_text(column, plan)?;
    let statement = alter(table, column, &format!("SET DEFAULT {text}"), plan);
    Some(FixStep::of(statement))
}

fn default_text(column: &Column, plan: &Plan) -> Option<String> {
    let shape = &column.data_type.get()?.shape;
    match column.default.get() {
        Some(Some(DefaultValue::Expression(Expression { text, .. }))) => {
            Some((plan.grammar.default_term)(text, shape))
        }
        Some(Some(DefaultValue::Unknown) | None) | None => None,
    }
}

/// The statements that give a column another type or collation. A default is taken away meanwhile
/// where it may not follow by itself.
fn change_type(
    table: &Table,
    found: &Column,
    aimed: &Column,
    is_forced: bool,
    plan: &mut Plan,
) -> Option<Vec<String>> {
    let Some(type_text) = aimed
        .data_type
        .get()
        .and_then(|own| (plan.grammar.column_type)(own))
    else {
        skip(table, aimed, "its type has no name in PostgreSQL", plan);
        return None;
    };
    let collation = match aimed.collation.get() {
        Some(Some(collation)) => format!(" COLLATE {}", plan.grammar.quote(collation)),
        Some(None) if aimed.collation != found.collation => " COLLATE \"default\"".to_owned(),
        Some(None) | None => String::new(),
    };
    let using = if is_forced {
        let name = plan.grammar.quote(&aimed.name);
        format!(" USING ({name}::text::{type_text})")
    } else {
        String::new()
    };
    let statement = alter(
        table,
        aimed,
        &format!("TYPE {type_text}{collation}{using}"),
        plan,
    );
    let mut statements = Vec::new();
    let default = default_text(found, plan).filter(|_| is_forced);
    if default.is_some() {
        statements.push(alter(table, aimed, "DROP DEFAULT", plan));
    }
    statements.push(statement);
    if default.is_some()
        && let Some(text) = default_text(aimed, plan)
    {
        statements.push(alter(table, aimed, &format!("SET DEFAULT {text}"), plan));
    }
    Some(statements)
}

/// Lets the database number a column, from behind the highest number that is there.
fn change_numbering(
    table: &Table,
    found: &Column,
    aimed: &Column,
    plan: &mut Plan,
) -> Option<FixStep> {
    let had = found.increment.get().and_then(Option::as_ref);
    let wanted = aimed.increment.get().and_then(Option::as_ref)?;
    let statements = match (had, wanted) {
        (None, Increment::Identity { is_always }) => {
            let when = if *is_always { "ALWAYS" } else { "BY DEFAULT" };
            let mut statements = Vec::new();
            if matches!(found.default.get(), Some(Some(_))) {
                statements.push(alter(table, aimed, "DROP DEFAULT", plan));
            }
            statements.push(alter(table, aimed, "SET NOT NULL", plan));
            let action = format!("ADD GENERATED {when} AS IDENTITY");
            statements.push(alter(table, aimed, &action, plan));
            statements.push(set_number(table, aimed, plan));
            statements
        }
        (None, Increment::Serial { sequence }) => own_sequence(table, aimed, sequence, plan),
        (None, Increment::Auto | Increment::RowId) => {
            let sequence = QualifiedName {
                schema: table.name.schema.clone(),
                name: serial_name(table, aimed, plan.grammar),
            };
            own_sequence(table, aimed, &sequence, plan)
        }
        (Some(Increment::Identity { .. }), Increment::Identity { is_always }) => {
            let when = if *is_always { "ALWAYS" } else { "BY DEFAULT" };
            vec![alter(table, aimed, &format!("SET GENERATED {when}"), plan)]
        }
        (
            Some(Increment::Identity { is_always: true }),
            Increment::Auto | Increment::RowId | Increment::Serial { .. },
        ) => vec![alter(table, aimed, "SET GENERATED BY DEFAULT", plan)],
        (Some(_), _) => {
            skip(
                table,
                aimed,
                "it is numbered already, and by what is for a person to change",
                plan,
            );
            return None;
        }
    };
    Some(
        FixStep::of_all(statements)
            .note("numbers go on behind the highest one that is there")
            .hazard(Hazard::Lock("the table is read through once")),
    )
}

/// The name that `serial` gives a sequence, as far as the server would not shorten it.
fn serial_name(table: &Table, column: &Column, grammar: &Grammar) -> Name {
    let name = format!("{}_{}_seq", table.name.name, column.name);
    let limited = grammar.dialect().truncate(&name);
    if limited.len() == name.len() {
        return Name::new(name);
    }
    let keep = limited.len().saturating_sub("_seq".len());
    let mut end = keep;
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    Name::new(format!("{}_seq", &name[..end]))
}

fn own_sequence(
    table: &Table,
    column: &Column,
    sequence: &QualifiedName,
    plan: &Plan,
) -> Vec<String> {
    let grammar = plan.grammar;
    let name = grammar.quote_qualified(sequence);
    let owner = format!(
        "{}.{}",
        grammar.quote_qualified(&table.name),
        grammar.quote(&column.name)
    );
    let type_text = column
        .data_type
        .get()
        .and_then(|own| (grammar.column_type)(own))
        .unwrap_or_else(|| "bigint".to_owned());
    let literal = string_literal(&name);
    let action = format!("SET DEFAULT nextval({literal}::regclass)");
    vec![
        format!("CREATE SEQUENCE {name} AS {type_text} OWNED BY {owner}"),
        format!(
            "SELECT setval({literal}::regclass, coalesce(max({column}), 0) + 1, false) FROM {table}",
            column = grammar.quote(&column.name),
            table = grammar.quote_qualified(&table.name)
        ),
        alter(table, column, &action, plan),
    ]
}

fn set_number(table: &Table, column: &Column, plan: &Plan) -> String {
    let grammar = plan.grammar;
    let name = grammar.quote_qualified(&table.name);
    format!(
        "SELECT setval(pg_get_serial_sequence({}, {}), coalesce(max({}), 0) + 1, false) FROM {name}",
        string_literal(&name),
        string_literal(column.name.as_str()),
        grammar.quote(&column.name)
    )
}

fn hold_back(
    table: &Table,
    (found, forward, aimed): (&Column, &Column, &Column),
    note: &'static str,
    hazard: Hazard,
    plan: &mut Plan,
) {
    let statements = if forward.generated != aimed.generated {
        made_anew(table, aimed, plan)
    } else if forward.data_type != aimed.data_type && matches!(hazard, Hazard::DataLoss(_)) {
        change_type(table, found, aimed, true, plan).unwrap_or_default()
    } else if forward.increment != aimed.increment {
        let action = match found.increment.get() {
            Some(Some(Increment::Identity { .. })) => "DROP IDENTITY",
            Some(_) | None => "DROP DEFAULT",
        };
        vec![alter(table, aimed, action, plan)]
    } else if forward.default != aimed.default {
        vec![alter(table, aimed, "DROP DEFAULT", plan)]
    } else {
        let column = format!(
            "{}.{}",
            plan.grammar.quote_qualified(&table.name),
            plan.grammar.quote(&aimed.name)
        );
        vec![format!("COMMENT ON COLUMN {column} IS NULL")]
    };
    if !statements.is_empty() {
        let step = FixStep::of_all(statements).note(note).hazard(hazard);
        plan.hold_back(Phase::Columns, step);
    }
}

/// A computed column cannot be made of another one, nor be computed otherwise, in every version.
fn made_anew(table: &Table, aimed: &Column, plan: &mut Plan) -> Vec<String> {
    let mut script = crate::ddl::script::Script::default();
    let written = crate::ddl::column::write(plan.grammar, table, aimed, &mut script);
    plan.take_skipped(script);
    let name = plan.grammar.quote_qualified(&table.name);
    let column = plan.grammar.quote(&aimed.name);
    let Some(written) = written else {
        return Vec::new();
    };
    let mut statements = vec![
        format!("ALTER TABLE {name} DROP COLUMN {column}"),
        format!("ALTER TABLE {name} ADD COLUMN {}", written.definition),
    ];
    if let Some(Some(comment)) = aimed.comment.get() {
        let comment = string_literal(comment);
        statements.push(format!("COMMENT ON COLUMN {name}.{column} IS {comment}"));
    }
    statements
}

fn drop_primary_key(table: &Table, key: &PrimaryKey, grammar: &Grammar) -> String {
    let invented = || Name::new(format!("{}_pkey", table.name.name));
    let name = key.name.get().cloned().unwrap_or_else(invented);
    format!("DROP CONSTRAINT {}", grammar.quote(&name))
}

fn index_in_schema(table: &Table, name: &Name, grammar: &Grammar) -> String {
    grammar.quote_qualified(&QualifiedName {
        schema: table.name.schema.clone(),
        name: name.clone(),
    })
}

fn drop_index(table: &Table, index: &Index, grammar: &Grammar) -> Option<String> {
    let name = index.name.get()?;
    Some(if index.is_constraint.is_true() {
        let table = grammar.quote_qualified(&table.name);
        format!(
            "ALTER TABLE {table} DROP CONSTRAINT {}",
            grammar.quote(name)
        )
    } else {
        format!("DROP INDEX {}", index_in_schema(table, name, grammar))
    })
}

fn rename_index(table: &Table, from: &Name, to: &Name, grammar: &Grammar) -> String {
    format!(
        "ALTER INDEX {} RENAME TO {}",
        index_in_schema(table, from, grammar),
        grammar.quote(to)
    )
}
