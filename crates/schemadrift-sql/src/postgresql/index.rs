//! Owns `CREATE INDEX`. Each property is stated as the reader of live catalogs states it.

use schemadrift_core::dialect::Engine;
use schemadrift_core::model::{Index, IndexKey, IndexPart, NullsOrder, SortOrder, Validity};
use schemadrift_core::name::Name;
use schemadrift_core::stated::Stated;
use squawk_syntax::SyntaxKind;
use squawk_syntax::ast::{self, AstNode as _};

use super::reader::{Read, Reader, collation, expression, required};
use crate::change::{Change, CreateIndex};
use crate::operator_classes::is_default_class;
use crate::tokens::{Kind, decode_text, tokenize};

/// `CREATE INDEX`.
pub(super) fn create(reader: &Reader<'_>, node: &ast::CreateIndex) -> Read<Vec<Change>> {
    let relation = required(node.table_relation_name())?;
    let method = match node
        .using_method()
        .and_then(|clause| clause.access_method_ref())
    {
        Some(method) => Stated::Written(reader.name(&method)?.as_str().to_owned()),
        None => Stated::Implied("btree".to_owned()),
    };
    let method_name = method.get().map_or("btree", String::as_str);
    let parts: Read<Vec<IndexPart>> = required(node.partition_item_list())?
        .partition_items()
        .map(|item| part(reader, method_name, &item))
        .collect();
    let (name, origin) = match node.index() {
        Some(name) => (
            Stated::Written(reader.name(&name)?),
            reader.name_origin(&name),
        ),
        None => (Stated::NotStated, reader.statement()),
    };
    let index = Index {
        name,
        is_unique: node.unique_token().is_some(),
        is_constraint: Stated::Implied(false),
        parts: parts?,
        include: include(reader, node.index_include_clause())?,
        predicate: predicate(reader, node.where_clause())?,
        is_nulls_not_distinct: nulls_not_distinct(node.nulls_distinct_option().as_ref()),
        validity: Stated::Implied(Validity::Valid),
        is_visible: Stated::NotStated,
        method,
        origin,
    };
    Ok(vec![Change::CreateIndex(Box::new(CreateIndex {
        table: reader.qualified(&required(relation.table_name_ref())?)?,
        index,
        is_tolerant: node.if_not_exists().is_some(),
        is_only: relation.only_token().is_some(),
    }))])
}

/// Whether NULLs count as equal.
pub(super) fn nulls_not_distinct(option: Option<&ast::NullsDistinctOption>) -> Stated<bool> {
    match option {
        Some(ast::NullsDistinctOption::NullsNotDistinct(_)) => Stated::Written(true),
        Some(ast::NullsDistinctOption::NullsDistinct(_)) => Stated::Written(false),
        None => Stated::Implied(false),
    }
}

/// A column as key of an index of this method, about which nothing else is written.
pub(super) fn plain_part(column: Name, method: &str) -> IndexPart {
    let mut part = IndexPart::column(column);
    part.collation = Stated::Implied(None);
    part.prefix = Stated::Implied(None);
    part.operator_class = Stated::Implied(None);
    part.operator_class_parameters = Stated::Implied(Vec::new());
    if has_order(method) {
        part.order = Stated::Implied(SortOrder::Ascending);
        part.nulls = Stated::Implied(NullsOrder::Last);
    }
    part
}

/// Only methods that keep their keys in order have a direction.
fn has_order(method: &str) -> bool {
    matches!(method, "btree" | "lsm")
}

fn part(reader: &Reader<'_>, method: &str, item: &ast::PartitionItem) -> Read<IndexPart> {
    let (key, mut clause) = without_collation(required(item.expr())?)?;
    clause = clause.or_else(|| item.collate());
    let mut part = plain_part(Name::from(""), method);
    part.key = self::key(reader, &key)?;
    if let Some(clause) = clause {
        part.collation = Stated::Written(collation(reader, &clause)?);
    }
    if let Some(class) = item.op_class_ref() {
        let class = reader.name(&class)?;
        let is_default = is_default_class(method, class.as_str());
        part.operator_class = Stated::Written((!is_default).then_some(class));
    }
    if let Some(list) = item.attribute_list() {
        part.operator_class_parameters = Stated::Written(class_parameters(reader, &list)?);
    }
    if has_order(method) {
        apply_order(&mut part, item)?;
    }
    Ok(part)
}

/// The parameters of an operator class as the catalog keeps them, sorted.
fn class_parameters(reader: &Reader<'_>, list: &ast::AttributeList) -> Read<Vec<String>> {
    let parameters: Read<Vec<String>> = list
        .attribute_options()
        .map(|option| {
            let name = reader.name(&required(option.name())?)?;
            let value = match option.attribute_value() {
                Some(value) => parameter_value(reader.written(&value)),
                // A name alone switches something on.
                None => "true".to_owned(),
            };
            Ok(format!("{name}={value}"))
        })
        .collect();
    let mut parameters = parameters?;
    parameters.sort_unstable();
    Ok(parameters)
}

fn parameter_value(written: &str) -> String {
    match tokenize(Engine::PostgreSql, written).as_slice() {
        [text] if text.kind == Kind::Text => decode_text(Engine::PostgreSql, text.text),
        [word] if word.kind == Kind::Word => Some(word.text.to_ascii_lowercase()),
        _ => None,
    }
    .unwrap_or_else(|| written.to_owned())
}

/// NULLs count as larger than any value
/// (<https://www.postgresql.org/docs/current/sql-createindex.html>).
fn apply_order(part: &mut IndexPart, item: &ast::PartitionItem) -> Read<()> {
    match item.sort_order() {
        Some(ast::SortOrder::SortDesc(_)) => {
            part.order = Stated::Written(SortOrder::Descending);
            part.nulls = Stated::Implied(NullsOrder::First);
        }
        Some(ast::SortOrder::SortAsc(_)) => part.order = Stated::Written(SortOrder::Ascending),
        Some(ast::SortOrder::SortUsing(_)) => return Err("a key is sorted by an operator".into()),
        None => {}
    }
    match item.nulls_order() {
        Some(ast::NullsOrder::NullsFirst(_)) => part.nulls = Stated::Written(NullsOrder::First),
        Some(ast::NullsOrder::NullsLast(_)) => part.nulls = Stated::Written(NullsOrder::Last),
        None => {}
    }
    Ok(())
}

/// The parser takes the collation of a key for a part of its expression. The server takes it for
/// one of the key even inside parentheses.
fn without_collation(key: ast::Expr) -> Read<(ast::Expr, Option<ast::Collate>)> {
    let (mut inner, mut outermost) = (key.clone(), None);
    loop {
        inner = match inner {
            ast::Expr::Collate(clause) => {
                let key = required(clause.expr())?;
                outermost = outermost.or(Some(clause));
                key
            }
            ast::Expr::ParenExpr(parentheses) => required(parentheses.expr())?,
            key if outermost.is_some() => return Ok((key, outermost)),
            // Parentheses without a collation in them belong to the key.
            _ => return Ok((key, None)),
        };
    }
}

/// A column in parentheses is a column.
fn key(reader: &Reader<'_>, key: &ast::Expr) -> Read<IndexKey> {
    match key {
        ast::Expr::NameRef(column) => Ok(IndexKey::Column(reader.name(column)?)),
        ast::Expr::ParenExpr(inner) => match inner.expr() {
            Some(expression @ (ast::Expr::NameRef(_) | ast::Expr::ParenExpr(_))) => {
                self::key(reader, &expression)
            }
            _ => Ok(IndexKey::Expression(reader.inside(inner)?)),
        },
        other => Ok(IndexKey::Expression(expression(reader.written(other)))),
    }
}

fn include(
    reader: &Reader<'_>,
    clause: Option<ast::IndexIncludeClause>,
) -> Read<Stated<Vec<Name>>> {
    let Some(clause) = clause else {
        return Ok(Stated::Implied(Vec::new()));
    };
    let names = required(clause.partition_item_list())?.partition_items();
    Ok(Stated::Written(reader.names(names)?))
}

fn predicate(
    reader: &Reader<'_>,
    clause: Option<ast::WhereClause>,
) -> Read<Stated<Option<schemadrift_core::expression::Expression>>> {
    let Some(clause) = clause else {
        return Ok(Stated::Implied(None));
    };
    let range = Reader::behind(clause.syntax(), SyntaxKind::WHERE_KW)?;
    Ok(Stated::Written(Some(expression(reader.slice(range)))))
}
