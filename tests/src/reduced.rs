//! Owns the short form of a JSON report in which fixtures state what they expect: one line a
//! finding, one line for everything that could not be told, one for each problem.

use serde_json::Value;

use crate::command::Run;

/// The report of a run as lines, the exit code and the verdict first.
///
/// # Panics
/// If the run printed no JSON report.
pub fn reduce(run: &Run) -> String {
    let report: Value = serde_json::from_str(&run.stdout).unwrap_or_else(|error| {
        panic!(
            "no JSON report ({error})\nexit: {:?}\nstdout:\n{}\nstderr:\n{}",
            run.code, run.stdout, run.stderr
        )
    });
    let code = run
        .code
        .map_or_else(|| "by signal".to_owned(), |code| code.to_string());
    let mut lines = vec![format!("exit {code}, {}", text(&report["verdict"]))];
    for entry in list(&report["findings"]) {
        lines.push(finding(entry));
        lines.extend(uses(entry));
    }
    lines.extend(list(&report["cannot_tell"]).map(cannot_tell));
    lines.extend(list(&report["suppressed"]).map(|entry| {
        format!(
            "suppressed {} {} | {}",
            text(&entry["rule"]),
            address(&entry["object"]),
            text(&entry["reason"])
        )
    }));
    lines.extend(list(&report["problems"]).map(|entry| {
        format!(
            "problem {} | {}",
            text(&entry["severity"]),
            text(&entry["message"])
        )
    }));
    let unresolved = list(&report["code"]).flat_map(|code| list(&code["unresolved"]));
    lines.extend(unresolved.map(|entry| {
        let (count, reason) = (text(&entry["count"]), text(&entry["reason"]));
        format!("nothing said of {count} | {reason}")
    }));
    if !report["untrusted"].is_null() {
        lines.push(format!("untrusted | {}", text(&report["untrusted"])));
    }
    lines.push(String::new());
    lines.join("\n")
}

/// `LEVEL RULE PATH` of every finding of a run, as rule pages list them.
///
/// # Panics
/// If the run printed no JSON report.
pub fn short_findings(run: &Run) -> Vec<String> {
    let lines = reduce(run);
    lines
        .lines()
        .skip(1)
        .filter(|line| !line.starts_with(' ') && !line.starts_with("nothing said"))
        .map(|line| {
            let head = line.split(" | ").next().unwrap_or(line);
            let words: Vec<&str> = head.splitn(4, ' ').collect();
            match words.as_slice() {
                [level, rule, _kind, path] => format!("{level} {rule} {path}"),
                _ => line.to_owned(),
            }
        })
        .collect()
}

fn finding(entry: &Value) -> String {
    let mut line = format!(
        "{} {} {} | {} | {}",
        text(&entry["level"]),
        text(&entry["rule"]),
        address(&entry["object"]),
        text(&entry["expected"]),
        text(&entry["found"]),
    );
    if !entry["cause"].is_null() {
        line.push_str(&format!(" | {}", text(&entry["cause"])));
    }
    if !entry["migration"].is_null() {
        line.push_str(&format!(" by {}", text(&entry["migration"])));
    }
    line
}

/// The places in code that a finding breaks, and what helps where the code is at fault.
fn uses(entry: &Value) -> Vec<String> {
    const OF_CODE: &[&str] = &[
        "unknown-model",
        "unknown-field",
        "unknown-table",
        "unknown-column",
        "unknown-enum-value",
    ];
    let mut lines: Vec<String> = list(&entry["locations"])
        .filter(|place| place["role"] == "code")
        .map(|place| {
            let (file, label) = (text(&place["file"]), text(&place["label"]));
            format!("  at {file}:{}:{}, {label}", place["line"], place["column"])
        })
        .collect();
    if OF_CODE.contains(&text(&entry["rule"]).as_str()) {
        lines.push(format!("  help {}", text(&entry["help"])));
    }
    lines
}

fn cannot_tell(entry: &Value) -> String {
    format!(
        "cannot-tell {} {} | {} | {} | {}",
        text(&entry["rule"]),
        address(&entry["object"]),
        text(&entry["reason"]),
        text(&entry["expected"]),
        text(&entry["found"]),
    )
}

/// `KIND schema.table.name`.
fn address(object: &Value) -> String {
    let parts: Vec<String> = ["schema", "table", "name"]
        .into_iter()
        .map(|key| &object[key])
        .filter(|part| !part.is_null())
        .map(text)
        .collect();
    format!("{} {}", text(&object["kind"]), parts.join("."))
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default()
        .iter()
}

/// A value on one line.
fn text(value: &Value) -> String {
    match value {
        Value::Null => "-".to_owned(),
        Value::String(text) => text.replace('\n', "\\n"),
        other => other.to_string(),
    }
}
