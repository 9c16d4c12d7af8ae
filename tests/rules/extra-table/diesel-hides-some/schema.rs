diesel::table! { users (id) { id -> Int4 } }

macro_rules! hidden {
    () => {
        diesel::table! { others (id) { id -> Int4 } }
    };
}
