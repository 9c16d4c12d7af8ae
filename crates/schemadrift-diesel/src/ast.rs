//! Owns what is read of Diesel's macros, before it means anything to a database.

use std::ops::Range;
use std::sync::Arc;

use schemadrift_core::dialect::Engine;
use schemadrift_core::origin::{Location, Origin, SourceFile};

/// Everything that was found in a program.
#[derive(Debug, Default)]
pub(crate) struct Declarations {
    pub(crate) tables: Vec<TableDecl>,
    pub(crate) joins: Vec<JoinDecl>,
    pub(crate) types: Vec<TypeStruct>,
    /// Modules that only exist for some databases.
    pub(crate) modules: Vec<(Vec<String>, Engines)>,
}

/// The databases that something is for; `None` where nothing restricts it.
pub(crate) type Engines = Option<Vec<Engine>>;

/// A place in a file, as bytes.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    pub(crate) file: Arc<SourceFile>,
    pub(crate) range: Range<usize>,
}

impl Place {
    pub(crate) fn exact(&self) -> Origin {
        Origin::Exact(self.location())
    }

    pub(crate) fn location(&self) -> Location {
        Location::new(&self.file, self.range.clone())
    }
}

/// A name in a macro: how Rust and how the database spells it.
#[derive(Debug, Clone)]
pub(crate) struct NameDecl {
    pub(crate) rust: String,
    pub(crate) database: String,
    pub(crate) place: Place,
}

/// `table!` or `view!`.
#[derive(Debug)]
pub(crate) struct TableDecl {
    pub(crate) module: Vec<String>,
    pub(crate) engines: Engines,
    pub(crate) is_view: bool,
    /// Declared inside of a function: most often it stands for the result of a query.
    pub(crate) is_local: bool,
    pub(crate) schema: Option<String>,
    pub(crate) name: NameDecl,
    /// The Rust names of the key's columns, with their places; empty where none are written.
    pub(crate) keys: Vec<(String, Place)>,
    pub(crate) columns: Vec<ColumnDecl>,
    /// `use path::Original as Name;` inside of the macro: the name, and the path.
    pub(crate) imports: Vec<(String, Vec<String>)>,
    /// What could not be read of it.
    pub(crate) unread: Vec<(String, Place)>,
}

/// A column.
#[derive(Debug, Clone)]
pub(crate) struct ColumnDecl {
    pub(crate) name: NameDecl,
    pub(crate) data_type: TypeDecl,
    pub(crate) max_length: Option<u32>,
    pub(crate) engines: Engines,
}

/// A SQL type as written.
#[derive(Debug, Clone)]
pub(crate) struct TypeDecl {
    pub(crate) place: Place,
    pub(crate) shape: TypeExpr,
}

/// The shape of a SQL type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum TypeExpr {
    /// A path with its generic arguments.
    Path {
        segments: Vec<String>,
        arguments: Vec<TypeExpr>,
    },
    /// Anything else: tuples, references.
    Other,
}

impl TypeExpr {
    /// The last segment of the path, and the arguments.
    pub(crate) fn named(&self) -> Option<(&str, &[TypeExpr])> {
        match self {
            Self::Path {
                segments,
                arguments,
            } => Some((segments.last()?, arguments)),
            Self::Other => None,
        }
    }
}

/// `joinable!(child -> parent (column))`.
#[derive(Debug)]
pub(crate) struct JoinDecl {
    pub(crate) module: Vec<String>,
    pub(crate) engines: Engines,
    pub(crate) child: String,
    pub(crate) parent: String,
    pub(crate) column: String,
    pub(crate) place: Place,
}

/// A struct that stands for a SQL type.
#[derive(Debug)]
pub(crate) struct TypeStruct {
    pub(crate) module: Vec<String>,
    pub(crate) name: String,
    /// `postgres_type(name = "…", schema = "…")`.
    pub(crate) postgres: Option<(String, Option<String>)>,
    /// `mysql_type(name = "…")`.
    pub(crate) mysql: Option<String>,
    /// `sqlite_type(name = "…")`.
    pub(crate) sqlite: Option<String>,
}
