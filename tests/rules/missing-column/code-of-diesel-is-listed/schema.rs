diesel::table! { users (id) { id -> Integer, name -> Text, email -> Text, } }
diesel::table! { posts (id) { id -> Integer, email -> Text, } }
