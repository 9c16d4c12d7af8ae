diesel::table! { users (id) { id -> Int4 } }
diesel::table! { posts (id) { id -> Int4, user_id -> Int4, editor_id -> Int4 } }
diesel::joinable!(posts -> users (user_id));
