//! Owns `init`: a first configuration, from what is found in the project.

use schemadrift::CodeSide;
use schemadrift::prisma::UrlSetting;

use crate::arguments::InitCommand;
use crate::exit::{Exit, Failure};
use crate::project::CONFIG_FILE;
use crate::terminal;

/// Runs the command. An existing file is kept unless `--force` is given.
pub(crate) async fn run(command: &InitCommand) -> Result<Exit, Failure> {
    let path = command.dir.join(CONFIG_FILE);
    if path.exists() && !command.force {
        return Err(Failure::new(format!("`{}` exists", path.display()))
            .with_help("pass `--force` to replace it"));
    }
    let mut sources = String::new();
    let mut variable = None;
    let found = schemadrift::prisma::find(&command.dir);
    if let Some(missing) = found.missing.into_iter().next() {
        return Err(missing.into());
    }
    for found in found.schemas {
        let place = found.strip_prefix(&command.dir).unwrap_or(&found);
        sources.push_str(&schemadrift_config::source_entry(
            "prisma",
            &place.display().to_string(),
        ));
        let side = CodeSide::read(&schemadrift::Source::Prisma(found), &command.dir).await?;
        let url = side.datasource.and_then(|datasource| datasource.url);
        if let Some(UrlSetting::Environment { variable: name, .. }) = url {
            variable.get_or_insert(name);
        }
    }
    for found in schemadrift::diesel::find(&command.dir) {
        let place = found.strip_prefix(&command.dir).unwrap_or(&found);
        let place = if place.as_os_str().is_empty() {
            std::path::Path::new(".")
        } else {
            place
        };
        sources.push_str(&schemadrift_config::source_entry(
            "diesel",
            &place.display().to_string(),
        ));
    }
    for folder in schemadrift::seaorm::find(&command.dir)? {
        let place = folder.strip_prefix(&command.dir).unwrap_or(&folder);
        sources.push_str(&schemadrift_config::source_entry(
            "seaorm",
            &place.display().to_string(),
        ));
    }
    if sources.is_empty() {
        terminal::say("note: no schema was found; the file shows how to name one\n");
    }
    let variable = variable.unwrap_or_else(|| "DATABASE_URL".to_owned());
    let text = schemadrift_config::first_configuration(&sources, &variable);
    terminal::write_data(&text, Some(&path))?;
    terminal::say(&format!("wrote `{}`\n", path.display()));
    Ok(Exit::Clean)
}
