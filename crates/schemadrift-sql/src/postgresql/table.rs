//! Owns `CREATE TABLE` of every kind, and `SELECT INTO`.

use schemadrift_core::dialect::Engine;
use schemadrift_core::model::{Partition, TableKind};
use schemadrift_core::name::QualifiedName;
use squawk_syntax::SyntaxNode;
use squawk_syntax::ast::{self, AstNode as _};

use super::reader::{Read, Reader, required};
use super::view_columns::{self, of_table_query};
use super::{column, constraint, partition};
use crate::change::{Change, CreateTable, Element, Like, LikeFeatures, TableOptions};
use crate::partitioning::{read_bound, read_partitioning};

/// `CREATE TABLE`.
pub(super) fn create(reader: &Reader<'_>, node: &ast::CreateTable) -> Read<Vec<Change>> {
    if node.of_type().is_some() {
        return Err("its columns come from a type".to_owned());
    }
    let partitioning = match node.partition_by() {
        Some(clause) => Some(read_partitioning(
            Engine::PostgreSql,
            &partition::key(reader, &clause)?,
            &|_| None,
        )),
        None => None,
    };
    let otherwise = if partitioning.is_some() {
        TableKind::Partitioned
    } else {
        TableKind::Ordinary
    };
    let kind = kind(
        reader,
        node.partition_of(),
        node.partition_type(),
        otherwise,
    )?;
    let mut table = named(
        reader,
        &required(node.table_name())?,
        node.persistence().as_ref(),
    )?;
    table.kind = kind;
    table.elements = elements(reader, node.table_arg_list())?;
    table.inherits = inherits(reader, node.inherits())?;
    table.partitioning = partitioning;
    table.is_tolerant = node.if_not_exists().is_some();
    Ok(vec![Change::CreateTable(Box::new(table))])
}

/// `CREATE FOREIGN TABLE`.
pub(super) fn create_foreign(
    reader: &Reader<'_>,
    node: &ast::CreateForeignTable,
) -> Read<Vec<Change>> {
    let mut table = named(reader, &required(node.table_name())?, None)?;
    table.kind = kind(
        reader,
        node.partition_of(),
        node.partition_type(),
        TableKind::Foreign,
    )?;
    table.elements = elements(reader, node.table_arg_list())?;
    table.inherits = inherits(reader, node.inherits())?;
    table.is_tolerant = node.if_not_exists().is_some();
    Ok(vec![Change::CreateTable(Box::new(table))])
}

/// `CREATE TABLE AS`.
pub(super) fn create_as(reader: &Reader<'_>, node: &ast::CreateTableAs) -> Read<Vec<Change>> {
    let mut table = named(
        reader,
        &required(node.table_name())?,
        node.persistence().as_ref(),
    )?;
    let names = column::bare_names(reader, node.table_arg_list())?;
    let query = required(node.query())?;
    table.query = Some(view_columns::under_names(
        names,
        of_table_query(reader, &query)?,
    ));
    table.is_tolerant = node.if_not_exists().is_some();
    Ok(vec![Change::CreateTable(Box::new(table))])
}

/// `SELECT … INTO`.
pub(super) fn select_into(reader: &Reader<'_>, node: &ast::SelectInto) -> Read<Vec<Change>> {
    let into = required(node.into_clause())?;
    let mut table = named(
        reader,
        &required(into.table_name())?,
        into.persistence().as_ref(),
    )?;
    table.query = Some(view_columns::of_select_into(reader, node)?);
    Ok(vec![Change::CreateTable(Box::new(table))])
}

/// An ordinary table that has a name and nothing else.
fn named(
    reader: &Reader<'_>,
    name: &ast::TableName,
    persistence: Option<&ast::Persistence>,
) -> Read<CreateTable> {
    let qualified = reader.qualified(name)?;
    Ok(CreateTable {
        is_temporary: is_temporary(persistence, &qualified),
        name: qualified,
        kind: TableKind::Ordinary,
        elements: Vec::new(),
        inherits: Vec::new(),
        partitioning: None,
        query: None,
        is_tolerant: false,
        options: TableOptions::default(),
        origin: reader.name_origin(name),
    })
}

/// Whether an object lives for the session only.
pub(super) fn is_temporary(persistence: Option<&ast::Persistence>, name: &QualifiedName) -> bool {
    matches!(persistence, Some(ast::Persistence::Temp(_)))
        || name
            .schema
            .as_ref()
            .is_some_and(|schema| schema.as_str() == "pg_temp")
}

fn kind(
    reader: &Reader<'_>,
    parent: Option<ast::PartitionOf>,
    bound: Option<ast::PartitionType>,
    otherwise: TableKind,
) -> Read<TableKind> {
    let Some(parent) = parent else {
        return Ok(otherwise);
    };
    Ok(TableKind::Partition(Partition {
        parent: reader.qualified(&required(parent.table_name_ref())?)?,
        bound: read_bound(
            Engine::PostgreSql,
            &partition::bound(reader, &required(bound)?)?,
        ),
    }))
}

fn inherits(reader: &Reader<'_>, clause: Option<ast::Inherits>) -> Read<Vec<QualifiedName>> {
    clause.map_or_else(
        || Ok(Vec::new()),
        |clause| {
            clause
                .table_name_refs()
                .map(|parent| reader.qualified(&parent))
                .collect()
        },
    )
}

fn elements(reader: &Reader<'_>, list: Option<ast::TableArgList>) -> Read<Vec<Element>> {
    let Some(list) = list else {
        return Ok(Vec::new());
    };
    list.args()
        .map(|argument| match argument {
            ast::TableArg::Column(node) => {
                Ok(Element::Column(Box::new(column::of_table(reader, &node)?)))
            }
            ast::TableArg::LikeClause(node) => Ok(Element::Like(like(reader, &node)?)),
            ast::TableArg::TableConstraint(node) => {
                let node = constraint_node(node.syntax())?;
                Ok(Element::Constraint(constraint::of_table(reader, &node)?))
            }
        })
        .collect()
}

/// A constraint out of the enum that all places share.
pub(super) fn constraint_node(node: &SyntaxNode) -> Read<ast::Constraint> {
    ast::Constraint::cast(node.clone()).ok_or_else(|| "a constraint of an unknown kind".to_owned())
}

fn like(reader: &Reader<'_>, node: &ast::LikeClause) -> Read<Like> {
    let mut features = LikeFeatures::default();
    for option in node.like_options() {
        let (property, is_included) = match option {
            ast::LikeOption::IncludingProperty(option) => (option.table_property(), true),
            ast::LikeOption::ExcludingProperty(option) => (option.table_property(), false),
        };
        include(&mut features, &required(property)?, is_included);
    }
    Ok(Like {
        table: reader.qualified(&required(node.relation_name_ref())?)?,
        features,
    })
}

fn include(features: &mut LikeFeatures, property: &ast::TableProperty, is_included: bool) {
    use ast::TableProperty as Property;
    match property {
        Property::PropertyAll(_) => {
            *features = LikeFeatures {
                defaults: is_included,
                constraints: is_included,
                generated: is_included,
                identity: is_included,
                indexes: is_included,
                comments: is_included,
            };
        }
        Property::PropertyComments(_) => features.comments = is_included,
        Property::PropertyConstraints(_) => features.constraints = is_included,
        Property::PropertyDefaults(_) => features.defaults = is_included,
        Property::PropertyGenerated(_) => features.generated = is_included,
        Property::PropertyIdentity(_) => features.identity = is_included,
        Property::PropertyIndexes(_) => features.indexes = is_included,
        Property::PropertyCompression(_)
        | Property::PropertyStatistics(_)
        | Property::PropertyStorage(_) => {}
    }
}
