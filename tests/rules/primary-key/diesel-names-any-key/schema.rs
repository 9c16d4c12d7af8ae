diesel::table! { a (x) { x -> Int4 } }
diesel::table! { b (x, y) { x -> Int4, y -> Int4 } }
diesel::table! { c (x) { x -> Int4, y -> Int4 } }
