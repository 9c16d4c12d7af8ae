//! Owns the laws of a baseline: it accepts what a run found, exactly that, and its text says so.

use proptest::prelude::*;
use schemadrift_check::Report;
use schemadrift_config::{
    Acceptance, Baseline, Judged, NeedsReason, Update, read_baseline, write_baseline,
};
use schemadrift_core::finding::{Direction, Effect, Finding, Level, LocationRole};

use crate::reports::{at, finding, report};

const RULES: [&str; 3] = ["column-type", "missing-column", "extra-column"];

const EFFECTS: [Effect; 5] = [
    Effect::Cosmetic,
    Effect::Slower,
    Effect::DataAtRisk,
    Effect::WritesFail,
    Effect::ReadsFail,
];

fn accept(reason: &str) -> Acceptance<'_> {
    Acceptance {
        reason: Some(reason),
        prunes: false,
    }
}

fn following(baseline: &Baseline, report: &Report, acceptance: Acceptance<'_>) -> Update {
    baseline.following(&[(None, report)], acceptance).unwrap()
}

fn apply(baseline: &Baseline, mut report: Report) -> Report {
    let mut judged = Judged {
        database: None,
        report: &mut report,
    };
    baseline.apply(&mut judged);
    baseline.report_stale(&mut [judged]);
    report
}

/// The baseline as it is read back.
fn read_back(baseline: &Baseline) -> Baseline {
    let text = write_baseline(baseline);
    let read = read_baseline("b.toml", &text);
    assert!(read.problems.is_empty(), "{text}\n{:?}", read.problems);
    assert_eq!(
        write_baseline(&read),
        text,
        "a baseline that is read is written the same"
    );
    read
}

prop_compose! {
    fn a_finding()(
        rule in 0..RULES.len(),
        // Few names, so that some findings share their fingerprint.
        table in "[ab]|\\PC{0,12}|[\\x00-\\x1f\"\\\\]{1,3}",
        column in "[cd]|.{1,3}",
        effect in 0..EFFECTS.len(),
    ) -> Finding {
        finding(RULES[rule], &table, &column, EFFECTS[effect])
    }
}

proptest! {
    /// With the baseline of a run, the run is clean; nothing is lost of it.
    #[test]
    fn the_baseline_of_a_run_makes_it_clean(
        findings in proptest::collection::vec(a_finding(), 0..12),
        reason in "\\S(.{0,20}\\S)?",
    ) {
        let update = following(&Baseline::default(), &report(findings.clone()), accept(&reason));
        let baseline = read_back(&update.baseline);
        let after = apply(&baseline, report(findings.clone()));
        prop_assert!(after.findings.is_empty());
        prop_assert!(after.problems.is_empty());
        prop_assert_eq!(after.suppressed.len(), findings.len());
        prop_assert!(after.suppressed.iter().all(|entry| entry.reason == reason));
        // Again, it changes nothing.
        let again = following(&baseline, &after, accept("another"));
        prop_assert_eq!(again.added, 0);
        prop_assert_eq!(write_baseline(&again.baseline), write_baseline(&baseline));
    }

    /// What was not there shows, and nothing else.
    #[test]
    fn what_is_new_shows(
        findings in proptest::collection::vec(a_finding(), 0..12),
        new in a_finding(),
        position in any::<prop::sample::Index>(),
    ) {
        let update = following(&Baseline::default(), &report(findings.clone()), accept("known"));
        let mut more = findings.clone();
        more.insert(position.index(findings.len() + 1), new.clone());
        let after = apply(&update.baseline, report(more));
        prop_assert_eq!(after.findings.len(), 1);
        prop_assert_eq!(after.findings[0].fingerprint(), new.fingerprint());
    }

    /// What is gone is told, pruned, and shows when it comes back.
    #[test]
    fn what_is_gone_is_told_and_pruned(
        findings in proptest::collection::vec(a_finding(), 1..12),
        position in any::<prop::sample::Index>(),
    ) {
        let update = following(&Baseline::default(), &report(findings.clone()), accept("known"));
        let baseline = read_back(&update.baseline);
        let mut fewer = findings.clone();
        let gone = fewer.remove(position.index(findings.len()));
        let after = apply(&baseline, report(fewer.clone()));
        prop_assert!(after.findings.is_empty());
        prop_assert_eq!(after.problems.len(), 1);
        let acceptance = Acceptance { reason: None, prunes: true };
        let pruned = following(&baseline, &after, acceptance);
        prop_assert!(apply(&pruned.baseline, report(fewer)).problems.is_empty());
        let back = apply(&pruned.baseline, report(findings));
        prop_assert!(!back.findings.is_empty());
        prop_assert!(back.findings.iter().all(|finding| finding.fingerprint() == gone.fingerprint()));
    }

    /// The order of findings counts for nothing.
    #[test]
    fn the_text_is_stable(findings in proptest::collection::vec(a_finding(), 0..12)) {
        let text = |findings: Vec<Finding>| {
            let update = following(&Baseline::default(), &report(findings), accept("known"));
            write_baseline(&update.baseline)
        };
        let backwards: Vec<Finding> = findings.iter().rev().cloned().collect();
        prop_assert_eq!(text(findings), text(backwards));
    }

    /// Whatever is said of a finding, and wherever it stands, its fingerprint stays.
    #[test]
    fn a_fingerprint_outlives_edits(
        before in a_finding(), message in ".*", path in "\\PC+", lines in 0..50_usize, level in 0..3_usize,
    ) {
        let mut after = before.clone();
        after.message = message.clone();
        after.expected = Some(message.clone());
        after.found = Some(message.clone());
        after.help = Some(message);
        after.level = [Level::Note, Level::Warning, Level::Error][level];
        after.direction = Direction::LiveLacks;
        let file = format!("{}HERE", "\n".repeat(lines));
        let after = at(after, LocationRole::Declared, &path, &file, "HERE");
        prop_assert_eq!(before.fingerprint(), after.fingerprint());
    }

    /// Different rules and objects have different ones, whatever characters are in their names.
    #[test]
    fn fingerprints_tell_objects_apart(one in a_finding(), other in a_finding()) {
        let is_same = one.rule == other.rule && one.object == other.object;
        prop_assert_eq!(one.fingerprint() == other.fingerprint(), is_same);
    }

    #[test]
    fn any_text_is_read(text in "(\\[\\[finding\\]\\]\\n)?(\\PC|\\n|[a-z]+ = \"?|[0-9])*") {
        let baseline = read_baseline("b.toml", &text);
        for problem in &baseline.problems {
            prop_assert!(problem.origin.location().is_some());
        }
    }
}

#[test]
fn what_gets_worse_is_not_accepted() {
    let at = |effect| report(vec![finding("column-type", "a", "b", effect)]);
    let update = following(&Baseline::default(), &at(Effect::Slower), accept("known"));
    assert!(
        apply(&update.baseline, at(Effect::Cosmetic))
            .findings
            .is_empty()
    );
    let worse = apply(&update.baseline, at(Effect::ReadsFail));
    assert_eq!(worse.findings.len(), 1);
    assert_eq!(
        worse.problems[0].message,
        "this was accepted as `slower`, and is `reads-fail` now"
    );
    // Accepted again, it has both reasons.
    let again = following(&update.baseline, &worse, accept("worse"));
    assert_eq!(again.baseline.entries.len(), 1);
    assert_eq!(again.baseline.entries[0].reason, "known; worse");
    assert_eq!(again.baseline.entries[0].effect, Effect::ReadsFail);
}

#[test]
fn nothing_is_accepted_without_a_reason() {
    let found = report(vec![finding("column-type", "a", "b", Effect::Slower)]);
    let acceptance = Acceptance {
        reason: None,
        prunes: false,
    };
    let refused = Baseline::default().following(&[(None, &found)], acceptance);
    assert_eq!(refused.unwrap_err(), NeedsReason { findings: 1 });
}

#[test]
fn what_was_not_judged_is_not_gone() {
    let found = report(vec![finding("column-type", "a", "b", Effect::Slower)]);
    let baseline = following(&Baseline::default(), &found, accept("known")).baseline;
    let untrusted = Report {
        untrusted: Some("nothing was compared".to_owned()),
        ..report(Vec::new())
    };
    let headline = report(vec![finding("never-migrated", "a", "b", Effect::ReadsFail)]);
    for report in [untrusted, headline] {
        let after = apply(&baseline, report);
        assert!(after.problems.is_empty(), "{:?}", after.problems);
        let acceptance = Acceptance {
            reason: None,
            prunes: true,
        };
        let pruned = following(&baseline, &after, acceptance);
        assert_eq!(pruned.baseline.entries.len(), 1);
    }
}

#[test]
fn an_entry_is_about_one_database() {
    let found = || report(vec![finding("column-type", "a", "b", Effect::Slower)]);
    let (mut one, mut other) = (found(), found());
    let baseline = Baseline::default()
        .following(&[(Some("one"), &one)], accept("known"))
        .unwrap()
        .baseline;
    let mut all = [
        Judged {
            database: Some("one"),
            report: &mut one,
        },
        Judged {
            database: Some("other"),
            report: &mut other,
        },
    ];
    for judged in &mut all {
        baseline.apply(judged);
    }
    baseline.report_stale(&mut all);
    assert!(one.findings.is_empty());
    assert_eq!(other.findings.len(), 1);
    assert!(one.problems.is_empty() && other.problems.is_empty());
    // Where it is not checked, the entry is about nothing.
    let mut third = found();
    baseline.report_stale(&mut [Judged {
        database: Some("third"),
        report: &mut third,
    }]);
    assert_eq!(
        third.problems[0].message,
        "this entry is about a database that is not checked"
    );
}
