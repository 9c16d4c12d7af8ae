//! A program on Diesel whose tables say less than its migrations.

diesel::table! {
    authors (id) {
        id -> Integer,
        name -> Text,
    }
}

diesel::table! {
    books (id) {
        id -> Integer,
        author_id -> Integer,
        title -> Text,
        blurb -> Nullable<Text>,
    }
}

diesel::joinable!(books -> authors (author_id));

fn main() {}
