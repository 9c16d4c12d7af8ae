diesel::table! { totals (id) { id -> Int4, count -> Int8 } }
diesel::table! { gone (id) { id -> Int4 } }
