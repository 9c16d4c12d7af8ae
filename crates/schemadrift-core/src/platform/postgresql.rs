//! Platforms and products based on PostgreSQL.

use super::{Evidence, Exception, Marks, NO_MARKS, NOTHING, Own, Platform};
use crate::dialect::Engine;

const fn extension(names: &'static [&'static str]) -> Marks {
    Marks {
        extensions: names,
        ..NO_MARKS
    }
}

const fn banner(word: &'static str) -> Marks {
    Marks {
        banner: Some(word),
        ..NO_MARKS
    }
}

/// A product of which nothing is known but that it is not PostgreSQL.
const fn product(name: &'static str, word: &'static str, source: &'static str) -> Platform {
    Platform {
        name,
        base: Engine::PostgreSql,
        marks: banner(word),
        own: NOTHING,
        except: &[],
        evidence: Evidence::Read(source),
    }
}

pub(super) static PLATFORMS: &[Platform] = &[
    Platform {
        name: "Supabase",
        base: Engine::PostgreSql,
        marks: Marks {
            schemas: &["auth", "storage"],
            ..NO_MARKS
        },
        own: Own {
            // What its own command leaves out of a dump.
            schemas: &[
                "_analytics",
                "_realtime",
                "_supavisor",
                "auth",
                "cron",
                "dbdev",
                "etl",
                "extensions",
                "graphql",
                "graphql_public",
                "net",
                "pgbouncer",
                "pgmq",
                "pgroonga",
                "pgsodium",
                "pgsodium_masks",
                "pgtle",
                "realtime",
                "repack",
                "storage",
                "supabase_functions",
                "supabase_migrations",
                "tiger",
                "tiger_data",
                "topology",
                "vault",
            ],
            ..NOTHING
        },
        except: &[],
        evidence: Evidence::Read("https://supabase.com/docs/reference/cli/supabase-db-dump"),
    },
    Platform {
        name: "Neon",
        base: Engine::PostgreSql,
        marks: Marks {
            schemas: &["neon"],
            extensions: &["neon"],
            ..NO_MARKS
        },
        own: Own {
            schemas: &["neon", "neon_auth", "neon_migration"],
            ..NOTHING
        },
        except: &[],
        evidence: Evidence::Read("https://neon.com/docs/reference/compatibility"),
    },
    Platform {
        name: "Amazon RDS",
        base: Engine::PostgreSql,
        marks: extension(&["aws_commons", "aws_lambda", "aws_s3", "rds_tools"]),
        own: Own {
            schemas: &["aws_commons", "aws_lambda", "aws_s3", "rds_tools"],
            ..NOTHING
        },
        except: &[],
        evidence: Evidence::Read(
            "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.PostgreSQL.CommonDBATasks.Extensions.html",
        ),
    },
    Platform {
        name: "TimescaleDB",
        base: Engine::PostgreSql,
        marks: extension(&["timescaledb"]),
        own: Own {
            schemas: &[
                "timescaledb_experimental",
                "timescaledb_information",
                "toolkit_experimental",
            ],
            schema_prefixes: &["_timescaledb_"],
            triggers: &["ts_insert_blocker", "ts_cagg_invalidation_trigger"],
            ..NOTHING
        },
        except: &[],
        evidence: Evidence::Read("https://github.com/timescale/timescaledb"),
    },
    Platform {
        name: "Citus",
        base: Engine::PostgreSql,
        marks: extension(&["citus", "citus_columnar"]),
        own: Own {
            schemas: &["citus", "citus_internal", "columnar", "columnar_internal"],
            ..NOTHING
        },
        except: &[],
        evidence: Evidence::Read("https://docs.citusdata.com/en/stable/develop/api_metadata.html"),
    },
    Platform {
        name: "PostGIS",
        base: Engine::PostgreSql,
        marks: extension(&["postgis", "postgis_topology", "postgis_tiger_geocoder"]),
        own: Own {
            schemas: &["tiger", "tiger_data", "topology"],
            ..NOTHING
        },
        except: &[],
        evidence: Evidence::Run("PostGIS 3.3 on PostgreSQL 15"),
    },
    Platform {
        name: "pg_partman",
        base: Engine::PostgreSql,
        marks: extension(&["pg_partman"]),
        own: Own {
            // Its templates of partitions lie beside its own tables, and are nobody's members.
            keeps_schema_of_extension: true,
            ..NOTHING
        },
        except: &[],
        evidence: Evidence::Run("pg_partman 4.7 on PostgreSQL 15"),
    },
    Platform {
        name: "pg_cron",
        base: Engine::PostgreSql,
        marks: extension(&["pg_cron"]),
        own: Own {
            schemas: &["cron"],
            ..NOTHING
        },
        except: &[],
        evidence: Evidence::Read("https://github.com/citusdata/pg_cron"),
    },
    Platform {
        name: "CockroachDB",
        base: Engine::PostgreSql,
        marks: banner("cockroachdb"),
        own: Own {
            schemas: &["crdb_internal", "pg_extension"],
            ..NOTHING
        },
        except: &[Exception::HiddenKey {
            column: "rowid",
            default: "unique_rowid()",
        }],
        evidence: Evidence::Read(
            "https://www.cockroachlabs.com/docs/stable/postgresql-compatibility",
        ),
    },
    Platform {
        name: "YugabyteDB",
        base: Engine::PostgreSql,
        marks: banner("-yb-"),
        own: NOTHING,
        except: &[Exception::IndexMethod {
            own: "lsm",
            base: "btree",
        }],
        evidence: Evidence::Read(
            "https://docs.yugabyte.com/stable/explore/indexes-constraints/primary-key-ysql/",
        ),
    },
    product(
        "Amazon Redshift",
        "redshift",
        "https://docs.aws.amazon.com/redshift/latest/dg/c_redshift-and-postgres-sql.html",
    ),
    product(
        "Greenplum",
        "greenplum",
        "https://docs.vmware.com/en/VMware-Greenplum/",
    ),
    product(
        "Materialize",
        "materialize",
        "https://materialize.com/docs/sql/",
    ),
    product(
        "EDB Postgres Advanced Server",
        "enterprisedb",
        "https://www.enterprisedb.com/docs/epas/latest/",
    ),
    product("openGauss", "opengauss", "https://docs.opengauss.org/en/"),
];
