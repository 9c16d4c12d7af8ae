//! Diesel's `table!`, `view!` and `joinable!` read into the neutral model: from source, wherever
//! they lie in a program; with the feature `reflect` also from compiled tables.
//!
//! [`read`] is pure: files in, model and problems out, whatever the bytes. Only [`DieselSource`]
//! and [`find()`] touch the disk. Nothing is ever built or run.

mod ast;
mod config;
mod engines;
mod find;
mod lower;
mod named;
mod parse;
mod reading;
#[cfg(feature = "reflect")]
pub mod reflect;
mod selection;
mod source;

pub use config::{DieselConfig, PrintSchema};
pub use find::find;
pub use reading::{DieselReading, ReadSettings, read};
pub use source::DieselSource;
