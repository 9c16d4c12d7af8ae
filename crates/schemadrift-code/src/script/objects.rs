//! Owns object literals: their keys, the objects that a value may be, and what of a row they choose.

use std::ops::Range;

use oxc_ast::ast::{BindingPattern, Expression, ObjectExpression, ObjectPropertyKind};
use oxc_span::Span;

/// The names that a pattern binds.
pub(super) fn bound_names(pattern: &BindingPattern<'_>) -> Vec<String> {
    let names = pattern.get_binding_identifiers();
    names
        .into_iter()
        .map(|name| name.name.to_string())
        .collect()
}

/// Whether the rows that an argument asks for come whole: `true`, or an object that does not choose
/// among the fields. Of one that is not written out nothing is said.
pub(super) fn takes_rows(argument: Option<&Expression<'_>>) -> bool {
    match argument.map(Expression::get_inner_expression) {
        Some(Expression::BooleanLiteral(literal)) => literal.value,
        Some(Expression::ObjectExpression(object)) => {
            object.properties.iter().all(|property| match property {
                ObjectPropertyKind::ObjectProperty(property) => property
                    .key
                    .static_name()
                    .is_some_and(|key| !matches!(key.as_ref(), "select" | "omit")),
                ObjectPropertyKind::SpreadProperty(_) => false,
            })
        }
        _ => false,
    }
}

pub(super) fn range(span: Span) -> Range<usize> {
    span.start as usize..span.end as usize
}

/// The keys of an object that are written out, with their values.
pub(super) fn properties<'a, 'e>(
    object: &'e ObjectExpression<'a>,
) -> impl Iterator<Item = (String, &'e Expression<'a>)> {
    object
        .properties
        .iter()
        .filter_map(|property| match property {
            ObjectPropertyKind::ObjectProperty(property) => {
                let key = property.key.static_name()?.into_owned();
                Some((key, &property.value))
            }
            ObjectPropertyKind::SpreadProperty(_) => None,
        })
}

/// The objects that a value may be: itself, the elements of a list, either branch.
pub(super) fn objects<'a, 'e>(value: &'e Expression<'a>) -> Vec<&'e ObjectExpression<'a>> {
    match value.get_inner_expression() {
        Expression::ObjectExpression(object) => vec![object],
        Expression::ArrayExpression(array) => array
            .elements
            .iter()
            .filter_map(|element| element.as_expression())
            .flat_map(objects)
            .collect(),
        Expression::ConditionalExpression(either) => {
            let mut all = objects(&either.consequent);
            all.extend(objects(&either.alternate));
            all
        }
        Expression::LogicalExpression(either) => objects(&either.right),
        _ => Vec::new(),
    }
}
