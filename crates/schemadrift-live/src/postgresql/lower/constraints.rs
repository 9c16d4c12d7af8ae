//! Lowers constraints: primary keys, foreign keys, checks, exclusions, named NOT NULLs.

use schemadrift_core::dialect::Engine;
use schemadrift_core::model::{
    Check, Deferral, Exclusion, ForeignKey, PrimaryKey, ReferentialAction, Table, Validity,
};
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::stated::Stated;
use schemadrift_sql::expression::read_query;

use super::Trouble;
use super::directory::{Directory, part_origin};
use crate::postgresql::rows::ConstraintRow;

/// Applies one constraint to its table.
pub(super) fn apply(
    directory: &Directory<'_>,
    table: &mut Table,
    row: &ConstraintRow,
    trouble: &mut Trouble,
) {
    match row.kind {
        'p' => apply_primary_key(directory, table, row, trouble),
        'f' if row.is_inherited => {}
        'f' => match foreign_key(directory, &table.name, row) {
            Ok(key) => table.foreign_keys.push(key),
            Err(reason) => trouble.about(&table.name, &row.name, &reason),
        },
        // A partition's copy of its parent's check is no statement of its own.
        'c' if row.is_inherited => {}
        'c' => table.checks.push(check(directory, &table.name, row)),
        'x' => table.exclusions.push(Exclusion {
            name: Stated::Written(Name::from(row.name.as_str())),
            definition: read_query(
                Engine::PostgreSql,
                &directory.local(row.expression.as_deref().unwrap_or_default()),
            ),
            origin: part_origin(&table.name, &row.name),
        }),
        'n' => apply_not_null(directory, table, row),
        // What a unique constraint promises is stated by its index.
        'u' => {}
        other => trouble.about(
            &table.name,
            &row.name,
            &format!("constraints of kind `{other}` are not understood"),
        ),
    }
}

fn apply_primary_key(
    directory: &Directory<'_>,
    table: &mut Table,
    row: &ConstraintRow,
    trouble: &mut Trouble,
) {
    let columns = directory.column_names(row.relation, &row.columns);
    let carried = row.index_columns.get(row.columns.len()..);
    let include = directory.column_names(row.relation, carried.unwrap_or_default());
    let (Some(columns), Some(include)) = (columns, include) else {
        trouble.about(&table.name, &row.name, "one of its columns is unknown");
        return;
    };
    if row.has_period {
        trouble.about(
            &table.name,
            &row.name,
            "`WITHOUT OVERLAPS` is compared as a plain key",
        );
    }
    table.primary_key = Stated::Written(Some(PrimaryKey {
        name: Stated::Written(Name::from(row.name.as_str())),
        columns,
        include: Stated::Written(include),
        origin: part_origin(&table.name, &row.name),
    }));
}

fn foreign_key(
    directory: &Directory<'_>,
    table: &QualifiedName,
    row: &ConstraintRow,
) -> Result<ForeignKey, String> {
    let columns = directory
        .column_names(row.relation, &row.columns)
        .ok_or("one of its columns is unknown")?;
    let (Some(namespace), Some(name)) = (&row.target_namespace, &row.target_name) else {
        return Err("the table it refers to is unknown".to_owned());
    };
    let target_columns = directory
        .column_names(row.target, &row.target_columns)
        .ok_or("one of the columns it refers to is unknown")?;
    Ok(ForeignKey {
        name: Stated::Written(Name::from(row.name.as_str())),
        columns,
        target: QualifiedName::new(namespace.as_str(), name.as_str()),
        target_columns,
        on_delete: Stated::Written(action(row.on_delete)?),
        on_update: Stated::Written(action(row.on_update)?),
        deferral: Stated::Written(deferral(row)),
        validity: Stated::Written(validity(row)),
        is_relation_only: false,
        origin: part_origin(table, &row.name),
    })
}

fn action(letter: char) -> Result<ReferentialAction, String> {
    match letter {
        'a' => Ok(ReferentialAction::NoAction),
        'r' => Ok(ReferentialAction::Restrict),
        'c' => Ok(ReferentialAction::Cascade),
        'n' => Ok(ReferentialAction::SetNull),
        'd' => Ok(ReferentialAction::SetDefault),
        other => Err(format!("the action `{other}` is not understood")),
    }
}

fn deferral(row: &ConstraintRow) -> Deferral {
    match (row.is_deferrable, row.is_deferred) {
        (false, _) => Deferral::NotDeferrable,
        (true, false) => Deferral::InitiallyImmediate,
        (true, true) => Deferral::InitiallyDeferred,
    }
}

fn validity(row: &ConstraintRow) -> Validity {
    if !row.is_enforced {
        Validity::NotEnforced
    } else if row.is_validated {
        Validity::Valid
    } else {
        Validity::NotValid
    }
}

/// A check of a table or a domain.
pub(super) fn check(
    directory: &Directory<'_>,
    owner: &QualifiedName,
    row: &ConstraintRow,
) -> Check {
    Check {
        name: Stated::Written(Name::from(row.name.as_str())),
        expression: directory
            .row_expression(row.relation, row.expression.as_deref().unwrap_or_default()),
        validity: Stated::Written(validity(row)),
        origin: part_origin(owner, &row.name),
    }
}

/// PostgreSQL 18 keeps NOT NULL as a constraint, and the column already says so. One that was
/// never validated holds new rows only: the column may hold NULL, and the constraint is the
/// unvalidated check that older servers need for the same effect.
fn apply_not_null(directory: &Directory<'_>, table: &mut Table, row: &ConstraintRow) {
    if row.is_validated {
        return;
    }
    let Some(names) = directory.column_names(row.relation, &row.columns) else {
        return;
    };
    for name in names {
        if let Some(column) = table.columns.iter_mut().find(|column| column.name == name) {
            column.is_nullable = Stated::Written(true);
        }
        let quoted = schemadrift_core::dialect::Engine::PostgreSql
            .dialect()
            .quote(name.as_str());
        table.checks.push(Check {
            name: Stated::Written(Name::from(row.name.as_str())),
            expression: directory.row_expression(row.relation, &format!("({quoted} IS NOT NULL)")),
            validity: Stated::Written(Validity::NotValid),
            origin: part_origin(&table.name, &row.name),
        });
    }
}
