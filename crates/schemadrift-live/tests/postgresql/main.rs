//! Tests against a real PostgreSQL server, named by `SCHEMADRIFT_TEST_POSTGRES_URL`: the URL of a
//! superuser of a scratch server. They make databases and roles named `schemadrift_live_*` and
//! drop them again.

mod faults;
mod kinds;
#[path = "../faults/proxy.rs"]
mod proxy;
mod read_only;
mod rights;
mod round_trips;
mod scratch;
mod settling;
mod trouble;
mod types;
