//! Owns `fix`: a migration in the making for what `check` finds. It is printed, or written beside the
//! project's own; nothing is ever run.

mod folder;
mod patch;
mod remedies;
mod words;

use schemadrift::Sides;
use schemadrift::check::Settings;
use schemadrift_emit::FixSetting;

use crate::accepting::Accepting;
use crate::arguments::FixCommand;
use crate::discovery::{self, PlannedCheck};
use crate::exit::{Exit, Failure};
use crate::project::Project;
use crate::terminal;
use folder::Place;
use patch::Patch;
use remedies::Remedies;

/// Runs the command. Clean where everything that differs is drafted, or nothing does.
pub(crate) async fn run(command: FixCommand) -> Result<Exit, Failure> {
    require_plain(&command.name)?;
    let project = Project::open(&command.dir)?;
    let plan = discovery::plan(&project, &command.target).await?;
    let baseline = project.baseline()?;
    let accepting = Accepting::of(&project, &baseline, &plan.checks, None);
    let mut failures = plan.failures;
    let mut exit = Exit::Clean;
    for check in plan.checks {
        match fix_one(&project, &accepting, &command, check).await {
            Ok(own) => exit = exit.max(own),
            Err(failure) => failures.push(failure),
        }
    }
    for failure in &failures {
        terminal::print_failure(failure, command.look.color);
    }
    Ok(if failures.is_empty() {
        exit
    } else {
        Exit::CouldNotCheck
    })
}

/// A name becomes part of file names, and of a comment.
fn require_plain(name: &str) -> Result<(), Failure> {
    let is_plain = !name.is_empty()
        && name.len() <= 100
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if is_plain {
        return Ok(());
    }
    Err(Failure::new(
        "`--name` takes letters, digits and `_`, since it becomes part of file names",
    ))
}

async fn fix_one(
    project: &Project,
    accepting: &Accepting<'_>,
    command: &FixCommand,
    check: PlannedCheck,
) -> Result<Exit, Failure> {
    let place = Place::of(&check);
    let options = terminal::connect_options(&command.connection, command.look);
    let database = check.database.clone();
    let (checker, url) = check.into_checker();
    let settings = Settings {
        levels: project.config.levels.clone(),
        // A headline that says it all cannot be put right.
        lists_everything: true,
        ..Settings::default()
    };
    let checker = checker
        .with_settings(settings)
        .with_progress(terminal::show_progress);
    let sides = checker.sides(&url, &options).await;
    terminal::end_progress();
    let mut sides = sides?;
    accepting.apply(&mut sides.report, database.as_deref());
    if sides.report.has_unusable_input() {
        return Err(Failure::new(
            "what states the schema cannot be read whole, so that nothing is drafted",
        )
        .with_help("`schemadrift check` says what is wrong with it"));
    }
    if let Some(reason) = &sides.report.untrusted
        && !sides.report.compares_relations()
        && !sides.live.tables.is_empty()
    {
        return Err(Failure::new(format!(
            "nothing is drafted, since the comparison cannot be trusted: {reason}"
        )));
    }
    if command.patch {
        return patch(&sides);
    }
    draft(&sides, place.as_ref(), command)
}

/// Prints what the code has to change for.
fn patch(sides: &Sides) -> Result<Exit, Failure> {
    let patch = Patch::of(sides);
    terminal::write_data(&patch.text, None)?;
    terminal::say(&words::of_patch(&patch));
    Ok(if patch.left.is_empty() {
        Exit::Clean
    } else {
        Exit::Findings
    })
}

fn draft(sides: &Sides, place: Option<&Place>, command: &FixCommand) -> Result<Exit, Failure> {
    let setting = FixSetting {
        can_leave_transactions: place.is_none_or(|place| place.layout.can_leave_transactions()),
    };
    let remedies = Remedies::of(sides, setting);
    let clock = jiff::Timestamp::now()
        .to_zoned(jiff::tz::TimeZone::UTC)
        .strftime("%Y%m%d%H%M%S")
        .to_string();
    let written = folder::output(&remedies, place, command, &clock)?;
    terminal::write_data(&written, None)?;
    terminal::say(&words::of(sides, &remedies, place));
    Ok(if remedies.leaves_something() {
        Exit::Findings
    } else {
        Exit::Clean
    })
}
