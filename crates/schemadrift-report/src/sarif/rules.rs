//! Owns the rules of a SARIF run: those that its results and notifications name, with their pages.

use schemadrift_check::rules::{RULES, Rule};
use schemadrift_core::finding::Level;

use super::log::{Configuration, Descriptor, DescriptorProperties, Help, Text};

/// The rules of a run, in the order in which they are first named.
#[derive(Debug, Default)]
pub(super) struct NamedRules {
    descriptors: Vec<Descriptor>,
}

impl NamedRules {
    /// The index of a rule; one that was not named before is added.
    pub(super) fn index(&mut self, name: &'static str) -> usize {
        let mut known = self.descriptors.iter();
        if let Some(index) = known.position(|known| known.id == name) {
            return index;
        }
        self.descriptors.push(descriptor(name));
        self.descriptors.len() - 1
    }

    pub(super) fn into_descriptors(self) -> Vec<Descriptor> {
        self.descriptors
    }
}

fn descriptor(name: &'static str) -> Descriptor {
    match RULES.iter().find(|rule| rule.name == name) {
        Some(rule) => documented(rule),
        None => Descriptor {
            id: name,
            short_description: text(name),
            full_description: text(name),
            help: Help {
                text: name,
                markdown: name,
            },
            default_configuration: Configuration {
                level: level_word(Level::Warning),
            },
            properties: DescriptorProperties {
                tags: vec!["schema-drift".to_owned()],
            },
        },
    }
}

fn documented(rule: &Rule) -> Descriptor {
    Descriptor {
        id: rule.name,
        short_description: text(rule.summary),
        full_description: text(lead(rule.page).unwrap_or(rule.summary)),
        help: Help {
            text: rule.page,
            markdown: rule.page,
        },
        default_configuration: Configuration {
            level: level_word(rule.default_level()),
        },
        properties: DescriptorProperties {
            tags: vec!["schema-drift".to_owned(), rule.effect.to_string()],
        },
    }
}

/// The first paragraph of a page, which says the fault in a sentence.
fn lead(page: &'static str) -> Option<&'static str> {
    let mut lines = page.lines().map(str::trim);
    lines.find(|line| !line.is_empty() && !line.starts_with('#'))
}

/// What SARIF calls a level.
pub(super) fn level_word(level: Level) -> &'static str {
    match level {
        Level::Off => "none",
        Level::Note => "note",
        Level::Warning => "warning",
        Level::Error => "error",
    }
}

fn text(text: &str) -> Text {
    Text {
        text: text.to_owned(),
    }
}
