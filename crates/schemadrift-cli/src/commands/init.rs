//! Owns `init`: a first configuration, from what is found in the project. With it, a check sees what it sees
//! without.

use std::path::Path;

use schemadrift::Source;
use schemadrift_config::{First, FirstDatabase, FirstSource};

use crate::arguments::InitCommand;
use crate::discovery::{self, Fate, Surveyed};
use crate::exit::{Exit, Failure};
use crate::project::{CONFIG_FILE, Project, shown};
use crate::terminal;

/// Runs the command. An existing file is kept unless `--force` is given.
pub(crate) async fn run(command: &InitCommand) -> Result<Exit, Failure> {
    let path = command.dir.join(CONFIG_FILE);
    if path.exists() && !command.force && !command.stdout {
        return Err(
            Failure::new(format!("`{}` exists", shown(&path))).with_help(
                "pass `--force` to replace it, or `--stdout` to see what would be written",
            ),
        );
    }
    let project = Project::unconfigured(&command.dir)?;
    let surveyed = match discovery::survey(&project).await {
        Ok(surveyed) => surveyed,
        Err(failure) if failure.is_for_want_of_sources => Vec::new(),
        Err(failure) => return Err(failure),
    };
    let first = first(&surveyed, &project.root);
    if first.sources.iter().all(|source| source.remark.is_some()) {
        terminal::say(
            "note: no schema was found that is checked; the file shows how to name one\n",
        );
    }
    let text = schemadrift_config::first_configuration(&first);
    if command.stdout {
        terminal::write_data(&text, None)?;
        return Ok(Exit::Clean);
    }
    terminal::write_data(&text, Some(&path))?;
    terminal::say(&format!("wrote `{}`\n", shown(&path)));
    Ok(Exit::Clean)
}

fn first(surveyed: &[Surveyed], root: &Path) -> First {
    let databases = databases(surveyed);
    let name_of = |variable: &str| {
        let mut named = databases.iter();
        let found = named.find(|database| database.variable == variable)?;
        found.name.clone()
    };
    let sources = surveyed.iter().map(|entry| {
        let (variable, remark) = match &entry.fate {
            Fate::Checked { variable } => (variable.as_deref(), None),
            Fate::Unusable => (None, None),
            Fate::PassedOver(reason) => (None, Some(reason.clone())),
        };
        let (kind, path) = address(&entry.source, root);
        FirstSource {
            kind,
            path,
            database: variable.and_then(name_of),
            remark,
        }
    });
    let sources = sources.collect();
    First { sources, databases }
}

/// The databases, if every source that is checked takes its own from a variable; where one says it
/// itself, or cannot be read, nothing need be said, and a check finds them as before.
fn databases(surveyed: &[Surveyed]) -> Vec<FirstDatabase> {
    let mut variables: Vec<&str> = Vec::new();
    for entry in surveyed {
        match &entry.fate {
            // The queries of sqlx are about whatever the others are about.
            Fate::Checked { .. } if matches!(entry.source, Source::Sqlx(_)) => {}
            Fate::Checked {
                variable: Some(variable),
            } => {
                if !variables.contains(&variable.as_str()) {
                    variables.push(variable);
                }
            }
            Fate::Checked { variable: None } | Fate::Unusable => return Vec::new(),
            Fate::PassedOver(_) => {}
        }
    }
    let is_only_one = variables.len() == 1;
    let mut databases: Vec<FirstDatabase> = Vec::new();
    for variable in variables {
        let name = name(variable);
        let is_taken = |name: &str| {
            let mut named = databases.iter();
            named.any(|database| database.name.as_deref() == Some(name))
        };
        let name = if is_taken(&name) {
            variable.to_lowercase()
        } else {
            name
        };
        databases.push(FirstDatabase {
            name: (!is_only_one).then_some(name),
            variable: variable.to_owned(),
        });
    }
    databases
}

/// A database's name, from the variable that leads to it: `BILLING_DATABASE_URL` leads to `billing`.
fn name(variable: &str) -> String {
    let variable = variable.to_lowercase();
    let words = variable.split('_');
    let words: Vec<&str> = words
        .filter(|word| !["", "database", "db", "url", "uri"].contains(word))
        .collect();
    if words.is_empty() {
        "main".to_owned()
    } else {
        words.join("-")
    }
}

/// The kind and the path of a source, seen from the project's folder.
fn address(source: &Source, root: &Path) -> (String, String) {
    let path = source.path();
    let below = path
        .strip_prefix(root)
        .unwrap_or(path)
        .display()
        .to_string();
    let below = if below.is_empty() {
        ".".to_owned()
    } else {
        below
    };
    (source.kind().to_owned(), below)
}
