//! Owns pages of the book that can be followed: the files that a page gives, the commands that it shows, and what they
//! print. A page is followed from top to bottom in a folder of its own, as a reader would.
//!
//! A comment `<!-- file: PATH -->` before a block writes the block to that file. A block of `console` holds commands
//! after `$ `, each followed by what it prints. Where a page calls somebody else's tool, in a block of `sh`, a comment of
//! several lines, `<!-- instead, on DATABASE:` to `-->`, says what is done to which SQLite file in its place: `run FILE`
//! runs a file of the page, other lines are SQL. `{{prisma ledger: NAME}}` and `{{sha384 FILE}}` in it are filled in.

use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha384};

use crate::command;
use crate::database;
use crate::ledger;
use crate::transcript::Masks;

/// The folder that readers of the book work in.
const SHOWN_FOLDER: &str = "/home/ana/shop";

/// One thing that a reader does.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    Write { path: String, text: String },
    Do { script: String, database: String },
    Show(Vec<Shown>),
}

/// A command and what it prints.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Shown {
    command: String,
    output: String,
}

/// How a page went.
#[derive(Debug, Default)]
pub struct Followed {
    /// The page with what the commands print now.
    pub page: String,
    /// The exit code of every command of ours.
    pub exit_codes: Vec<Option<i32>>,
    /// What is printed otherwise than the page says: the page's text, and the real one.
    pub differences: Vec<(String, String)>,
    /// How much of the page has been followed.
    position: usize,
}

impl Followed {
    /// Writes what a command prints now, and goes on behind it.
    fn replace(&mut self, shown: &Shown, printed: &str) {
        let line = format!("$ {}\n", shown.command);
        let found = self.page[self.position..]
            .find(&line)
            .expect("the command is on the page");
        let start = self.position + found + line.len();
        self.page
            .replace_range(start..start + shown.output.len(), printed);
        self.position = start + printed.len();
    }
}

/// Follows a page in a folder of its own.
///
/// # Panics
/// If a file cannot be written, or a command not be started.
pub fn follow(page: &str) -> Followed {
    let place = tempfile::tempdir().expect("a temporary folder can be made");
    let reader = Reader::new(fs::canonicalize(place.path()).expect("the folder is there"));
    let mut followed = Followed {
        page: page.to_owned(),
        ..Followed::default()
    };
    for step in steps(page) {
        match step {
            Step::Write { path, text } => reader.write(&path, &text),
            Step::Do { script, database } => reader.act(&script, &database),
            Step::Show(commands) => {
                for shown in commands {
                    reader.compare(&shown, &mut followed);
                }
            }
        }
    }
    followed
}

/// Somebody who follows a page.
struct Reader {
    folder: PathBuf,
    masks: Masks,
}

impl Reader {
    fn new(folder: PathBuf) -> Self {
        let mut masks = Masks::default();
        masks.add(folder.display().to_string(), SHOWN_FOLDER);
        Self { folder, masks }
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.folder.join(path);
        let parent = path.parent().expect("a file lies in a folder");
        fs::create_dir_all(parent).expect("a folder can be made");
        fs::write(path, text).expect("a file can be written");
    }

    /// Does to a database what somebody else's tool would do.
    fn act(&self, script: &str, database: &str) {
        let database = self.folder.join(database);
        let lines = script.lines().map(|line| match line.strip_prefix("run ") {
            Some(file) => self.read(file),
            None => format!("{}\n", self.with_checksum(line)),
        });
        let script: String = lines.collect();
        let folder = database.parent().expect("a file lies in a folder");
        database::fill_file(&database, &ledger::expand(&script, folder));
    }

    fn read(&self, file: &str) -> String {
        fs::read_to_string(self.folder.join(file)).expect("the page gives the file")
    }

    fn with_checksum(&self, line: &str) -> String {
        let Some((before, rest)) = line.split_once("{{sha384 ") else {
            return line.to_owned();
        };
        let (file, after) = rest.split_once("}}").expect("a checksum is closed by `}}`");
        let digest = Sha384::digest(self.read(file));
        let digest: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        format!("{before}{digest}{after}")
    }

    fn compare(&self, shown: &Shown, followed: &mut Followed) {
        let (code, printed) = self.run(
            &shown.command,
            followed.exit_codes.last().copied().flatten(),
        );
        if shown.command.starts_with("schemadrift ") {
            followed.exit_codes.push(code);
        }
        let printed = self.masks.replace(&printed);
        let is_the_same = self.masks.apply(&printed) == self.masks.apply(&shown.output);
        let now = if is_the_same { &shown.output } else { &printed };
        followed.replace(shown, now);
        if !is_the_same {
            followed.differences.push((shown.output.clone(), printed));
        }
    }

    /// Runs a line in a shell that knows how the last command of ours ended.
    fn run(&self, line: &str, last: Option<i32>) -> (Option<i32>, String) {
        let binary = command::binary();
        let beside = binary.parent().expect("the command lies in a folder");
        let path = std::env::var_os("PATH").unwrap_or_default();
        let path = std::env::join_paths(
            [beside.to_path_buf()]
                .into_iter()
                .chain(std::env::split_paths(&path)),
        );
        let output = command::bare(Path::new("sh"))
            .arg("-c")
            .arg(format!("exec 2>&1; (exit {}); {line}", last.unwrap_or(0)))
            .env("PATH", path.expect("folders have plain names"))
            .current_dir(&self.folder)
            .output()
            .expect("a shell can be started");
        let printed = String::from_utf8_lossy(&output.stdout).into_owned();
        (output.status.code(), printed)
    }
}

/// What a page asks of its reader, in its order.
fn steps(page: &str) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut lines = page.lines();
    let mut file = None;
    while let Some(line) = lines.next() {
        if let Some(path) = line
            .strip_prefix("<!-- file: ")
            .and_then(|path| path.strip_suffix(" -->"))
        {
            file = Some(path.to_owned());
        } else if let Some(database) = line.strip_prefix("<!-- instead, on ") {
            let script = lines.by_ref().take_while(|line| *line != "-->");
            steps.push(Step::Do {
                database: database.trim_end_matches(':').to_owned(),
                script: script.map(|line| format!("{line}\n")).collect(),
            });
        } else if let Some(language) = line.strip_prefix("```") {
            let text: String = lines
                .by_ref()
                .take_while(|line| *line != "```")
                .map(|line| format!("{line}\n"))
                .collect();
            match file.take() {
                Some(path) => steps.push(Step::Write { path, text }),
                None if language == "console" => steps.push(Step::Show(shown(&text))),
                None => {}
            }
        }
    }
    steps
}

fn shown(block: &str) -> Vec<Shown> {
    let mut commands: Vec<Shown> = Vec::new();
    for line in block.lines() {
        if let Some(command) = line.strip_prefix("$ ") {
            commands.push(Shown {
                command: command.to_owned(),
                output: String::new(),
            });
        } else if let Some(last) = commands.last_mut() {
            last.output.push_str(line);
            last.output.push('\n');
        }
    }
    commands
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_scripts_and_commands_are_told_apart() {
        let page = "<!-- file: a/b.sql -->\n```sql\nSELECT 1;\n```\n```sh\nother tool\n```\n\
            <!-- instead, on c.db:\nrun a/b.sql\n-->\n```console\n$ one\nsaid\n$ two\n```\n";
        let shown = |command: &str, output: &str| Shown {
            command: command.to_owned(),
            output: output.to_owned(),
        };
        assert_eq!(
            steps(page),
            [
                Step::Write {
                    path: "a/b.sql".to_owned(),
                    text: "SELECT 1;\n".to_owned()
                },
                Step::Do {
                    script: "run a/b.sql\n".to_owned(),
                    database: "c.db".to_owned()
                },
                Step::Show(vec![shown("one", "said\n"), shown("two", "")]),
            ]
        );
    }

    #[test]
    fn a_page_that_says_something_else_than_is_printed_is_noticed_and_can_be_mended() {
        let page = "```console\n$ echo one\ntwo\n$ echo three\nthree\n```\n";
        let followed = follow(page);
        assert_eq!(
            followed.differences,
            [("two\n".to_owned(), "one\n".to_owned())]
        );
        assert_eq!(followed.page, page.replace("two", "one"));
    }
}
