//! House rule: a crate uses only those crates of ours that its row names. A new arrow changes this
//! table and the one in `docs/architecture.md` together.

use super::{Complaint, Workspace};
use crate::failure::{Failure, OrFail};
use crate::workspace::{self, Package};

/// A crate and what it may use of ours; a `*` means everything.
pub(super) struct Row {
    pub(super) name: &'static str,
    pub(super) may_use: &'static [&'static str],
}

/// What tests of any crate may use besides the crate's own row.
const FOR_TESTS: &[&str] = &["schemadrift-testkit"];

/// The rows, from the bottom up.
pub(super) const TABLE: &[Row] = &[
    row("schemadrift-core", &[]),
    row("schemadrift-sql", &["schemadrift-core"]),
    row(
        "schemadrift-migrations",
        &["schemadrift-core", "schemadrift-sql"],
    ),
    row(
        "schemadrift-prisma",
        &["schemadrift-core", "schemadrift-sql"],
    ),
    row("schemadrift-rust-syntax", &["schemadrift-core"]),
    row(
        "schemadrift-diesel",
        &["schemadrift-core", "schemadrift-rust-syntax"],
    ),
    row(
        "schemadrift-seaorm",
        &[
            "schemadrift-core",
            "schemadrift-rust-syntax",
            "schemadrift-sql",
        ],
    ),
    row("schemadrift-live", &["schemadrift-core", "schemadrift-sql"]),
    row(
        "schemadrift-code",
        &[
            "schemadrift-core",
            "schemadrift-sql",
            "schemadrift-rust-syntax",
        ],
    ),
    row("schemadrift-check", &["schemadrift-core"]),
    row("schemadrift-emit", &["schemadrift-core"]),
    row(
        "schemadrift-report",
        &["schemadrift-core", "schemadrift-check"],
    ),
    row(
        "schemadrift-config",
        &["schemadrift-core", "schemadrift-check"],
    ),
    row(
        "schemadrift-testkit",
        &["schemadrift-core", "schemadrift-emit"],
    ),
    row(
        "schemadrift",
        &[
            "schemadrift-core",
            "schemadrift-sql",
            "schemadrift-migrations",
            "schemadrift-prisma",
            "schemadrift-diesel",
            "schemadrift-seaorm",
            "schemadrift-live",
            "schemadrift-code",
            "schemadrift-check",
            "schemadrift-emit",
            "schemadrift-report",
            "schemadrift-config",
        ],
    ),
    row(
        "schemadrift-cli",
        &[
            "schemadrift",
            "schemadrift-config",
            "schemadrift-emit",
            "schemadrift-report",
        ],
    ),
    row("axum-sqlx", &["schemadrift"]),
    row("axum-seaorm", &["schemadrift"]),
    row("axum-diesel", &["schemadrift"]),
    row("schemadrift-tests", &["*"]),
    row("xtask", &["*"]),
];

const fn row(name: &'static str, may_use: &'static [&'static str]) -> Row {
    Row { name, may_use }
}

pub(super) fn check(workspace: &Workspace) -> Result<Vec<Complaint>, Failure> {
    let mut complaints = judge(&workspace.packages, TABLE);
    let page = "docs/architecture.md";
    let text = workspace::read(&workspace.root.join(page))?;
    for row in TABLE.iter().filter(|row| !row.may_use.contains(&"*")) {
        let line = documented_row(&text, row.name)
            .or_fail(format!("`{page}` has no row for `{}`", row.name))?;
        let mut documented: Vec<&str> = line.split('`').skip(1).step_by(2).collect();
        let mut allowed = row.may_use.to_vec();
        documented.sort_unstable();
        allowed.sort_unstable();
        if documented != allowed {
            complaints.push(Complaint::new(
                page,
                format!(
                    "what `{}` may use differs from the table in xtask",
                    row.name
                ),
            ));
        }
    }
    Ok(complaints)
}

/// The last cell of the table row that begins with this crate.
fn documented_row<'a>(page: &'a str, name: &str) -> Option<&'a str> {
    let start = format!("| `{name}` |");
    let line = page.lines().find(|line| line.starts_with(&start))?;
    line.trim_end_matches([' ', '|']).rsplit('|').next()
}

fn judge(packages: &[Package], table: &[Row]) -> Vec<Complaint> {
    let is_ours = |name: &str| packages.iter().any(|package| package.name == name);
    let mut complaints = Vec::new();
    for package in packages {
        let manifest = package.folder.join("Cargo.toml");
        let Some(row) = table.iter().find(|row| row.name == package.name) else {
            complaints.push(Complaint::new(
                manifest,
                format!("`{}` has no row in the table of arrows", package.name),
            ));
            continue;
        };
        for dependency in &package.dependencies {
            let name = dependency.name.as_str();
            let is_allowed = row.may_use.contains(&"*")
                || row.may_use.contains(&name)
                || name == package.name
                || (dependency.is_for_development && FOR_TESTS.contains(&name));
            if is_ours(name) && !is_allowed {
                complaints.push(Complaint::new(
                    &manifest,
                    format!("`{}` may not use `{name}`", package.name),
                ));
            }
        }
    }
    complaints
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::Dependency;

    fn package(name: &str, dependencies: &[(&str, bool)]) -> Package {
        Package {
            name: name.to_string(),
            folder: format!("crates/{name}").into(),
            dependencies: dependencies
                .iter()
                .map(|(name, is_for_development)| Dependency {
                    name: (*name).to_string(),
                    is_for_development: *is_for_development,
                })
                .collect(),
        }
    }

    const SMALL: &[Row] = &[
        row("low", &[]),
        row("high", &["low"]),
        row("schemadrift-testkit", &["low"]),
    ];

    #[test]
    fn an_arrow_of_the_table_is_fine() {
        let packages = [
            package("low", &[("serde", false), ("schemadrift-testkit", true)]),
            package("high", &[("low", false)]),
            package("schemadrift-testkit", &[("low", false)]),
        ];
        assert_eq!(judge(&packages, SMALL), []);
    }

    #[test]
    fn any_other_arrow_is_named() {
        let packages = [
            package("low", &[("high", false), ("schemadrift-testkit", false)]),
            package("high", &[]),
            package("schemadrift-testkit", &[("high", true)]),
        ];
        let complaints: Vec<String> = judge(&packages, SMALL)
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(
            complaints,
            [
                "crates/low/Cargo.toml: `low` may not use `high`",
                "crates/low/Cargo.toml: `low` may not use `schemadrift-testkit`",
                "crates/schemadrift-testkit/Cargo.toml: `schemadrift-testkit` may not use `high`",
            ]
        );
    }

    #[test]
    fn a_crate_without_a_row_is_named() {
        let complaints = judge(&[package("new", &[])], SMALL);
        assert_eq!(complaints.len(), 1);
        assert!(complaints[0].message.contains("`new` has no row"));
    }

    #[test]
    fn the_last_cell_is_what_a_crate_may_use() {
        let page =
            "| crate | owns | may use |\n|---|---|---|\n| `high` | tall things | `low`, `base` |\n";
        assert_eq!(documented_row(page, "high"), Some(" `low`, `base`"));
        assert_eq!(documented_row(page, "low"), None);
    }
}
