// @generated automatically by Diesel CLI.

pub mod sql_types {
    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "MixedKind", schema = "shop"))]
    pub struct MixedKind;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "mood"))]
    pub struct Mood;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "tsvector", schema = "pg_catalog"))]
    pub struct Tsvector;
}

diesel::table! {
    #[sql_name = "Order Lines"]
    Order_Lines (id) {
        id -> Uuid,
        #[sql_name = "the count"]
        the_count -> Int4,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::sql_types::Mood;
    use super::sql_types::MixedKind;
    use super::sql_types::Tsvector;

    author (id) {
        id -> Int4,
        #[max_length = 80]
        name -> Varchar,
        email -> Text,
        bio -> Nullable<Text>,
        camelCase -> Nullable<Int4>,
        #[sql_name = "type"]
        type_ -> Text,
        score -> Float4,
        big -> Nullable<Float8>,
        balance -> Numeric,
        price -> Nullable<Money>,
        born -> Nullable<Date>,
        wake -> Nullable<Time>,
        seen -> Timestamp,
        made -> Timestamptz,
        spent -> Nullable<Interval>,
        flags -> Bool,
        uid -> Uuid,
        doc -> Nullable<Json>,
        docb -> Jsonb,
        raw -> Nullable<Bytea>,
        tags -> Array<Nullable<Text>>,
        nums -> Nullable<Array<Nullable<Int4>>>,
        #[max_length = 3]
        code -> Nullable<Bpchar>,
        feeling -> Mood,
        feelings -> Nullable<Array<Nullable<Mood>>>,
        kind -> Nullable<MixedKind>,
        small -> Nullable<Int2>,
        huge -> Int8,
        ip -> Nullable<Inet>,
        net -> Nullable<Cidr>,
        mac -> Nullable<Macaddr>,
        years -> Nullable<Int4range>,
        words -> Nullable<Tsvector>,
        number -> Nullable<Oid>,
    }
}

diesel::table! {
    post (id) {
        id -> Int8,
        author_id -> Int4,
        title -> Varchar,
    }
}

diesel::table! {
    post_tag (tag_name, post_id) {
        post_id -> Int8,
        #[max_length = 20]
        tag_name -> Varchar,
    }
}

diesel::table! {
    tag (name) {
        #[max_length = 20]
        name -> Varchar,
    }
}

diesel::joinable!(post -> author (author_id));
diesel::joinable!(post_tag -> post (post_id));
diesel::joinable!(post_tag -> tag (tag_name));

diesel::allow_tables_to_appear_in_same_query!(Order_Lines, author, post, post_tag, tag,);
