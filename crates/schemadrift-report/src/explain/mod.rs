//! Owns what `explain` and `rules` print: a rule's page, the table of rules, and both sides of an
//! object.

mod object;
mod page;
mod rules;

pub use object::{FacetRow, FacetVerdict, ObjectSides, render_object};
pub use page::render_page;
pub use rules::{RuleRow, render_rules_table};
