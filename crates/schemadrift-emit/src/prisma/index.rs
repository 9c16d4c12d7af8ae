//! Owns `@@id`, `@@unique` and `@@index`.

use schemadrift_core::dialect::Engine;
use schemadrift_core::model::{
    Index, IndexKey, IndexPart, NullsOrder, PrimaryKey, SortOrder, Validity,
};
use schemadrift_core::name::Name;
use schemadrift_core::object::{ObjectKind, ObjectPath};

use super::Writing;
use super::block::string;
use super::constraint_name::{Suffix, invented};
use super::names::ModelNames;
use crate::ddl::index::parameter_list;
use crate::label;

/// The attribute of a primary key. On one column it stands on the field.
pub(super) fn primary_key(
    writing: &Writing<'_>,
    model: &ModelNames<'_>,
    key: &PrimaryKey,
) -> Option<String> {
    let dialect = writing.schema.engine.dialect();
    let fields = fields(writing, model, &key.columns)?;
    let map = key
        .name
        .get()
        .filter(|_| dialect.names_primary_keys)
        .filter(|name| {
            let table = model.table.name.name.as_str();
            invented(dialect, table, &[], Suffix::PrimaryKey) != name.as_str()
        })
        .map(|name| format!("map: {}", string(name.as_str())));
    Some(match (fields.as_slice(), map) {
        ([_], None) => "@id".to_owned(),
        ([_], Some(map)) => format!("@id({map})"),
        (_, None) => format!("@@id([{}])", fields.join(", ")),
        (_, Some(map)) => format!("@@id([{}], {map})", fields.join(", ")),
    })
}

/// The identifiers of columns; `None` if one of them is not written.
pub(super) fn fields(
    writing: &Writing<'_>,
    model: &ModelNames<'_>,
    columns: &[Name],
) -> Option<Vec<String>> {
    columns
        .iter()
        .map(|column| {
            let position = model.column(writing.schema, column)?;
            model.fields.get(position).cloned()
        })
        .collect()
}

/// The block attribute of an index, or the reason why Prisma cannot say it.
pub(super) fn attribute(
    writing: &mut Writing<'_>,
    model: &ModelNames<'_>,
    index: &Index,
) -> Result<String, &'static str> {
    let engine = writing.schema.engine;
    if let Some(reason) = objection(engine, index) {
        return Err(reason);
    }
    let mut columns = Vec::new();
    let mut parts = Vec::new();
    for part in &index.parts {
        let IndexKey::Column(name) = &part.key else {
            return Err("Prisma has no expression indexes");
        };
        let position = model.column(writing.schema, name);
        let field = position.and_then(|position| model.fields.get(position));
        let Some(field) = field else {
            return Err("one of its columns is not written");
        };
        columns.push(name);
        parts.push(part_text(field, part));
    }
    let mut arguments = vec![format!("[{}]", parts.join(", "))];
    arguments.extend(map_argument(writing, model, index, &columns));
    let is_fulltext = is_mysql(engine) && index.method.get().is_some_and(|own| own == "fulltext");
    if !is_fulltext {
        arguments.extend(type_argument(engine, index)?);
    }
    if let Some(Some(predicate)) = index.predicate.get() {
        writing.features.insert("partialIndexes");
        arguments.push(format!("where: raw({})", string(&predicate.text)));
    }
    let keyword = match (is_fulltext, index.is_unique) {
        (true, _) => "fulltext",
        (false, true) => "unique",
        (false, false) => "index",
    };
    Ok(format!("@@{keyword}({})", arguments.join(", ")))
}

/// What Prisma cannot say of an index, if anything.
pub(super) fn objection(engine: Engine, index: &Index) -> Option<&'static str> {
    let has = |says: fn(&IndexPart) -> bool| index.parts.iter().any(says);
    if index.include.get().is_some_and(|names| !names.is_empty()) {
        Some("Prisma has no indexes that carry columns along")
    } else if index.is_nulls_not_distinct.is_true() {
        Some("Prisma has no unique indexes in which NULLs are equal")
    } else if has(|part| matches!(part.collation.get(), Some(Some(_)))) {
        Some("Prisma has no collations in indexes")
    } else if index.is_unique && has(|part| matches!(part.operator_class.get(), Some(Some(_)))) {
        Some("Prisma has no operator classes in unique indexes")
    } else if has(has_nameless_parameters) {
        Some("Prisma has no word for the parameters of a default operator class")
    } else if has(says_where_nulls_sort) {
        Some("Prisma cannot say where NULLs sort")
    } else if !is_mysql(engine) && has_prefix(index) {
        Some("Prisma indexes the beginning of a column on MySQL only")
    } else if matches!(
        index.validity.get(),
        Some(Validity::NotValid | Validity::NotEnforced)
    ) {
        Some("its build is unfinished")
    } else {
        None
    }
}

/// Whether a part is the beginning of a column.
pub(super) fn has_prefix(index: &Index) -> bool {
    let is_prefix = |part: &IndexPart| matches!(part.prefix.get(), Some(Some(_)));
    index.parts.iter().any(is_prefix)
}

fn has_nameless_parameters(part: &IndexPart) -> bool {
    let has_parameters = part
        .operator_class_parameters
        .get()
        .is_some_and(|parameters| !parameters.is_empty());
    has_parameters && !matches!(part.operator_class.get(), Some(Some(_)))
}

/// Whether NULLs sort elsewhere than the direction implies: last when ascending, first when
/// descending.
fn says_where_nulls_sort(part: &IndexPart) -> bool {
    let implied = match part.order.get() {
        Some(SortOrder::Descending) => NullsOrder::First,
        Some(SortOrder::Ascending) | None => NullsOrder::Last,
    };
    part.nulls.get().is_some_and(|nulls| *nulls != implied)
}

fn part_text(field: &str, part: &IndexPart) -> String {
    let mut arguments = Vec::new();
    if let Some(Some(class)) = part.operator_class.get() {
        let class = match part.operator_class_parameters.get() {
            Some(parameters) if !parameters.is_empty() => {
                format!("{class} ({})", parameter_list(parameters))
            }
            Some(_) | None => class.to_string(),
        };
        arguments.push(format!("ops: raw({})", string(&class)));
    }
    if let Some(Some(length)) = part.prefix.get() {
        arguments.push(format!("length: {length}"));
    }
    if part.order.get() == Some(&SortOrder::Descending) {
        arguments.push("sort: Desc".to_owned());
    }
    if arguments.is_empty() {
        field.to_owned()
    } else {
        format!("{field}({})", arguments.join(", "))
    }
}

fn map_argument(
    writing: &Writing<'_>,
    model: &ModelNames<'_>,
    index: &Index,
    columns: &[&Name],
) -> Option<String> {
    let dialect = writing.schema.engine.dialect();
    let suffix = if index.is_unique {
        Suffix::Unique
    } else {
        Suffix::Index
    };
    let name = index.name.get()?.as_str();
    // SQLite gives such names to unique constraints, and refuses them in `CREATE INDEX`.
    let is_internal = dialect.bookkeeping.is_table(name) && name.starts_with("sqlite_");
    let is_invented = name == invented(dialect, model.table.name.name.as_str(), columns, suffix);
    (!is_internal && !is_invented).then(|| format!("map: {}", string(name)))
}

fn is_mysql(engine: Engine) -> bool {
    matches!(engine, Engine::MySql | Engine::MariaDb)
}

fn type_argument(engine: Engine, index: &Index) -> Result<Option<String>, &'static str> {
    let word = match index.method.get().map(String::as_str) {
        None | Some("btree") => return Ok(None),
        // MariaDB keeps long unique values by such an index unasked.
        Some("hash") if is_mysql(engine) => return Ok(None),
        Some("hash") => "Hash",
        Some("gist") => "Gist",
        Some("gin") => "Gin",
        Some("spgist") => "SpGist",
        Some("brin") => "Brin",
        Some(_) => return Err("Prisma has no word for its method"),
    };
    Ok(Some(format!("type: {word}")))
}

/// Notes an index that is not written.
pub(super) fn skip(writing: &mut Writing<'_>, model: &ModelNames<'_>, index: &Index, reason: &str) {
    let kind = if index.is_unique {
        ObjectKind::Unique
    } else {
        ObjectKind::Index
    };
    let name = label::of_index(index);
    writing.skip(
        ObjectPath::part(kind, &model.table.name, name),
        reason.to_owned(),
    );
}
