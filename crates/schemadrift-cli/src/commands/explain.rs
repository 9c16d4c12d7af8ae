//! Owns `explain`: a rule's page, or both sides of an object with every facet's verdict.

mod column;
mod facet;
mod object;

use schemadrift::check::pairing::{Pairs, TablePair};
use schemadrift::check::rules;
use schemadrift::check::{Report, Settings};
use schemadrift::core::object::{ObjectKind, ObjectPath};
use schemadrift_report::ObjectSides;

use crate::arguments::ExplainCommand;
use crate::discovery;
use crate::exit::{Exit, Failure};
use crate::project::Project;
use crate::terminal;

/// Runs the command.
pub(crate) async fn run(command: ExplainCommand) -> Result<Exit, Failure> {
    let style = terminal::report_style(command.look, false);
    if let Some(rule) = rules::find(&command.name) {
        terminal::write_data(&schemadrift_report::render_page(rule.page, &style), None)?;
        return Ok(Exit::Clean);
    }
    let objects = match explain_object(&command).await {
        Ok(objects) => objects,
        Err(failure) => return Err(or_nearest_rule(&command.name, failure)),
    };
    let text: Vec<String> = objects
        .iter()
        .map(|object| schemadrift_report::render_object(object, &style))
        .collect();
    terminal::write_data(&text.join("\n"), None)?;
    Ok(Exit::Clean)
}

/// A slip in a rule's name is likelier than an object of such a name.
fn or_nearest_rule(name: &str, failure: Failure) -> Failure {
    match rules::nearest(name) {
        Some(rule) if name.contains('-') => Failure::new(format!("there is no rule `{name}`"))
            .with_help(format!("did you mean `{}`?", rule.name)),
        Some(_) | None => failure,
    }
}

async fn explain_object(command: &ExplainCommand) -> Result<Vec<ObjectSides>, Failure> {
    let project = Project::open(&command.dir)?;
    let plan = discovery::plan(&project, &command.target).await?;
    if let Some(failure) = plan.failures.into_iter().next()
        && plan.checks.is_empty()
    {
        return Err(failure);
    }
    let mut objects = Vec::new();
    for check in plan.checks {
        let settings = Settings {
            lists_everything: true,
            ..Settings::default()
        };
        let (checker, url) = check.into_checker();
        let checker = checker
            .with_settings(settings)
            .with_progress(terminal::show_progress);
        let options = terminal::connect_options(&command.connection, command.look);
        let sides = checker.sides(&url, &options).await;
        terminal::end_progress();
        let sides = sides?;
        let pairs = Pairs::of(&sides.code, &sides.live);
        objects.extend(find(&pairs, &sides.report, &command.name));
    }
    if objects.is_empty() {
        return Err(Failure::new(format!(
            "`{}` is neither a rule nor an object of the code or the database",
            command.name
        ))
        .with_help(
            "`schemadrift rules` lists the rules; write objects as `table` or `table.column`",
        ));
    }
    Ok(objects)
}

/// The objects of this name: tables with all their parts, views, enums, single parts, and
/// whatever else the report speaks of.
fn find(pairs: &Pairs<'_>, report: &Report, name: &str) -> Vec<ObjectSides> {
    let mut objects = Vec::new();
    for table in &pairs.tables {
        if is_called(&table.path(), alias(table), name) {
            objects.push(object::table(table, report));
        }
        for pair in column::of_table(table) {
            let path = column::path(&table.name, pair);
            if is_called(&path, None, name) || is_field(table, pair, name) {
                objects.push(column::sides(&path, pair, Some(table), report));
            }
        }
        for (path, row) in object::parts(table, report) {
            if is_called(&path, None, name) || path.name == name {
                objects.push(object::part(table, &path, row));
            }
        }
    }
    for view in &pairs.views {
        let path = ObjectPath::top(ObjectKind::View, &view.name);
        let alias = view.code.and_then(|code| code.alias.as_deref());
        if is_called(&path, alias, name) {
            objects.push(object::view(view, report));
        }
        for pair in &view.columns {
            let path = column::path(&view.name, *pair);
            if is_called(&path, None, name) {
                objects.push(column::sides(&path, *pair, None, report));
            }
        }
    }
    for pair in &pairs.enums {
        let path = ObjectPath::top(ObjectKind::Enum, &pair.name);
        let alias = pair.types.code().and_then(|code| code.alias.as_deref());
        let is_value = object::enum_values(pair)
            .any(|value| is_called(&path_of_value(&path, value), None, name));
        if is_called(&path, alias, name) || is_value {
            objects.push(object::enum_type(&path, pair, report));
        }
    }
    if objects.is_empty() {
        objects.extend(reported(report, name));
    }
    objects
}

/// What only the report speaks of: primary keys, migrations, the ledger.
fn reported(report: &Report, name: &str) -> Vec<ObjectSides> {
    let found = report.findings.iter().map(|finding| &finding.object);
    let untold = report.cannot_tell.iter().map(|entry| &entry.object);
    let mut paths: Vec<&ObjectPath> = found
        .chain(untold)
        .filter(|path| is_called(path, None, name) || path.name == name)
        .collect();
    paths.sort();
    paths.dedup();
    paths
        .into_iter()
        .map(|path| object::reported(path, report))
        .collect()
}

fn alias<'a>(table: &TablePair<'a>) -> Option<&'a str> {
    table.code.and_then(|code| code.alias.as_deref())
}

/// Whether a person means this column by the names of the code.
fn is_field(table: &TablePair<'_>, pair: column::ColumnPair<'_>, name: &str) -> bool {
    let own = pair.code().or(pair.live());
    let field = own.map(|own| own.alias.as_deref().unwrap_or(own.name.as_str()));
    alias(table)
        .zip(field)
        .is_some_and(|(alias, field)| name == format!("{alias}.{field}"))
}

fn path_of_value(path: &ObjectPath, value: &str) -> ObjectPath {
    ObjectPath {
        schema: path.schema.clone(),
        table: Some(path.name.clone()),
        kind: ObjectKind::EnumValue,
        name: value.to_owned(),
    }
}

/// Whether a person means this object: by its name, by its name with its schema, or by its name
/// in the code.
fn is_called(path: &ObjectPath, alias: Option<&str>, name: &str) -> bool {
    let full = path.to_string();
    let without_schema = path
        .schema
        .as_ref()
        .and_then(|schema| full.strip_prefix(schema.as_str()))
        .and_then(|rest| rest.strip_prefix('.'));
    full == name || without_schema == Some(name) || alias == Some(name)
}
