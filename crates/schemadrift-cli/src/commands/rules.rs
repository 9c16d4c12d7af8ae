//! Owns `rules`: the list of all rules.

use schemadrift::check::rules::RULES;
use schemadrift_report::RuleRow;

use crate::arguments::{Format, RulesCommand};
use crate::exit::{Exit, Failure};
use crate::terminal;

/// Runs the command.
pub(crate) fn run(command: &RulesCommand) -> Result<Exit, Failure> {
    let rows: Vec<RuleRow<'_>> = RULES
        .iter()
        .map(|rule| RuleRow {
            name: rule.name,
            level: rule.default_level(),
            effect: rule.effect,
            summary: rule.summary,
        })
        .collect();
    let text = match command.format {
        Format::Human => schemadrift_report::render_rules_table(
            &rows,
            &terminal::report_style(command.look, false),
        ),
        Format::Json => {
            let rules: Vec<serde_json::Value> = rows
                .iter()
                .map(|row| {
                    serde_json::json!({
                        "rule": row.name,
                        "level": row.level,
                        "effect": row.effect,
                        "summary": row.summary,
                    })
                })
                .collect();
            format!("{:#}\n", serde_json::Value::Array(rules))
        }
    };
    terminal::write_data(&text, None)?;
    Ok(Exit::Clean)
}
