// Tables of the shop.

diesel::table! {
    users (id) {
        id -> Integer,
        email -> Text,
    }
}

diesel::table! {
    orders (id) {
        id -> Integer,
        user_id -> Integer,
        total -> Double,
    }
}
