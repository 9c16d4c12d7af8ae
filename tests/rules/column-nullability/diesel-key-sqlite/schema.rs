diesel::table! { users (id) { id -> Nullable<Integer>, a -> Nullable<Text> } }
diesel::table! { names (name) { name -> Nullable<Text> } }
