//! Owns the examples on the rule pages: each page's code and live database are compared for real,
//! and yield exactly the findings that the page lists.

use libtest_mimic::{Arguments, Failed, Trial};
use schemadrift_check::rules::{RULES, Rule};
use schemadrift_tests::database::Engine;
use schemadrift_tests::fixture::{Code, Sides};
use schemadrift_tests::reduced;

fn main() {
    let arguments = Arguments::from_args();
    let trials = RULES
        .iter()
        .map(|rule| Trial::test(rule.name, || run(rule)))
        .collect();
    libtest_mimic::run(&arguments, trials).exit();
}

fn run(rule: &Rule) -> Result<(), Failed> {
    check_layout(rule)?;
    let examples = examples(rule.page)?;
    for section in ["Example", "What is not a finding"] {
        if !examples.iter().any(|example| example.section == section) {
            return Err(format!("section `{section}` has no example that can be run").into());
        }
    }
    for example in &examples {
        let said = example.run()?;
        if said != example.findings {
            return Err(format!(
                "section `{}` of `{}`\nthe page lists:\n{}\nthe command says:\n{}",
                example.section,
                rule.name,
                example.findings.join("\n"),
                said.join("\n")
            )
            .into());
        }
        let speaks = example
            .findings
            .iter()
            .any(|line| line.split(' ').nth(1) == Some(rule.name));
        if speaks != (example.section == "Example") {
            return Err(
                format!("an example of `{}` shows the wrong thing", example.section).into(),
            );
        }
    }
    Ok(())
}

const SECTIONS: [&str; 6] = [
    "What it finds",
    "Why it matters",
    "Example",
    "What is not a finding",
    "What to do",
    "Configuration",
];

/// All pages have the same sections in the same order, under the rule's name.
fn check_layout(rule: &Rule) -> Result<(), Failed> {
    if rule.page.lines().next() != Some(&format!("# {}", rule.name)) {
        return Err("the title is not the rule's name".into());
    }
    let found: Vec<&str> = rule
        .page
        .lines()
        .filter_map(|line| line.strip_prefix("## "))
        .collect();
    if found != SECTIONS {
        return Err(format!("the sections are {}", found.join(", ")).into());
    }
    if !rule.page.contains(&format!("{} = \"", rule.name)) {
        return Err("the section on configuration does not name the rule".into());
    }
    Ok(())
}

/// Two sides on a page, and the findings that follow them.
#[derive(Debug, Default)]
struct Example {
    section: String,
    prisma: Option<String>,
    code_sql: Option<String>,
    /// Names of SQL files and what is in them.
    code_files: Vec<(String, String)>,
    live: Option<(Engine, String)>,
    settings: Option<String>,
    /// Names of Prisma migrations and what is in them.
    migrations: Vec<(String, String)>,
    /// Files of other kinds: a query that sqlx remembers, the code that holds it.
    others: Vec<(&'static str, String)>,
    findings: Vec<String>,
}

/// Reads the fenced blocks of a page. A block of code begins an example; the live database and,
/// where there are findings, their list follow it.
fn examples(page: &str) -> Result<Vec<Example>, Failed> {
    let mut examples: Vec<Example> = Vec::new();
    let mut section = String::new();
    let mut settings = None;
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        if let Some(title) = line.strip_prefix("## ") {
            title.clone_into(&mut section);
        }
        let Some(kind) = line.strip_prefix("```") else {
            continue;
        };
        let body: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        let text = body
            .iter()
            .map(|line| format!("{line}\n"))
            .collect::<String>();
        let begin =
            |prisma: Option<String>, code_sql: Option<String>, settings: Option<String>| Example {
                section: section.clone(),
                prisma,
                code_sql,
                settings,
                ..Example::default()
            };
        if section == "Configuration" || section == "What to do" {
            continue;
        }
        match kind {
            "prisma" => examples.push(begin(Some(text), None, settings.take())),
            "sql postgresql code" | "sql sqlite code" => {
                examples.push(begin(None, Some(text), settings.take()));
            }
            "toml" => settings = Some(text),
            _ if kind.starts_with("sql code file ") => {
                let name = kind.trim_start_matches("sql code file ").to_owned();
                // The first file begins an example, and its live database ends the files.
                if examples.last().is_none_or(|example| example.live.is_some()) {
                    examples.push(begin(None, None, settings.take()));
                }
                if let Some(example) = examples.last_mut() {
                    example.code_files.push((name, text));
                }
            }
            _ if kind.starts_with("sql migration ") => {
                let Some(example) = examples.last_mut() else {
                    return Err(format!("a block `{kind}` stands before any code").into());
                };
                let name = kind.trim_start_matches("sql migration ").to_owned();
                example.migrations.push((name, text));
            }
            "sql postgresql" | "sql sqlite" | "text" | "json sqlx" | "rust" | "ts" => {
                let Some(example) = examples.last_mut() else {
                    return Err(format!("a block `{kind}` stands before any code").into());
                };
                match kind {
                    "sql postgresql" => example.live = Some((Engine::Postgresql, text)),
                    "sql sqlite" => example.live = Some((Engine::Sqlite, text)),
                    "json sqlx" => example.others.push((".sqlx/query-1.json", text)),
                    "rust" => example.others.push(("src/lib.rs", text)),
                    "ts" => example.others.push(("src/app.ts", text)),
                    _ => example.findings = body.iter().map(|line| (*line).to_owned()).collect(),
                }
            }
            other => return Err(format!("a block of kind `{other}` cannot be run").into()),
        }
    }
    Ok(examples)
}

impl Example {
    fn run(&self) -> Result<Vec<String>, Failed> {
        let Some((engine, live)) = &self.live else {
            return Err(format!("an example of `{}` has no live database", self.section).into());
        };
        let folder = tempfile::TempDir::new()?;
        if let Some(settings) = &self.settings {
            std::fs::write(folder.path().join("schemadrift.toml"), settings)?;
        }
        let schema = folder.path().join("schema.prisma");
        if let Some(models) = &self.prisma {
            std::fs::write(&schema, with_head(models, *engine))?;
        }
        let place = folder.path().join("code");
        std::fs::create_dir_all(&place)?;
        for (name, script) in &self.code_files {
            std::fs::write(place.join(name), script)?;
        }
        let code = match (&self.prisma, &self.code_sql, self.code_files.as_slice()) {
            (Some(_), None, []) => Code::Prisma(schema),
            (None, Some(script), []) => Code::Sql(script.clone()),
            (None, None, [_, ..]) => Code::Files(place),
            (Some(_), None, [_, ..]) => Code::Both(schema, place),
            _ => return Err("an example has one code side".into()),
        };
        for (name, script) in &self.migrations {
            let place = folder.path().join("migrations").join(name);
            std::fs::create_dir_all(&place)?;
            std::fs::write(place.join("migration.sql"), script)?;
        }
        for (name, text) in &self.others {
            let place = folder.path().join(name);
            if let Some(parent) = place.parent() {
                std::fs::create_dir_all(parent)?;
            }
            std::fs::write(place, text)?;
        }
        let sides = Sides {
            code,
            engine: *engine,
            live: live.clone(),
            folder: folder.path().to_path_buf(),
        };
        Ok(reduced::short_findings(&sides.run()))
    }
}

/// Pages show what matters; a schema also needs a generator and a datasource.
fn with_head(models: &str, engine: Engine) -> String {
    if models.contains("datasource ") {
        return models.to_owned();
    }
    format!(
        "{models}\ngenerator client {{\n  provider        = \"prisma-client-js\"\n  previewFeatures = [\"views\"]\n}}\n\ndatasource db {{\n  provider = \"{}\"\n}}\n",
        engine.as_str()
    )
}
