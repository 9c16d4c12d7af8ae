//! Owns which operator classes PostgreSQL uses where none is named.

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

/// Whether an index of this method uses this class where none is named: a catalog shows none then.
pub fn is_default_class(method: &str, class: &str) -> bool {
    DEFAULTS
        .iter()
        .any(|(name, classes)| *name == method && classes.contains(&class))
}

#[cfg(test)]
mod tests {
    use super::is_default_class;

    #[test]
    fn a_class_is_the_default_of_some_methods_only() {
        assert!(is_default_class("gin", "jsonb_ops"));
        assert!(!is_default_class("gin", "jsonb_path_ops"));
        assert!(is_default_class("spgist", "inet_ops"));
        assert!(!is_default_class("gist", "inet_ops"));
        assert!(!is_default_class("brin", "inet_minmax_ops"));
    }
}
