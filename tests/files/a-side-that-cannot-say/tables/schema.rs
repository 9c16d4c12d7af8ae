//! Tables of Diesel, which say nothing of indexes.

diesel::table! { users (id) { id -> Integer, name -> Text, m -> Nullable<Mood>, } }
diesel::table! { posts (id) { id -> Integer, author -> Integer, body -> Nullable<Text>, } }
