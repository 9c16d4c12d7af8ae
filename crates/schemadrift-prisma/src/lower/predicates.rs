//! Owns the predicates of partial indexes: `where: raw("…")` and `where: { field: value }`.

use schemadrift_core::Stated;
use schemadrift_core::expression::Expression;
use schemadrift_core::model::{Column, Index};
use schemadrift_sql::expression::{read_expression, read_row_expression};

use crate::ast::{Attribute, Entry, Value, unescape};

use super::context::{Context, ModelEntry};
use super::literals::quote;
use super::trouble::Trouble;

/// The predicate of an index. Without `where`, Prisma makes total indexes.
pub(super) fn lower(
    context: &Context<'_, '_>,
    entry: &ModelEntry<'_, '_>,
    attribute: &Attribute<'_>,
    trouble: &mut Trouble<'_>,
) -> Stated<Option<Expression>> {
    let Some(value) = attribute.named("where") else {
        return Stated::Written(None);
    };
    let text = match (value, value.call()) {
        (_, Some(("raw", [argument]))) => argument.value.string(),
        (Value::Object(_, entries), _) if !entries.is_empty() => entries
            .iter()
            .map(|comparison| condition(context, entry, comparison))
            .collect::<Option<Vec<_>>>()
            .map(|conditions| conditions.join(" AND ")),
        _ => None,
    };
    let Some(text) = text else {
        trouble.at_with_help(
            value.token(),
            "this is not a condition",
            "write `raw(\"…\")`, or an object of fields with strings, numbers, booleans or `null`",
        );
        return Stated::NotStated;
    };
    let engine = context.datasource.provider.engine();
    Stated::Written(Some(read_expression(engine, &text)))
}

/// Reads predicates in the light of the columns that they are over, as a live catalog's are.
pub(super) fn read_over(context: &Context<'_, '_>, columns: &[Column], indexes: &mut [Index]) {
    let engine = context.datasource.provider.engine();
    let column_type = |name: &str| {
        let column = columns.iter().find(|column| column.name.as_str() == name)?;
        Some(column.data_type.get()?.shape.clone())
    };
    for index in indexes {
        if let Stated::Written(Some(predicate)) = &mut index.predicate {
            *predicate = read_row_expression(engine, &predicate.text, &column_type);
        }
    }
}

/// One entry of the object form as SQL.
fn condition(
    context: &Context<'_, '_>,
    entry: &ModelEntry<'_, '_>,
    comparison: &Entry<'_>,
) -> Option<String> {
    let key = unescape(comparison.key.text());
    let field = entry.field(&key)?;
    let dialect = context.datasource.provider.engine().dialect();
    let column = dialect.quote(context.column_name(field).as_str());
    let (value, is_negated) = match &comparison.value {
        Value::Object(_, entries) => match entries.as_slice() {
            [negated] if negated.key.text() == "not" => (&negated.value, true),
            _ => return None,
        },
        value => (value, false),
    };
    if value.constant() == Some("null") {
        let operator = if is_negated { "IS NOT NULL" } else { "IS NULL" };
        return Some(format!("{column} {operator}"));
    }
    let literal = match value {
        Value::Number(token) => token.text().to_owned(),
        Value::Text(_) => quote(&value.string()?, context.facts),
        Value::Reference(_) => value
            .constant()
            .filter(|constant| matches!(*constant, "true" | "false"))?
            .to_owned(),
        Value::List(..) | Value::Object(..) => return None,
    };
    let operator = if is_negated { "!=" } else { "=" };
    Some(format!("{column} {operator} {literal}"))
}
