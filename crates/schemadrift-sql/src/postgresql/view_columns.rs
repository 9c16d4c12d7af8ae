//! Owns what a query tells of the columns of its result: the names that the server would give
//! them, as far as the text alone tells.

use schemadrift_core::dialect::Engine;
use schemadrift_core::name::{Name, QualifiedName};
use squawk_syntax::ast::{self, AstNode as _};
use squawk_syntax::column_name::{ColumnName, ColumnNameValue};

use super::reader::{Read, Reader, required, token_name};
use crate::change::ViewColumns;
use crate::tokens::tokenize;

/// The columns under the names that are written in front of the query, of which there may be
/// fewer than columns.
pub(super) fn under_names(names: Option<Vec<Name>>, of_query: ViewColumns) -> ViewColumns {
    match (names, of_query) {
        (None, of_query) => of_query,
        (Some(names), ViewColumns::Named(all) | ViewColumns::Listed(all)) => {
            let rest = all.into_iter().skip(names.len());
            ViewColumns::Named(names.iter().cloned().chain(rest).collect())
        }
        (Some(names), ViewColumns::AllOf(_) | ViewColumns::Unknown) => ViewColumns::Named(names),
    }
}

/// The columns of the query of a `CREATE TABLE AS`.
pub(super) fn of_table_query(
    reader: &Reader<'_>,
    query: &ast::CreateTableAsQuery,
) -> Read<ViewColumns> {
    match query {
        ast::CreateTableAsQuery::SelectVariant(query) => of_query(reader, query),
        ast::CreateTableAsQuery::Execute(_) => Ok(ViewColumns::Unknown),
    }
}

/// The columns of a `SELECT … INTO`.
pub(super) fn of_select_into(reader: &Reader<'_>, node: &ast::SelectInto) -> Read<ViewColumns> {
    let targets = node.select_clause().and_then(|clause| clause.target_list());
    let has_names = node.with_clause().is_some();
    of_select(reader, targets, node.from_clause(), has_names)
}

/// The columns of a query. Those of a set operation are those of its first operand.
pub(super) fn of_query(reader: &Reader<'_>, query: &ast::SelectVariant) -> Read<ViewColumns> {
    let mut query = query.clone();
    // A loop instead of recursion: operands nest to the left.
    let mut has_names = false;
    loop {
        query = match query {
            ast::SelectVariant::Select(select) => {
                let targets = select
                    .select_clause()
                    .and_then(|clause| clause.target_list());
                has_names |= select.with_clause().is_some();
                return of_select(reader, targets, select.from_clause(), has_names);
            }
            ast::SelectVariant::SelectInto(select) => return of_select_into(reader, &select),
            ast::SelectVariant::ParenSelect(inner) => {
                has_names |= inner.with_clause().is_some();
                required(inner.select())?
            }
            ast::SelectVariant::CompoundSelect(compound) => match compound.lhs() {
                Some(left) => left,
                None => return Ok(ViewColumns::Unknown),
            },
            ast::SelectVariant::Values(values) => return of_values(&values),
            ast::SelectVariant::Table(table) => {
                let relation = required(table.relation_name())?;
                let relation = required(relation.relation_name_ref())?;
                let relation = reader.qualified(&relation)?;
                return Ok(all_of(vec![relation], has_names));
            }
        };
    }
}

/// A name after `WITH` may hide the relation of the same name.
fn all_of(relations: Vec<QualifiedName>, has_names: bool) -> ViewColumns {
    if has_names {
        ViewColumns::Unknown
    } else {
        ViewColumns::AllOf(relations)
    }
}

fn of_values(values: &ast::Values) -> Read<ViewColumns> {
    let row = required(values.row_list().and_then(|list| list.rows().next()))?;
    let names = (1..=row.exprs().count()).map(|number| Name::from(format!("column{number}")));
    Ok(ViewColumns::Named(names.collect()))
}

fn of_select(
    reader: &Reader<'_>,
    targets: Option<ast::TargetList>,
    from: Option<ast::FromClause>,
    has_names: bool,
) -> Read<ViewColumns> {
    let targets: Vec<ast::Target> = targets
        .map(|list| list.targets().collect())
        .unwrap_or_default();
    if let [only] = targets.as_slice()
        && let Some(star) = star(reader, only)?
    {
        let sources = from.map(|from| sources(reader, &from)).unwrap_or_default();
        let relations = star.relations(sources);
        return Ok(relations.map_or(ViewColumns::Unknown, |all| all_of(all, has_names)));
    }
    let mut names = Vec::new();
    for target in targets {
        if star(reader, &target)?.is_some() {
            return Ok(ViewColumns::Unknown);
        }
        if is_taken_apart(&target) {
            names.push(Name::from("?column?"));
            continue;
        }
        let name = match ColumnName::from_target(target) {
            Some((ColumnName::Column(value) | ColumnName::UnknownColumn(Some(value)), _)) => {
                value_name(&value)
            }
            Some((ColumnName::UnknownColumn(None), _)) => Some(Name::from("?column?")),
            Some((ColumnName::Star, _)) | None => None,
        };
        match name {
            Some(name) => names.push(name),
            None => return Ok(ViewColumns::Unknown),
        }
    }
    Ok(ViewColumns::Named(names))
}

/// Whether the parser left an operand of `BETWEEN`, which gives no name, outside of it.
fn is_taken_apart(target: &ast::Target) -> bool {
    let expressions = target
        .syntax()
        .children()
        .filter(|child| ast::Expr::can_cast(child.kind()));
    target.as_name().is_none() && expressions.count() > 1
}

/// A star, with the relation in front of it.
struct Star {
    relation: Option<Name>,
}

fn star(reader: &Reader<'_>, target: &ast::Target) -> Read<Option<Star>> {
    if target.star_token().is_some() {
        return Ok(Some(Star { relation: None }));
    }
    match target.expr() {
        Some(ast::Expr::FieldExpr(field)) if field.star_token().is_some() => {
            let relation = reader.name(&required(field.base())?)?;
            Ok(Some(Star {
                relation: Some(relation),
            }))
        }
        _ => Ok(None),
    }
}

/// What stands in a `FROM`.
#[derive(Default)]
struct Sources {
    /// The relations, with the names that the query knows them by.
    relations: Vec<(QualifiedName, Name)>,
    /// Something else gives columns too, or columns are merged or renamed.
    has_others: bool,
}

impl Star {
    /// The relations whose columns the star stands for.
    fn relations(self, sources: Sources) -> Option<Vec<QualifiedName>> {
        let Some(wanted) = self.relation else {
            let all = sources.relations.into_iter().map(|(relation, _)| relation);
            return (!sources.has_others).then(|| all.collect());
        };
        let mut named = sources
            .relations
            .into_iter()
            .filter(|(_, alias)| *alias == wanted)
            .map(|(relation, _)| relation);
        Some(vec![named.next()?])
    }
}

fn value_name(value: &ColumnNameValue) -> Option<Name> {
    match value {
        // The server names what the functions of XML give in one word.
        ColumnNameValue::Static(name) => Some(match name.strip_prefix("xml_") {
            Some(rest) => Name::from(format!("xml{rest}")),
            None => Name::from(*name),
        }),
        ColumnNameValue::Syntax(node) => {
            let text = node.text().to_string();
            let tokens = tokenize(Engine::PostgreSql, &text);
            tokens.last().and_then(token_name)
        }
    }
}

fn sources(reader: &Reader<'_>, from: &ast::FromClause) -> Sources {
    let mut sources = Sources::default();
    for item in from.items() {
        add_source(reader, &item, &mut sources);
    }
    sources
}

fn add_source(reader: &Reader<'_>, item: &ast::FromListItem, sources: &mut Sources) {
    match item {
        ast::FromListItem::FromItem(ast::FromItem::RelationFromItem(item)) => {
            let relation = item
                .relation_name_ref()
                .and_then(|name| reader.qualified(&name).ok());
            let alias = item.alias();
            let renames = alias
                .as_ref()
                .is_some_and(|alias| alias.columns().is_some());
            match relation {
                Some(relation) if !renames => {
                    let known_by = alias
                        .and_then(|alias| alias.name())
                        .and_then(|name| reader.name(&name).ok())
                        .unwrap_or_else(|| relation.name.clone());
                    sources.relations.push((relation, known_by));
                }
                _ => sources.has_others = true,
            }
        }
        ast::FromListItem::FromItem(_) => sources.has_others = true,
        ast::FromListItem::JoinExpr(join) => {
            if let Some(left) = join.from_list_item() {
                add_source(reader, &left, sources);
            }
            let Some(join) = join.join() else { return };
            // Columns that are joined by name appear once.
            sources.has_others |= join.natural_token().is_some()
                || matches!(
                    join.join_condition(),
                    Some(ast::JoinCondition::JoinUsingClause(_))
                );
            if let Some(right) = join.from_list_item() {
                add_source(reader, &right, sources);
            }
        }
    }
}
