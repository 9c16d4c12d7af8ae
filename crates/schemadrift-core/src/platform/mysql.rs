//! Platforms and products based on MySQL.

use super::{Evidence, Marks, NO_MARKS, NOTHING, Platform};
use crate::dialect::Engine;

const fn product(name: &'static str, word: &'static str, source: &'static str) -> Platform {
    Platform {
        name,
        base: Engine::MySql,
        marks: Marks {
            banner: Some(word),
            ..NO_MARKS
        },
        own: NOTHING,
        except: &[],
        evidence: Evidence::Read(source),
    }
}

// Tables that begin with `_vt_` are left out everywhere: a copy of a database holds them too.
pub(super) static PLATFORMS: &[Platform] = &[
    product(
        "TiDB",
        "tidb",
        "https://docs.pingcap.com/tidb/stable/mysql-compatibility",
    ),
    product(
        "PlanetScale",
        "planetscale",
        "https://planetscale.com/docs/vitess/mysql-compatibility",
    ),
    product(
        "Vitess",
        "vitess",
        "https://vitess.io/docs/reference/compatibility/mysql-compatibility/",
    ),
    product(
        "Percona Server",
        "percona",
        "https://docs.percona.com/percona-server/8.4/feature-comparison.html",
    ),
];
