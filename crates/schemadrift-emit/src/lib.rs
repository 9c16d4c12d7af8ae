//! The neutral model of schemadrift written out: DDL for PostgreSQL and SQLite, Prisma schemas,
//! tables of Diesel, SeaORM entities, Markdown and Mermaid; and migrations that bring one schema to
//! another.
//!
//! Pure functions from a [`Schema`](schemadrift_core::model::Schema) to text. What a format cannot
//! say is never dropped in silence: it comes back as [`Skipped`], with the reason.

mod ddl;
mod diesel;
mod fix;
mod inline_enums;
mod label;
mod markdown;
mod mermaid;
mod patch;
mod prisma;
mod seaorm;
mod skipped;
mod sql_text;
mod type_name;

pub use ddl::{Ddl, ddl};
pub use diesel::{DieselText, diesel};
pub use fix::{Fix, FixFile, FixSetting, FixStep, Hazard, NeedsValues, Running, fix};
pub use markdown::markdown;
pub use mermaid::mermaid;
pub use patch::{FieldStyle, Insertion, field_lines, unified_diff};
pub use prisma::{PrismaText, prisma};
pub use seaorm::{SeaOrmText, seaorm};
pub use skipped::Skipped;
pub use type_name::type_name;
