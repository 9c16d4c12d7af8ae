//! Owns triggers.

use serde::{Deserialize, Serialize};

use crate::name::Name;
use crate::origin::Origin;
use crate::stated::Stated;

/// A trigger of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trigger {
    /// Its name.
    pub name: Name,
    /// The definition as the catalog prints it.
    pub definition: Stated<String>,
    /// Whether it fires in ordinary sessions.
    pub is_enabled: Stated<bool>,
    /// Where it is stated.
    #[serde(skip)]
    pub origin: Origin,
}

impl Trigger {
    /// Whether it runs before every insert and may change the row, by the catalog's own words
    /// (`CREATE TRIGGER name BEFORE INSERT OR UPDATE ON …`).
    pub fn runs_before_inserts(&self) -> bool {
        let definition = self.definition.get().map_or("", String::as_str);
        let Some((_, rest)) = definition.split_once(self.name.as_str()) else {
            return false;
        };
        let rest = rest.to_ascii_uppercase();
        let events = rest.split(" ON ").next().unwrap_or_default();
        let mut words = events
            .split([' ', '"', '`'])
            .filter(|word| !word.is_empty());
        words.next() == Some("BEFORE")
            && words.any(|word| word == "INSERT")
            && self.is_enabled.get() != Some(&false)
    }
}
