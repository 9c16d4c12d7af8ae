//! Owns `diff`: any two sides, neither of them the project's own.

use std::path::Path;

use schemadrift::core::dialect::Engine;
use schemadrift::core::name::QualifiedName;
use schemadrift::{Checker, CodeSide, Sides, Source};
use schemadrift_config::{Comments, Judged};
use schemadrift_report::Folder;

use super::{BothSides, Setting, exit_of, fail_level, today, write_reports};
use crate::arguments::{Connection, DiffCommand, Look};
use crate::discovery::typed_url;
use crate::exit::{Exit, Failure};
use crate::project::{Project, rule_names};
use crate::terminal;

/// Runs the command. The second side plays the live one; if it is a database, it is asked to
/// settle what texts cannot. How findings are judged is configured in the current folder.
pub(crate) async fn run(command: DiffCommand) -> Result<Exit, Failure> {
    let hint = engine_of(&command.found).or_else(|| engine_of(&command.expected));
    let read = |hint| read_side(&command.expected, hint, &command.connection, command.look);
    let expected = match (read(hint).await, hint) {
        // What does not tell for which database it is, is for that of the other side.
        (Err(failure), None) => match engine_told(&command.found).await {
            Some(engine) => read(Some(engine)).await?,
            None => return Err(failure),
        },
        (expected, _) => expected?,
    };
    let project = Project::open(Path::new("."))?;
    let baseline = project.baseline()?;
    // Two sides are compared, whatever ledger either may keep.
    let code = expected.reading.schema.clone();
    let comments = Comments::read(&expected.reading.files, &rule_names());
    let checker = Checker::new(vec![expected])
        .without_history()
        .with_settings(project.settings(&command.judgement))
        .with_rows_in(tables_with_rows(&project, &command.found))
        .with_progress(terminal::show_progress);
    let (mut report, both) = match Source::parse(&command.found) {
        Ok(source) => {
            let hint = Some(checker.engine());
            let found = CodeSide::read_for(&source, Path::new(""), hint).await?;
            let report = checker.against_schema(&found)?;
            let live = found.reading.schema;
            (report, BothSides { code, live })
        }
        Err(_) => {
            let url = typed_url(&command.found)?;
            let options = terminal::connect_options(&command.connection, command.look);
            let sides = checker.sides(&url, &options).await;
            terminal::end_progress();
            let Sides {
                code,
                live,
                report,
                history: _,
            } = sides?;
            (report, BothSides { code, live })
        }
    };
    project.config.apply(&mut report, &today());
    comments.apply(&mut report);
    // Which database of several either side is, nobody has said.
    baseline.apply(&mut Judged {
        database: None,
        report: &mut report,
    });
    let mut reports = [report];
    comments.report_mistakes(&mut reports);
    let setting = Setting {
        fail_on: fail_level(&command.judgement, project.config.fail_on),
        folder: Folder::default(),
    };
    write_reports(
        &reports,
        &[Some(both)],
        &command.output,
        command.look,
        &setting,
    )?;
    Ok(exit_of(
        &reports,
        &command.judgement,
        project.config.fail_on,
    ))
}

/// The tables that must hold rows, where the found side says what they hold: a script says what it
/// adds, and not what is there.
fn tables_with_rows(project: &Project, found: &str) -> Vec<QualifiedName> {
    match Source::parse(found) {
        Ok(
            Source::Prisma(_)
            | Source::Diesel(_)
            | Source::SeaOrm(_)
            | Source::Sql(_)
            | Source::Migrations(_)
            | Source::Snapshot(_)
            | Source::Sqlx(_),
        ) => Vec::new(),
        Ok(Source::Dump(_)) | Err(_) => project.tables_with_rows(),
    }
}

/// The kind of database that a URL leads to; SQL files on the other side are for it too.
fn engine_of(text: &str) -> Option<Engine> {
    if Source::parse(text).is_ok() {
        return None;
    }
    typed_url(text).ok().map(|url| url.engine())
}

/// The kind of database that files tell by themselves, if they do.
async fn engine_told(text: &str) -> Option<Engine> {
    let source = Source::parse(text).ok()?;
    let side = CodeSide::read_for(&source, Path::new(""), None)
        .await
        .ok()?;
    let is_read = !side.reading.is_unusable();
    is_read.then_some(side.reading.schema.engine)
}

/// Reads `KIND:PATH` or a database URL as the side that states what is expected.
pub(crate) async fn read_side(
    text: &str,
    hint: Option<Engine>,
    connection: &Connection,
    look: Look,
) -> Result<CodeSide, Failure> {
    if let Ok(source) = Source::parse(text) {
        return Ok(CodeSide::read_for(&source, Path::new(""), hint).await?);
    }
    let url = typed_url(text)?;
    let options = terminal::connect_options(connection, look);
    Ok(CodeSide::read_database(&url, &options).await?)
}
