//! Owns what is said beside a draft: what it puts right, which command does the rest, what is left.

use schemadrift::Sides;
use schemadrift::core::finding::Finding;
use schemadrift::core::migration::Tool;
use schemadrift_emit::Fix;
use schemadrift_report::{printable, printable_sentence};

use super::folder::Place;
use super::patch::Patch;
use super::remedies::Remedies;

/// The words for one database.
pub(super) fn of(sides: &Sides, remedies: &Remedies<'_>, place: Option<&Place>) -> String {
    let tool = sides.history.as_ref().map(|history| history.tool);
    let mut text = String::new();
    say_drafts(remedies, &mut text);
    say_commands(remedies, tool, &mut text);
    list(
        "for the code to declare (`schemadrift fix --patch`), or for `schemadrift.toml` to ignore with a reason",
        &remedies.of_code,
        &mut text,
    );
    for left in &remedies.left {
        let object = printable(&left.object.to_string()).into_owned();
        text.push_str(&format!(
            "not drafted: {} `{object}` ({}): {}\n",
            left.object.kind,
            left.rule,
            printable_sentence(&left.reason)
        ));
    }
    for left_out in remedies.drafts().iter().flat_map(|fix| &fix.skipped) {
        text.push_str(&format!(
            "not drafted: {}\n",
            printable_sentence(&left_out.to_string())
        ));
    }
    list(
        "not about an object of the database",
        &remedies.beside,
        &mut text,
    );
    let untold = sides.report.cannot_tell.len();
    if untold > 0 {
        text.push_str(&format!(
            "note: {untold} comparisons could not be told and are left alone; `schemadrift check` lists them\n"
        ));
    }
    if let Some(reason) = place.and_then(|place| place.layout.refuses_drafts())
        && !remedies.migration.runs_nothing()
    {
        text.push_str(&format!("note: no file is written: {reason}\n"));
    }
    text
}

/// The words beside a patch.
pub(super) fn of_patch(patch: &Patch) -> String {
    let mut text = String::new();
    if patch.text.is_empty() && patch.left.is_empty() {
        text.push_str("nothing to patch: the code declares what the database has\n");
    }
    if !patch.text.is_empty() {
        text.push_str("apply it with `git apply` or `patch -p1`, in the project's folder\n");
    }
    for (object, reason) in &patch.left {
        let name = printable(&object.to_string()).into_owned();
        text.push_str(&format!(
            "not in the patch: {} `{name}`: {}\n",
            object.kind,
            printable_sentence(reason)
        ));
    }
    text
}

fn say_drafts(remedies: &Remedies<'_>, text: &mut String) {
    let steps = |fix: &Fix| fix.files.iter().map(|file| file.steps.len()).sum::<usize>();
    let drafted: usize = remedies.drafts().into_iter().map(steps).sum();
    let held_back: usize = remedies
        .drafts()
        .into_iter()
        .map(|fix| fix.held_back.len())
        .sum();
    if drafted == 0 && held_back == 0 {
        text.push_str("nothing to draft\n");
        return;
    }
    text.push_str(&format!("drafted: {drafted} steps"));
    if held_back > 0 {
        text.push_str(&format!(
            "; {held_back} more are shown as comments, since they could lose data or refuse what is allowed today"
        ));
    }
    text.push('\n');
}

fn say_commands(remedies: &Remedies<'_>, tool: Option<Tool>, text: &mut String) {
    let commands = tool.map(|tool| &tool.facts().commands);
    let command = |own: Option<&'static str>, otherwise: &str| match own {
        Some(command) => format!("`{command}`"),
        None => otherwise.to_owned(),
    };
    if !remedies.pending.is_empty() {
        let deploy = command(commands.and_then(|own| own.deploy), "deploy them");
        list(
            &format!("a migration that waits puts this right: {deploy}"),
            &remedies.pending,
            text,
        );
    }
    if !remedies.failed.is_empty() {
        let clear = command(
            commands.and_then(|own| own.clear_failed),
            "repair what made it fail, then deploy again",
        );
        list(
            &format!("a migration that failed stands in the way: {clear}"),
            &remedies.failed,
            text,
        );
    }
    if !remedies.untracked.runs_nothing() {
        let mark = command(
            commands.and_then(|own| own.mark_applied),
            "record it as applied in the ledger",
        );
        text.push_str(&format!(
            "this database has what the migration that ends in `untracked` makes, so mark it as applied here instead of running it: {mark}\n"
        ));
    }
}

fn list(head: &str, findings: &[&Finding], text: &mut String) {
    if findings.is_empty() {
        return;
    }
    text.push_str(&format!("{head}:\n"));
    for finding in findings {
        text.push_str(&format!("  {}\n", printable_sentence(&finding.message)));
    }
}
