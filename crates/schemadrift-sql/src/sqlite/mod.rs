//! Owns the statements of SQLite: what must be read from the text that it keeps of its objects in
//! `sqlite_schema`, since no pragma says it (<https://sqlite.org/schematab.html>), and what a
//! statement does to a schema. Texts are taken apart by their tokens, so that what one part says
//! can be told even where another is not understood.

mod alter;
mod column;
mod constraint;
mod create;
mod lower;
mod object;
mod statement;
mod table;

pub use constraint::{CheckText, ForeignKeyText, KeyText};
pub use object::{
    IndexKeyText, IndexText, TriggerText, ViewText, read_create_index, read_create_trigger,
    read_create_view,
};
pub(crate) use statement::changes;
pub use table::{ColumnText, GeneratedText, ModuleText, TableText, read_create_table};
