pub mod sql_types {
    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "mood", schema = "app"))]
    pub struct Mood;
}

diesel::table! {
    use diesel::sql_types::*;
    use super::sql_types::Mood;
    use diesel_full_text_search::Tsvector;

    users (id) { id -> Int4, a -> Mood, b -> Nullable<Array<Nullable<Mood>>>, c -> Mood, d -> Tsvector, e -> Somebodys }
}
