diesel::table! { users (id) { id -> Integer, a -> BigInt, b -> Bool, c -> Text, d -> Timestamp, e -> Integer, f -> Double, g -> Binary } }
