//! Owns the single changes made by hand to a live database: `tests/mutations/<engine>/` holds a
//! Prisma schema, the DDL that makes its database, and a list of changes. Each change yields
//! exactly the findings that the list names, and nothing else.

use std::path::Path;
use std::sync::Arc;

use libtest_mimic::{Arguments, Failed, Trial};
use schemadrift_tests::command::{Run, Schemadrift};
use schemadrift_tests::database::{Database, Engine};
use schemadrift_tests::{fixture, reduced};

fn main() {
    let arguments = Arguments::from_args();
    let mut trials = Vec::new();
    for engine in [Engine::Postgresql, Engine::Sqlite] {
        let folder = fixture::folder("mutations").join(engine.as_str());
        let base = Arc::new(Base::new(engine, &folder));
        for change in changes(&fixture::read(&folder.join("changes.sql"))) {
            let base = Arc::clone(&base);
            let name = format!("{} {}", engine.as_str(), change.name);
            trials.push(Trial::test(name, move || run(&base, &change)));
        }
    }
    libtest_mimic::run(&arguments, trials).exit();
}

fn run(base: &Base, change: &Change) -> Result<(), Failed> {
    let live = base.changed(change)?;
    let run = base.check(&live);
    let mut said = findings(&run);
    let mut expected = change.findings.clone();
    said.sort();
    expected.sort();
    if said == expected {
        return Ok(());
    }
    Err(format!(
        "{}\nexpected:\n  {}\nsaid:\n  {}\n{}",
        change.script.trim(),
        expected.join("\n  "),
        said.join("\n  "),
        reduced::reduce(&run)
    )
    .into())
}

/// `LEVEL RULE KIND PATH` of everything that a report holds.
fn findings(run: &Run) -> Vec<String> {
    let lines = reduced::reduce(run);
    lines
        .lines()
        .skip(1)
        .map(|line| line.split(" | ").next().unwrap_or(line).to_owned())
        .collect()
}

/// A healthy database and the schema that it was made from.
struct Base {
    engine: Engine,
    schema: std::path::PathBuf,
    official: String,
    /// A PostgreSQL database to copy: quicker than running the DDL again for every change.
    template: std::sync::OnceLock<Database>,
}

impl Base {
    fn new(engine: Engine, folder: &Path) -> Self {
        Self {
            engine,
            schema: folder.join("schema.prisma"),
            official: fixture::read(&folder.join("official.sql")),
            template: std::sync::OnceLock::new(),
        }
    }

    fn changed(&self, change: &Change) -> Result<Database, Failed> {
        if change.replacements.is_empty() {
            let template = self
                .template
                .get_or_init(|| Database::filled(self.engine, &self.official));
            let live = Database::copy_of(template);
            live.execute(&change.script);
            return Ok(live);
        }
        let mut official = self.official.clone();
        for (from, to) in &change.replacements {
            if official.matches(from).count() != 1 {
                return Err(format!("`{from}` must occur once in `official.sql`").into());
            }
            official = official.replace(from, to);
        }
        let live = Database::filled(self.engine, &official);
        live.execute(&change.script);
        Ok(live)
    }

    fn check(&self, live: &Database) -> Run {
        let folder = self.schema.parent().unwrap_or(Path::new("."));
        Schemadrift::new()
            .arguments([
                "check",
                "--format",
                "json",
                "--database",
                live.url(),
                "--source",
            ])
            .arguments([format!("prisma:{}", self.schema.display())])
            .arguments([folder])
            .run()
    }
}

/// One change made by hand.
#[derive(Debug, Default)]
struct Change {
    name: String,
    /// What is other in the DDL itself: SQLite cannot change most things of a table that exists.
    replacements: Vec<(String, String)>,
    script: String,
    findings: Vec<String>,
}

/// Reads a list of changes: `--- name`, then `< text of the DDL` with `> text instead` or
/// statements, then `--> finding` or `--> nothing`.
fn changes(text: &str) -> Vec<Change> {
    let mut changes: Vec<Change> = Vec::new();
    let mut silent = 0;
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("--- ") {
            changes.push(Change {
                name: name.to_owned(),
                ..Change::default()
            });
            continue;
        }
        let Some(change) = changes.last_mut() else {
            continue;
        };
        if line == "--> nothing" {
            silent += 1;
        } else if let Some(finding) = line.strip_prefix("--> ") {
            change.findings.push(finding.to_owned());
        } else if let Some(from) = line.strip_prefix("< ") {
            change.replacements.push((from.to_owned(), String::new()));
        } else if let Some(to) = line.strip_prefix("> ") {
            let replacement = change.replacements.last_mut().expect("`>` follows `<`");
            to.clone_into(&mut replacement.1);
        } else if !line.starts_with("-- ") && !line.is_empty() {
            change.script.push_str(line);
            change.script.push('\n');
        }
    }
    for change in &changes {
        let is_empty = change.script.is_empty() && change.replacements.is_empty();
        assert!(!is_empty, "the change `{}` changes nothing", change.name);
    }
    let with_findings = changes
        .iter()
        .filter(|change| !change.findings.is_empty())
        .count();
    assert_eq!(
        with_findings + silent,
        changes.len(),
        "every change states its findings, or that there are none"
    );
    changes
}
