diesel::table! { users (id) { id -> Int4, a -> Text, b -> Nullable<Text>, c -> Nullable<Text>, d -> Text } }
