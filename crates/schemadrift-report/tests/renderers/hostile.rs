//! Owns the promise that names from outside go through every format harmless: each output is read
//! back by a parser that is not ours, in which the names are data, and nothing of them is markup.

use proptest::prelude::*;
use schemadrift_check::outcome::CannotTell;
use schemadrift_check::report::{LeftOut, Report, Suppressed, SuppressedBy};
use schemadrift_core::coverage::Coverage;
use schemadrift_core::dialect::Engine;
use schemadrift_core::finding::{
    Cause, Direction, Effect, Finding, FindingLocation, Level, LocationRole, Verdict,
};
use schemadrift_core::model::{Column, Schema, Table};
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::object::{ObjectKind, ObjectPath};
use schemadrift_core::origin::{Location, Origin, SourceFile};
use schemadrift_core::problem::Problem;
use schemadrift_report::{
    Folder, HtmlPage, Sides, printable, render_github, render_gitlab, render_html, render_json,
    render_junit, render_markdown, render_sarif,
};
use serde_json::Value;

use crate::reports::clean;

/// Names that have broken somebody's report.
const HOSTILE: &[&str] = &[
    "a\"b'c`d",
    "``",
    "line\nbreak\r\n::error::x",
    "\u{1b}[31mred\u{1b}]0;title\u{7}\u{1b}]8;;http://x\u{1b}\\",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "]]>",
    "--><!--",
    "a|b\\|c||",
    "\u{202e}gnp.exe\u{202c}\u{200f}",
    "nul\u{0}\u{9b}31m\u{85}",
    "%0A%25,:;file=x",
    "&lt;&amp;&#60;&#x3c;",
    "[x](http://evil.example) ![y](z) [id]: http://a",
    "@everyone #1 GH-1 www.example.com https://example.com/a",
    "*bold* _it_ ~~no~~ # h\n---\n1. x\n> q\n    code\n\ttab",
    "\u{fffe}\u{ffff}\u{feff}\u{e0041}",
    "{0} {{x}} ${y} $(z) ##[add-mask]x",
    "é漢🦀\u{301}",
    "",
    "  ",
    "..\\..//etc/passwd",
    "a:b",
];

fn name() -> impl Strategy<Value = String> {
    let known = || prop::sample::select(HOSTILE).prop_map(str::to_owned);
    prop_oneof![
        4 => known(),
        2 => (known(), known()).prop_map(|(one, other)| format!("{one}{other}")),
        2 => any::<String>(),
        1 => known().prop_map(|name| format!("{name}x").repeat(10_000).chars().take(10_000).collect()),
    ]
}

/// A report in which everything that comes from outside is a name from outside.
#[derive(Debug, Clone)]
struct Hostile {
    table: String,
    column: String,
    file: String,
    report: Report,
}

prop_compose! {
    fn hostile()(table in name(), column in name(), file in name(), text in name()) -> Hostile {
        let source = SourceFile::new(file.clone(), text.clone());
        let origin = Origin::Exact(Location::new(&source, 0..3));
        let object = ObjectPath {
            schema: Some(text.clone()),
            table: Some(table.clone()),
            kind: ObjectKind::Column,
            name: column.clone(),
        };
        let finding = Finding {
            rule: "missing-column",
            level: Level::Error,
            effect: Effect::ReadsFail,
            direction: Direction::LiveLacks,
            object: object.clone(),
            message: format!("column `{column}` of `{table}` does not exist in the database"),
            expected: Some(text.clone()),
            found: Some(column.clone()),
            cause: Some(Cause::PendingMigration),
            migration: Some(table.clone()),
            locations: [LocationRole::Declared, LocationRole::Code]
                .map(|role| FindingLocation { role, origin: origin.clone(), label: text.clone() })
                .into(),
            note: Some(text.clone()),
            help: Some(format!("rename `{column}`")),
            is_help_a_guess: false,
        };
        let mut nowhere = finding.clone();
        nowhere.locations.clear();
        let mut report = clean();
        report.verdict = Verdict::Behind;
        report.database.database = table.clone();
        report.database.engine = text.clone();
        report.sources[0].place = file.clone();
        report.cannot_tell = vec![CannotTell {
            object,
            rule: "column-default",
            reason: format!("`{column}` and `{text}`"),
            expected: Some(column.clone()),
            found: Some(text.clone()),
            question: None,
        }];
        report.problems = vec![Problem::warning(format!("`{column}` is odd"), origin).with_help(text.clone())];
        report.suppressed = vec![Suppressed { finding: nowhere.clone(), reason: text.clone(), by: SuppressedBy::Comment }];
        report.left_out = vec![LeftOut { kind: ObjectKind::Table, name: table.clone(), reason: text.clone() }];
        report.untrusted = Some(text);
        report.findings = vec![finding, nowhere];
        Hostile { table, column, file, report }
    }
}

/// The beginning of a name as every format shows it.
fn shown(name: &str) -> String {
    printable(name).chars().take(100).collect()
}

fn acts_on_terminals(character: char) -> bool {
    character != '\n' && schemadrift_core::printable::is_unprintable(character)
}

/// Every text in a document, keys included.
fn texts(value: &Value, into: &mut Vec<String>) {
    match value {
        Value::String(text) => into.push(text.clone()),
        Value::Array(values) => values.iter().for_each(|value| texts(value, into)),
        Value::Object(entries) => {
            for (key, value) in entries {
                into.push(key.clone());
                texts(value, into);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn check_json(case: &Hostile) -> Result<(), TestCaseError> {
    let document: Value =
        serde_json::from_str(&render_json(std::slice::from_ref(&case.report))).unwrap();
    // The JSON report is data: names are whole and as they are.
    let object = &document["findings"][0]["object"];
    let whole = |name: &str| schemadrift_report::redact(name).into_owned();
    prop_assert_eq!(object["name"].as_str().unwrap(), whole(&case.column));
    prop_assert_eq!(object["table"].as_str().unwrap(), whole(&case.table));
    Ok(())
}

fn check_sarif(case: &Hostile) -> Result<(), TestCaseError> {
    let text = render_sarif(std::slice::from_ref(&case.report), &Folder::default());
    prop_assert!(!text.contains(acts_on_terminals), "{:?}", text);
    let log: Value = serde_json::from_str(&text).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    prop_assert_eq!(results.len(), 2);
    let place = &results[0]["locations"][0];
    prop_assert_eq!(
        place["logicalLocations"][0]["name"].as_str().unwrap(),
        printable(&case.column)
    );
    let message = results[0]["message"]["text"].as_str().unwrap();
    prop_assert!(
        !message.contains("](") || message.contains("\\]("),
        "{}",
        message
    );
    let plain = if message.contains("\\](") {
        message
            .replace("\\[", "[")
            .replace("\\]", "]")
            .replace("\\\\", "\\")
    } else {
        message.to_owned()
    };
    prop_assert!(plain.contains(&shown(&case.column)), "{}", plain);
    let uri = place["physicalLocation"]["artifactLocation"]["uri"]
        .as_str()
        .unwrap();
    prop_assert!(
        uri.bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-._~/%:".contains(&byte)),
        "{}",
        uri
    );
    Ok(())
}

fn check_junit(case: &Hostile) -> Result<(), TestCaseError> {
    let text = render_junit(std::slice::from_ref(&case.report), Level::Error);
    prop_assert!(!text.contains(acts_on_terminals), "{:?}", text);
    let document = roxmltree::Document::parse(&text).unwrap();
    let named = |name: &'static str| {
        document
            .descendants()
            .filter(move |node| node.has_tag_name(name))
    };
    // Trust, inputs, two findings, one untold, one ignored, three kinds.
    prop_assert_eq!(named("testcase").count(), 9);
    prop_assert_eq!(named("failure").count(), 2);
    let known = [
        "testsuites",
        "testsuite",
        "properties",
        "property",
        "testcase",
        "failure",
        "error",
        "skipped",
        "system-out",
    ];
    for node in document.descendants() {
        prop_assert!(!node.is_comment() && !node.is_pi());
        prop_assert!(!node.is_element() || known.contains(&node.tag_name().name()));
    }
    let failure = named("failure").next().unwrap();
    let message = failure.attribute("message").unwrap();
    let odd = |character: char| matches!(character, '\u{fffe}' | '\u{ffff}');
    if !case.column.contains(odd) {
        prop_assert!(message.contains(&shown(&case.column)), "{}", message);
        prop_assert!(failure.text().unwrap().contains(&shown(&case.column)));
    }
    Ok(())
}

fn check_github(case: &Hostile) -> Result<(), TestCaseError> {
    let text = render_github(std::slice::from_ref(&case.report), &Folder::default());
    prop_assert!(!text.contains(acts_on_terminals), "{:?}", text);
    let (commands, log): (Vec<&str>, Vec<&str>) =
        text.lines().partition(|line| line.starts_with("::"));
    prop_assert_eq!(commands.len(), 5);
    prop_assert_eq!(log.len(), 1);
    prop_assert!(log[0].starts_with("schemadrift: behind: NOT TRUSTWORTHY"));
    let mut messages = Vec::new();
    for command in commands {
        let (head, message) = command[2..].split_once("::").unwrap();
        let (level, properties) = head.split_once(' ').unwrap();
        prop_assert!(["error", "warning", "notice"].contains(&level), "{}", level);
        for property in properties.split(',') {
            let (key, value) = property.split_once('=').unwrap();
            prop_assert!(
                ["file", "line", "col", "endColumn", "endLine", "title"].contains(&key),
                "{}",
                command
            );
            prop_assert!(!value.contains(':'));
        }
        let message = message
            .replace("%0A", "\n")
            .replace("%0D", "\r")
            .replace("%25", "%");
        messages.push(message);
    }
    prop_assert!(messages.concat().contains(&shown(&case.column)));
    Ok(())
}

fn check_gitlab(case: &Hostile) -> Result<(), TestCaseError> {
    let text = render_gitlab(std::slice::from_ref(&case.report), &Folder::default());
    prop_assert!(!text.contains(acts_on_terminals), "{:?}", text);
    let entries: Value = serde_json::from_str(&text).unwrap();
    let entries = entries.as_array().unwrap();
    prop_assert_eq!(entries.len(), 5);
    let finding = entries
        .iter()
        .find(|entry| entry["check_name"] == "missing-column")
        .unwrap();
    let description = finding["description"].as_str().unwrap();
    prop_assert!(
        description.contains(&shown(&case.column)),
        "{}",
        description
    );
    let path = finding["location"]["path"].as_str().unwrap();
    let file = printable(&case.file).into_owned();
    prop_assert_eq!(path, file.strip_prefix("./").unwrap_or(&file));
    let mut all = Vec::new();
    texts(&Value::Array(entries.clone()), &mut all);
    prop_assert!(all.iter().all(|text| !text.contains(acts_on_terminals)));
    Ok(())
}

fn check_markdown(case: &Hostile) -> Result<(), TestCaseError> {
    use pulldown_cmark::{Event, Options, Parser, Tag};
    let page = render_markdown(std::slice::from_ref(&case.report));
    prop_assert!(!page.contains(acts_on_terminals), "{:?}", page);
    prop_assert!(page.len() < 65_536);
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_GFM
        | Options::ENABLE_MATH
        | Options::ENABLE_TASKLISTS;
    let mut text = String::new();
    let (mut rows, mut cells) = (0, 0);
    for event in Parser::new_ext(&page, options) {
        match event {
            Event::Text(part) => text.push_str(&part),
            Event::InlineHtml(html) => prop_assert!(
                ["<code>", "</code>", "<br>", "<span>", "</span>"].contains(&&*html),
                "{}",
                html
            ),
            Event::Html(html) => {
                let html = html.trim_end();
                let is_summary = html.starts_with("<summary>") && html.ends_with("</summary>");
                prop_assert!(
                    ["", "<details>", "</details>"].contains(&html) || is_summary,
                    "{}",
                    html
                );
            }
            Event::Start(tag) => match tag {
                Tag::TableRow => rows += 1,
                Tag::TableCell => cells += 1,
                Tag::Paragraph
                | Tag::Heading { .. }
                | Tag::HtmlBlock
                | Tag::List(_)
                | Tag::Item
                | Tag::Strong
                | Tag::Table(_)
                | Tag::TableHead => {}
                tag => prop_assert!(false, "{:?} in {}", tag, page),
            },
            Event::End(_) => {}
            event => prop_assert!(false, "{:?} in {}", event, page),
        }
    }
    // Findings, untold, and four kinds; with the head of each table.
    let is_whole = !page.contains(" fit on this page") && !page.contains("left away");
    prop_assert!(is_whole || page.len() > 40_000);
    prop_assert!(
        !is_whole || (rows, cells) == (2 + 1 + 4, 3 * 5 + 2 * 3 + 5 * 7),
        "{}",
        page
    );
    let is_plain = !case.column.contains('`');
    prop_assert!(!is_plain || text.contains(&shown(&case.column)), "{}", page);
    Ok(())
}

/// Elements and attributes of the page; nothing else may come of a name.
const ELEMENTS: &str = " html head meta title style body a header h1 main form label select option \
    button p section h2 h3 h4 h5 span code strong ul li dl dt dd div pre details summary article \
    figure svg g rect text path circle table caption thead tbody tr th td footer script ";
const ATTRIBUTES: &str = " lang charset name content http-equiv class href id aria-label hidden type \
    role aria-live value aria-labelledby aria-hidden tabindex data-level data-rule data-cause \
    data-table scope width height viewbox transform rx x y d cx cy r ";

/// Both sides with a table and a column of these names.
fn schemas(case: &Hostile) -> [Schema; 2] {
    let name = QualifiedName {
        schema: case.report.findings[0]
            .object
            .schema
            .as_deref()
            .map(Name::from),
        name: Name::from(case.table.as_str()),
    };
    let mut code = Schema::empty(Engine::PostgreSql, Coverage::everything());
    let mut table = Table::new(name, Origin::Unlocated);
    table.columns = vec![Column::new(case.column.as_str(), Origin::Unlocated)];
    let mut live = code.clone();
    live.tables = vec![table.clone()];
    live.tables[0].columns.clear();
    code.tables = vec![table];
    [code, live]
}

fn check_html(case: &Hostile) -> Result<(), TestCaseError> {
    let [code, live] = schemas(case);
    for sides in [
        None,
        Some(Sides {
            code: &code,
            live: &live,
        }),
    ] {
        let report = &case.report;
        let page = render_html(&[HtmlPage { report, sides }]);
        prop_assert!(!page.contains(acts_on_terminals), "{:?}", page);
        let document = scraper::Html::parse_document(&page);
        let select = |selector: &str| {
            let selector = scraper::Selector::parse(selector).unwrap();
            let texts = document.select(&selector);
            texts
                .map(|node| node.text().collect::<String>())
                .collect::<Vec<String>>()
        };
        for node in document.tree.nodes() {
            prop_assert!(!node.value().is_comment());
            let Some(element) = node.value().as_element() else {
                continue;
            };
            let name = format!(" {} ", element.name());
            prop_assert!(ELEMENTS.contains(&name), "{}", name);
            for (name, _) in element.attrs() {
                let name = format!(" {} ", name.to_lowercase());
                prop_assert!(ATTRIBUTES.contains(&name), "{}", name);
            }
        }
        prop_assert_eq!(select("script").len(), 1);
        prop_assert_eq!(select("article").len(), 2);
        prop_assert_eq!(select("svg").len(), 1);
        let titles = select("h4");
        let is_plain = !case.column.contains('`');
        prop_assert!(
            !is_plain || titles[0].contains(&shown(&case.column)),
            "{:?}",
            titles
        );
        // An empty name is a name, and drawn.
        let parts = select("svg g.row title");
        prop_assert!(
            parts.iter().any(|part| part.contains(&shown(&case.column))),
            "{:?}",
            parts
        );
    }
    Ok(())
}

#[test]
fn hostile_names_are_data_in_every_format() {
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
        cases: 96,
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    let interesting = std::cell::Cell::new(0);
    runner
        .run(&hostile(), |case| {
            let has_markup = case
                .column
                .contains(['<', '|', '`', '"', '\n', '\u{1b}', '%', ']']);
            interesting.set(interesting.get() + usize::from(has_markup));
            check_json(&case)?;
            check_sarif(&case)?;
            check_junit(&case)?;
            check_github(&case)?;
            check_gitlab(&case)?;
            check_markdown(&case)?;
            check_html(&case)
        })
        .unwrap();
    assert!(interesting.get() > 40, "only {} cases", interesting.get());
}
