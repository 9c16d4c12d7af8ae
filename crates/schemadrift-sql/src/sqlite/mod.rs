//! Owns what must be read from the text that SQLite keeps of its objects in `sqlite_schema`,
//! since no pragma says it (<https://sqlite.org/schematab.html>). The texts are taken apart by
//! their tokens, so that what one part says can be told even where another is not understood.

mod column;
mod constraint;
mod cursor;
mod object;
mod table;

pub use constraint::{CheckText, ForeignKeyText, KeyText};
pub use object::{
    IndexKeyText, IndexText, TriggerText, ViewText, read_create_index, read_create_trigger,
    read_create_view,
};
pub use table::{ColumnText, GeneratedText, ModuleText, TableText, read_create_table};
