//! Owns how a file of a migration reads: statements with comments about what they may cost. No
//! comment can be left by what stands in a name, whatever a database takes for the end of a line.

use schemadrift_core::printable::printable;

use super::{FixFile, FixStep};

/// Begins the lines of statements that are shown and do not run. No migration tool takes such a
/// line for one of its own marks.
const HELD_BACK: &str = "-- | ";

/// The text of a file.
pub(super) fn of_file(file: &FixFile) -> String {
    let mut text = String::new();
    for step in &file.steps {
        push_comments(step, &mut text);
        for statement in &step.statements {
            text.push_str(statement);
            text.push_str(";\n");
        }
        text.push('\n');
    }
    text
}

/// The text of what does not run.
pub(super) fn of_held_back(steps: &[FixStep]) -> String {
    let mut text = String::new();
    if steps.is_empty() {
        return text;
    }
    push_comment(
        "What follows does not run: it could lose data, or refuse what is allowed today. Take out \
         the bars of what you have made sure of.",
        &mut text,
    );
    text.push('\n');
    for step in steps {
        push_comments(step, &mut text);
        for statement in &step.statements {
            push_held_back(statement, &mut text);
        }
        text.push('\n');
    }
    text
}

fn push_comments(step: &FixStep, text: &mut String) {
    for note in &step.notes {
        push_comment(note, text);
    }
    for hazard in &step.hazards {
        push_comment(&hazard.to_string(), text);
    }
    if let Some(needed) = &step.needs_values {
        push_comment("give every row a value first, for example:", text);
        push_held_back(&needed.statement, text);
    }
}

fn push_comment(comment: &str, text: &mut String) {
    text.push_str("-- ");
    text.push_str(&printable(comment));
    text.push('\n');
}

fn push_held_back(statement: &str, text: &mut String) {
    let lines: Vec<&str> = statement.split('\n').collect();
    let last = lines.len().saturating_sub(1);
    for (position, line) in lines.into_iter().enumerate() {
        text.push_str(HELD_BACK);
        text.push_str(&printable(line));
        if position == last {
            text.push(';');
        }
        text.push('\n');
    }
}
