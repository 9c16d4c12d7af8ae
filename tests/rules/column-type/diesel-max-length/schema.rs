diesel::table! { users (id) { id -> Int4, #[max_length = 20] a -> Varchar, #[max_length = 20] b -> Varchar, #[max_length = 20] c -> Bpchar } }
