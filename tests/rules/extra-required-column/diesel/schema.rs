diesel::table! { users (id) { id -> Int4 } }
