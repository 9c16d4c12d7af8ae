//! Compares two schemas and says what breaks: pairs their objects once, runs one rule after the
//! other over the pairs, and counts what was compared.
//!
//! Pure: no I/O, no clock, no environment. What only a live server can settle is handed out as
//! questions ([`Comparison::questions`]) and taken back as answers ([`Settings::answers`]).

pub mod aim;
mod blame;
mod compare;
mod counting;
mod doubt;
pub mod history;
pub mod outcome;
pub mod pairing;
pub mod report;
pub mod rules;
pub mod settings;
mod silence;
mod usage;
pub mod verdict;

pub use compare::compare;
pub use history::History;
pub use outcome::{CannotTell, Comparison, KindCoverage};
pub use report::Report;
pub use settings::Settings;
