//! The tables, as Diesel sees them.

diesel::table! {
    users (id) {
        id -> Integer,
        email -> Text,
        full_name -> Nullable<Text>,
        city -> Nullable<Text>,
    }
}

diesel::table! {
    orders (id) {
        id -> Integer,
        total -> Integer,
        note -> Nullable<Text>,
        user_id -> Integer,
    }
}

diesel::joinable!(orders -> users (user_id));
diesel::allow_tables_to_appear_in_same_query!(orders, users);
