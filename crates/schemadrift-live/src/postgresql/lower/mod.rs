//! Lowers the rows of a catalog to the neutral model. Pure: no server, no clock; what is not
//! understood becomes a problem.

mod columns;
mod constraints;
mod directory;
mod grants;
mod indexes;
mod relations;
mod routines;
mod sequences;
mod sorting;
mod text;
mod types;

#[cfg(test)]
mod tests;

use schemadrift_core::coverage::Coverage;
use schemadrift_core::dialect::Engine;
use schemadrift_core::model::{Extension, Namespace, Schema};
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::object::ObjectKind;
use schemadrift_core::origin::Origin;
use schemadrift_core::problem::Problem;
use schemadrift_core::source::Reading;
use schemadrift_core::stated::Stated;

use super::catalog::Catalog;
use super::platform::platforms;
use crate::left_out::Belonging;
use crate::reading::{LeftOut, OtherObject, UnreadableTable, Visibility};
use directory::{Directory, origin};
use sorting::Sorting;

/// A catalog as understood.
#[derive(Debug)]
pub(super) struct Lowered {
    pub(super) reading: Reading,
    pub(super) left_out: Vec<LeftOut>,
    pub(super) visible: Visibility,
}

/// What was asked for beside the catalog.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Wishes<'a> {
    /// The schema that the URL names.
    pub(super) namespace: Option<&'a str>,
    /// Whether what belongs to tools and platforms is kept.
    pub(super) keeps_everything: bool,
}

/// The schema of unqualified names: the one that was asked for, else the first one on the role's
/// search path, else `public`.
pub(super) fn default_namespace(catalog: &Catalog, wishes: Wishes<'_>) -> String {
    wishes
        .namespace
        .or_else(|| catalog.server.search_path.first().map(String::as_str))
        .unwrap_or("public")
        .to_owned()
}

/// Lowers a whole catalog.
pub(super) fn lower(catalog: &Catalog, wishes: Wishes<'_>) -> Lowered {
    let default = default_namespace(catalog, wishes);
    let directory = Directory::new(catalog, &default);
    let mut trouble = Trouble::default();
    let mut schema = Schema::empty(Engine::PostgreSql, Coverage::everything());
    schema.default_namespace = Some(Name::from(default.as_str()));
    let platforms = platforms(catalog);
    let belonging = Belonging::new(
        Engine::PostgreSql,
        wishes.namespace,
        wishes.keeps_everything,
    )
    .on(platforms.clone());
    let mut sorting = Sorting::new(catalog, &belonging);
    add_namespaces(catalog, &mut schema, &mut sorting);
    schema.extensions = extensions(catalog);
    let relations = relations::lower(&directory, &mut trouble);
    schema.tables = sorting.tables(relations.tables);
    schema.views = sorting.views(relations.views);
    schema.enums = sorting.enums(types::enums(&directory));
    schema.domains = sorting.types(
        types::domains(&directory),
        ObjectKind::Domain,
        |domain| &domain.name,
        OtherObject::Domain,
    );
    schema.composites = sorting.types(
        types::composites(&directory),
        ObjectKind::CompositeType,
        |type_| &type_.name,
        OtherObject::Composite,
    );
    schema.sequences = sorting.sequences(sequences::standing_alone(&directory));
    for row in &catalog.routines {
        match routines::routine(&directory, row) {
            Ok(routine) => schema.routines.extend(sorting.routine(routine)),
            Err(reason) => {
                trouble.about(&directory.qualified(row.namespace, &row.name), "", &reason);
            }
        }
    }
    schema.grants.held = grants::lower(&directory, &schema);
    for surprise in &catalog.surprises {
        trouble.push(surprise.clone(), Origin::Unlocated);
    }
    platforms.translate(&mut schema);
    Lowered {
        left_out: sorting.into_left_out(),
        visible: visibility(catalog, &directory),
        reading: Reading {
            schema,
            problems: trouble.problems,
            files: Vec::new(),
        },
    }
}

fn add_namespaces(catalog: &Catalog, schema: &mut Schema, sorting: &mut Sorting<'_>) {
    for row in &catalog.namespaces {
        let name = QualifiedName::bare(row.name.as_str());
        if sorting.keeps_namespace(row.oid, &row.name) {
            schema.namespaces.push(Namespace {
                origin: origin(&name),
                name: name.name,
            });
        }
    }
}

fn extensions(catalog: &Catalog) -> Vec<Extension> {
    catalog
        .extensions
        .iter()
        .map(|row| Extension {
            name: Name::from(row.name.as_str()),
            schema: Stated::Written(Name::from(row.namespace.as_str())),
            version: Stated::Written(row.version.clone()),
            origin: Origin::Catalog(row.name.clone()),
        })
        .collect()
}

/// Why rows cannot be judged, table by table.
fn visibility(catalog: &Catalog, directory: &Directory<'_>) -> Visibility {
    let mut visible = Visibility::default();
    let mut hidden = std::collections::HashSet::new();
    for row in catalog.namespaces.iter().filter(|row| !row.has_usage) {
        hidden.insert(row.oid);
        visible
            .schemas_without_usage
            .push(Name::from(row.name.as_str()));
    }
    for row in &catalog.relations {
        let reason = if row.kind == 'v' {
            continue;
        } else if hidden.contains(&row.namespace) {
            "the role has no USAGE on the schema"
        } else if !row.may_select {
            "the role has no SELECT on the table"
        } else if row.hides_rows {
            "row-level security hides rows from the role"
        } else if row.kind == 'f' {
            "the rows of a foreign table live on another server"
        } else {
            continue;
        };
        visible.unreadable_tables.push(UnreadableTable {
            name: directory.qualified(row.namespace, &row.name),
            reason: reason.to_owned(),
        });
    }
    visible
}

/// Problems met while lowering.
#[derive(Debug, Default)]
struct Trouble {
    problems: Vec<Problem>,
}

impl Trouble {
    /// Something about a part of an object, or about the object itself where the part is empty.
    fn about(&mut self, owner: &QualifiedName, part: &str, reason: &str) {
        let address = if part.is_empty() {
            owner.to_string()
        } else {
            format!("{owner}.{part}")
        };
        self.push(format!("`{address}`: {reason}"), Origin::Catalog(address));
    }

    fn push(&mut self, message: String, origin: Origin) {
        self.problems.push(Problem::warning(message, origin));
    }
}
