//! MariaDB 10.6 and later: MySQL, except for what is named here.

use super::{Dialect, Engine, mysql};

pub(super) static MARIADB: Dialect = Dialect {
    engine: Engine::MariaDb,
    display_name: "MariaDB",
    manual: "https://mariadb.com/kb/en/documentation/",
    ..mysql::MYSQL
};
