//! Owns the command line.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Parser, Subcommand, ValueEnum};
use schemadrift::core::finding::Level;

/// Does the live database match what the code expects?
#[derive(Debug, Parser)]
#[command(name = "schemadrift", version, max_term_width = 100)]
#[command(
    after_help = "Exit codes: 0 nothing found, 1 findings, 2 could not check, 3 result not \
                        trustworthy.\nNothing is ever written to a database."
)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Compare the project's code with its live database
    Check(CheckCommand),
    /// Compare any two of: prisma:PATH, diesel:PATH, seaorm:PATH, sql:PATH, migrations:PATH,
    /// dump:PATH, snapshot:PATH, a database URL
    Diff(DiffCommand),
    /// Show a schema as a snapshot, SQL, Prisma, Diesel, SeaORM, Markdown or a Mermaid diagram
    Inspect(InspectCommand),
    /// Show the project's migrations beside the ledger of its database
    Status(StatusCommand),
    /// Draft a migration that puts right what `check` finds; nothing is run, and nothing written
    /// without `--write`
    Fix(FixCommand),
    /// Show a rule's page, or both sides of an object
    Explain(ExplainCommand),
    /// List all rules
    Rules(RulesCommand),
    /// Write a schemadrift.toml for this project
    Init(InitCommand),
    /// Accept what is found now, for a reason: later checks show what is new
    Baseline(BaselineCommand),
    /// Print completions of the command line for a shell
    Completions(CompletionsCommand),
    /// Print a page for `man`
    Man(ManCommand),
}

impl Arguments {
    /// The colour choice of whichever command was given.
    pub(crate) fn colour(&self) -> ColourChoice {
        match &self.command {
            Command::Check(command) => command.look.color,
            Command::Diff(command) => command.look.color,
            Command::Inspect(command) => command.look.color,
            Command::Status(command) => command.look.color,
            Command::Fix(command) => command.look.color,
            Command::Explain(command) => command.look.color,
            Command::Rules(command) => command.look.color,
            Command::Init(command) => command.look.color,
            Command::Baseline(command) => command.look.color,
            Command::Completions(_) | Command::Man(_) => ColourChoice::Auto,
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct CheckCommand {
    /// The project's folder
    #[arg(default_value = ".")]
    pub(crate) dir: PathBuf,
    #[command(flatten)]
    pub(crate) target: Target,
    /// Run the migrations for real on this empty scratch database, instead of reading them only;
    /// what they make stays in it
    #[arg(long, value_name = "URL")]
    pub(crate) replay_on: Option<String>,
    #[command(flatten)]
    pub(crate) judgement: Judgement,
    #[command(flatten)]
    pub(crate) output: Output,
    #[command(flatten)]
    pub(crate) connection: Connection,
    #[command(flatten)]
    pub(crate) look: Look,
}

#[derive(Debug, Args)]
pub(crate) struct DiffCommand {
    /// What is expected
    #[arg(value_name = "A")]
    pub(crate) expected: String,
    /// What is found
    #[arg(value_name = "B")]
    pub(crate) found: String,
    #[command(flatten)]
    pub(crate) judgement: Judgement,
    #[command(flatten)]
    pub(crate) output: Output,
    #[command(flatten)]
    pub(crate) connection: Connection,
    #[command(flatten)]
    pub(crate) look: Look,
}

#[derive(Debug, Args)]
pub(crate) struct InspectCommand {
    /// prisma:PATH, diesel:PATH, seaorm:PATH, sql:PATH, migrations:PATH, dump:PATH, snapshot:PATH
    /// or a database URL
    #[arg(value_name = "A")]
    pub(crate) source: String,
    /// How to show it
    #[arg(long, value_enum, default_value_t = InspectFormat::Json)]
    pub(crate) format: InspectFormat,
    /// Write to this file instead of standard output
    #[arg(long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) connection: Connection,
    #[command(flatten)]
    pub(crate) look: Look,
}

#[derive(Debug, Args)]
pub(crate) struct StatusCommand {
    /// The project's folder
    #[arg(default_value = ".")]
    pub(crate) dir: PathBuf,
    #[command(flatten)]
    pub(crate) target: Target,
    /// How to show it
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) connection: Connection,
    #[command(flatten)]
    pub(crate) look: Look,
}

#[derive(Debug, Args)]
pub(crate) struct FixCommand {
    /// The project's folder
    #[arg(default_value = ".")]
    pub(crate) dir: PathBuf,
    #[command(flatten)]
    pub(crate) target: Target,
    /// Write the migration into the project's folder of migrations, beside those that are there
    #[arg(long)]
    pub(crate) write: bool,
    /// Print a patch of the code instead, for what the database has and the code does not declare
    #[arg(long, conflicts_with = "write")]
    pub(crate) patch: bool,
    /// What the migration is called
    #[arg(long, value_name = "NAME", default_value = "schema_drift")]
    pub(crate) name: String,
    #[command(flatten)]
    pub(crate) connection: Connection,
    #[command(flatten)]
    pub(crate) look: Look,
}

#[derive(Debug, Args)]
pub(crate) struct ExplainCommand {
    /// A rule's name, or an object: `users`, `users.email`, `public.users.email`
    #[arg(value_name = "RULE|OBJECT")]
    pub(crate) name: String,
    /// The project's folder, for objects
    #[arg(default_value = ".")]
    pub(crate) dir: PathBuf,
    #[command(flatten)]
    pub(crate) target: Target,
    #[command(flatten)]
    pub(crate) connection: Connection,
    #[command(flatten)]
    pub(crate) look: Look,
}

#[derive(Debug, Args)]
pub(crate) struct RulesCommand {
    /// How to show them
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) look: Look,
}

#[derive(Debug, Args)]
pub(crate) struct InitCommand {
    /// The project's folder
    #[arg(default_value = ".")]
    pub(crate) dir: PathBuf,
    /// Replace an existing file
    #[arg(long)]
    pub(crate) force: bool,
    /// Print it instead of writing the file
    #[arg(long, conflicts_with = "force")]
    pub(crate) stdout: bool,
    #[command(flatten)]
    pub(crate) look: Look,
}

#[derive(Debug, Args)]
pub(crate) struct BaselineCommand {
    /// The project's folder
    #[arg(default_value = ".")]
    pub(crate) dir: PathBuf,
    #[command(flatten)]
    pub(crate) target: Target,
    /// Why what is found is accepted; entries that are there already keep their own reasons
    #[arg(long, value_name = "TEXT")]
    pub(crate) reason: Option<String>,
    /// Take out entries that accept nothing any more; without `--reason`, do only that
    #[arg(long)]
    pub(crate) prune: bool,
    /// Write to this file instead of the one that `check` reads
    #[arg(long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) connection: Connection,
    #[command(flatten)]
    pub(crate) look: Look,
}

#[derive(Debug, Args)]
pub(crate) struct CompletionsCommand {
    /// The shell
    #[arg(value_enum)]
    pub(crate) shell: clap_complete::Shell,
}

#[derive(Debug, Args)]
pub(crate) struct ManCommand {
    /// The subcommand that the page is about; the whole command unless given
    #[arg(value_name = "COMMAND")]
    pub(crate) subcommand: Option<String>,
}

#[derive(Debug, Default, Args)]
pub(crate) struct Target {
    /// The live database, instead of the one that the project names
    #[arg(long, value_name = "URL")]
    pub(crate) database: Option<String>,
    /// What states the expected schema, instead of what is found in the folder
    #[arg(long = "source", value_name = "KIND:PATH")]
    pub(crate) sources: Vec<String>,
}

#[derive(Debug, Default, Args)]
pub(crate) struct Judgement {
    /// Fail at any finding, and distrust a result in which anything could not be told
    #[arg(long)]
    pub(crate) strict: bool,
    /// The lowest level of findings that fails [default: error]
    #[arg(long, value_enum, value_name = "LEVEL")]
    pub(crate) fail_on: Option<FailOn>,
    /// List every missing object even where one headline says it all
    #[arg(long)]
    pub(crate) all: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Output {
    /// How to write the report
    #[arg(long, value_enum, default_value_t = ReportFormat::Human)]
    pub(crate) format: ReportFormat,
    /// Write the report to this file instead of standard output
    #[arg(long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Write the same report to a file in another format as well; may be given several times
    #[arg(long, value_name = "FORMAT=FILE", value_parser = FurtherReport::parse)]
    pub(crate) also: Vec<FurtherReport>,
}

/// A report in another format, in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FurtherReport {
    pub(crate) format: ReportFormat,
    pub(crate) file: PathBuf,
}

impl FurtherReport {
    fn parse(text: &str) -> Result<Self, String> {
        let (format, file) = text
            .split_once('=')
            .filter(|(_, file)| !file.is_empty())
            .ok_or("a format and a file are needed, such as `sarif=drift.sarif`")?;
        let format = ReportFormat::from_str(format, false)
            .map_err(|_| format!("`{format}` is no format of reports"))?;
        Ok(Self {
            format,
            file: PathBuf::from(file),
        })
    }
}

#[derive(Debug, Args)]
pub(crate) struct Connection {
    /// Seconds after which connecting, and each statement, is given up
    #[arg(long, value_name = "SECONDS", default_value_t = 30)]
    timeout: u64,
}

impl Connection {
    pub(crate) fn timeout(&self) -> Duration {
        Duration::from_secs(self.timeout.max(1))
    }
}

#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct Look {
    /// Show every statement that is sent, and everything that is otherwise shortened
    #[arg(long, short)]
    pub(crate) verbose: bool,
    /// When to use colour
    #[arg(long, value_enum, default_value_t = ColourChoice::Auto, value_name = "WHEN")]
    pub(crate) color: ColourChoice,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ColourChoice {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    Human,
    /// For programs, versioned
    Json,
}

/// How a report is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    /// For people
    Human,
    /// For programs, versioned
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// JUnit XML, for what shows tests
    Junit,
    /// Annotations of GitHub Actions
    Github,
    /// Code quality report of GitLab
    Gitlab,
    /// For a comment on a pull request
    Markdown,
    /// One page for a browser, with a diagram
    Html,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum InspectFormat {
    /// A snapshot, to be compared later
    Json,
    /// DDL that makes the schema in an empty database
    Sql,
    /// A Prisma schema
    Prisma,
    /// Tables of Diesel, a `schema.rs`
    Diesel,
    /// SeaORM entities
    Seaorm,
    /// Tables for a person to read
    Markdown,
    /// An entity-relationship diagram
    Mermaid,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    Error,
    Warning,
    Note,
}

impl From<FailOn> for Level {
    fn from(level: FailOn) -> Self {
        match level {
            FailOn::Error => Self::Error,
            FailOn::Warning => Self::Warning,
            FailOn::Note => Self::Note,
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::{Arguments, FurtherReport, ReportFormat};

    #[test]
    fn a_copy_is_a_format_and_a_file() {
        let copy = FurtherReport::parse("sarif=out/a=b.sarif").expect("it is one");
        assert_eq!(copy.format, ReportFormat::Sarif);
        assert_eq!(copy.file.to_str(), Some("out/a=b.sarif"));
        assert!(FurtherReport::parse("sarif").is_err());
        assert!(FurtherReport::parse("sarif=").is_err());
        assert!(FurtherReport::parse("word=a.doc").is_err());
    }

    #[test]
    fn the_command_line_is_consistent() {
        Arguments::command().debug_assert();
    }
}
