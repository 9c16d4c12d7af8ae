//! The tables of the service, as `diesel print-schema` writes them.

diesel::table! {
    /// Who writes.
    authors (id) {
        /// The key.
        id -> Integer,
        /// The name on the cover.
        name -> Text,
        /// Where to write to.
        email -> Text,
    }
}

diesel::table! {
    /// What is written.
    books (id) {
        /// The key.
        id -> Integer,
        /// Who wrote it.
        author_id -> Integer,
        /// What it is called.
        title -> Text,
        /// What it costs.
        price_cents -> Integer,
        /// When it came out.
        published -> Nullable<Text>,
    }
}

diesel::joinable!(books -> authors (author_id));
diesel::allow_tables_to_appear_in_same_query!(authors, books);
