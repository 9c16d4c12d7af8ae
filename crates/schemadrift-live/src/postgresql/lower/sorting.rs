//! Sorts lowered objects into those of the project and those that belong to somebody else.

use std::collections::HashSet;

use schemadrift_core::model::{EnumType, Routine, Sequence, Table, View};
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::object::ObjectKind;

use crate::left_out::Belonging;
use crate::postgresql::catalog::Catalog;
use crate::postgresql::rows::Oid;
use crate::reading::{LeftOut, OtherObject};

/// Keeps what is the project's and remembers the rest.
#[derive(Debug)]
pub(super) struct Sorting<'a> {
    catalog: &'a Catalog,
    belonging: &'a Belonging,
    /// Schemas that extensions made for themselves.
    extension_schemas: HashSet<&'a str>,
    left_out: Vec<LeftOut>,
}

impl<'a> Sorting<'a> {
    pub(super) fn new(catalog: &'a Catalog, belonging: &'a Belonging) -> Self {
        Self {
            catalog,
            belonging,
            extension_schemas: catalog
                .namespaces
                .iter()
                .filter(|row| catalog.extension_of('n', row.oid).is_some())
                .map(|row| row.name.as_str())
                .collect(),
            left_out: Vec::new(),
        }
    }

    pub(super) fn into_left_out(self) -> Vec<LeftOut> {
        self.left_out
    }

    pub(super) fn keeps_namespace(&mut self, oid: Oid, name: &str) -> bool {
        let reason = self
            .by_extension('n', oid)
            .or_else(|| self.belonging.of_schema(name));
        let Some(reason) = reason else { return true };
        let name = QualifiedName::bare(name);
        self.left_out
            .push(LeftOut::named(ObjectKind::Schema, name, reason));
        false
    }

    pub(super) fn tables(&mut self, tables: Vec<(Oid, Table)>) -> Vec<Table> {
        let mut kept = Vec::new();
        for (oid, table) in tables {
            let reason = self
                .by_extension('c', oid)
                .or_else(|| self.by_schema(&table.name))
                .or_else(|| {
                    let schema = table.name.schema.as_ref().map(Name::as_str);
                    self.belonging.of_table(schema, table.name.name.as_str())
                });
            match reason {
                None => kept.push(self.without_triggers_of_others(table)),
                Some(reason) => self.left_out.push(LeftOut {
                    table: Some(table.clone()),
                    ..LeftOut::named(ObjectKind::Table, table.name, reason)
                }),
            }
        }
        kept
    }

    /// A table without the triggers that platforms put on it.
    fn without_triggers_of_others(&mut self, mut table: Table) -> Table {
        for trigger in std::mem::take(&mut table.triggers) {
            let name = trigger.name.as_str();
            match self.belonging.of_trigger(name) {
                None => table.triggers.push(trigger),
                Some(reason) => {
                    let name = QualifiedName {
                        schema: table.name.schema.clone(),
                        name: trigger.name,
                    };
                    let own = LeftOut::named(ObjectKind::Trigger, name, reason);
                    self.left_out.push(own);
                }
            }
        }
        table
    }

    pub(super) fn views(&mut self, views: Vec<(Oid, View)>) -> Vec<View> {
        let mut kept = Vec::new();
        for (oid, view) in views {
            let reason = self
                .by_extension('c', oid)
                .or_else(|| self.by_schema(&view.name))
                .or_else(|| {
                    let schema = view.name.schema.as_ref().map(Name::as_str);
                    self.belonging.of_view(schema, view.name.name.as_str())
                });
            match reason {
                None => kept.push(view),
                Some(reason) => self.left_out.push(LeftOut {
                    view: Some(view.clone()),
                    ..LeftOut::named(ObjectKind::View, view.name, reason)
                }),
            }
        }
        kept
    }

    pub(super) fn enums(&mut self, enums: Vec<(Oid, EnumType)>) -> Vec<EnumType> {
        let mut kept = Vec::new();
        for (oid, enum_type) in enums {
            let reason = self
                .by_extension('t', oid)
                .or_else(|| self.by_schema(&enum_type.name));
            match reason {
                None => kept.push(enum_type),
                Some(reason) => self.left_out.push(LeftOut {
                    enum_type: Some(enum_type.clone()),
                    ..LeftOut::named(ObjectKind::Enum, enum_type.name, reason)
                }),
            }
        }
        kept
    }

    pub(super) fn types<T>(
        &mut self,
        types: Vec<(Oid, T)>,
        kind: ObjectKind,
        name: impl Fn(&T) -> &QualifiedName,
        other: impl Fn(T) -> OtherObject,
    ) -> Vec<T> {
        let mut kept = Vec::new();
        for (oid, type_) in types {
            let reason = self
                .by_extension('t', oid)
                .or_else(|| self.by_schema(name(&type_)));
            match reason {
                None => kept.push(type_),
                Some(reason) => {
                    let named = LeftOut::named(kind, name(&type_).clone(), reason);
                    self.left_out.push(LeftOut {
                        other: Some(Box::new(other(type_))),
                        ..named
                    });
                }
            }
        }
        kept
    }

    pub(super) fn sequences(&mut self, sequences: Vec<(Oid, Sequence)>) -> Vec<Sequence> {
        let mut kept = Vec::new();
        for (oid, sequence) in sequences {
            let reason = self
                .by_extension('c', oid)
                .or_else(|| self.by_schema(&sequence.name));
            match reason {
                None => kept.push(sequence),
                Some(reason) => {
                    let name = sequence.name.clone();
                    self.left_out.push(LeftOut {
                        other: Some(Box::new(OtherObject::Sequence(sequence))),
                        ..LeftOut::named(ObjectKind::Sequence, name, reason)
                    });
                }
            }
        }
        kept
    }

    /// A routine of an extension never arrives here: the query leaves it out.
    pub(super) fn routine(&mut self, routine: Routine) -> Option<Routine> {
        let Some(reason) = self.by_schema(&routine.name) else {
            return Some(routine);
        };
        let name = routine.name.clone();
        self.left_out.push(LeftOut {
            other: Some(Box::new(OtherObject::Routine(routine))),
            ..LeftOut::named(ObjectKind::Function, name, reason)
        });
        None
    }

    fn by_extension(&self, catalog: char, oid: Oid) -> Option<String> {
        self.catalog
            .extension_of(catalog, oid)
            .map(|extension| format!("belongs to the extension `{extension}`"))
    }

    fn by_schema(&self, name: &QualifiedName) -> Option<String> {
        let schema = name.schema.as_ref()?.as_str();
        if self.extension_schemas.contains(schema) {
            return Some(format!("the schema `{schema}` belongs to an extension"));
        }
        self.belonging.of_schema(schema)
    }
}
