//! Owns SQL that is read again as the database understands it that has answered: MySQL and MariaDB speak one language
//! and do not make the same of it, and names without a schema live where the connection looks for them.

use std::borrow::Cow;
use std::sync::Arc;

use schemadrift_core::dialect::Engine;
use schemadrift_core::model::Schema;
use schemadrift_core::name::Name;

use super::Checker;
use crate::code::CodeSide;
use crate::migrations::Migrations;
#[cfg(feature = "sql")]
use crate::sql_files;

/// What SQL depends on and does not say.
#[derive(Debug, Clone, Copy)]
struct Terms<'a> {
    engine: Engine,
    /// Where names without a schema live.
    namespace: Option<&'a Name>,
}

impl Checker {
    /// The same checker, its SQL as this database understands it.
    pub(super) fn as_read_by(&self, live: &Schema) -> Cow<'_, Self> {
        let terms = Terms {
            engine: live.engine,
            namespace: live.default_namespace.as_ref(),
        };
        let mut sides = self.code.iter().chain(&self.scripts);
        let migrations = self.migrations.as_ref();
        let is_other = |own: &Arc<Migrations>| is_other_flavour(own.engine(), terms.engine);
        if !sides.any(|side| terms.are_others_than(side)) && !migrations.is_some_and(is_other) {
            return Cow::Borrowed(self);
        }
        let again = |all: &[CodeSide]| all.iter().map(|side| terms.read(side)).collect();
        Cow::Owned(Self {
            code: again(&self.code),
            scripts: again(&self.scripts),
            migrations: migrations.map(|own| {
                if is_other(own) {
                    Arc::new(own.read_as(terms.engine))
                } else {
                    Arc::clone(own)
                }
            }),
            ..self.clone()
        })
    }
}

/// Whether two engines speak one language and do not make the same of it.
fn is_other_flavour(own: Engine, engine: Engine) -> bool {
    own != engine && own.is_kin_of(engine)
}

impl Terms<'_> {
    /// Whether a side is SQL that was read on other terms.
    fn are_others_than(self, side: &CodeSide) -> bool {
        let is_sql = side.script.is_some() || side.migrations.is_some();
        let own = &side.reading.schema;
        let is_elsewhere = self.namespace.is_some_and(|namespace| {
            let own = own.default_namespace.as_ref();
            own.is_some_and(|own| own != namespace)
        });
        is_sql && (is_other_flavour(own.engine, self.engine) || is_elsewhere)
    }

    fn read(self, side: &CodeSide) -> CodeSide {
        if !self.are_others_than(side) {
            return side.clone();
        }
        let namespace = self.namespace.cloned();
        #[cfg(feature = "migrations")]
        if let Some(migrations) = &side.migrations {
            let migrations = migrations.read_as(self.engine);
            let description = side.description.clone();
            return CodeSide::of_migrations(description, migrations, namespace);
        }
        #[cfg(feature = "sql")]
        if let Some(script) = &side.script {
            let (files, notes) = (script.files.clone(), script.notes.clone());
            let again = sql_files::read_as(self.engine, namespace, files, notes);
            return CodeSide::of_sql(side.description.clone(), again);
        }
        let _unused = namespace;
        side.clone()
    }
}
