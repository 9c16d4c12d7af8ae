//! Owns what tables of Diesel can state at all.

use schemadrift_core::coverage::{Completeness, Coverage};

use crate::config::DieselConfig;

/// The coverage of a program. Its list of tables is whole where the Diesel CLI writes it without a
/// filter; else the program declares what it needs.
pub(super) fn of(config: &DieselConfig) -> Coverage {
    let entries = &config.print_schema;
    let written: Vec<_> = entries
        .iter()
        .filter(|entry| entry.file.is_some())
        .collect();
    let is_whole = !written.is_empty() && written.iter().all(|entry| !entry.is_filtered);
    let has_views = is_whole && written.iter().all(|entry| entry.includes_views);
    let completeness = |is_whole| {
        if is_whole {
            Completeness::Complete
        } else {
            Completeness::Partial
        }
    };
    Coverage {
        tables: completeness(is_whole),
        columns: Completeness::Complete,
        views: completeness(has_views),
        foreign_keys: Completeness::Partial,
        ..Coverage::default()
    }
}
