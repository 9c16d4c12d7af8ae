diesel::table! { users (id) { id -> Int4, a -> Text, b -> Varchar, c -> Bpchar, d -> Text, e -> Numeric, f -> Timestamp, g -> Array<Nullable<Text>>, h -> Text } }
