//! Owns `explain`: a rule's page, or both sides of an object with every facet's verdict.

use schemadrift::Checker;
use schemadrift::check::pairing::{EnumPair, Pair, Pairs, TablePair};
use schemadrift::check::rules;
use schemadrift::check::{Report, Settings};
use schemadrift::core::model::{Column, DefaultValue, EnumType, Increment};
use schemadrift::core::object::{ObjectKind, ObjectPath};
use schemadrift::core::origin::Origin;
use schemadrift_report::{FacetRow, FacetVerdict, ObjectSides};

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
        let checker = Checker::new(check.code)
            .with_settings(settings)
            .with_progress(terminal::show_progress);
        let options = terminal::connect_options(&command.connection, command.look);
        let sides = checker.sides(&check.url, &options).await;
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

/// The objects of this name: tables with all their parts, enums, or single columns.
fn find(pairs: &Pairs<'_>, report: &Report, name: &str) -> Vec<ObjectSides> {
    let mut objects = Vec::new();
    for table in &pairs.tables {
        if is_called(
            &table.path(),
            table.code.and_then(|code| code.alias.as_deref()),
            name,
        ) {
            objects.push(describe_table(table, report));
        }
        for column in &table.columns {
            let Some(own) = column.code().or(column.live()) else {
                continue;
            };
            let path = table.part(ObjectKind::Column, own.name.as_str());
            let is_meant = is_called(&path, None, name)
                || table
                    .code
                    .and_then(|code| code.alias.as_deref())
                    .is_some_and(|alias| {
                        let field = own.alias.as_deref().unwrap_or(own.name.as_str());
                        name == format!("{alias}.{field}")
                    });
            if is_meant {
                objects.push(describe_column(&path, column, report));
            }
        }
    }
    for pair in &pairs.enums {
        let path = ObjectPath::top(ObjectKind::Enum, &pair.name);
        let alias = pair.types.code().and_then(|code| code.alias.as_deref());
        if is_called(&path, alias, name) {
            objects.push(describe_enum(&path, pair, report));
        }
    }
    objects
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

fn describe_table(table: &TablePair<'_>, report: &Report) -> ObjectSides {
    let mut rows = Vec::new();
    for pair in &table.columns {
        let Some(own) = pair.code().or(pair.live()) else {
            continue;
        };
        let path = table.part(ObjectKind::Column, own.name.as_str());
        rows.push(part_row(
            &format!("column {}", own.name),
            pair.code().map(column_text),
            pair.live().map(column_text),
            &path,
            report,
        ));
    }
    for pair in &table.indexes {
        let Some(own) = pair.code().or(pair.live()) else {
            continue;
        };
        let kind = if own.is_unique {
            ObjectKind::Unique
        } else {
            ObjectKind::Index
        };
        let path = table.part(kind, rules::index_name(own));
        let text = rules::index_definition;
        rows.push(part_row(
            &format!("{kind} {}", rules::index_name(own)),
            pair.code().map(text),
            pair.live().map(text),
            &path,
            report,
        ));
    }
    for pair in &table.foreign_keys {
        let Some(own) = pair.code().or(pair.live()) else {
            continue;
        };
        let path = table.part(ObjectKind::ForeignKey, rules::foreign_key_name(own));
        let text = rules::foreign_key_definition;
        rows.push(part_row(
            &format!("foreign key {}", rules::foreign_key_name(own)),
            pair.code().map(text),
            pair.live().map(text),
            &path,
            report,
        ));
    }
    ObjectSides {
        title: format!("table `{}`", table.name),
        expected_place: place(table.code.map(|code| &code.origin)),
        found_place: if table.live.is_some() {
            table.name.to_string()
        } else if table.live_view.is_some() {
            format!("{}, a view", table.name)
        } else {
            "not there".to_owned()
        },
        rows,
    }
}

/// A part of a table as one row, judged by whatever was found about it.
fn part_row(
    facet: &str,
    expected: Option<String>,
    found: Option<String>,
    path: &ObjectPath,
    report: &Report,
) -> FacetRow {
    let finding = report
        .findings
        .iter()
        .find(|finding| &finding.object == path);
    let untold = report
        .cannot_tell
        .iter()
        .find(|entry| &entry.object == path);
    let (verdict, why) = match (finding, untold) {
        (Some(finding), _) => (FacetVerdict::Differs, Some(finding.rule.to_owned())),
        (None, Some(entry)) => (FacetVerdict::CannotTell, Some(entry.reason.clone())),
        (None, None) if expected.is_some() && found.is_some() => (FacetVerdict::Same, None),
        (None, None) => (
            FacetVerdict::NotCompared,
            Some("the code cannot state it".to_owned()),
        ),
    };
    FacetRow {
        facet: facet.to_owned(),
        expected,
        expected_normal: None,
        found,
        found_normal: None,
        verdict,
        why,
    }
}

fn column_text(column: &Column) -> String {
    let data_type = column
        .data_type
        .get()
        .map_or("?", |data_type| data_type.text.as_str());
    let nullability = match column.is_nullable.get() {
        Some(true) => " null",
        Some(false) => " not null",
        None => "",
    };
    let default = default_text(column).map_or_else(String::new, |text| format!(" default {text}"));
    format!("{data_type}{nullability}{default}")
}

fn default_text(column: &Column) -> Option<String> {
    match column.default.get()?.as_ref()? {
        DefaultValue::Expression(expression) => Some(expression.text.clone()),
        DefaultValue::Unknown => Some("(some expression)".to_owned()),
    }
}

/// A facet of a column: its words, and what they were understood as; nothing where it is silent.
type FacetText = fn(&Column) -> Option<(String, Option<String>)>;

fn describe_column(path: &ObjectPath, pair: &Pair<'_, Column>, report: &Report) -> ObjectSides {
    let facets: [(&str, &str, FacetText); 5] = [
        ("type", "column-type", |column| {
            Some((column.data_type.get()?.text.clone(), None))
        }),
        ("null", "column-nullability", |column| {
            let word = if *column.is_nullable.get()? {
                "null"
            } else {
                "not null"
            };
            Some((word.to_owned(), None))
        }),
        ("default", "column-default", |column| {
            let stated = column.default.get()?;
            let normal = match stated {
                Some(DefaultValue::Expression(expression)) => Some(expression.normal.to_string()),
                Some(DefaultValue::Unknown) | None => None,
            };
            Some((
                default_text(column).unwrap_or_else(|| "none".to_owned()),
                normal,
            ))
        }),
        ("numbering", "column-identity", |column| {
            let words = match column.increment.get()? {
                None => "none",
                Some(Increment::Auto) => "by the database",
                Some(Increment::RowId) => "row id",
                Some(Increment::Serial { .. }) => "own sequence",
                Some(Increment::Identity { is_always: true }) => "identity, always",
                Some(Increment::Identity { is_always: false }) => "identity",
            };
            Some((words.to_owned(), None))
        }),
        ("generated", "column-generated", |column| {
            let stated = column.generated.get()?.as_ref()?;
            Some((
                stated.expression.text.clone(),
                Some(stated.expression.normal.to_string()),
            ))
        }),
    ];
    let rows = facets
        .into_iter()
        .filter_map(|(facet, rule, text)| facet_row(facet, rule, pair, text, path, report))
        .collect();
    ObjectSides {
        title: format!("column `{path}`"),
        expected_place: place(pair.code().map(|code| &code.origin)),
        found_place: pair
            .live()
            .map_or_else(|| "not there".to_owned(), |_| path.to_string()),
        rows,
    }
}

fn facet_row(
    facet: &str,
    rule: &str,
    pair: &Pair<'_, Column>,
    text: FacetText,
    path: &ObjectPath,
    report: &Report,
) -> Option<FacetRow> {
    let expected = pair.code().and_then(text);
    let found = pair.live().and_then(text);
    if expected.is_none() && found.is_none() {
        return None;
    }
    let is_found = report
        .findings
        .iter()
        .any(|finding| finding.rule == rule && &finding.object == path);
    let untold = report
        .cannot_tell
        .iter()
        .find(|entry| entry.rule == rule && &entry.object == path);
    let (verdict, why) = match (is_found, untold) {
        (true, _) => (FacetVerdict::Differs, Some(rule.to_owned())),
        (false, Some(entry)) => (FacetVerdict::CannotTell, Some(entry.reason.clone())),
        (false, None) if expected.is_some() && found.is_some() => {
            (FacetVerdict::Same, Some(rule.to_owned()))
        }
        (false, None) => (
            FacetVerdict::NotCompared,
            Some("one side says nothing".to_owned()),
        ),
    };
    let (expected, expected_normal) = expected.unzip();
    let (found, found_normal) = found.unzip();
    Some(FacetRow {
        facet: facet.to_owned(),
        expected,
        expected_normal: expected_normal.flatten(),
        found,
        found_normal: found_normal.flatten(),
        verdict,
        why,
    })
}

fn describe_enum(path: &ObjectPath, pair: &EnumPair<'_>, report: &Report) -> ObjectSides {
    let values = |enum_type: &EnumType| {
        let labels: Vec<&str> = enum_type
            .values
            .iter()
            .map(|value| value.label.as_str())
            .collect();
        labels.join(", ")
    };
    let finding = report
        .findings
        .iter()
        .find(|finding| finding.object.group() == path.group() && finding.rule.contains("enum"));
    let row = FacetRow {
        facet: "values".to_owned(),
        expected: pair.types.code().map(values),
        expected_normal: None,
        found: pair.types.live().map(values),
        found_normal: None,
        verdict: match (finding, pair.types.both()) {
            (Some(_), _) => FacetVerdict::Differs,
            (None, Some(_)) => FacetVerdict::Same,
            (None, None) => FacetVerdict::NotCompared,
        },
        why: finding.map(|finding| finding.rule.to_owned()),
    };
    ObjectSides {
        title: format!("enum `{path}`"),
        expected_place: place(pair.types.code().map(|code| &code.origin)),
        found_place: pair
            .types
            .live()
            .map_or_else(|| "not there".to_owned(), |_| path.to_string()),
        rows: vec![row],
    }
}

fn place(origin: Option<&Origin>) -> String {
    match origin {
        None => "not there".to_owned(),
        Some(origin) => origin
            .location()
            .map_or_else(|| "stated without a file".to_owned(), ToString::to_string),
    }
}
