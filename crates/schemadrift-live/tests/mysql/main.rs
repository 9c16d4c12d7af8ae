//! Tests against a real MariaDB server, named by `SCHEMADRIFT_TEST_MARIADB_URL`, and against a real
//! MySQL server where `SCHEMADRIFT_TEST_MYSQL_URL` names one: URLs of superusers of scratch servers.
//! They make databases and users named `schemadrift_live_*` and drop them again.

mod kinds;
mod read_only;
mod rights;
mod round_trips;
mod scratch;
mod trouble;
