//! Platforms and products based on SQLite.

use super::{Evidence, Marks, NO_MARKS, NOTHING, Own, Platform};
use crate::dialect::Engine;

// Tables that begin with `_cf_` or `_litestream_` are left out everywhere: a copy of a database holds them too.
pub(super) static PLATFORMS: &[Platform] = &[
    Platform {
        name: "libSQL",
        base: Engine::Sqlite,
        marks: Marks {
            tables: &["libsql_vector_meta_shadow", "libsql_wasm_func_table"],
            ..NO_MARKS
        },
        own: Own {
            // Each index over vectors has one.
            table_suffixes: &["_shadow"],
            ..NOTHING
        },
        except: &[],
        evidence: Evidence::Run("a file that libSQL 0.5 wrote"),
    },
    Platform {
        name: "Cloudflare D1",
        base: Engine::Sqlite,
        marks: Marks {
            tables: &["d1_migrations", "_cf_KV", "_cf_METADATA"],
            ..NO_MARKS
        },
        own: NOTHING,
        except: &[],
        evidence: Evidence::Read("https://developers.cloudflare.com/d1/sql-api/sql-statements/"),
    },
];
