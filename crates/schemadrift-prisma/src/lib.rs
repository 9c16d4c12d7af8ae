//! Prisma schemas read into the neutral model: grammar, syntax tree, lowering, and the places
//! where a project keeps its schema.
//!
//! [`read`] is pure: files in, model and problems out, whatever the bytes. Only [`PrismaSource`]
//! and [`find()`] touch the disk. Nothing is ever executed, `prisma.config.ts` included.

mod ast;
mod client;
mod config;
mod datasource;
mod find;
mod lower;
mod parse;
mod reading;
mod refusal;
mod source;

pub use client::{ClientEnum, ClientField, ClientFieldKind, ClientModel, ClientSchema};
pub use config::PrismaConfig;
pub use datasource::{Datasource, Provider, RelationMode, UrlSetting};
pub use find::{Found, PassedOver, find};
pub use reading::{PrismaReading, ReadSettings, read};
pub use source::{PrismaProject, PrismaSource};
