//! Owns `ALTER COLUMN`.

use schemadrift_core::model::{DefaultValue, Generated};
use schemadrift_core::name::Name;
use schemadrift_core::stated::Stated;
use squawk_syntax::SyntaxKind;
use squawk_syntax::ast::{self, AstNode as _};

use super::column::identity;
use super::reader::{Read, Reader, collation, expression, required};
use crate::change::TableAction;

/// What is done to a column; `None` where the model does not hold it.
pub(super) fn action(reader: &Reader<'_>, node: &ast::AlterColumn) -> Read<Option<TableAction>> {
    use ast::AlterColumnOption as Option_;
    let column: Name = reader.name(&required(node.column_name_ref())?)?;
    let origin = reader.enclosing(node);
    Ok(Some(match required(node.option())? {
        Option_::SetType(node) => set_type(reader, column, &node)?,
        Option_::SetDefault(node) => set_default(reader, column, &node)?,
        Option_::DropDefault(_) => TableAction::SetDefault {
            column,
            default: None,
            origin,
        },
        Option_::SetNotNull(_) => TableAction::SetNullable {
            column,
            is_nullable: false,
            origin,
        },
        Option_::DropNotNull(_) => TableAction::SetNullable {
            column,
            is_nullable: true,
            origin,
        },
        Option_::SetExpression(node) => TableAction::SetGenerated {
            column,
            generated: Some(Generated {
                expression: reader.inside(&node)?,
                storage: Stated::NotStated,
            }),
        },
        Option_::DropExpression(_) => TableAction::SetGenerated {
            column,
            generated: None,
        },
        Option_::AddGenerated(node) => TableAction::SetIncrement {
            column,
            increment: Some(identity(node.generated_when())?),
            is_tolerant: false,
        },
        Option_::SetGenerated(node) => TableAction::SetIncrement {
            column,
            increment: Some(identity(node.generated_when())?),
            is_tolerant: false,
        },
        Option_::SetGeneratedOptions(node) => return set_generated(column, &node),
        Option_::DropIdentity(node) => TableAction::SetIncrement {
            column,
            increment: None,
            is_tolerant: node.if_exists().is_some(),
        },
        Option_::Inherit(_)
        | Option_::NoInherit(_)
        | Option_::ResetOptions(_)
        | Option_::Restart(_)
        | Option_::SetCompression(_)
        | Option_::SetOptions(_)
        | Option_::SetOptionsList(_)
        | Option_::SetSequenceOption(_)
        | Option_::SetStatistics(_)
        | Option_::SetStorage(_) => return Ok(None),
    }))
}

fn set_type(reader: &Reader<'_>, column: Name, node: &ast::SetType) -> Read<TableAction> {
    let data_type = required(node.ty())?;
    Ok(TableAction::SetType {
        column,
        data_type: reader.column_type(&data_type),
        collation: match node.collate() {
            Some(clause) => collation(reader, &clause)?,
            None => None,
        },
        origin: reader.exact(&data_type),
    })
}

fn set_default(reader: &Reader<'_>, column: Name, node: &ast::SetDefault) -> Read<TableAction> {
    let range = Reader::behind(node.syntax(), SyntaxKind::DEFAULT_KW)?;
    let text = expression(reader.slice(range.clone()));
    Ok(TableAction::SetDefault {
        column,
        default: Some(DefaultValue::Expression(text)),
        origin: reader.place.exact(range),
    })
}

/// Options of an identity; of those only who may write the column is held.
fn set_generated(column: Name, node: &ast::SetGeneratedOptions) -> Read<Option<TableAction>> {
    let when =
        node.set_generated_options()
            .find_map(|option| match option {
                ast::SetGeneratedOption::SetGenerated(node) => Some(node.generated_when()),
                ast::SetGeneratedOption::SetSequenceOption(_)
                | ast::SetGeneratedOption::Restart(_) => None,
            });
    let Some(when) = when else { return Ok(None) };
    Ok(Some(TableAction::SetIncrement {
        column,
        increment: Some(identity(when)?),
        is_tolerant: false,
    }))
}
