//! Owns what readers of Rust share: a program's files, their syntax trees with byte spans, and
//! which parts of them are the program itself and not its tests. It knows no library.

mod attributes;
mod crate_names;
mod files;
mod guard;
mod items;
mod libraries;
mod parse;
mod place;
mod tables;
mod test_modules;

pub use attributes::{derives, metas, segments};
pub use crate_names::CrateNames;
pub use files::{RustFiles, rust_files};
pub use items::{Hidden, ItemVisitor, attributes, is_for_tests, module_path, unraw, visit_items};
pub use libraries::{Library, LibraryVersion, library};
pub use parse::{with_tree, with_trees};
pub use place::{enclosing, exact, range, text};
pub use tables::{RustColumn, RustTable, TableShape};
