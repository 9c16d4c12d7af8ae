//! Owns operator classes: how the language names them, and which are the default of a method.

use schemadrift_core::Stated;
use schemadrift_core::name::Name;

use crate::ast::{Token, Value};

use super::trouble::Trouble;

/// Parts of constants that the catalog writes as one word.
const ONE_WORD: [(&str, &str); 4] = [
    ("Min", "Max"),
    ("Timestamp", "Tz"),
    ("Time", "Tz"),
    ("Var", "Bit"),
];

/// The default classes of PostgreSQL's methods (`pg_opclass.opcdefault`): a catalog reader shows
/// none where one of them is used.
const DEFAULTS: [(&str, &[&str]); 6] = [
    ("btree", BTREE_DEFAULTS),
    (
        "hash",
        &[
            "aclitem_ops",
            "array_ops",
            "bool_ops",
            "bpchar_ops",
            "bytea_ops",
            "char_ops",
            "date_ops",
            "enum_ops",
            "float4_ops",
            "float8_ops",
            "inet_ops",
            "int2_ops",
            "int4_ops",
            "int8_ops",
            "interval_ops",
            "jsonb_ops",
            "macaddr8_ops",
            "macaddr_ops",
            "multirange_ops",
            "name_ops",
            "numeric_ops",
            "oid_ops",
            "pg_lsn_ops",
            "range_ops",
            "record_ops",
            "text_ops",
            "time_ops",
            "timestamp_ops",
            "timestamptz_ops",
            "timetz_ops",
            "uuid_ops",
        ],
    ),
    (
        "gist",
        &[
            "box_ops",
            "circle_ops",
            "multirange_ops",
            "point_ops",
            "poly_ops",
            "range_ops",
            "tsquery_ops",
            "tsvector_ops",
        ],
    ),
    ("gin", &["array_ops", "jsonb_ops", "tsvector_ops"]),
    (
        "spgist",
        &[
            "box_ops",
            "inet_ops",
            "poly_ops",
            "quad_point_ops",
            "range_ops",
            "text_ops",
        ],
    ),
    ("brin", BRIN_DEFAULTS),
];

const BTREE_DEFAULTS: &[&str] = &[
    "array_ops",
    "bit_ops",
    "bool_ops",
    "bpchar_ops",
    "bytea_ops",
    "char_ops",
    "citext_ops",
    "date_ops",
    "enum_ops",
    "float4_ops",
    "float8_ops",
    "inet_ops",
    "int2_ops",
    "int4_ops",
    "int8_ops",
    "interval_ops",
    "jsonb_ops",
    "macaddr8_ops",
    "macaddr_ops",
    "money_ops",
    "multirange_ops",
    "name_ops",
    "numeric_ops",
    "oid_ops",
    "pg_lsn_ops",
    "range_ops",
    "record_ops",
    "text_ops",
    "time_ops",
    "timestamp_ops",
    "timestamptz_ops",
    "timetz_ops",
    "tsquery_ops",
    "tsvector_ops",
    "uuid_ops",
    "varbit_ops",
];

const BRIN_DEFAULTS: &[&str] = &[
    "bit_minmax_ops",
    "box_inclusion_ops",
    "bpchar_minmax_ops",
    "bytea_minmax_ops",
    "char_minmax_ops",
    "date_minmax_ops",
    "float4_minmax_ops",
    "float8_minmax_ops",
    "inet_inclusion_ops",
    "int2_minmax_ops",
    "int4_minmax_ops",
    "int8_minmax_ops",
    "interval_minmax_ops",
    "macaddr8_minmax_ops",
    "macaddr_minmax_ops",
    "name_minmax_ops",
    "numeric_minmax_ops",
    "oid_minmax_ops",
    "pg_lsn_minmax_ops",
    "range_inclusion_ops",
    "text_minmax_ops",
    "time_minmax_ops",
    "timestamp_minmax_ops",
    "timestamptz_minmax_ops",
    "timetz_minmax_ops",
    "uuid_minmax_ops",
    "varbit_minmax_ops",
];

/// The class that an index key's `ops` names, under an index of this method.
pub(super) fn read(
    value: Option<&Value<'_>>,
    method: &str,
    trouble: &mut Trouble<'_>,
) -> Stated<Option<Name>> {
    let Some(value) = value else {
        return Stated::Implied(None);
    };
    let class = match (value.constant(), value.call()) {
        (Some(constant), _) if constant.ends_with("Ops") => snake_case(constant),
        (_, Some(("raw", [argument]))) => argument.value.string().unwrap_or_default(),
        _ => String::new(),
    };
    if class.is_empty() {
        not_a_class(value.token(), trouble);
        return Stated::NotStated;
    }
    Stated::Written((!is_default(method, &class)).then(|| Name::new(class)))
}

fn not_a_class(place: Token<'_>, trouble: &mut Trouble<'_>) {
    trouble.at_with_help(
        place,
        "this is not an operator class",
        "write a constant such as `JsonbPathOps`, or `raw(\"…\")`",
    );
}

fn is_default(method: &str, class: &str) -> bool {
    DEFAULTS
        .iter()
        .any(|(name, classes)| *name == method && classes.contains(&class))
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
    use super::{is_default, snake_case};

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

    #[test]
    fn a_class_is_the_default_of_some_methods_only() {
        assert!(is_default("gin", "jsonb_ops") && !is_default("gin", "jsonb_path_ops"));
        assert!(is_default("spgist", "inet_ops") && !is_default("gist", "inet_ops"));
        assert!(!is_default("brin", "inet_minmax_ops"));
    }
}
