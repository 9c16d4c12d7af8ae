//! Owns `ALTER TYPE` and `ALTER DOMAIN`.

use schemadrift_core::model::DefaultValue;
use squawk_syntax::SyntaxKind;
use squawk_syntax::ast::{self, AstNode as _};

use super::alter::{moved, renamed};
use super::named_type::{check, field, value};
use super::reader::{Read, Reader, expression, literal, required};
use crate::change::{
    Change, DomainAction, EnumAction, FieldAction, ObjectId, ObjectKind, ValuePosition,
};

/// `ALTER TYPE`.
pub(super) fn alter(reader: &Reader<'_>, node: &ast::AlterType) -> Read<Vec<Change>> {
    let name = reader.qualified(&required(node.type_name_ref())?)?;
    let object = ObjectId::new(ObjectKind::Type, name.clone());
    let action = match required(node.action())? {
        ast::AlterTypeAction::AddValue(node) => EnumAction::AddValue {
            value: value(reader, node.literal())?,
            position: match node.value_position() {
                Some(ast::ValuePosition::BeforeValue(node)) => {
                    ValuePosition::Before(literal(node.literal())?)
                }
                Some(ast::ValuePosition::AfterValue(node)) => {
                    ValuePosition::After(literal(node.literal())?)
                }
                None => ValuePosition::Last,
            },
            is_tolerant: node.if_not_exists().is_some(),
        },
        ast::AlterTypeAction::RenameValue(node) => {
            let to = required(node.to())?;
            EnumAction::RenameValue {
                from: literal(node.from())?,
                origin: reader.exact(&to),
                to: literal(Some(to))?,
            }
        }
        ast::AlterTypeAction::TypeRenameTo(node) => {
            return renamed(reader, object, &required(node.type_name())?, false);
        }
        ast::AlterTypeAction::SetSchema(node) => return moved(reader, object, &node, false),
        ast::AlterTypeAction::OwnerTo(_) | ast::AlterTypeAction::SetOptions(_) => {
            return Ok(Vec::new());
        }
        ast::AlterTypeAction::AlterTypeAttributeActionList(list) => {
            let actions = list.actions();
            let actions: Read<Vec<FieldAction>> = actions
                .map(|action| field_action(reader, &action))
                .collect();
            let actions = actions?;
            return Ok(vec![Change::AlterComposite { name, actions }]);
        }
        ast::AlterTypeAction::RenameAttribute(node) => {
            let actions = vec![FieldAction::Rename {
                from: reader.name(&required(node.composite_field_ref())?)?,
                to: reader.name(&required(node.composite_field())?)?,
            }];
            return Ok(vec![Change::AlterComposite { name, actions }]);
        }
    };
    Ok(vec![Change::AlterEnum { name, action }])
}

fn field_action(reader: &Reader<'_>, action: &ast::AlterTypeAttributeAction) -> Read<FieldAction> {
    Ok(match action {
        ast::AlterTypeAttributeAction::AddAttribute(node) => {
            let name = required(node.composite_field())?;
            FieldAction::Add(Box::new(field(
                reader,
                &name,
                &required(node.ty())?,
                node.collate(),
            )?))
        }
        ast::AlterTypeAttributeAction::DropAttribute(node) => FieldAction::Drop {
            name: reader.name(&required(node.composite_field_ref())?)?,
            is_tolerant: node.if_exists().is_some(),
        },
        ast::AlterTypeAttributeAction::AlterAttribute(node) => FieldAction::SetType {
            name: reader.name(&required(node.composite_field_ref())?)?,
            data_type: Box::new(reader.column_type(&required(node.ty())?)),
        },
    })
}

/// `ALTER DOMAIN`.
pub(super) fn alter_domain(reader: &Reader<'_>, node: &ast::AlterDomain) -> Read<Vec<Change>> {
    let name = reader.qualified(&required(node.domain_ref())?)?;
    let object = ObjectId::new(ObjectKind::Domain, name.clone());
    let action = match required(node.action())? {
        ast::AlterDomainAction::SetDefault(node) => {
            let range = Reader::behind(node.syntax(), SyntaxKind::DEFAULT_KW)?;
            let value = DefaultValue::Expression(expression(reader.slice(range)));
            DomainAction::SetDefault(Some(value))
        }
        ast::AlterDomainAction::DropDefault(_) => DomainAction::SetDefault(None),
        ast::AlterDomainAction::SetNotNull(_) => DomainAction::SetNullable(false),
        ast::AlterDomainAction::DropNotNull(_) => DomainAction::SetNullable(true),
        ast::AlterDomainAction::AddConstraint(node) => {
            let constraint = required(node.constraint())?;
            if matches!(constraint, ast::Constraint::NotNullConstraint(_)) {
                DomainAction::SetNullable(false)
            } else {
                DomainAction::AddCheck(Box::new(check(reader, &constraint)?))
            }
        }
        ast::AlterDomainAction::DropConstraint(node) => DomainAction::DropConstraint {
            name: reader.name(&required(node.constraint_name_ref())?)?,
            is_tolerant: node.if_exists().is_some(),
        },
        ast::AlterDomainAction::RenameConstraint(node) => DomainAction::RenameConstraint {
            from: reader.name(&required(node.constraint_name_ref())?)?,
            to: reader.name(&required(node.constraint_name())?)?,
        },
        ast::AlterDomainAction::ValidateConstraint(node) => {
            DomainAction::ValidateConstraint(reader.name(&required(node.constraint_name_ref())?)?)
        }
        ast::AlterDomainAction::DomainRenameTo(node) => {
            return renamed(reader, object, &required(node.domain())?, false);
        }
        ast::AlterDomainAction::SetSchema(node) => return moved(reader, object, &node, false),
        ast::AlterDomainAction::OwnerTo(_) => return Ok(Vec::new()),
    };
    Ok(vec![Change::AlterDomain { name, action }])
}
