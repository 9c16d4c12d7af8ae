//! The project's own commands, behind `cargo xtask`: the demo, the tests with their servers, the
//! house rules, generated files and benchmarks. Nothing here is part of what users install.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "these commands talk to the person at the terminal"
)]

mod bench;
mod book;
mod codegen;
mod cost;
mod demo;
mod editor_schema;
mod failure;
mod features;
mod generators;
mod matrix;
mod process;
mod servers;
mod suite;
mod tidy;
mod workspace;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::failure::Failure;

/// The project's own commands.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Runs `schemadrift check` over a folder, with any of its options
    #[command(disable_help_flag = true)]
    CheckDrift {
        /// What `schemadrift check` takes
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<OsString>,
    },
    /// Shows a real incident, the report, the fix and the clean report; needs nothing installed
    Demo,
    /// Runs every test, with real servers, and the house rules
    Test(suite::Options),
    /// Runs the tests that touch a database on every server that can be had
    Matrix(matrix::Options),
    /// Starts private servers and prints their URLs until interrupted
    Servers(servers::Options),
    /// Checks the house rules
    Tidy,
    /// Builds the library with each of its features alone
    Features,
    /// Measures what each feature of the library costs a service that takes it in
    Cost,
    /// Writes the generated files
    Codegen {
        /// Only tells whether they are up to date
        #[arg(long)]
        check: bool,
    },
    /// Puts the book together and lets mdBook make a site of it
    Book(book::Options),
    /// Writes tests/generated anew with the generators of Diesel and SeaORM, which it builds
    Generators(generators::Options),
    /// Holds a private server until its input ends; what `servers`, `matrix` and `test` start
    #[command(hide = true)]
    HoldServer {
        /// `postgresql`, `mariadb` or `mysql`
        product: String,
    },
    /// Measures the command against bare catalog queries and writes docs/performance.md
    Bench(bench::Options),
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::CheckDrift { arguments } => return check_drift(arguments),
        Command::HoldServer { product } => return servers::hold(&product),
        Command::Demo => demo::run(),
        Command::Test(options) => suite::run(&options),
        Command::Matrix(options) => matrix::run(&options),
        Command::Servers(options) => servers::run(&options),
        Command::Tidy => tidy::run(),
        Command::Features => features::run(),
        Command::Book(options) => book::run(&options),
        Command::Cost => cost::run(),
        Command::Generators(options) => generators::run(&options),
        Command::Codegen { check: true } => codegen::check(),
        Command::Codegen { check: false } => codegen::write(),
        Command::Bench(options) => bench::run(&options),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure { message }) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}

/// The command as any workspace may offer it: `check`, then whatever the caller gave.
fn check_drift(arguments: Vec<OsString>) -> ExitCode {
    schemadrift_cli::run([OsString::from("check")].into_iter().chain(arguments))
}
