//! Owns scenarios: a project and its databases, and what a person does to them, step by step. The
//! transcript of all steps is what a fixture expects.

use std::path::Path;

use tempfile::TempDir;

use crate::command::Schemadrift;
use crate::database::{Database, Engine};
use crate::transcript::{self, Masks};
use crate::{expectation, fixture, project};

/// The databases that a scenario may have: the script that fills each, what its steps call it, and
/// the variable that leads to it.
const DATABASES: [(&str, &str, &str); 2] = [
    ("live.sqlite.sql", "live", "DATABASE_URL"),
    ("other.sqlite.sql", "other", "OTHER_DATABASE_URL"),
];

/// A scenario under way.
#[derive(Debug)]
struct Scenario {
    project: TempDir,
    databases: Vec<(&'static str, &'static str, Database)>,
    masks: Masks,
}

/// Runs the steps of a folder: `project`, `live.sqlite.sql` (and `other.sqlite.sql`), `steps.txt`.
///
/// # Errors
/// If the transcript is not what `expected.txt` says.
///
/// # Panics
/// If a step cannot be taken.
pub fn run(folder: &Path) -> Result<(), String> {
    let scenario = Scenario::of(folder);
    let steps = fixture::read(&folder.join("steps.txt"));
    let said: Vec<String> = steps
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|step| scenario.take(step))
        .collect();
    expectation::compare(&folder.join("expected.txt"), &said.join("\n"))
}

impl Scenario {
    fn of(folder: &Path) -> Self {
        let copy = TempDir::new().expect("a temporary folder can be made");
        project::copy_folder(&folder.join("project"), copy.path())
            .expect("the project can be copied");
        let mut masks = Masks::default();
        masks.add(copy.path().display().to_string(), "<project>");
        let mut databases = Vec::new();
        for (script, name, variable) in DATABASES {
            let script = folder.join(script);
            if script.is_file() {
                let database = Database::filled(Engine::Sqlite, &fixture::read(&script));
                masks.add(database.name(), format!("<{name}>"));
                databases.push((name, variable, database));
            }
        }
        Self {
            project: copy,
            databases,
            masks,
        }
    }

    /// Takes a step, and says what a person sees of it.
    fn take(&self, step: &str) -> String {
        if step.starts_with('#') {
            return format!("{step}\n");
        }
        let (word, rest) = step.split_once(' ').unwrap_or((step, ""));
        match word {
            "schemadrift" => return self.command(rest),
            "cat" => return format!("$ {step}\n{}", self.read(rest)),
            "replace" => self.replace(rest),
            "mv" => {
                let (from, to) = rest.split_once(' ').expect("`mv` takes two paths");
                let moved = std::fs::rename(self.path(from), self.path(to));
                moved.expect("the file can be moved");
            }
            "rm" => std::fs::remove_file(self.path(rest)).expect("the file can be removed"),
            name => {
                let mut databases = self.databases.iter();
                let database = databases.find(|(own, ..)| *own == name);
                let (.., database) = database.unwrap_or_else(|| panic!("`{name}` is no step"));
                database.execute(rest);
            }
        }
        format!("$ {step}\n")
    }

    fn command(&self, arguments: &str) -> String {
        let typed = self
            .databases
            .iter()
            .fold(arguments.to_owned(), |typed, (name, _, database)| {
                typed.replace(&format!("{{{name}}}"), database.url())
            });
        let mut command = Schemadrift::new()
            .arguments(words(&typed))
            .inside(self.project.path());
        for (_, variable, database) in &self.databases {
            command = command.variable(variable, database.url());
        }
        transcript::of(
            &format!("schemadrift {arguments}"),
            &command.run(),
            &self.masks,
        )
    }

    /// `FILE: TEXT => OTHER`, with `\n` for the end of a line.
    fn replace(&self, rest: &str) {
        let (file, change) = rest.split_once(": ").expect("a file and a change");
        let (from, to) = change.split_once(" => ").expect("a text and another");
        let (from, to) = (from.replace("\\n", "\n"), to.replace("\\n", "\n"));
        let text = self.read(file);
        assert!(text.contains(&from), "`{file}` holds no `{from}`");
        let written = std::fs::write(self.path(file), text.replacen(&from, &to, 1));
        written.expect("the file can be written");
    }

    fn read(&self, file: &str) -> String {
        fixture::read(&self.path(file))
    }

    fn path(&self, file: &str) -> std::path::PathBuf {
        self.project.path().join(file)
    }
}

/// The words of a command line; double quotes keep one together.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (index, part) in line.split('"').enumerate() {
        if index % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words
}
