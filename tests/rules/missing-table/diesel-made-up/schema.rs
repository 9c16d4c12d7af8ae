diesel::table! { users (id) { id -> Int4 } }

fn counted() {
    diesel::table! { counts (id) { id -> Int4, count -> Int8 } }
}

diesel::table! { pg_catalog.pg_class (oid) { oid -> Oid } }

diesel::table! { pg_namespace (nspname) { nspname -> Text } }
