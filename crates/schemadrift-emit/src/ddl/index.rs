//! Owns indexes and unique constraints.

use schemadrift_core::model::{Index, IndexKey, IndexPart, NullsOrder, SortOrder, Table, Validity};
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::object::{ObjectKind, ObjectPath};
use schemadrift_core::stated::Stated;

use super::grammar::Grammar;
use super::script::{Phase, Script};
use crate::label;
use crate::sql_text::name_list;

/// The index as a constraint, if it is one.
///
/// A constraint takes plain columns only, so an index with more to say is never written as one.
pub(crate) fn as_constraint(grammar: &Grammar, table: &Table, index: &Index) -> Option<String> {
    as_pair_key(grammar, table, index).or_else(|| as_unique(grammar, index))
}

/// The promise that no row comes twice, where a source makes it without saying by what: Prisma's
/// tables of many-to-many relations. Since version 6 it makes them with this key on PostgreSQL
/// (<https://www.prisma.io/docs/orm/more/upgrade-guides/upgrading-versions/upgrading-to-prisma-6>).
fn as_pair_key(grammar: &Grammar, table: &Table, index: &Index) -> Option<String> {
    let is_open = !table.primary_key.is_stated() && !index.name.is_stated();
    if !grammar.has_pair_keys || !is_open || !index.is_unique || index.is_partial() {
        return None;
    }
    let columns: Vec<Name> = index
        .parts
        .iter()
        .map(plain_column)
        .collect::<Option<_>>()?;
    let is_whole_row = columns.len() == table.columns.len()
        && table.columns.iter().all(|column| {
            columns.contains(&column.name) && column.is_nullable.get() == Some(&false)
        });
    if !is_whole_row {
        return None;
    }
    let letters: String = columns.iter().map(Name::as_str).collect();
    let name = Name::new(format!("{}_{letters}_pkey", table.name.name));
    let prefix = grammar.constraint_prefix(Some(&name));
    let columns = name_list(grammar.dialect(), &columns);
    Some(format!("{prefix}PRIMARY KEY ({columns})"))
}

fn as_unique(grammar: &Grammar, index: &Index) -> Option<String> {
    let is_internal = index
        .name
        .get()
        .is_some_and(|name| (grammar.constraint_name)(name).is_none());
    if !index.is_unique || !(index.is_constraint.is_true() || is_internal) || index.is_partial() {
        return None;
    }
    let columns: Option<Vec<Name>> = index.parts.iter().map(plain_column).collect();
    let columns = name_list(grammar.dialect(), &columns?);
    let prefix = grammar.constraint_prefix(index.name.get());
    let nulls = if grammar.has_index_details && index.is_nulls_not_distinct.is_true() {
        "NULLS NOT DISTINCT "
    } else {
        ""
    };
    let include = include_clause(grammar, &index.include);
    Some(format!("{prefix}UNIQUE {nulls}({columns}){include}"))
}

fn plain_column(part: &IndexPart) -> Option<Name> {
    let is_plain = part.order.get() != Some(&SortOrder::Descending)
        && part.nulls.get() != Some(&NullsOrder::First)
        && !matches!(part.operator_class.get(), Some(Some(_)))
        && !has_class_parameters(part)
        && !matches!(part.collation.get(), Some(Some(_)))
        && !matches!(part.prefix.get(), Some(Some(_)));
    match &part.key {
        IndexKey::Column(name) if is_plain => Some(name.clone()),
        IndexKey::Column(_) | IndexKey::Expression(_) => None,
    }
}

/// Writes `CREATE INDEX` for a table or a materialised view.
pub(crate) fn write(
    grammar: &Grammar,
    owner: &QualifiedName,
    index: &Index,
    phase: Phase,
    script: &mut Script,
) {
    let name = (grammar.index_name)(owner, index);
    let label = name
        .as_ref()
        .map_or_else(|| label::of_index(index), ToString::to_string);
    let path = ObjectPath::part(ObjectKind::Index, owner, label);
    if let Some(reason) = objection(grammar, index) {
        script.skip(path, reason);
        return;
    }
    if matches!(
        index.validity.get(),
        Some(Validity::NotValid | Validity::NotEnforced)
    ) {
        script.skip(
            path,
            "its build is unfinished; it is written as a finished one",
        );
    }
    script.push(phase, create(grammar, owner, name.as_ref(), index));
}

fn create(grammar: &Grammar, owner: &QualifiedName, name: Option<&Name>, index: &Index) -> String {
    let kind = kind(grammar, index);
    let name = name
        .map(|name| format!("{} ", grammar.quote(name)))
        .unwrap_or_default();
    let owner = grammar.quote_qualified(owner);
    let rest = rest(grammar, index);
    format!("CREATE {kind}INDEX {name}ON {owner}{rest}")
}

/// The index as it stands behind `ALTER TABLE`.
pub(crate) fn added(grammar: &Grammar, owner: &QualifiedName, index: &Index) -> String {
    let kind = kind(grammar, index);
    let name = (grammar.index_name)(owner, index)
        .map(|name| format!(" {}", grammar.quote(&name)))
        .unwrap_or_default();
    format!("ADD {kind}INDEX{name}{}", rest(grammar, index))
}

fn kind(grammar: &Grammar, index: &Index) -> &'static str {
    let method = index.method.get().map_or("", String::as_str);
    match method {
        "fulltext" if grammar.has_index_kinds => "FULLTEXT ",
        "spatial" | "rtree" if grammar.has_index_kinds => "SPATIAL ",
        _ if index.is_unique => "UNIQUE ",
        _ => "",
    }
}

/// The keys of an index, and what stands before and behind them.
fn rest(grammar: &Grammar, index: &Index) -> String {
    let parts: Vec<String> = index
        .parts
        .iter()
        .map(|part| part_text(grammar, part))
        .collect();
    let mut text = String::new();
    if let Some(method) = index.method.get().filter(|_| grammar.has_index_details) {
        text.push_str(&format!(" USING {}", method_word(grammar, method)));
    }
    text.push_str(&format!(" ({})", parts.join(", ")));
    text.push_str(&include_clause(grammar, &index.include));
    if grammar.has_index_details && index.is_nulls_not_distinct.is_true() {
        text.push_str(" NULLS NOT DISTINCT");
    }
    if let Some(word) = grammar.hidden_index
        && index.is_visible.get() == Some(&false)
    {
        text.push_str(&format!(" {word}"));
    }
    if let Some(Some(predicate)) = index.predicate.get() {
        text.push_str(&format!(" WHERE ({})", predicate.text));
    }
    text
}

/// Why an index cannot be written, if so.
fn objection(grammar: &Grammar, index: &Index) -> Option<String> {
    if index.parts.is_empty() {
        return Some("it has no key that can be written".to_owned());
    }
    let has_prefix = index
        .parts
        .iter()
        .any(|part| matches!(part.prefix.get(), Some(Some(_))));
    if has_prefix && !grammar.has_prefixes {
        return Some(format!(
            "{} cannot index the beginning of a column",
            grammar.engine
        ));
    }
    let is_nameless = |part: &IndexPart| {
        has_class_parameters(part) && !matches!(part.operator_class.get(), Some(Some(_)))
    };
    if index.parts.iter().any(is_nameless) {
        let reason = "parameters stand behind the name of an operator class, and which one is the default is not part of the model";
        return Some(reason.to_owned());
    }
    if grammar.has_index_details {
        return None;
    }
    let has_details = index.is_nulls_not_distinct.is_true()
        || index.include.get().is_some_and(|names| !names.is_empty())
        || index
            .method
            .get()
            .is_some_and(|method| !is_known(grammar, method))
        || index
            .parts
            .iter()
            .any(|part| matches!(part.operator_class.get(), Some(Some(_))));
    has_details.then(|| {
        format!(
            "{} has only plain b-tree indexes, without operator classes or carried columns",
            grammar.engine
        )
    })
}

fn is_known(grammar: &Grammar, method: &str) -> bool {
    method == "btree"
        || grammar.has_index_kinds && matches!(method, "fulltext" | "spatial" | "rtree" | "hash")
}

fn part_text(grammar: &Grammar, part: &IndexPart) -> String {
    let mut text = match &part.key {
        IndexKey::Column(name) => grammar.quote(name),
        IndexKey::Expression(expression) => format!("({})", expression.text),
    };
    if let Some(Some(length)) = part.prefix.get() {
        text.push_str(&format!("({length})"));
    }
    if let Some(Some(collation)) = part.collation.get() {
        text.push_str(&format!(" COLLATE {}", grammar.quote(collation)));
    }
    if let Some(Some(class)) = part.operator_class.get() {
        text.push_str(&format!(" {}", class_word(grammar, class)));
        if let Some(parameters) = part
            .operator_class_parameters
            .get()
            .filter(|parameters| !parameters.is_empty())
        {
            text.push_str(&format!(" ({})", parameter_list(parameters)));
        }
    }
    match part.order.get() {
        Some(SortOrder::Descending) => text.push_str(" DESC"),
        Some(SortOrder::Ascending) | None => {}
    }
    if grammar.has_index_details {
        text.push_str(match part.nulls.get() {
            Some(NullsOrder::First) => " NULLS FIRST",
            Some(NullsOrder::Last) => " NULLS LAST",
            None => "",
        });
    }
    text
}

/// A method's name: plain for the usual ones.
fn method_word(grammar: &Grammar, method: &str) -> String {
    if is_plain_word(method) {
        method.to_owned()
    } else {
        grammar.dialect().quote(method)
    }
}

/// An operator class's name, which may carry parameters in parentheses or a schema.
fn class_word(grammar: &Grammar, class: &Name) -> String {
    let text = class.as_str();
    if is_plain_word(text) || text.contains(['(', '"', '.']) {
        text.to_owned()
    } else {
        grammar.quote(class)
    }
}

fn has_class_parameters(part: &IndexPart) -> bool {
    part.operator_class_parameters
        .get()
        .is_some_and(|parameters| !parameters.is_empty())
}

/// Parameters of an operator class; every kind of value may be written as a string.
pub(crate) fn parameter_list(parameters: &[String]) -> String {
    let written: Vec<String> = parameters
        .iter()
        .map(|parameter| match parameter.split_once('=') {
            Some((name, value)) => format!("{name} = '{}'", value.replace('\'', "''")),
            None => parameter.clone(),
        })
        .collect();
    written.join(", ")
}

fn is_plain_word(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_lowercase() || first == '_')
        && text.chars().all(|character| {
            character.is_ascii_lowercase() || character.is_ascii_digit() || character == '_'
        })
}

/// The columns that an index carries along, where the grammar has words for them.
pub(crate) fn include_clause(grammar: &Grammar, include: &Stated<Vec<Name>>) -> String {
    match include.get() {
        Some(names) if grammar.has_index_details && !names.is_empty() => {
            format!(" INCLUDE ({})", name_list(grammar.dialect(), names))
        }
        Some(_) | None => String::new(),
    }
}
