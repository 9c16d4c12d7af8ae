//! Owns what a catalog of PostgreSQL shows of the platforms that run it, or answer in its place.

use schemadrift_core::dialect::Engine;
use schemadrift_core::platform::{Platforms, Signs};

use super::catalog::Catalog;

/// The platforms that a catalog shows.
pub(super) fn platforms(catalog: &Catalog) -> Platforms {
    let schemas = catalog.namespaces.iter().map(|row| row.name.as_str());
    let extensions = catalog.extensions.iter();
    let signs = Signs {
        banner: catalog.server.banner.clone(),
        schemas: schemas.collect(),
        extensions: extensions
            .map(|row| (row.name.as_str(), row.namespace.as_str()))
            .collect(),
        tables: Vec::new(),
    };
    Platforms::of(Engine::PostgreSql, &signs)
}
