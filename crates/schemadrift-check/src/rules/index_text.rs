//! Owns how rules put an index into words.

use schemadrift_core::coverage::IndexFeatures;
use schemadrift_core::model::{Index, IndexKey, IndexPart, NullsOrder, SortOrder};
use schemadrift_core::object::ObjectKind;

use crate::pairing::TablePair;

/// The kind of object an index is to a reader.
pub(super) fn kind(index: &Index) -> ObjectKind {
    if index.is_unique {
        ObjectKind::Unique
    } else {
        ObjectKind::Index
    }
}

/// What an index is called in a message.
pub(super) fn noun(index: &Index) -> &'static str {
    match (index.is_unique, index.is_constraint.is_true()) {
        (true, true) => "unique constraint",
        (true, false) => "unique index",
        (false, _) => "index",
    }
}

/// The name of an index, or its keys where it has none.
pub(super) fn name(index: &Index) -> String {
    index
        .name
        .get()
        .map_or_else(|| keys(index), ToString::to_string)
}

/// The keys of an index in parentheses.
pub(super) fn keys(index: &Index) -> String {
    super::draft::column_list(index.parts.iter().map(part))
}

/// The whole index in a few words, like the end of a `CREATE INDEX`.
pub(super) fn definition(index: &Index) -> String {
    let unique = if index.is_unique { "unique " } else { "" };
    let method = match index.method.get() {
        Some(method) if method != "btree" => format!("{method} "),
        Some(_) | None => String::new(),
    };
    let mut text = format!("{unique}{method}{}", keys(index));
    if let Some(include) = index.include.get().filter(|include| !include.is_empty()) {
        text.push_str(&format!(" include {}", super::draft::column_list(include)));
    }
    if index.is_nulls_not_distinct.is_true() {
        text.push_str(" nulls not distinct");
    }
    if let Some(Some(predicate)) = index.predicate.get() {
        text.push_str(&format!(" where {predicate}"));
    }
    if index.is_visible.get() == Some(&false) {
        text.push_str(" invisible");
    }
    text
}

fn part(part: &IndexPart) -> String {
    let mut text = match &part.key {
        IndexKey::Column(name) => name.to_string(),
        IndexKey::Expression(expression) => expression.text.clone(),
    };
    if let Some(Some(prefix)) = part.prefix.get() {
        text.push_str(&format!("({prefix})"));
    }
    if let Some(Some(collation)) = part.collation.get() {
        text.push_str(&format!(" collate {collation}"));
    }
    if let Some(Some(class)) = part.operator_class.get() {
        text.push_str(&format!(" {class}"));
    }
    if let Some(parameters) = part
        .operator_class_parameters
        .get()
        .filter(|parameters| !parameters.is_empty())
    {
        text.push_str(&format!(" ({})", parameters.join(", ")));
    }
    if part.order.get() == Some(&SortOrder::Descending) {
        text.push_str(" desc");
    }
    if has_own_nulls_order(part) {
        text.push_str(match part.nulls.get() {
            Some(NullsOrder::First) => " nulls first",
            Some(NullsOrder::Last) => " nulls last",
            None => "",
        });
    }
    text
}

/// Whether NULLs sort elsewhere than they do by default: last when ascending, first when
/// descending.
pub(super) fn has_own_nulls_order(part: &IndexPart) -> bool {
    let is_descending = part.order.get() == Some(&SortOrder::Descending);
    match part.nulls.get() {
        Some(NullsOrder::First) => !is_descending,
        Some(NullsOrder::Last) => is_descending,
        None => false,
    }
}

/// Whether an index of the code cannot exist because one of its columns does not: the missing
/// column says it all.
pub(super) fn lacks_live_column(index: &Index, pair: &TablePair<'_>) -> bool {
    index.parts.iter().any(|part| match &part.key {
        IndexKey::Column(name) => pair.lacks_live_column(name),
        IndexKey::Expression(_) => false,
    })
}

/// Whether the primary key of the live table keeps a unique of the code over the same columns in
/// another order: the same rows are unique, and the index serves other lookups.
pub(super) fn is_kept_in_other_order(index: &Index, pair: &TablePair<'_>) -> bool {
    let Some(live) = pair.live else { return false };
    let mut key: Vec<&str> = live
        .primary_key_columns()
        .iter()
        .map(schemadrift_core::name::Name::as_str)
        .collect();
    let mut own: Vec<&str> = Vec::new();
    for part in &index.parts {
        match &part.key {
            IndexKey::Column(name) => own.push(name.as_str()),
            IndexKey::Expression(_) => return false,
        }
    }
    key.sort_unstable();
    own.sort_unstable();
    !key.is_empty() && !index.is_partial() && key == own
}

/// Whether the code's language could have declared this index: only then is silence a claim.
pub(super) fn can_be_stated(index: &Index, features: &IndexFeatures) -> bool {
    const OWN_METHODS: [&str; 7] = ["btree", "hash", "gin", "gist", "spgist", "brin", "fulltext"];
    let has_own_method = index
        .method
        .get()
        .is_none_or(|method| OWN_METHODS.contains(&method.as_str()));
    let has_include = index
        .include
        .get()
        .is_some_and(|include| !include.is_empty());
    let has_nulls_order = index.parts.iter().any(has_own_nulls_order);
    let has_collation = index
        .parts
        .iter()
        .any(|part| matches!(part.collation.get(), Some(Some(_))));
    (features.predicates || !index.is_partial())
        && (features.expressions || !index.has_expression_key())
        && (features.include || !has_include)
        && (features.nulls_not_distinct || !index.is_nulls_not_distinct.is_true())
        && (features.nulls_order || !has_nulls_order)
        && (features.collations || !has_collation)
        && (features.foreign_methods || has_own_method)
}
