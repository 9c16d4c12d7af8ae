//! Owns columns as `CREATE TABLE` and `ADD COLUMN` define them.

use schemadrift_core::data_type::{ColumnType, DataType};
use schemadrift_core::dialect::Engine;
use schemadrift_core::model::{
    Column, DefaultValue, Generated, GeneratedStorage, Increment, Validity,
};
use schemadrift_core::name::Name;
use schemadrift_core::stated::Stated;
use squawk_syntax::SyntaxKind;
use squawk_syntax::ast::{self, AstNode as _};

use super::constraint;
use super::reader::{Read, Reader, collation, expression, required, token_name};
use super::table::constraint_node;
use crate::change::{ColumnDefinition, ColumnPosition};
use crate::tokens::tokenize;

/// The types that are an integer with a sequence of its own, and that integer.
const SERIALS: &[(&str, &str, u8)] = &[
    ("serial", "integer", 32),
    ("serial4", "integer", 32),
    ("bigserial", "bigint", 64),
    ("serial8", "bigint", 64),
    ("smallserial", "smallint", 16),
    ("serial2", "smallint", 16),
];

/// A column in the body of a table.
pub(super) fn of_table(reader: &Reader<'_>, node: &ast::Column) -> Read<ColumnDefinition> {
    let mut definition = start(reader, &required(node.name())?, node.ty().as_ref())?;
    for clause in node.clauses() {
        match clause {
            ast::ColumnClause::Collate(clause) => {
                definition.column.collation = Stated::Written(collation(reader, &clause)?);
            }
            ast::ColumnClause::ColumnConstraint(node) => {
                apply(reader, &mut definition, &constraint_node(node.syntax())?)?;
            }
            ast::ColumnClause::AlterOptionList(_)
            | ast::ColumnClause::CompressionMethod(_)
            | ast::ColumnClause::Storage(_)
            | ast::ColumnClause::WithOptions(_) => {}
        }
    }
    Ok(definition)
}

/// A column that `ALTER TABLE` adds.
pub(super) fn added(reader: &Reader<'_>, node: &ast::AddColumn) -> Read<ColumnDefinition> {
    let data_type = required(node.ty())?;
    let mut definition = start(reader, &required(node.column_name())?, Some(&data_type))?;
    if let Some(clause) = node.collate() {
        definition.column.collation = Stated::Written(collation(reader, &clause)?);
    }
    for node in node.constraints() {
        apply(reader, &mut definition, &node)?;
    }
    Ok(definition)
}

/// The names in a list of columns that have nothing but names.
pub(super) fn bare_names(
    reader: &Reader<'_>,
    list: Option<ast::TableArgList>,
) -> Read<Option<Vec<Name>>> {
    let Some(list) = list else { return Ok(None) };
    let names: Read<Vec<Name>> = list
        .args()
        .map(|argument| match argument {
            ast::TableArg::Column(column) => reader.name(&required(column.name())?),
            ast::TableArg::LikeClause(_) | ast::TableArg::TableConstraint(_) => {
                Err("a list of columns holds something else".to_owned())
            }
        })
        .collect();
    names.map(Some)
}

fn start(
    reader: &Reader<'_>,
    name: &ast::ColumnName,
    data_type: Option<&ast::Type>,
) -> Read<ColumnDefinition> {
    let mut column = Column::new(reader.name(name)?, reader.name_origin(name));
    let mut is_serial = false;
    if let Some(node) = data_type {
        let serial = serial(reader.written(node));
        is_serial = serial.is_some();
        column.data_type = Stated::Written(serial.unwrap_or_else(|| reader.column_type(node)));
        column.type_origin = Some(reader.exact(node));
    }
    Ok(ColumnDefinition {
        column,
        is_serial,
        constraints: Vec::new(),
        position: ColumnPosition::Last,
    })
}

/// The server knows these by their name alone, in quotes or not.
fn serial(text: &str) -> Option<ColumnType> {
    let tokens = tokenize(Engine::PostgreSql, text);
    let [token] = tokens.as_slice() else {
        return None;
    };
    let written = token_name(token)?;
    SERIALS
        .iter()
        .find(|(name, _, _)| written.as_str() == *name)
        .map(|(_, integer, bits)| ColumnType::exact(*integer, DataType::integer(*bits)))
}

fn apply(
    reader: &Reader<'_>,
    definition: &mut ColumnDefinition,
    node: &ast::Constraint,
) -> Read<()> {
    let column = &mut definition.column;
    match node {
        ast::Constraint::NotNullConstraint(node) => {
            if constraint::validity(node.constraint_options()) != Stated::Implied(Validity::Valid) {
                return Err("a `NOT NULL` that is not valid".to_owned());
            }
            column.is_nullable = Stated::Written(false);
        }
        ast::Constraint::NullConstraint(_) => column.is_nullable = Stated::Written(true),
        ast::Constraint::DefaultConstraint(node) => {
            let range = Reader::behind(node.syntax(), SyntaxKind::DEFAULT_KW)?;
            let (text, collation) = without_collation(reader.slice(range.clone()));
            if let Some(collation) = collation {
                column.collation = Stated::Written(collation);
            }
            let range = range.start..range.start + text.len();
            column.default = Stated::Written(Some(DefaultValue::Expression(expression(text))));
            column.default_origin = Some(reader.place.exact(range));
        }
        ast::Constraint::GeneratedConstraint(node) => match required(node.generated_as())? {
            ast::GeneratedAs::GeneratedIdentity(node) => {
                column.increment = Stated::Written(Some(identity(node.generated_when())?));
            }
            ast::GeneratedAs::GeneratedStored(node) => {
                column.generated = Stated::Written(Some(generated(reader, &node)?));
                column.default_origin = Some(reader.exact(&node));
            }
        },
        ast::Constraint::CheckConstraint(_)
        | ast::Constraint::ExcludeConstraint(_)
        | ast::Constraint::ForeignKeyConstraint(_)
        | ast::Constraint::PrimaryKeyConstraint(_)
        | ast::Constraint::ReferencesConstraint(_)
        | ast::Constraint::UniqueConstraint(_) => {
            let name = column.name.clone();
            let constraint = constraint::of_column(reader, &name, node)?;
            definition.constraints.push(constraint);
        }
    }
    Ok(())
}

/// A default and the collation behind it, which is the column's to the server: a default that holds
/// one stands in parentheses (`b_expr` in PostgreSQL's grammar). The parser takes it for a part of
/// the default.
fn without_collation(text: &str) -> (&str, Option<Option<Name>>) {
    let tokens = tokenize(Engine::PostgreSql, text);
    let mut depth = 0_usize;
    let mut clause = None;
    for (place, token) in tokens.iter().enumerate() {
        if token.is_symbol("(") || token.is_symbol("[") || token.is_word("case") {
            depth += 1;
        } else if token.is_symbol(")") || token.is_symbol("]") || token.is_word("end") {
            depth = depth.saturating_sub(1);
        } else if depth == 0 && place > 0 && token.is_word("collate") {
            clause = Some(token);
        }
    }
    match clause.zip(tokens.last().and_then(token_name)) {
        Some((word, name)) => {
            let before = text.get(..word.start).unwrap_or_default().trim_end();
            (before, Some((name.as_str() != "default").then_some(name)))
        }
        None => (text, None),
    }
}

/// Who numbers an identity column.
pub(super) fn identity(when: Option<ast::GeneratedWhen>) -> Read<Increment> {
    Ok(Increment::Identity {
        is_always: matches!(required(when)?, ast::GeneratedWhen::GeneratedAlways(_)),
    })
}

/// Without a word the value is computed when read, since PostgreSQL 18; before, the word was
/// demanded (<https://www.postgresql.org/docs/current/sql-createtable.html>).
fn generated(reader: &Reader<'_>, node: &ast::GeneratedStored) -> Read<Generated> {
    Ok(Generated {
        expression: reader.inside(node)?,
        storage: match node.generated_kind() {
            Some(ast::GeneratedKind::Stored(_)) => Stated::Written(GeneratedStorage::Stored),
            Some(ast::GeneratedKind::Virtual(_)) => Stated::Written(GeneratedStorage::Virtual),
            None => Stated::Implied(GeneratedStorage::Virtual),
        },
    })
}
