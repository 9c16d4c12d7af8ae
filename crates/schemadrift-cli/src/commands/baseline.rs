//! Owns `baseline`: what is found now is accepted, so that later checks show what is new.

use std::path::Path;

use schemadrift::check::Report;
use schemadrift_config::{Acceptance, Update};

use super::checking::{self, Checked, Inquiry};
use crate::arguments::{BaselineCommand, Judgement};
use crate::exit::{Exit, Failure};
use crate::project::{Project, read_baseline_at, shown};
use crate::terminal;

/// Runs the command. Nothing is written unless everything could be checked.
pub(crate) async fn run(command: BaselineCommand) -> Result<Exit, Failure> {
    let reason = command.reason.as_deref().map(str::trim);
    if reason.is_some_and(str::is_empty) {
        return Err(Failure::new("`--reason` says nothing"));
    }
    let project = Project::open(&command.dir)?;
    let path = command
        .output
        .clone()
        .unwrap_or_else(|| project.baseline_path());
    let baseline = read_baseline_at(&path, &project.root)?;
    let inquiry = Inquiry {
        target: &command.target,
        settings: project.settings(&Judgement::default()),
        baseline: &baseline,
        replay_on: None,
        connection: &command.connection,
        look: command.look,
    };
    let checked = checking::run(&project, &inquiry).await?;
    refuse_half_a_run(&checked, &command)?;
    let acceptance = Acceptance {
        reason,
        prunes: command.prune,
    };
    let databases = checked.databases.iter().map(Option::as_deref);
    let reports: Vec<(Option<&str>, &Report)> = databases.zip(&checked.reports).collect();
    let update = baseline.following(&reports, acceptance).map_err(|open| {
        let findings = counted(open.findings, "finding");
        Failure::new(format!("{findings} would be accepted without a reason"))
            .with_help("say why with `--reason TEXT`; `schemadrift check` lists them")
    })?;
    let text = schemadrift_config::write_baseline(&update.baseline);
    terminal::write_data(&text, Some(&path))?;
    terminal::say(&said(&update, &path));
    Ok(Exit::Clean)
}

/// What was not checked can be neither accepted nor known to be gone.
fn refuse_half_a_run(checked: &Checked, command: &BaselineCommand) -> Result<(), Failure> {
    for failure in &checked.failures {
        terminal::print_failure(failure, command.look.color);
    }
    let problems = checked.reports.iter().flat_map(Report::unusable_input);
    let problems: Vec<_> = problems.cloned().collect();
    if checked.failures.is_empty() && problems.is_empty() {
        return Ok(());
    }
    Err(Failure {
        problems,
        ..Failure::new("not everything could be checked, so that nothing was written")
    })
}

fn said(update: &Update, path: &Path) -> String {
    let entries = update.baseline.entries.iter();
    let accepted: usize = entries.map(|entry| entry.count).sum();
    let mut parts = vec![format!("{} accepted", counted(accepted, "finding"))];
    if update.added > 0 {
        parts.push(format!("{} of them new", update.added));
    }
    if update.pruned > 0 {
        let entries = match update.pruned {
            1 => "1 entry".to_owned(),
            many => format!("{many} entries"),
        };
        parts.push(format!("{entries} taken out"));
    }
    if update.open > 0 {
        parts.push(format!("{} not accepted", counted(update.open, "finding")));
    }
    format!("wrote `{}`: {}\n", shown(path), parts.join(", "))
}

fn counted(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}
