//! Owns the products that speak PostgreSQL's protocol, and the platforms that run it, with the
//! schemas they keep for themselves.

/// The schemas of a Supabase project that its own tools leave out of a dump.
const SUPABASE: &[&str] = &[
    "_analytics",
    "_realtime",
    "_supavisor",
    "auth",
    "etl",
    "extensions",
    "pgbouncer",
    "realtime",
    "storage",
    "supabase_functions",
    "supabase_migrations",
    "cron",
    "dbdev",
    "graphql",
    "graphql_public",
    "net",
    "pgmq",
    "pgsodium",
    "pgsodium_masks",
    "pgtle",
    "repack",
    "vault",
    "pgroonga",
];

/// The platform that the database runs on, with its own schemas. Supabase is known by having
/// both `auth` and `storage`; one of them alone may well be the project's own.
pub(super) fn platform<'a>(
    schemas: impl IntoIterator<Item = &'a str>,
) -> Option<(&'static str, &'static [&'static str])> {
    let (mut has_auth, mut has_storage) = (false, false);
    for schema in schemas {
        has_auth |= schema == "auth";
        has_storage |= schema == "storage";
    }
    (has_auth && has_storage).then_some(("Supabase", SUPABASE))
}

/// The product behind a `version()` text that is not PostgreSQL itself.
pub(super) fn variant(banner: &str) -> Option<&'static str> {
    const MARKS: &[(&str, &str)] = &[
        ("CockroachDB", "CockroachDB"),
        ("-YB-", "YugabyteDB"),
        ("Redshift", "Amazon Redshift"),
        ("Greenplum", "Greenplum"),
        ("Materialize", "Materialize"),
        ("EnterpriseDB", "EDB Postgres Advanced Server"),
        ("openGauss", "openGauss"),
    ];
    MARKS
        .iter()
        .find(|(mark, _)| banner.contains(mark))
        .map(|(_, product)| *product)
}

#[cfg(test)]
mod tests {
    use super::{platform, variant};

    #[test]
    fn a_platform_needs_all_its_marks() {
        assert!(platform(["auth", "public"]).is_none());
        assert!(platform(["auth", "public", "storage"]).is_some());
    }

    #[test]
    fn products_are_told_by_their_banner() {
        assert_eq!(variant("PostgreSQL 15.4 on x86_64-pc-linux-gnu"), None);
        assert_eq!(variant("CockroachDB CCL v24.1"), Some("CockroachDB"));
        assert_eq!(variant("PostgreSQL 15.2-YB-2.25.0"), Some("YugabyteDB"));
    }
}
