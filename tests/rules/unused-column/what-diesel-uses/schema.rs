diesel::table! { users (id) { id -> Integer, name -> Text, email -> Text, note -> Nullable<Text>, } }
