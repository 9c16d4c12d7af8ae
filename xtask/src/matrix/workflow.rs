//! Owns the workflow's job for the servers of the matrix, written between two marks in its file.

use std::fmt::Write as _;

use schemadrift_testkit::servers::Product;

use super::entries::{self, Tested};
use crate::failure::{Failure, OrFail};

/// The workflow's file.
pub(crate) const PATH: &str = ".github/workflows/ci.yml";

const BEGIN: &str =
    "  # Written from xtask/matrix.toml by `cargo xtask codegen`, up to the end mark.\n";
const END: &str = "  # The end of what is written.\n";

/// The workflow's text with the job as it is now.
///
/// # Errors
/// If the matrix cannot be read, or the marks are not there.
pub(crate) fn with_job(text: &str) -> Result<String, Failure> {
    let (before, rest) = text
        .split_once(BEGIN)
        .or_fail(format!("`{PATH}` has no mark where the job begins"))?;
    let (_, after) = rest
        .split_once(END)
        .or_fail(format!("`{PATH}` has no mark where the job ends"))?;
    Ok(format!("{before}{BEGIN}{}{END}{after}", job()?))
}

/// What differs between the containers of the products.
struct Container {
    port: u16,
    health: &'static str,
    url: &'static str,
}

fn container(product: Product) -> Container {
    match product {
        Product::PostgreSql => Container {
            port: 5432,
            health: "pg_isready --username postgres",
            url: "postgresql://postgres:test@127.0.0.1:54320/postgres",
        },
        Product::MySql => Container {
            port: 3306,
            health: "mysqladmin ping --host 127.0.0.1 --password=test",
            url: "mysql://root:test@127.0.0.1:54320/mysql",
        },
        Product::MariaDb => Container {
            port: 3306,
            health: "healthcheck.sh --connect --innodb_initialized",
            url: "mariadb://root:test@127.0.0.1:54320/mysql",
        },
    }
}

fn job() -> Result<String, Failure> {
    let mut include = String::new();
    for entry in entries::all()? {
        let (Tested::Server { product, .. }, Some(image)) = (&entry.tested, &entry.image) else {
            continue;
        };
        let Container { port, health, url } = container(*product);
        let name = entry.name();
        // Writing to a string cannot fail.
        let _ = writeln!(
            include,
            "          - {{ name: {name}, image: \"{image}\", port: {port}, health: \"{health}\", url: \"{url}\" }}"
        );
    }
    Ok(format!("{HEAD}{include}{STEPS}"))
}

const HEAD: &str = "  servers:
    name: Tests on ${{ matrix.name }}
    runs-on: ubuntu-24.04
    timeout-minutes: 30
    strategy:
      fail-fast: false
      matrix:
        include:
";

const STEPS: &str = "    services:
      server:
        image: ${{ matrix.image }}
        env:
          POSTGRES_PASSWORD: test
          MYSQL_ROOT_PASSWORD: test
          MARIADB_ROOT_PASSWORD: test
        ports: [\"54320:${{ matrix.port }}\"]
        options: >-
          --health-cmd \"${{ matrix.health }}\"
          --health-interval 2s
          --health-timeout 5s
          --health-retries 30
      mariadb:
        image: mariadb:10.11
        env:
          MARIADB_ROOT_PASSWORD: test
        ports: [\"33060:3306\"]
        options: >-
          --health-cmd \"healthcheck.sh --connect --innodb_initialized\"
          --health-interval 2s
          --health-timeout 5s
          --health-retries 30
    env:
      SCHEMADRIFT_TEST_MARIADB_URL: mariadb://root:test@127.0.0.1:33060/mysql
    steps:
      - uses: actions/checkout@v4
        with: { persist-credentials: false }
      - run: cargo xtask matrix ${{ matrix.name }} --url ${{ matrix.url }}
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_image_of_the_matrix_has_a_line_and_the_rest_of_the_file_stays() {
        let text = format!("jobs:\n{BEGIN}  old: {{}}\n{END}  gather:\n");
        let written = with_job(&text).unwrap();
        assert!(written.starts_with("jobs:\n") && written.ends_with("  gather:\n"));
        assert!(!written.contains("old"));
        let images = entries::all().unwrap();
        let images = images.iter().filter_map(|entry| entry.image.as_ref());
        let mut count = 0;
        for image in images {
            assert!(written.contains(&format!("image: \"{image}\"")), "{image}");
            count += 1;
        }
        assert!(count >= 10, "{count}");
        assert_eq!(with_job(&written).unwrap(), written);
        assert!(with_job("jobs:\n").is_err());
    }
}
