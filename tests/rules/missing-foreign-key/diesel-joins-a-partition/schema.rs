diesel::table! { users (id) { id -> Int4 } }
diesel::table! { posts (id) { id -> Int4, user_id -> Int4 } }
diesel::table! { posts_0 (id) { id -> Int4, user_id -> Int4 } }
diesel::joinable!(posts -> users (user_id));
diesel::joinable!(posts_0 -> users (user_id));
