//! Owns `CREATE TYPE` and `CREATE DOMAIN`.

use schemadrift_core::model::{
    Check, Column, Composite, DefaultValue, Domain, EnumType, EnumValue,
};
use schemadrift_core::stated::Stated;
use squawk_syntax::SyntaxKind;
use squawk_syntax::ast::{self, AstNode};

use super::constraint;
use super::reader::{Read, Reader, collation, expression, literal, required};
use crate::change::{Change, Constraint};

/// `CREATE TYPE` of every kind.
pub(super) fn create(reader: &Reader<'_>, node: &ast::CreateType) -> Read<Vec<Change>> {
    let type_name = required(node.type_name())?;
    let name = reader.qualified(&type_name)?;
    let origin = reader.name_origin(&type_name);
    Ok(vec![match node.kind() {
        Some(ast::CreateTypeKind::EnumType(node)) => {
            let values: Read<Vec<EnumValue>> = node
                .variant_list()
                .iter()
                .flat_map(ast::VariantList::variants)
                .map(|variant| value(reader, variant.literal()))
                .collect();
            Change::CreateEnum(Box::new(EnumType {
                name,
                alias: None,
                values: values?,
                origin,
                taints: Vec::new(),
            }))
        }
        Some(ast::CreateTypeKind::CompositeType(node)) => {
            let fields: Read<Vec<Column>> = node
                .composite_field_list()
                .iter()
                .flat_map(ast::CompositeFieldList::composite_field_defs)
                .map(|node| {
                    let name = required(node.name())?;
                    field(reader, &name, &required(node.ty())?, node.collate())
                })
                .collect();
            Change::CreateComposite(Box::new(Composite {
                name,
                fields: fields?,
                origin,
            }))
        }
        Some(ast::CreateTypeKind::RangeType(_) | ast::CreateTypeKind::BaseType(_)) | None => {
            Change::CreateOtherType { name }
        }
    }])
}

/// A value of an enum.
pub(super) fn value(reader: &Reader<'_>, node: Option<ast::Literal>) -> Read<EnumValue> {
    let node = required(node)?;
    Ok(EnumValue {
        origin: reader.exact(&node),
        label: literal(Some(node))?,
        alias: None,
    })
}

/// A field of a composite type.
pub(super) fn field(
    reader: &Reader<'_>,
    name: &impl AstNode,
    data_type: &ast::Type,
    collate: Option<ast::Collate>,
) -> Read<Column> {
    let mut column = Column::new(reader.name(name)?, reader.name_origin(name));
    column.data_type = Stated::Written(reader.column_type(data_type));
    column.type_origin = Some(reader.exact(data_type));
    column.collation = match collate {
        Some(clause) => Stated::Written(collation(reader, &clause)?),
        None => Stated::Implied(None),
    };
    Ok(column)
}

/// `CREATE DOMAIN`.
pub(super) fn create_domain(reader: &Reader<'_>, node: &ast::CreateDomain) -> Read<Vec<Change>> {
    let name = required(node.domain())?;
    let mut domain = Domain {
        name: reader.qualified(&name)?,
        base: reader.column_type(&required(node.ty())?),
        is_nullable: Stated::Implied(true),
        default: Stated::Implied(None),
        checks: Vec::new(),
        origin: reader.name_origin(&name),
    };
    for qualifier in node.domain_qualifiers() {
        match qualifier {
            // The model does not hold the collation of a domain.
            ast::DomainQualifier::Collate(_) => {}
            ast::DomainQualifier::Constraint(ast::Constraint::NotNullConstraint(_)) => {
                domain.is_nullable = Stated::Written(false);
            }
            ast::DomainQualifier::Constraint(ast::Constraint::NullConstraint(_)) => {
                domain.is_nullable = Stated::Written(true);
            }
            ast::DomainQualifier::Constraint(ast::Constraint::DefaultConstraint(node)) => {
                let range = Reader::behind(node.syntax(), SyntaxKind::DEFAULT_KW)?;
                let value = DefaultValue::Expression(expression(reader.slice(range)));
                domain.default = Stated::Written(Some(value));
            }
            ast::DomainQualifier::Constraint(node) => domain.checks.push(check(reader, &node)?),
        }
    }
    Ok(vec![Change::CreateDomain(Box::new(domain))])
}

/// A check of a domain, which has no other constraints.
pub(super) fn check(reader: &Reader<'_>, node: &ast::Constraint) -> Read<Check> {
    match constraint::of_table(reader, node)? {
        Constraint::Check(check) => Ok(*check),
        Constraint::PrimaryKey(_)
        | Constraint::Unique(_)
        | Constraint::Index(_)
        | Constraint::ForeignKey(_)
        | Constraint::Exclusion(_)
        | Constraint::NotNull { .. }
        | Constraint::UsingIndex { .. } => {
            Err("a domain has a constraint of another kind".to_owned())
        }
    }
}
