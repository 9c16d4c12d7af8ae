//! Owns telling, before anything is parsed, which files cannot say anything of a schema to Diesel:
//! most of a program uses tables and declares none.

/// What a file has at least one of, if it declares something.
const DECLARING: [&str; 5] = ["table!", "view!", "joinable!", "SqlType", "infer_schema!"];

/// The words of features that name a kind of database; `pg` and `mariadb` among them.
const ENGINES: [&str; 5] = ["postgres", "pg", "mysql", "mariadb", "sqlite"];

/// No condition is longer in bytes.
const LONGEST_CONDITION: usize = 2_000;

/// Whether a file may say something.
pub(super) fn may_declare(text: &str) -> bool {
    DECLARING.iter().any(|word| text.contains(word))
        || text.contains("OUT_DIR") && text.contains("diesel")
        || chooses_a_database(text)
}

/// Whether something stands under a condition that names a kind of database, as modules of tables
/// do.
fn chooses_a_database(text: &str) -> bool {
    text.match_indices("cfg").any(|(start, _)| {
        let rest = &text.as_bytes()[start..];
        let rest = &rest[..rest.len().min(LONGEST_CONDITION)];
        let end = rest.iter().position(|byte| *byte == b']');
        let condition = &rest[..end.unwrap_or(rest.len())];
        ENGINES.iter().any(|word| {
            let mut windows = condition.windows(word.len());
            windows.any(|window| window.eq_ignore_ascii_case(word.as_bytes()))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::may_declare;

    #[test]
    fn what_only_uses_tables_is_passed_over() {
        for text in [
            "diesel::table! { users (id) { id -> Integer } }",
            "use diesel::table as t; t! { }  joinable!(a -> b (c));",
            "#[derive(SqlType)] struct Mood;",
            "#[cfg(feature = \"SQLite\")]\nmod schema;",
            "#[cfg(all(unix, any(mysql, postgresql)))] pub mod schema { }",
            "use diesel::prelude::*; include!(concat!(env!(\"OUT_DIR\"), \"/schema.rs\"));",
        ] {
            assert!(may_declare(text), "{text}");
        }
        for text in [
            "use diesel::prelude::*; use crate::schema::users; #[derive(Insertable)] struct New;",
            "#[cfg(test)]\nmod tests { use diesel::pg::PgConnection; }",
            "include!(concat!(env!(\"OUT_DIR\"), \"/bindings.rs\"));",
            "cfg",
        ] {
            assert!(!may_declare(text), "{text}");
        }
    }
}
