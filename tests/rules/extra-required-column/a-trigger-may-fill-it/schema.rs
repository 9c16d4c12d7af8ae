diesel::table! { users (id) { id -> Int4 } }
diesel::table! { others (id) { id -> Int4 } }
