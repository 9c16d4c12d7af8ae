//! Owns what a project accepts of the findings: entries of its configuration, its baseline, and comments in
//! everything that was read.

use std::sync::Arc;

use schemadrift::ProjectCode;
use schemadrift::check::Report;
use schemadrift::core::origin::SourceFile;
use schemadrift_config::{Baseline, Comments, Judged};

use crate::commands::today;
use crate::discovery::PlannedCheck;
use crate::project::{Project, rule_names};

/// What a project accepts.
pub(crate) struct Accepting<'a> {
    project: &'a Project,
    baseline: &'a Baseline,
    pub(crate) comments: Comments,
}

impl<'a> Accepting<'a> {
    /// What the project accepts where these are its checks, and this is its code.
    pub(crate) fn of(
        project: &'a Project,
        baseline: &'a Baseline,
        checks: &[PlannedCheck],
        code: Option<&ProjectCode>,
    ) -> Self {
        Self {
            project,
            baseline,
            comments: comments(checks, code),
        }
    }

    /// Moves accepted findings out of the way. `database` is what the project calls the one that the report
    /// is about.
    pub(crate) fn apply(&self, report: &mut Report, database: Option<&str>) {
        self.project.config.apply(report, &today());
        self.comments.apply(report);
        self.baseline.apply(&mut Judged { database, report });
    }

    /// Reports what accepts nothing, where everything was checked.
    pub(crate) fn report_idle(&self, reports: &mut [Report], databases: &[Option<String>]) {
        self.project.config.report_unmatched(reports, &today());
        self.comments.report_unmatched(reports);
        let all = databases.iter().map(Option::as_deref).zip(reports);
        let mut all: Vec<Judged<'_>> = all
            .map(|(database, report)| Judged { database, report })
            .collect();
        self.baseline.report_stale(&mut all);
    }
}

/// The comments that ignore findings, in everything that was read.
fn comments(checks: &[PlannedCheck], code: Option<&ProjectCode>) -> Comments {
    let sides = checks.iter().flat_map(|check| &check.code);
    let declaring = sides.flat_map(|side| &side.reading.files);
    let migrations = checks.iter().filter_map(|check| check.migrations.as_ref());
    let migrating = migrations.flat_map(|migrations| &migrations.found().files);
    let using = code.into_iter().flat_map(ProjectCode::files);
    let files: Vec<&Arc<SourceFile>> = declaring.chain(migrating).chain(using).collect();
    Comments::read(files, &rule_names())
}
