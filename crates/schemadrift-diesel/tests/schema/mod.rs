//! Tables that are read both as source and as compiled.

pub(crate) mod sql_types {
    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "mood"))]
    pub struct Mood;
}

diesel::table! {
    use diesel::sql_types::*;
    use super::sql_types::Mood;

    users (id) {
        id -> Int4,
        name -> Varchar,
        note -> Nullable<Text>,
        #[max_length = 20]
        limited -> Varchar,
        big -> Int8,
        flag -> Bool,
        amount -> Nullable<Numeric>,
        tags -> Array<Nullable<Text>>,
        span -> Nullable<Range<Int4>>,
        document -> Jsonb,
        number -> Uuid,
        instant -> Timestamptz,
        mood -> Nullable<Mood>,
    }
}

pub(crate) mod app {
    diesel::table! {
        #[sql_name = "Order"]
        app.orders (user_id, number) {
            user_id -> Integer,
            #[sql_name = "type"]
            number -> SmallInt,
            text -> Nullable<Text>,
        }
    }
}

diesel::table! {
    plain {
        id -> BigInt,
        user_id -> Integer,
        at -> Timestamp,
        data -> Binary,
        real -> Float,
        double -> Nullable<Double>,
        day -> Date,
    }
}

diesel::joinable!(plain -> users (user_id));
diesel::allow_tables_to_appear_in_same_query!(plain, users);
