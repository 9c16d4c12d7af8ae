diesel::table! { totals (id) { id -> Int4, count -> Int4, amount -> Numeric } }
diesel::table! { fitting (id) { id -> Int4, count -> Int8, amount -> Numeric } }
