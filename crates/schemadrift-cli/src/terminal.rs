//! Owns the terminal: colour, width, progress, and what goes to standard error.

use std::io::{IsTerminal, Write};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anstyle::{AnsiColor, Effects, Style};
use indicatif::{ProgressBar, ProgressStyle};
use schemadrift::{ConnectOptions, StatementListener, Step};
use schemadrift_report::HumanStyle;

use crate::arguments::{ColourChoice, Connection, Look};
use crate::exit::Failure;

/// Columns where no terminal says how wide it is.
const WIDTH_OF_A_FILE: usize = 100;

/// How a report looks on standard output, or in a file.
pub(crate) fn report_style(look: Look, is_file: bool) -> HumanStyle {
    let width = terminal_size::terminal_size()
        .filter(|_| !is_file && std::io::stdout().is_terminal())
        .map_or(WIDTH_OF_A_FILE, |(width, _)| usize::from(width.0));
    HumanStyle {
        width,
        has_colour: !is_file && has_colour(look.color, &std::io::stdout()),
        is_verbose: look.verbose,
        lists_left_out: look.verbose,
    }
}

fn has_colour(choice: ColourChoice, stream: &dyn StreamChoice) -> bool {
    match choice {
        ColourChoice::Always => true,
        ColourChoice::Never => false,
        ColourChoice::Auto => stream.wants_colour(),
    }
}

/// A stream that knows whether colour is wanted: a terminal, and `NO_COLOR` and the like obeyed.
trait StreamChoice {
    fn wants_colour(&self) -> bool;
}

impl StreamChoice for std::io::Stdout {
    fn wants_colour(&self) -> bool {
        anstream::AutoStream::choice(self) != anstream::ColorChoice::Never
    }
}

impl StreamChoice for std::io::Stderr {
    fn wants_colour(&self) -> bool {
        anstream::AutoStream::choice(self) != anstream::ColorChoice::Never
    }
}

/// Says on standard error why a command could not do its work.
pub(crate) fn print_failure(failure: &Failure, colour: ColourChoice) {
    let (error, help) = if has_colour(colour, &std::io::stderr()) {
        (
            AnsiColor::Red.on_default().effects(Effects::BOLD),
            AnsiColor::Cyan.on_default().effects(Effects::BOLD),
        )
    } else {
        (Style::new(), Style::new())
    };
    if !failure.problems.is_empty() {
        let style = HumanStyle {
            width: WIDTH_OF_A_FILE,
            has_colour: has_colour(colour, &std::io::stderr()),
            is_verbose: true,
            lists_left_out: false,
        };
        let problems = schemadrift_report::render_problems(&failure.problems, &style);
        say(&format!("{problems}\n"));
    }
    let message = schemadrift_report::printable_sentence(&failure.message);
    let mut text = format!("{error}error{error:#}: {message}\n");
    if let Some(way_out) = &failure.help {
        let way_out = schemadrift_report::printable_sentence(way_out);
        text.push_str(&format!("{help}help{help:#}: {way_out}\n"));
    }
    say(&text);
}

/// Writes to standard error; nothing is left to do if that fails.
pub(crate) fn say(text: &str) {
    let _ = std::io::stderr().write_all(text.as_bytes());
}

/// Writes data to standard output, or to a file.
pub(crate) fn write_data(text: &str, file: Option<&Path>) -> Result<(), Failure> {
    match file {
        Some(path) => std::fs::write(path, text)
            .map_err(|error| Failure::new(format!("cannot write `{}`: {error}", path.display()))),
        None => match std::io::stdout().write_all(text.as_bytes()) {
            // Whoever reads has seen enough.
            Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
            Err(error) => Err(Failure::new(format!("cannot write the report: {error}"))),
            Ok(()) => Ok(()),
        },
    }
}

/// How to approach a database, with every statement shown where that is wanted.
pub(crate) fn connect_options(connection: &Connection, look: Look) -> ConnectOptions {
    ConnectOptions {
        connect_timeout: connection.timeout(),
        statement_timeout: connection.timeout(),
        statements: look.verbose.then(statement_listener),
        ..ConnectOptions::default()
    }
}

fn statement_listener() -> StatementListener {
    Arc::new(|statement: &str| {
        for line in statement.lines() {
            say(&format!("{}\n", schemadrift_report::printable(line)));
        }
    })
}

/// The spinner of the check that runs now. It appears only where a person looks, and only when
/// something takes longer than a blink.
static SPINNER: Mutex<Option<ProgressBar>> = Mutex::new(None);

/// Shows what a check is doing.
pub(crate) fn show_progress(step: Step) {
    if !std::io::stderr().is_terminal() {
        return;
    }
    let words = match step {
        Step::Connecting => "connecting",
        Step::Reading => "reading the catalog",
        Step::Comparing => "comparing",
        Step::Settling => "asking the server about what is undecided",
    };
    let mut spinner = SPINNER.lock().unwrap_or_else(PoisonError::into_inner);
    let bar = spinner.get_or_insert_with(|| {
        let bar = ProgressBar::new_spinner();
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {elapsed}") {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(200));
        bar
    });
    bar.set_message(words);
}

/// Takes the progress away.
pub(crate) fn end_progress() {
    if let Some(bar) = SPINNER
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .take()
    {
        bar.finish_and_clear();
    }
}
