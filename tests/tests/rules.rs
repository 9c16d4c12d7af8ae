//! Owns the fixture folders of the rules: `tests/rules/<rule>/<case>/`, one test a case. Each
//! rule has cases in which it speaks and cases in which it keeps silent.

use std::path::Path;

use libtest_mimic::{Arguments, Failed, Trial};
use schemadrift_check::rules::RULES;
use schemadrift_tests::{expectation, fixture, reduced};

fn main() {
    let arguments = Arguments::from_args();
    let root = fixture::folder("rules");
    let mut trials = vec![
        Trial::test("every_rule_has_fixtures", every_rule_has_fixtures),
        Trial::test(
            "every_rule_speaks_and_keeps_silent",
            every_rule_speaks_and_keeps_silent,
        ),
    ];
    for rule in fixture::folders(&root) {
        for case in fixture::folders(&rule) {
            // The kind of database stands in the name, so that one kind's cases can be run alone.
            let engine = fixture::engine(&case).as_str();
            let (rule, case_name) = (fixture::name(&rule), fixture::name(&case));
            let name = format!("{rule}/{case_name} ({engine})");
            trials.push(Trial::test(name, move || run(&case)));
        }
    }
    libtest_mimic::run(&arguments, trials).exit();
}

fn run(case: &Path) -> Result<(), Failed> {
    let sides = fixture::Sides::read(case);
    let said = reduced::reduce(&sides.run());
    // Messages may name the folder, and the folder depends on the machine.
    let said = said.replace(&case.display().to_string(), "<case>");
    Ok(expectation::compare(&case.join("expected.txt"), &said)?)
}

/// The folders and the table of rules are the same list.
fn every_rule_has_fixtures() -> Result<(), Failed> {
    let root = fixture::folder("rules");
    let folders: Vec<String> = fixture::folders(&root)
        .iter()
        .map(|path| fixture::name(path))
        .collect();
    let mut rules: Vec<String> = RULES.iter().map(|rule| rule.name.to_owned()).collect();
    rules.sort();
    if folders == rules {
        Ok(())
    } else {
        Err(format!(
            "folders: {}\nrules:   {}",
            folders.join(" "),
            rules.join(" ")
        )
        .into())
    }
}

/// A rule that always speaks is as useless as one that never does.
fn every_rule_speaks_and_keeps_silent() -> Result<(), Failed> {
    for folder in fixture::folders(&fixture::folder("rules")) {
        let rule = fixture::name(&folder);
        let has_finding = |text: &str| {
            text.lines().any(|line| {
                line.split(' ').nth(1) == Some(rule.as_str()) && !line.starts_with("cannot-tell")
            })
        };
        let expected: Vec<String> = fixture::folders(&folder)
            .iter()
            .filter_map(|case| std::fs::read_to_string(case.join("expected.txt")).ok())
            .collect();
        if !expected.iter().any(|text| has_finding(text)) {
            return Err(format!("no case of `{rule}` is a hit").into());
        }
        if expected.iter().all(|text| has_finding(text)) {
            return Err(format!("no case of `{rule}` is a near miss").into());
        }
    }
    Ok(())
}
