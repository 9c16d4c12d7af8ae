//! Owns constraints, of columns and of tables alike.

use schemadrift_core::dialect::Engine;
use schemadrift_core::model::{
    Check, Deferral, Exclusion, ForeignKey, Index, PrimaryKey, ReferentialAction, Validity,
};
use schemadrift_core::name::Name;
use schemadrift_core::origin::Origin;
use schemadrift_core::stated::Stated;
use squawk_syntax::ast::{self, AstChildren};

use super::reader::{Read, Reader, expression, required};
use super::{exclusion, index};
use crate::change::Constraint;

/// A constraint of a table.
pub(super) fn of_table(reader: &Reader<'_>, node: &ast::Constraint) -> Read<Constraint> {
    lower(reader, None, node)
}

/// A constraint behind a column.
pub(super) fn of_column(
    reader: &Reader<'_>,
    column: &Name,
    node: &ast::Constraint,
) -> Read<Constraint> {
    lower(reader, Some(column), node)
}

fn lower(reader: &Reader<'_>, column: Option<&Name>, node: &ast::Constraint) -> Read<Constraint> {
    match node {
        ast::Constraint::PrimaryKeyConstraint(node) => {
            let naming = Naming::read(reader, node, node.constraint_name_clause())?;
            if let Some(index) = node.using_index() {
                return using_index(reader, naming, &index, true);
            }
            let parameters = node.index_parameters();
            Ok(Constraint::PrimaryKey(PrimaryKey {
                name: naming.name,
                columns: key_columns(reader, column, parameters.as_ref())?,
                include: include(reader, parameters.as_ref())?,
                origin: naming.origin,
            }))
        }
        ast::Constraint::UniqueConstraint(node) => {
            let naming = Naming::read(reader, node, node.constraint_name_clause())?;
            if let Some(index) = node.using_index() {
                return using_index(reader, naming, &index, false);
            }
            let unique = unique(reader, column, naming, node.index_parameters().as_ref())?;
            Ok(Constraint::Unique(Box::new(unique)))
        }
        ast::Constraint::ForeignKeyConstraint(node) => foreign_key(reader, node),
        ast::Constraint::ReferencesConstraint(node) => references(reader, required(column)?, node),
        ast::Constraint::CheckConstraint(node) => {
            let naming = Naming::read(reader, node, node.constraint_name_clause())?;
            Ok(Constraint::Check(Box::new(Check {
                name: naming.name,
                expression: reader.inside(node)?,
                validity: validity(node.constraint_options()),
                origin: naming.origin,
            })))
        }
        ast::Constraint::ExcludeConstraint(node) => {
            let naming = Naming::read(reader, node, node.constraint_name_clause())?;
            let definition = exclusion::definition(reader, node)?;
            Ok(Constraint::Exclusion(Box::new(Exclusion {
                name: naming.name,
                definition: expression(&definition),
                origin: naming.origin,
            })))
        }
        ast::Constraint::NotNullConstraint(node) => not_null(reader, node),
        ast::Constraint::DefaultConstraint(_)
        | ast::Constraint::GeneratedConstraint(_)
        | ast::Constraint::NullConstraint(_) => {
            Err("a constraint of this kind belongs to a column".to_owned())
        }
    }
}

/// The name that a constraint is given, and where to point.
struct Naming {
    name: Stated<Name>,
    origin: Origin,
}

impl Naming {
    fn read(
        reader: &Reader<'_>,
        node: &impl squawk_syntax::ast::AstNode,
        clause: Option<ast::ConstraintNameClause>,
    ) -> Read<Self> {
        let Some(name) = clause.and_then(|clause| clause.constraint_name()) else {
            return Ok(Self {
                name: Stated::NotStated,
                origin: reader.enclosing(node),
            });
        };
        Ok(Self {
            origin: reader.name_origin(&name),
            name: Stated::Written(reader.name(&name)?),
        })
    }
}

fn using_index(
    reader: &Reader<'_>,
    naming: Naming,
    index: &ast::UsingIndexName,
    is_primary: bool,
) -> Read<Constraint> {
    Ok(Constraint::UsingIndex {
        name: naming.name,
        index: reader.name(&required(index.index_ref())?)?,
        is_primary,
        origin: naming.origin,
    })
}

/// The columns of a key: those in its parentheses, or the column that it stands behind.
fn key_columns(
    reader: &Reader<'_>,
    column: Option<&Name>,
    parameters: Option<&ast::IndexParameters>,
) -> Read<Vec<Name>> {
    match (
        parameters.and_then(ast::IndexParameters::column_list),
        column,
    ) {
        (Some(list), _) => reader.names(list.column_name_refs()),
        (None, Some(column)) => Ok(vec![column.clone()]),
        (None, None) => Err("a key has no columns".to_owned()),
    }
}

/// The columns that the index of a key carries along.
fn include(
    reader: &Reader<'_>,
    parameters: Option<&ast::IndexParameters>,
) -> Read<Stated<Vec<Name>>> {
    match parameters.and_then(ast::IndexParameters::constraint_include_clause) {
        Some(clause) => Ok(Stated::Written(
            reader.names(required(clause.column_ref_list())?.column_name_refs())?,
        )),
        None => Ok(Stated::Implied(Vec::new())),
    }
}

fn unique(
    reader: &Reader<'_>,
    column: Option<&Name>,
    naming: Naming,
    parameters: Option<&ast::IndexParameters>,
) -> Read<Index> {
    let columns = key_columns(reader, column, parameters)?;
    let has_period = parameters
        .and_then(ast::IndexParameters::column_list)
        .is_some_and(|list| list.without_overlaps().is_some());
    let method = if has_period { "gist" } else { "btree" };
    Ok(Index {
        name: naming.name,
        is_unique: true,
        is_constraint: Stated::Written(true),
        method: Stated::Implied(method.to_owned()),
        parts: columns
            .into_iter()
            .map(|column| index::plain_part(column, method))
            .collect(),
        include: include(reader, parameters)?,
        predicate: Stated::Implied(None),
        is_nulls_not_distinct: index::nulls_not_distinct(
            parameters
                .and_then(ast::IndexParameters::nulls_distinct_option)
                .as_ref(),
        ),
        validity: Stated::Implied(Validity::Valid),
        is_visible: Stated::NotStated,
        origin: naming.origin,
    })
}

fn foreign_key(reader: &Reader<'_>, node: &ast::ForeignKeyConstraint) -> Read<Constraint> {
    let naming = Naming::read(reader, node, node.constraint_name_clause())?;
    let target = required(node.table_name_ref())?;
    let (on_delete, on_update) = actions(node.referential_actions())?;
    Ok(Constraint::ForeignKey(Box::new(ForeignKey {
        name: naming.name,
        columns: foreign_columns(reader, &required(node.from_columns())?)?,
        target: reader.qualified(&target)?,
        target_columns: match node.to_columns() {
            Some(list) => foreign_columns(reader, &list)?,
            None => Vec::new(),
        },
        on_delete,
        on_update,
        deferral: deferral(node.constraint_options()),
        validity: validity(node.constraint_options()),
        is_relation_only: false,
        origin: naming.origin,
    })))
}

fn references(
    reader: &Reader<'_>,
    column: &Name,
    node: &ast::ReferencesConstraint,
) -> Read<Constraint> {
    let naming = Naming::read(reader, node, node.constraint_name_clause())?;
    let target = required(node.table())?;
    let (on_delete, on_update) = actions(node.referential_actions())?;
    Ok(Constraint::ForeignKey(Box::new(ForeignKey {
        name: naming.name,
        columns: vec![column.clone()],
        target: reader.qualified(&target)?,
        target_columns: reader.names(node.column().into_iter())?,
        on_delete,
        on_update,
        deferral: deferral(node.constraint_options()),
        validity: validity(node.constraint_options()),
        is_relation_only: false,
        origin: naming.origin,
    })))
}

/// The columns of one side, the period among them.
fn foreign_columns(reader: &Reader<'_>, list: &ast::ForeignKeyColumnList) -> Read<Vec<Name>> {
    let mut columns = reader.names(list.column_name_refs())?;
    if let Some(period) = list.period_column() {
        columns.push(reader.name(&required(period.name())?)?);
    }
    Ok(columns)
}

/// `NOT NULL` of a table. One that was never validated is to older servers a check.
fn not_null(reader: &Reader<'_>, node: &ast::NotNullConstraint) -> Read<Constraint> {
    let column = reader.name(&required(node.column_name_ref())?)?;
    let validity = validity(node.constraint_options());
    if validity == Stated::Implied(Validity::Valid) {
        return Ok(Constraint::NotNull { column });
    }
    let naming = Naming::read(reader, node, node.constraint_name_clause())?;
    let quoted = Engine::PostgreSql.dialect().quote(column.as_str());
    Ok(Constraint::Check(Box::new(Check {
        name: naming.name,
        expression: expression(&format!("{quoted} IS NOT NULL")),
        validity,
        origin: naming.origin,
    })))
}

type Actions = (Stated<ReferentialAction>, Stated<ReferentialAction>);

/// What happens on delete and on update.
fn actions(nodes: AstChildren<ast::ReferentialAction>) -> Read<Actions> {
    let mut on_delete = Stated::Implied(ReferentialAction::NoAction);
    let mut on_update = Stated::Implied(ReferentialAction::NoAction);
    for node in nodes {
        match node {
            ast::ReferentialAction::OnDeleteAction(node) => {
                on_delete = Stated::Written(action(&required(node.ref_action())?));
            }
            ast::ReferentialAction::OnUpdateAction(node) => {
                on_update = Stated::Written(action(&required(node.ref_action())?));
            }
        }
    }
    Ok((on_delete, on_update))
}

fn action(node: &ast::RefAction) -> ReferentialAction {
    match node {
        ast::RefAction::NoAction(_) => ReferentialAction::NoAction,
        ast::RefAction::Restrict(_) => ReferentialAction::Restrict,
        ast::RefAction::Cascade(_) => ReferentialAction::Cascade,
        ast::RefAction::SetNullColumns(_) => ReferentialAction::SetNull,
        ast::RefAction::SetDefaultColumns(_) => ReferentialAction::SetDefault,
    }
}

/// When a constraint is checked. `INITIALLY DEFERRED` alone makes it deferrable.
pub(super) fn deferral(options: AstChildren<ast::ConstraintOption>) -> Stated<Deferral> {
    use ast::ConstraintOption as Option;
    let mut deferral = Stated::Implied(Deferral::NotDeferrable);
    for option in options {
        let is_deferred = deferral == Stated::Written(Deferral::InitiallyDeferred);
        match option {
            Option::InitiallyDeferredConstraintOption(_) => {
                deferral = Stated::Written(Deferral::InitiallyDeferred);
            }
            Option::DeferrableConstraintOption(_) if !is_deferred => {
                deferral = Stated::Written(Deferral::InitiallyImmediate);
            }
            Option::NotDeferrableConstraintOption(_) => {
                deferral = Stated::Written(Deferral::NotDeferrable);
            }
            Option::DeferrableConstraintOption(_)
            | Option::InitiallyImmediateConstraintOption(_)
            | Option::NotValid(_)
            | Option::NoInherit(_)
            | Option::Inherit(_)
            | Option::NotEnforced(_)
            | Option::Enforced(_) => {}
        }
    }
    deferral
}

/// Whether a constraint can be relied on.
pub(super) fn validity(options: AstChildren<ast::ConstraintOption>) -> Stated<Validity> {
    let mut validity = Stated::Implied(Validity::Valid);
    for option in options {
        match option {
            ast::ConstraintOption::NotEnforced(_) => {
                return Stated::Written(Validity::NotEnforced);
            }
            ast::ConstraintOption::NotValid(_) => validity = Stated::Written(Validity::NotValid),
            _ => {}
        }
    }
    validity
}
