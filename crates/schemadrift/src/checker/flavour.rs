//! Owns SQL that is read again as the server understands it: MySQL and MariaDB speak one language and do not make
//! the same of it, and which of the two is asked is known once it has answered.

use std::borrow::Cow;
use std::sync::Arc;

use schemadrift_core::dialect::Engine;

use super::Checker;
use crate::code::CodeSide;
use crate::migrations::Migrations;
#[cfg(feature = "sql")]
use crate::sql_files;

impl Checker {
    /// The same checker, its SQL as a server of this kind understands it.
    pub(super) fn as_read_by(&self, engine: Engine) -> Cow<'_, Self> {
        let mut sides = self.code.iter().chain(&self.scripts);
        let migrations = self.migrations.as_ref();
        let is_other = |own: &Arc<Migrations>| is_other_flavour(own.engine(), engine);
        if !sides.any(|side| is_read_otherwise(side, engine)) && !migrations.is_some_and(is_other) {
            return Cow::Borrowed(self);
        }
        let again = |all: &[CodeSide]| all.iter().map(|side| side_read_by(side, engine)).collect();
        Cow::Owned(Self {
            code: again(&self.code),
            scripts: again(&self.scripts),
            migrations: migrations.map(|own| {
                if is_other(own) {
                    Arc::new(own.read_as(engine))
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

/// Whether a side is SQL that was read as a server of the other flavour understands it.
fn is_read_otherwise(side: &CodeSide, engine: Engine) -> bool {
    let is_sql = side.script.is_some() || side.migrations.is_some();
    is_sql && is_other_flavour(side.reading.schema.engine, engine)
}

fn side_read_by(side: &CodeSide, engine: Engine) -> CodeSide {
    if !is_read_otherwise(side, engine) {
        return side.clone();
    }
    #[cfg(feature = "migrations")]
    if let Some(migrations) = &side.migrations {
        return CodeSide::of_migrations(side.description.clone(), migrations.read_as(engine));
    }
    #[cfg(feature = "sql")]
    if let Some(script) = &side.script {
        let again = sql_files::read_as(engine, script.files.clone(), script.notes.clone());
        return CodeSide::of_sql(side.description.clone(), again);
    }
    side.clone()
}
