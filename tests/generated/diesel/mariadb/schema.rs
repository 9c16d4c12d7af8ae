// @generated automatically by Diesel CLI.

pub mod sql_types {
    #[derive(diesel::sql_types::SqlType)]
    #[diesel(mysql_type(name = "Enum"))]
    pub struct AuthorFeelingEnum;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(mysql_type(name = "Mediumint"))]
    pub struct AuthorMiddleCountMediumint;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(mysql_type(name = "Mediumint"))]
    pub struct AuthorMiddleMediumint;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(mysql_type(name = "Year"))]
    pub struct AuthorSinceYear;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(mysql_type(name = "Set"))]
    pub struct AuthorTagsSet;
}

diesel::table! {
    #[sql_name = "Order Lines"]
    Order_Lines (id) {
        id -> Integer,
        #[sql_name = "the count"]
        the_count -> Integer,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::sql_types::AuthorFeelingEnum;
    use super::sql_types::AuthorTagsSet;
    use super::sql_types::AuthorMiddleMediumint;
    use super::sql_types::AuthorMiddleCountMediumint;
    use super::sql_types::AuthorSinceYear;

    author (id) {
        id -> Unsigned<Integer>,
        #[max_length = 80]
        name -> Varchar,
        #[max_length = 190]
        email -> Varchar,
        bio -> Nullable<Text>,
        camelCase -> Nullable<Integer>,
        #[sql_name = "type"]
        type_ -> Tinytext,
        story -> Nullable<Mediumtext>,
        novel -> Nullable<Longtext>,
        score -> Float,
        big -> Nullable<Double>,
        balance -> Decimal,
        born -> Nullable<Date>,
        wake -> Nullable<Time>,
        seen -> Datetime,
        made -> Timestamp,
        flags -> Bool,
        doc -> Nullable<Longtext>,
        raw -> Nullable<Blob>,
        small_raw -> Nullable<Tinyblob>,
        middle_raw -> Nullable<Mediumblob>,
        large_raw -> Nullable<Longblob>,
        #[max_length = 3]
        code -> Nullable<Char>,
        #[max_length = 16]
        bin -> Nullable<Binary>,
        #[max_length = 40]
        vb -> Nullable<Varbinary>,
        bits -> Nullable<Bit>,
        #[max_length = 10]
        feeling -> AuthorFeelingEnum,
        #[max_length = 3]
        tags -> Nullable<AuthorTagsSet>,
        tiny -> Nullable<Tinyint>,
        tiny_count -> Nullable<Unsigned<Tinyint>>,
        small -> Nullable<Smallint>,
        middle -> Nullable<AuthorMiddleMediumint>,
        middle_count -> Nullable<Unsigned<AuthorMiddleCountMediumint>>,
        huge -> Bigint,
        huge_count -> Nullable<Unsigned<Bigint>>,
        since -> Nullable<AuthorSinceYear>,
    }
}

diesel::table! {
    post (id) {
        id -> Bigint,
        author_id -> Unsigned<Integer>,
        #[max_length = 190]
        title -> Varchar,
    }
}

diesel::table! {
    post_tag (tag_name, post_id) {
        post_id -> Bigint,
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
