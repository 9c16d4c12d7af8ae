//! Owns `inspect`: one side, shown.

use schemadrift::core::problem::Severity;
use schemadrift_emit::Skipped;

use super::diff::read_side;
use crate::arguments::{InspectCommand, InspectFormat};
use crate::exit::{Exit, Failure};
use crate::terminal;

/// Runs the command. What the format cannot say is said on standard error.
pub(crate) async fn run(command: InspectCommand) -> Result<Exit, Failure> {
    let side = read_side(&command.source, None, &command.connection, command.look).await?;
    for problem in &side.reading.problems {
        let place = problem
            .origin
            .location()
            .map_or_else(String::new, |place| format!("{place}: "));
        let text = format!("{}: {place}{}", problem.severity, problem.message);
        terminal::say(&format!("{}\n", schemadrift_report::printable(&text)));
    }
    if side
        .reading
        .problems
        .iter()
        .any(|problem| problem.severity == Severity::Error)
    {
        return Ok(Exit::CouldNotCheck);
    }
    let schema = &side.reading.schema;
    let text = match command.format {
        InspectFormat::Json => schemadrift::snapshot::write(schema)
            .map_err(|error| Failure::new(format!("cannot write the snapshot: {error}")))?,
        InspectFormat::Sql => {
            let ddl = schemadrift_emit::ddl(schema);
            say_skipped(&ddl.skipped);
            ddl.to_sql()
        }
        InspectFormat::Prisma => {
            let prisma = schemadrift_emit::prisma(schema);
            say_skipped(&prisma.skipped);
            prisma.text
        }
        InspectFormat::Diesel => {
            let diesel = schemadrift_emit::diesel(schema);
            say_skipped(&diesel.skipped);
            diesel.text
        }
        InspectFormat::Seaorm => {
            let entities = schemadrift_emit::seaorm(schema);
            say_skipped(&entities.skipped);
            entities.text
        }
        InspectFormat::Markdown => schemadrift_emit::markdown(schema),
        InspectFormat::Mermaid => schemadrift_emit::mermaid(schema),
    };
    terminal::write_data(&text, command.output.as_deref())?;
    Ok(Exit::Clean)
}

fn say_skipped(skipped: &[Skipped]) {
    for entry in skipped {
        let text = format!(
            "note: left out: {} `{}`: {}",
            entry.object.kind, entry.object, entry.reason
        );
        terminal::say(&format!("{}\n", schemadrift_report::printable(&text)));
    }
}
