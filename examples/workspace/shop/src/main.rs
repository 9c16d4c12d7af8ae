//! The application. What it expects of its database is in `migrations`.

fn main() {}
