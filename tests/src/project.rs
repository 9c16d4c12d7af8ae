//! Owns copies of fixture projects, and the commands that are run in them as a person would.

use std::path::Path;

use tempfile::TempDir;

use crate::command::{Run, Schemadrift};
use crate::database::{self, Database};
use crate::transcript::{self, Masks};
use crate::{expectation, fixture, reduced};

/// The folder of what replaces broken code.
const MENDED: &str = "mended";

/// A copy of a project in a folder of its own, as a user would have it.
#[derive(Debug)]
pub struct Project(TempDir);

impl Project {
    /// Copies what belongs to the project: not the scripts, and not what is expected.
    ///
    /// # Errors
    /// If something cannot be read or written.
    pub fn copy_of(folder: &Path) -> std::io::Result<Self> {
        let copy = TempDir::new()?;
        for entry in std::fs::read_dir(folder)? {
            let entry = entry?.path();
            let is_beside = ["expected", MENDED].contains(&fixture::name(&entry).as_str());
            if entry.is_dir() && !is_beside {
                copy_folder(&entry, &copy.path().join(fixture::name(&entry)))?;
            }
        }
        Ok(Self(copy))
    }

    /// The same project with the code in `mended` in place of its own.
    ///
    /// # Errors
    /// If something cannot be read or written.
    pub fn mended(self, folder: &Path) -> std::io::Result<Self> {
        copy_folder(&folder.join(MENDED), self.path())?;
        Ok(self)
    }

    /// The same project without these files and folders.
    ///
    /// # Errors
    /// If one is not there, or cannot be removed.
    pub fn without(self, paths: &[&str]) -> std::io::Result<Self> {
        for path in paths {
            let path = self.path().join(path);
            if path.is_dir() {
                std::fs::remove_dir_all(path)?;
            } else {
                std::fs::remove_file(path)?;
            }
        }
        Ok(self)
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// Masks that hide where it is.
    pub fn masks(&self) -> Masks {
        let mut masks = Masks::default();
        masks.add(self.path().display().to_string(), "<project>");
        masks
    }
}

pub(crate) fn copy_folder(from: &Path, to: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?.path();
        let target = to.join(fixture::name(&entry));
        if entry.is_dir() {
            copy_folder(&entry, &target)?;
        } else {
            std::fs::copy(&entry, &target)?;
        }
    }
    Ok(())
}

/// One command that compares, run in a project.
#[derive(Debug)]
pub struct Check<'a> {
    /// The project.
    pub project: &'a Project,
    /// The subcommand, such as `check`.
    pub command: &'a str,
    /// What follows it.
    pub arguments: &'a [&'a str],
    /// Variables that are set.
    pub variables: &'a [(&'static str, String)],
    /// What is hidden in what it prints.
    pub masks: &'a Masks,
}

impl Check<'_> {
    /// Runs it with a report in this format.
    pub fn run(&self, format: &str) -> Run {
        let mut command = Schemadrift::new()
            .arguments([self.command, "--format", format])
            .arguments(self.arguments)
            .inside(self.project.path());
        for (name, value) in self.variables {
            command = command.variable(name, value);
        }
        command.run()
    }

    /// The command as a person would type it.
    pub fn shown(&self) -> String {
        let line: Vec<&str> = ["schemadrift", self.command]
            .into_iter()
            .chain(self.arguments.iter().copied())
            .collect();
        self.masks.apply(&line.join(" ")).trim_end().to_owned()
    }

    /// Compares the report for people as a whole, and the one for programs line by line.
    ///
    /// # Errors
    /// If either is not what the folder expects of this state.
    pub fn compare_with(&self, folder: &Path, state: &str) -> Result<(), String> {
        std::fs::create_dir_all(folder).map_err(|error| error.to_string())?;
        let said = transcript::of(&self.shown(), &self.run("human"), self.masks);
        let for_people = expectation::compare(&folder.join(format!("{state}.txt")), &said);
        let said = self.masks.apply(&reduced::reduce(&self.run("json")));
        let for_programs = expectation::compare(&folder.join(format!("{state}.json.txt")), &said);
        for_people.and(for_programs)
    }
}

/// Hides where the test server is and what the test called the database.
pub fn mask_server(masks: &mut Masks, live: &Database, label: &str) {
    masks.add(live.url(), format!("<url of {label}>"));
    masks.add(live.name(), format!("<{label}>"));
    let address = database::server().split("://").nth(1).unwrap_or_default();
    let (user, host) = address.split_once('@').unwrap_or(("", address));
    let host = host.split(['/', '?']).next().unwrap_or_default();
    let user = user.split(':').next().unwrap_or_default();
    masks.add(format!("at {host}"), "at <server>");
    masks.add(format!("user `{user}`"), "user `<user>`");
    if let Some(socket) = live.socket_url()
        && let Some((_, folder)) = socket.split_once("?host=")
    {
        let port = host.rsplit_once(':').map_or("5432", |(_, port)| port);
        masks.add(format!("at {folder}:{port}"), "at <server>");
        masks.add(format!("at {folder}"), "at <server>");
    }
}
