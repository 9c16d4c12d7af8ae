//! Owns what files say of entities, as they say it: owned, with places, before anything is
//! resolved. One spelling a file.

pub(crate) mod active_enum;
pub(crate) mod compact;
pub(crate) mod expanded;
pub(crate) mod fields;
pub(crate) mod relations;
pub(crate) mod value_type;

use std::ops::Range;
use std::sync::Arc;

use schemadrift_core::model::Taint;
use schemadrift_core::origin::{Location, Origin, SourceFile};

use crate::expression::Expression;
use crate::rust_type::RustType;
use crate::sea_type::SeaType;

/// The path of a module: its crate's folder, then its modules.
pub(crate) type ModulePath = Vec<String>;

/// Where something stands: its file and module.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    pub(crate) file: Arc<SourceFile>,
    pub(crate) module: ModulePath,
}

impl Place {
    /// The origin of what exactly these bytes state.
    pub(crate) fn exact(&self, range: Range<usize>) -> Origin {
        Origin::Exact(Location::new(&self.file, range))
    }

    /// The text of these bytes.
    pub(crate) fn text(&self, range: Range<usize>) -> &str {
        self.file.text.get(range).unwrap_or_default()
    }
}

/// A text with the place that writes it.
#[derive(Debug, Clone)]
pub(crate) struct Written {
    pub(crate) text: String,
    pub(crate) origin: Origin,
}

/// An entity: a table.
#[derive(Debug, Clone)]
pub(crate) struct Entity {
    pub(crate) module: ModulePath,
    /// The name of the struct, `Entity` in nearly all code.
    pub(crate) identifier: String,
    pub(crate) table: Written,
    pub(crate) schema: Option<String>,
    pub(crate) comment: Option<String>,
    pub(crate) columns: Vec<EntityColumn>,
    /// Columns of fields that are not part of the entity.
    pub(crate) ignored: Vec<String>,
    /// What is written about the numbering of the key.
    pub(crate) auto_increment: Option<bool>,
    pub(crate) relations: Vec<Relation>,
    pub(crate) taints: Vec<Taint>,
}

impl Entity {
    /// The column that a variant of `Column`, or a field, stands for.
    pub(crate) fn column(&self, reference: &str) -> Option<&EntityColumn> {
        let variant = crate::naming::variant_of_field(reference);
        let mut columns = self.columns.iter();
        columns
            .find(|column| column.variant == reference)
            .or_else(|| {
                let mut columns = self.columns.iter();
                columns.find(|column| crate::naming::variant_of_field(&column.variant) == variant)
            })
    }

    /// The columns of the primary key, in the order of their declaration.
    pub(crate) fn key(&self) -> impl Iterator<Item = &EntityColumn> {
        self.columns.iter().filter(|column| column.is_key)
    }
}

/// A column of an entity.
#[derive(Debug, Clone)]
pub(crate) struct EntityColumn {
    /// The variant of `Column`.
    pub(crate) variant: String,
    /// The name in the database.
    pub(crate) name: String,
    /// The field of `Model`, where it is known.
    pub(crate) field: Option<String>,
    pub(crate) type_source: TypeSource,
    /// What the column is read into, where SeaORM itself knows the type.
    pub(crate) read_as: Option<SeaType>,
    pub(crate) is_nullable: Option<bool>,
    pub(crate) is_key: bool,
    pub(crate) is_unique: bool,
    pub(crate) is_indexed: bool,
    pub(crate) unique_keys: Vec<String>,
    pub(crate) default: Option<Default>,
    pub(crate) comment: Option<String>,
    pub(crate) origin: Origin,
    pub(crate) type_origin: Option<Origin>,
    /// Raw SQL behind the type, which may say anything.
    pub(crate) extra: Option<Written>,
}

/// What tells a column's type.
#[derive(Debug, Clone)]
pub(crate) enum TypeSource {
    /// A type in SeaORM's words.
    Sea(SeaType),
    /// The Rust type of a field.
    Rust(RustType),
    /// `Tea::db_type()`.
    Named(Vec<String>),
    /// Only running code could tell.
    Unclear(String),
}

/// A default that an attribute states.
#[derive(Debug, Clone)]
pub(crate) struct Default {
    pub(crate) value: DefaultText,
    pub(crate) origin: Origin,
}

/// What a default is.
#[derive(Debug, Clone)]
pub(crate) enum DefaultText {
    Text(String),
    Number(String),
    Boolean(bool),
    /// A builder of SQL.
    Builder(Expression),
    /// SQL as a compiled builder writes it.
    #[cfg(feature = "reflect")]
    Sql(String),
    /// Something that cannot be read.
    Unclear,
}

/// A relation that refers from this entity's columns to another's.
#[derive(Debug, Clone)]
pub(crate) struct Relation {
    /// The path of the other entity.
    pub(crate) target: Vec<String>,
    /// Variants of `Column`.
    pub(crate) from: Vec<String>,
    pub(crate) to: Vec<String>,
    pub(crate) on_delete: Option<String>,
    pub(crate) on_update: Option<String>,
    pub(crate) name: Option<String>,
    pub(crate) origin: Origin,
}

/// An enum that is stored in a column.
#[derive(Debug, Clone)]
pub(crate) struct ActiveEnum {
    pub(crate) name: Written,
    pub(crate) identifier: String,
    /// The type of its column, unless it is a type of its own.
    pub(crate) storage: Storage,
    pub(crate) labels: Vec<Label>,
    /// A label of it cannot be told.
    pub(crate) taint: Option<Taint>,
}

/// How the values of an enum are stored.
#[derive(Debug, Clone)]
pub(crate) enum Storage {
    /// As a type of the database's own.
    Native,
    /// In a column of this type; `None` where it cannot be told.
    Column(Option<SeaType>),
}

/// A value of an enum.
#[derive(Debug, Clone)]
pub(crate) struct Label {
    pub(crate) text: String,
    pub(crate) variant: String,
    pub(crate) origin: Origin,
}

/// A type of the program that can be stored in a column.
#[derive(Debug, Clone)]
pub(crate) enum ValueType {
    /// An enum.
    Enum(ActiveEnum),
    /// A type around another: the inner one tells, unless a column type is written.
    Wrapper {
        module: ModulePath,
        inner: TypeSource,
    },
    /// Another name for a type.
    Alias { module: ModulePath, inner: RustType },
    /// A document.
    Json,
}
