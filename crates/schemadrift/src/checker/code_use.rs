//! Owns what the code of a project uses, for a check: where it comes from, and whose word counts.

use std::sync::Arc;

use schemadrift_check::Settings;
use schemadrift_core::model::Schema;
use schemadrift_core::usage::Usage;

use super::Checker;
#[cfg(feature = "code")]
use crate::code::CodeSide;
#[cfg(feature = "code")]
use crate::usage::ProjectCode;

impl Checker {
    /// Names the code of the project, so that findings list the places that fail, and names in it
    /// that mean nothing are found.
    #[cfg(feature = "code")]
    #[must_use]
    pub fn with_code(mut self, code: ProjectCode) -> Self {
        self.project = Some(code);
        self
    }

    /// What the code of the project uses of this database.
    #[cfg(feature = "code")]
    pub(super) fn usage(&self, code: &Schema, live: &Schema) -> Option<Arc<Usage>> {
        let sources: Vec<&CodeSide> = self.code.iter().chain(&self.scripts).collect();
        let project = self.project.as_ref()?;
        let usage = project.usage(&sources, code, live, self.migrations.as_deref());
        Some(Arc::new(usage))
    }

    /// A build that leaves code out reads none.
    #[cfg(not(feature = "code"))]
    pub(super) fn usage(&self, _code: &Schema, _live: &Schema) -> Option<Arc<Usage>> {
        None
    }
}

/// Of a query that was put to the database itself, what it says counts.
pub(super) fn leave_to_caches(settings: &mut Settings) {
    let Some(usage) = &mut settings.usage else {
        return;
    };
    let judged = settings.queries.iter().flat_map(|fact| &fact.query.places);
    let judged: Vec<_> = judged
        .map(|place| (place.file.path.as_str(), place.span))
        .collect();
    if judged.is_empty() || usage.unknown.is_empty() {
        return;
    }
    Arc::make_mut(usage).unknown.retain(|unknown| {
        let span = unknown.place.span;
        !judged.iter().any(|(path, query)| {
            *path == unknown.place.file.path
                && query.start() <= span.start()
                && span.end() <= query.end()
        })
    });
}
