diesel::table! {
    users (id) {
        id -> Integer,
        // schemadrift-ignore column-nullability: the rows without one go next week
        #[max_length = 80]
        name -> Text,
        age -> Nullable<Text>, // schemadrift-ignore missing-column: the phone app sends it
        town -> Text,
    }
}

// schemadrift-ignore missing-table: made on the first order
diesel::table! {
    orders (id) {
        id -> Integer,
    }
}
