//! SeaORM entities read into the neutral model: every spelling of 1.x and 2.0, enums, relations,
//! and what a database must be for them to work.
//!
//! [`read`] is pure: files in, model and problems out, whatever the bytes. Only [`SeaOrmSource`]
//! and [`find()`] touch the disk. Nothing is ever compiled or run.
//!
//! With the feature `reflect`, a service that is built with SeaORM hands in its own entities
//! instead: see the module `reflect`.

mod assemble;
mod attributes;
mod collect;
mod entity;
mod expression;
mod find;
mod index;
mod lower;
mod named;
mod naming;
mod reading;
#[cfg(feature = "reflect")]
pub mod reflect;
mod rust_type;
mod sea_type;
mod source;
mod types;
mod version;

pub use find::find;
pub use reading::{ProgramFile, ReadSettings, SeaOrmReading, read};
pub use source::{SeaOrmProject, SeaOrmSource};
