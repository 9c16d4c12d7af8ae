//! Owns how code names the tables that it declares: the module of each, and the unit structs in it.

use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_rust_syntax::{RustColumn, RustTable, TableShape};

use crate::ast::{ColumnDecl, Declarations, TableDecl};

/// Every table that code elsewhere can name, for whatever database it is.
pub(crate) fn tables(declarations: &Declarations) -> Vec<RustTable> {
    let tables = declarations.tables.iter();
    tables.filter(|table| !table.is_local).map(table).collect()
}

fn table(table: &TableDecl) -> RustTable {
    let mut module = table.module.clone();
    module.push(table.name.rust.clone());
    RustTable {
        shape: TableShape::Module,
        file: table.name.place.file.path.clone(),
        module,
        table: QualifiedName {
            schema: table.schema.as_deref().map(Name::from),
            name: Name::from(table.name.database.as_str()),
        },
        columns: table.columns.iter().map(column).collect(),
    }
}

fn column(column: &ColumnDecl) -> RustColumn {
    RustColumn {
        name: column.name.rust.clone(),
        variant: column.name.rust.clone(),
        column: column.name.database.clone(),
    }
}
