//! Owns the demo: a shop whose database lacks five tables that its Prisma schema declares, in a
//! SQLite file, checked by the very command that users run. It fails if the reports are not
//! exactly right, so that it is also a test.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use sha2::{Digest, Sha256};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection};

use crate::failure::{Failure, OrFail};
use crate::workspace;

/// The incident, shared with the test that replays it.
const INCIDENT: &str = "tests/incidents/a-shop/sqlite";

/// The migration that was missing.
const FIX: &str = "20260210090000_add_account_data_tables";

/// What the incident's database lacks.
const MISSING: [&str; 5] = [
    "account_deletion_requests",
    "user_communication_preferences",
    "user_data_exports",
    "user_notification_preferences",
    "user_privacy_settings",
];

/// Shows the incident, its report, the fix and the clean report.
///
/// # Errors
/// If the demo cannot be set up, or a report is not exactly the right one.
pub(crate) fn run() -> Result<(), Failure> {
    let incident = workspace::root().join(INCIDENT);
    let folder = tempfile::tempdir().or_fail("could not make a temporary folder")?;
    let shop = Shop {
        folder: folder.path().to_path_buf(),
        database: folder.path().join("prisma/shop.db"),
    };
    copy(&incident.join("prisma"), &folder.path().join("prisma"))?;

    say("A shop: prisma/schema.prisma declares 28 models, four migrations were deployed.");
    shop.apply(&workspace::read(&incident.join("broken.sql"))?)?;
    say("Its database, prisma/shop.db, answers every query so far. Does it match the code?");
    shop.show_report()?;
    judge_broken(&shop.report()?, &shop.schema()?)?;

    say(
        "Five models that no migration creates: the first request for a privacy setting would fail.",
    );
    say("The fix is a migration that creates exactly these five tables:");
    let fix = workspace::read(&incident.join("fix.sql"))?;
    show_statements(&fix);
    shop.deploy(&fix)?;
    say("\nIt was written, applied, and recorded in the ledger, as `prisma migrate deploy` does.");
    shop.show_report()?;
    judge_fixed(&shop.report()?)?;

    say("Exactly the five tables were found, and after the fix nothing else. The database was");
    say("only ever read by the check; try it on your own project:");
    println!("\n    cargo xtask check-drift PATH-TO-YOUR-PROJECT\n");
    Ok(())
}

/// The shop's folder and its database.
struct Shop {
    folder: PathBuf,
    database: PathBuf,
}

/// What the command printed, and how it ended.
struct Report {
    json: Value,
    exit_code: Option<i32>,
}

impl Shop {
    /// Runs SQL on the database, which is made if it is not there.
    fn apply(&self, sql: &str) -> Result<(), Failure> {
        let options = SqliteConnectOptions::new()
            .filename(&self.database)
            .create_if_missing(true)
            .disable_statement_logging();
        let sql = sql.to_string();
        tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .or_fail("could not start the runtime")?
            .block_on(async {
                let mut connection = SqliteConnection::connect_with(&options).await?;
                sqlx::raw_sql(AssertSqlSafe(sql))
                    .execute(&mut connection)
                    .await?;
                connection.close().await
            })
            .or_fail("could not write the demo's database")
    }

    /// Writes a migration, applies it, and records it as Prisma does.
    fn deploy(&self, sql: &str) -> Result<(), Failure> {
        let folder = self.folder.join("prisma/migrations").join(FIX);
        std::fs::create_dir_all(&folder).or_fail("could not make the migration's folder")?;
        std::fs::write(folder.join("migration.sql"), sql)
            .or_fail("could not write the migration")?;
        self.apply(sql)?;
        let checksum = hexadecimal(&Sha256::digest(sql));
        self.apply(&format!(
            "INSERT INTO \"_prisma_migrations\" (\"id\", \"checksum\", \"finished_at\", \"migration_name\", \"applied_steps_count\")
             VALUES ('00000005-0000-4000-8000-000000000000', '{checksum}', CURRENT_TIMESTAMP, '{FIX}', 1)"
        ))
    }

    fn schema(&self) -> Result<String, Failure> {
        workspace::read(&self.folder.join("prisma/schema.prisma"))
    }

    /// Shows the report as a person at the terminal sees it.
    fn show_report(&self) -> Result<(), Failure> {
        println!("\n$ schemadrift check");
        let mut command = self.command()?;
        let status = command.status().or_fail("could not start the check")?;
        let code = status
            .code()
            .map_or_else(|| "no code".to_string(), |code| code.to_string());
        println!("(exit code {code})\n");
        Ok(())
    }

    /// The same report as data.
    fn report(&self) -> Result<Report, Failure> {
        let output = self
            .command()?
            .args(["--format", "json"])
            .output()
            .or_fail("could not start the check")?;
        let json = serde_json::from_slice(&output.stdout)
            .or_fail("the check printed something else than JSON")?;
        Ok(Report {
            json,
            exit_code: output.status.code(),
        })
    }

    /// This program as `check-drift`, in the shop's folder, where it finds schema and database
    /// without being told.
    fn command(&self) -> Result<Command, Failure> {
        let program = std::env::current_exe().or_fail("could not find this program")?;
        let mut command = Command::new(program);
        command
            .arg("check-drift")
            .current_dir(&self.folder)
            .env_remove("DATABASE_URL");
        Ok(command)
    }
}

/// The broken database must give the five missing tables, each at its model, and nothing else.
fn judge_broken(report: &Report, schema: &str) -> Result<(), Failure> {
    let findings = findings(report)?;
    let mut found = BTreeSet::new();
    for finding in findings {
        let name = finding["object"]["name"].as_str().unwrap_or_default();
        if finding["rule"] != "missing-table" {
            let rule = &finding["rule"];
            return Err(wrong(format!("unexpected finding {rule} about `{name}`")));
        }
        if !points_at_model(finding, name, schema) {
            return Err(wrong(format!("`{name}` is not reported at its model")));
        }
        found.insert(name);
    }
    if found != BTreeSet::from(MISSING) || findings.len() != MISSING.len() {
        return Err(wrong(format!(
            "{} findings instead of the five missing tables",
            findings.len()
        )));
    }
    expect_exit(report, 1)
}

/// The fixed database must give nothing.
fn judge_fixed(report: &Report) -> Result<(), Failure> {
    if report.json["verdict"] != "match" || !findings(report)?.is_empty() {
        return Err(wrong("the fixed database is not reported as a match"));
    }
    expect_exit(report, 0)
}

fn expect_exit(report: &Report, code: i32) -> Result<(), Failure> {
    if report.exit_code == Some(code) {
        Ok(())
    } else {
        Err(wrong(format!(
            "the check did not end with exit code {code}"
        )))
    }
}

fn findings(report: &Report) -> Result<&Vec<Value>, Failure> {
    report.json["findings"]
        .as_array()
        .ok_or_else(|| wrong("the JSON report has no findings"))
}

/// Whether the finding's first place lies in the model that is mapped to this table.
fn points_at_model(finding: &Value, table: &str, schema: &str) -> bool {
    let place = &finding["locations"][0];
    let is_schema = place["file"]
        .as_str()
        .is_some_and(|file| Path::new(file).ends_with("schema.prisma"));
    let line = place["line"].as_u64();
    is_schema
        && line
            .zip(model_lines(schema, table))
            .is_some_and(|(line, model)| model.contains(&line))
}

/// The lines, from one, of the model that is mapped to this table.
fn model_lines(schema: &str, table: &str) -> Option<RangeInclusive<u64>> {
    let mapping = format!("@@map(\"{table}\")");
    let mut start = 0;
    for (number, line) in (1..).zip(schema.lines()) {
        if line.starts_with("model ") {
            start = number;
        } else if line.contains(&mapping) {
            return Some(start..=number);
        }
    }
    None
}

fn wrong(what: impl AsRef<str>) -> Failure {
    Failure::new(format!("the demo's report is not right: {}", what.as_ref()))
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn say(text: &str) {
    println!("{text}");
}

fn show_statements(sql: &str) {
    println!();
    for line in sql.lines().filter(|line| line.starts_with("CREATE")) {
        println!("    {}", line.trim_end_matches(" ("));
    }
}

/// Copies a folder with all it holds.
fn copy(from: &Path, to: &Path) -> Result<(), Failure> {
    std::fs::create_dir_all(to).or_fail(format!("could not make `{}`", to.display()))?;
    for entry in workspace::entries(from)? {
        let target = to.join(entry.file_name().unwrap_or_default());
        if entry.is_dir() {
            copy(&entry, &target)?;
        } else {
            std::fs::copy(&entry, &target)
                .or_fail(format!("could not copy `{}`", entry.display()))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const SCHEMA: &str =
        "model A {\n  id Int\n  @@map(\"as\")\n}\n\nmodel B {\n  id Int\n  @@map(\"bs\")\n}\n";

    fn finding(name: &str, line: usize) -> Value {
        json!({
            "rule": "missing-table",
            "object": { "name": name },
            "locations": [{ "file": "prisma/schema.prisma", "line": line }],
        })
    }

    fn schema() -> String {
        MISSING
            .iter()
            .map(|table| format!("model M {{\n  @@map(\"{table}\")\n}}\n"))
            .collect()
    }

    fn broken() -> Report {
        let findings: Vec<Value> = (0..)
            .zip(MISSING)
            .map(|(index, table)| finding(table, index * 3 + 1))
            .collect();
        Report {
            json: json!({ "verdict": "behind", "findings": findings }),
            exit_code: Some(1),
        }
    }

    #[test]
    fn a_place_counts_only_inside_the_tables_own_model() {
        assert!(points_at_model(&finding("bs", 6), "bs", SCHEMA));
        assert!(points_at_model(&finding("bs", 8), "bs", SCHEMA));
        assert!(!points_at_model(&finding("bs", 1), "bs", SCHEMA));
        assert!(!points_at_model(&finding("cs", 1), "cs", SCHEMA));
    }

    #[test]
    fn exactly_the_five_tables_are_right() {
        assert!(judge_broken(&broken(), &schema()).is_ok());
    }

    #[test]
    fn one_finding_less_more_or_other_is_wrong() {
        let mut less = broken();
        less.json["findings"].as_array_mut().unwrap().pop();
        let mut twice = broken();
        let first = twice.json["findings"][0].clone();
        twice.json["findings"].as_array_mut().unwrap().push(first);
        let mut other = broken();
        other.json["findings"][2]["rule"] = "extra-index".into();
        let mut elsewhere = broken();
        elsewhere.json["findings"][2]["locations"][0]["line"] = 1.into();
        let mut silent = broken();
        silent.exit_code = Some(0);
        for report in [less, twice, other, elsewhere, silent] {
            assert!(judge_broken(&report, &schema()).is_err());
        }
    }

    #[test]
    fn the_fixed_database_must_be_silent() {
        let report = |verdict: &str, findings: Value, exit_code| Report {
            json: json!({ "verdict": verdict, "findings": findings }),
            exit_code: Some(exit_code),
        };
        assert!(judge_fixed(&report("match", json!([]), 0)).is_ok());
        assert!(judge_fixed(&report("match", json!([]), 3)).is_err());
        assert!(judge_fixed(&report("ahead", json!([finding("x", 1)]), 0)).is_err());
    }
}
