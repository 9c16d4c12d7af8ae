// @generated automatically by Diesel CLI.

diesel::table! {
    #[sql_name = "Order Lines"]
    Order_Lines (id) {
        id -> Integer,
        #[sql_name = "the count"]
        the_count -> Integer,
    }
}

diesel::table! {
    author (id) {
        id -> Integer,
        name -> Text,
        email -> Text,
        bio -> Nullable<Text>,
        camelCase -> Nullable<Integer>,
        #[sql_name = "type"]
        type_ -> Text,
        score -> Float,
        big -> Nullable<Double>,
        amount -> Nullable<Double>,
        born -> Nullable<Date>,
        wake -> Nullable<Time>,
        seen -> Timestamp,
        made -> Timestamp,
        flags -> Bool,
        raw -> Nullable<Binary>,
        untyped -> Nullable<Binary>,
        code -> Nullable<Text>,
        small -> Nullable<SmallInt>,
        tiny -> Nullable<Bool>,
        huge -> BigInt,
        bin -> Nullable<Binary>,
        story -> Nullable<Text>,
    }
}

diesel::table! {
    keyless (rowid) {
        rowid -> Integer,
        name -> Nullable<Text>,
        n -> Nullable<Integer>,
    }
}

diesel::table! {
    loose (name) {
        name -> Nullable<Text>,
        n -> Nullable<Integer>,
    }
}

diesel::table! {
    post (id) {
        id -> Nullable<Integer>,
        author_id -> Integer,
        title -> Text,
    }
}

diesel::table! {
    post_tag (post_id, tag_name) {
        post_id -> BigInt,
        tag_name -> Text,
    }
}

diesel::table! {
    tag (name) {
        name -> Text,
    }
}

diesel::joinable!(post -> author (author_id));
diesel::joinable!(post_tag -> post (post_id));
diesel::joinable!(post_tag -> tag (tag_name));

diesel::allow_tables_to_appear_in_same_query!(
    Order_Lines,
    author,
    keyless,
    loose,
    post,
    post_tag,
    tag,
);
