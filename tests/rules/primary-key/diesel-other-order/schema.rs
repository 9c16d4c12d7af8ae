diesel::table! { a (x, y) { x -> Int4, y -> Int4 } }
