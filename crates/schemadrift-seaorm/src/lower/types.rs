//! Owns telling a column's type: from what is written, from SeaORM's own table of Rust types, or
//! from a type of the program, wherever that is.

use std::collections::BTreeMap;

use schemadrift_core::dialect::EnumStorage;
use schemadrift_core::model::EnumType;
use schemadrift_core::origin::Origin;
use schemadrift_core::problem::Problem;

use super::enums::{self, enum_type};
use crate::entity::{Entity, EntityColumn, ModulePath, Storage, TypeSource, ValueType};
use crate::index::Index;
use crate::rust_type::RustType;
use crate::sea_type::{Length, SeaType};
use crate::types::Backend;

/// How many types around types are looked into.
const MAX_STEPS: usize = 8;

/// The types of all columns, and what was met while telling them.
pub(super) struct Types<'a> {
    index: &'a Index<'a>,
    pub(super) backend: Backend,
    enums: Vec<EnumType>,
    /// Types that nothing tells, with the columns that are of it and the first place.
    untold: BTreeMap<String, (Vec<String>, Origin)>,
}

impl<'a> Types<'a> {
    pub(super) fn new(index: &'a Index<'a>, backend: Backend) -> Self {
        Self {
            index,
            backend,
            enums: Vec::new(),
            untold: BTreeMap::new(),
        }
    }

    /// The enum types that columns are of, in the order of their use.
    pub(super) fn enums(&mut self) -> Vec<EnumType> {
        std::mem::take(&mut self.enums)
    }

    /// The type of a column in SeaORM's words; `None` where nothing tells it.
    pub(super) fn of(&mut self, entity: &Entity, column: &EntityColumn) -> Option<SeaType> {
        let found = self.source(&entity.module, &column.type_source, 0);
        if let (TypeSource::Sea(sea_type), true) = (&column.type_source, self.has_own_enums()) {
            let origin = column.type_origin.as_ref().unwrap_or(&column.origin);
            let own = enums::spelled_out(sea_type, origin);
            self.add_enum(own);
        }
        if found.is_none() {
            let name = match &column.type_source {
                TypeSource::Rust(rust_type) => rust_type.to_string(),
                TypeSource::Named(path) => path.join("::"),
                TypeSource::Unclear(text) => text.clone(),
                TypeSource::Sea(_) => String::new(),
            };
            let origin = column.type_origin.as_ref().unwrap_or(&column.origin);
            let entry = self.untold.entry(name);
            let (columns, _) = entry.or_insert_with(|| (Vec::new(), origin.clone()));
            columns.push(format!("{}.{}", entity.table.text, column.name));
        }
        found
    }

    /// Says how many columns are compared without their type, and which types nothing tells.
    pub(super) fn report(&self, problems: &mut Vec<Problem>) {
        /// So many are named; more would bury the rest of a report.
        const SHOWN: usize = 4;
        let Some((_, (_, origin))) = self.untold.first_key_value() else {
            return;
        };
        let columns: usize = self.untold.values().map(|(columns, _)| columns.len()).sum();
        let are = if columns == 1 {
            "column is"
        } else {
            "columns are"
        };
        let names = self.untold.iter().take(SHOWN).map(|(name, (columns, _))| {
            let first = columns.first().map_or("", String::as_str);
            format!("`{name}` of `{first}`")
        });
        let names = names.collect::<Vec<_>>().join(", ");
        let more = match self.untold.len().saturating_sub(SHOWN) {
            0 => String::new(),
            1 => " and one more type".to_owned(),
            more => format!(" and {more} more types"),
        };
        problems.push(
            Problem::note(
                format!(
                    "{columns} {are} compared without the type, since nothing here tells what {names}{more} is in the database"
                ),
                origin.clone(),
            )
            .with_help("write `column_type = \"...\"` where it should be compared"),
        );
    }

    fn source(
        &mut self,
        module: &ModulePath,
        source: &TypeSource,
        steps: usize,
    ) -> Option<SeaType> {
        match source {
            TypeSource::Sea(sea_type) => Some(sea_type.clone()),
            TypeSource::Rust(rust_type) => self.rust_type(module, rust_type, steps),
            TypeSource::Named(path) => self.named(module, path, &[], steps),
            TypeSource::Unclear(_) => None,
        }
    }

    fn rust_type(
        &mut self,
        module: &ModulePath,
        rust_type: &RustType,
        steps: usize,
    ) -> Option<SeaType> {
        let RustType::Path {
            segments,
            arguments,
        } = rust_type
        else {
            return None;
        };
        if steps > MAX_STEPS {
            return None;
        }
        if let ("Vec", [inner]) = (rust_type.name(), arguments.as_slice()) {
            if inner.name() == "u8" {
                return Some(SeaType::VarBinary(Length::Unsaid));
            }
            let element = self.rust_type(module, inner, steps + 1)?;
            return Some(SeaType::Array(Box::new(element)));
        }
        self.named(module, segments, arguments, steps)
    }

    fn named(
        &mut self,
        module: &ModulePath,
        path: &[String],
        arguments: &[RustType],
        steps: usize,
    ) -> Option<SeaType> {
        let written = |segments: Vec<String>| RustType::Path {
            segments,
            arguments: arguments.to_vec(),
        };
        let found = match self.index.value_type(module, path) {
            Ok(found) => found,
            Err(expanded) => {
                if let Some(known) = written(expanded).known() {
                    return Some(known);
                }
                self.index.only_value_type(path.last()?)?
            }
        };
        self.value_type(found, steps)
    }

    fn has_own_enums(&self) -> bool {
        self.backend.engine.dialect().enums == EnumStorage::Native
    }

    fn add_enum(&mut self, own: Option<EnumType>) {
        let is_new = |own: &EnumType| !self.enums.iter().any(|known| known.name == own.name);
        let own = own.filter(is_new);
        self.enums.extend(own);
    }

    fn value_type(&mut self, found: &ValueType, steps: usize) -> Option<SeaType> {
        match found {
            ValueType::Json => Some(SeaType::Json),
            ValueType::Wrapper { module, inner } => self.source(module, inner, steps + 1),
            ValueType::Alias { module, inner } => self.rust_type(module, inner, steps + 1),
            ValueType::Enum(source) => match &source.storage {
                Storage::Column(sea_type) => sea_type.clone(),
                Storage::Native => {
                    let own = enum_type(source);
                    self.add_enum(Some(own).filter(|_| self.has_own_enums()));
                    let labels = source.labels.iter().map(|label| label.text.clone());
                    Some(SeaType::Enum {
                        name: source.name.text.clone(),
                        labels: source.taint.is_none().then(|| labels.collect()),
                    })
                }
            },
        }
    }
}
