//! Owns the table of rules.

use schemadrift_core::finding::{Effect, Level};

use crate::layout::{pad, width, wrap};
use crate::style::{HumanStyle, Ink};

/// A rule as the table shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RuleRow<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its level, after configuration.
    pub level: Level,
    /// The worst that its findings do to running code.
    pub effect: Effect,
    /// The fault in one line.
    pub summary: &'a str,
}

/// The table of rules, one a row, in the order given.
pub fn render_rules_table(rules: &[RuleRow<'_>], style: &HumanStyle) -> String {
    let column = |head: &str, cell: &dyn Fn(&RuleRow<'_>) -> String| {
        let widest = rules.iter().map(|rule| width(&cell(rule))).max();
        widest.unwrap_or(0).max(width(head))
    };
    let name = column("rule", &|rule| rule.name.to_owned());
    let level = column("level", &|rule| rule.level.to_string());
    let effect = column("effect", &|rule| rule.effect.to_string());
    let before = name + level + effect + 6;
    let is_narrow = style.columns() < before + 30;

    let mut text = String::new();
    let head = format!(
        "{}  {}  {}",
        pad("rule", name),
        pad("level", level),
        pad("effect", effect)
    );
    let head = if is_narrow {
        head.trim_end().to_owned()
    } else {
        format!("{head}  fault")
    };
    text.push_str(&style.paint(Ink::Heading, &head));
    text.push('\n');
    for rule in rules {
        let row = format!(
            "{}  {}  {}",
            style.paint(Ink::Code, &pad(rule.name, name)),
            style.paint(rule.level.into(), &pad(&rule.level.to_string(), level)),
            pad(&rule.effect.to_string(), effect),
        );
        let (lead, indent) = if is_narrow {
            (format!("{}\n    ", row.trim_end()), 4)
        } else {
            (format!("{row}  "), before)
        };
        let lines = wrap(rule.summary, style.columns().saturating_sub(indent));
        let glue = format!("\n{}", " ".repeat(indent));
        text.push_str(&lead);
        text.push_str(&lines.join(&glue));
        text.push('\n');
    }
    text
}
