diesel::table! { notes (rowid) { rowid -> Integer, text -> Nullable<Text>, gone -> Nullable<Text> } }
