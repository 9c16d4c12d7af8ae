diesel::table! { users (id) { id -> Int4, a -> Int8, b -> Float8, c -> Jsonb } }
