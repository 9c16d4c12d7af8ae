//! Owns operator classes: how the language names them.

use schemadrift_core::Stated;
use schemadrift_core::model::IndexPart;
use schemadrift_core::name::Name;
use schemadrift_sql::index_keys::read_key_suffix;
use schemadrift_sql::operator_classes::is_default_class;

use crate::ast::{Token, Value};

use super::trouble::Trouble;

/// Parts of constants that the catalog writes as one word.
const ONE_WORD: [(&str, &str); 4] = [
    ("Min", "Max"),
    ("Timestamp", "Tz"),
    ("Time", "Tz"),
    ("Var", "Bit"),
];

/// Puts what an index key's `ops` says into the key, under an index of this method.
pub(super) fn read(
    value: Option<&Value<'_>>,
    method: &str,
    part: &mut IndexPart,
    trouble: &mut Trouble<'_>,
) {
    let Some(value) = value else {
        part.operator_class = Stated::Implied(None);
        return;
    };
    let written = match (value.constant(), value.call()) {
        (Some(constant), _) if constant.ends_with("Ops") => {
            let class = snake_case(constant);
            let is_default = is_default_class(method, &class);
            part.operator_class = Stated::Written((!is_default).then(|| Name::new(class)));
            return;
        }
        (_, Some(("raw", [argument]))) => argument.value.string(),
        _ => None,
    };
    match written.and_then(|text| read_key_suffix(method, &text)) {
        Some(key) => put_raw(part, key),
        None => not_a_class(value.token(), trouble),
    }
}

/// Prisma writes the text of `raw("…")` behind the column as it is, so whatever SQL takes there may
/// stand in it. What it does not mention is not stated: the language has no other words for it.
fn put_raw(part: &mut IndexPart, key: IndexPart) {
    part.operator_class = key.operator_class;
    if key.operator_class_parameters.is_written() {
        part.operator_class_parameters = key.operator_class_parameters;
    }
    if key.collation.is_written() {
        part.collation = key.collation;
    }
    if key.order.is_written() {
        part.order = key.order;
    }
    if key.nulls.is_written() {
        part.nulls = key.nulls;
    }
}

fn not_a_class(place: Token<'_>, trouble: &mut Trouble<'_>) {
    trouble.at_with_help(
        place,
        "this is not an operator class",
        "write a constant such as `JsonbPathOps`, or `raw(\"…\")`",
    );
}

/// The catalog's name of a constant: `JsonbPathOps` is `jsonb_path_ops`.
fn snake_case(constant: &str) -> String {
    let mut words: Vec<&str> = Vec::new();
    let mut start = 0;
    for (offset, character) in constant.char_indices().skip(1) {
        if character.is_uppercase() {
            words.push(&constant[start..offset]);
            start = offset;
        }
    }
    words.push(&constant[start..]);
    let mut name = String::with_capacity(constant.len() + words.len());
    let mut previous = "";
    for word in words {
        if !previous.is_empty() && !ONE_WORD.contains(&(previous, word)) {
            name.push('_');
        }
        name.push_str(&word.to_lowercase());
        previous = word;
    }
    name
}

#[cfg(test)]
mod tests {
    use super::snake_case;

    #[test]
    fn constants_are_the_catalogs_names() {
        for (constant, name) in [
            ("JsonbPathOps", "jsonb_path_ops"),
            ("Int4MinMaxMultiOps", "int4_minmax_multi_ops"),
            ("TimestampTzBloomOps", "timestamptz_bloom_ops"),
            ("TimeTzMinMaxOps", "timetz_minmax_ops"),
            ("VarBitMinMaxOps", "varbit_minmax_ops"),
            ("InetInclusionOps", "inet_inclusion_ops"),
            ("ArrayOps", "array_ops"),
        ] {
            assert_eq!(snake_case(constant), name);
        }
    }
}
