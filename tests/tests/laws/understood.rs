//! Owns the normal forms of made-up schemas: the kit that makes them parses no SQL, so their
//! expressions are read here as every reader would read them.

use schemadrift_core::data_type::DataType;
use schemadrift_core::dialect::Engine;
use schemadrift_core::expression::Expression;
use schemadrift_core::model::{
    Column, DefaultValue, IndexKey, Schema, Table, TableKind, TriggerAction,
};
use schemadrift_core::stated::Stated;
use schemadrift_sql::expression::{
    read_body, read_default, read_expression, read_query, read_query_in,
};
use schemadrift_sql::partitioning::{read_bound, read_partitioning};

/// The schema with every expression read.
pub(crate) fn understood(schema: &Schema) -> Schema {
    let mut read = schema.clone();
    for table in &mut read.tables {
        understand(schema.engine, table);
    }
    for view in &mut read.views {
        if let Stated::Written(query) = &mut view.definition {
            *query = read_query_in(schema.engine, &query.text, Some("public"));
        }
    }
    for domain in &mut read.domains {
        for check in &mut domain.checks {
            reread(schema.engine, &mut check.expression);
        }
    }
    for routine in &mut read.routines {
        let language = routine.language.get().map_or("", String::as_str);
        if let Stated::Written(body) = &mut routine.body {
            *body = read_body(schema.engine, language, &body.text);
        }
    }
    read
}

fn understand(engine: Engine, table: &mut Table) {
    for column in &mut table.columns {
        understand_column(engine, column);
    }
    for check in &mut table.checks {
        reread(engine, &mut check.expression);
    }
    for index in &mut table.indexes {
        if let Stated::Written(Some(predicate)) = &mut index.predicate {
            reread(engine, predicate);
        }
        for part in &mut index.parts {
            if let IndexKey::Expression(expression) = &mut part.key {
                reread(engine, expression);
            }
        }
    }
    understand_behaviour(engine, table);
}

/// What the database does with rows by itself.
fn understand_behaviour(engine: Engine, table: &mut Table) {
    for trigger in &mut table.triggers {
        if let Stated::Written(shape) = &mut trigger.shape {
            if let Some(condition) = &mut shape.condition {
                reread(engine, condition);
            }
            if let TriggerAction::Body(body) = &mut shape.action {
                *body = read_query(engine, &body.text);
            }
        }
    }
    for policy in &mut table.policies {
        for condition in [&mut policy.using, &mut policy.with_check] {
            if let Stated::Written(Some(condition)) = condition {
                reread(engine, condition);
            }
        }
    }
    if let Stated::Written(Some(partitioning)) = &mut table.partitioning {
        *partitioning = read_partitioning(engine, &partitioning.to_string(), &|_| None);
    }
    if let Stated::Written(TableKind::Partition(partition)) = &mut table.kind {
        partition.bound = read_bound(engine, &partition.bound.text);
    }
}

fn understand_column(engine: Engine, column: &mut Column) {
    let shape = column
        .data_type
        .get()
        .map_or(DataType::Unreadable, |column_type| {
            column_type.shape.clone()
        });
    if let Stated::Written(Some(DefaultValue::Expression(expression))) = &column.default {
        let read = read_default(engine, &expression.text, &shape);
        column.default = Stated::Written(read.map(DefaultValue::Expression));
    }
    if let Stated::Written(Some(generated)) = &mut column.generated {
        reread(engine, &mut generated.expression);
    }
}

fn reread(engine: Engine, expression: &mut Expression) {
    *expression = read_expression(engine, &expression.text);
}
