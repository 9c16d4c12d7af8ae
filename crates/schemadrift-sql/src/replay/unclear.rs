//! Owns the marks that a statement leaves that was not understood: on the objects whose names it
//! mentions, or on the whole where none of them is known.

use schemadrift_core::model::{Reach, Taint};
use schemadrift_core::name::Name;
use schemadrift_core::origin::Origin;
use schemadrift_core::problem::Problem;

use super::state::State;
use crate::placeholders;

/// Files with statements that something else fills in before they run.
#[derive(Debug, Default)]
pub(super) struct Templates(Vec<Template>);

#[derive(Debug)]
struct Template {
    path: String,
    reason: String,
    statements: usize,
    /// The place of its problem among all.
    problem: usize,
}

impl Templates {
    /// Adds a statement: the first of a file is its problem, and the others are counted there.
    pub(super) fn add(&mut self, reason: &str, origin: &Origin, problems: &mut Vec<Problem>) {
        let path = origin
            .location()
            .map(|location| location.file.path.clone())
            .unwrap_or_default();
        let known = self
            .0
            .iter_mut()
            .find(|template| template.path == path && template.reason == reason);
        let Some(template) = known else {
            problems.push(
                Problem::warning(format!("not understood: {reason}"), origin.clone()).with_help(
                    "what it names cannot be judged: check the text with everything filled in",
                ),
            );
            self.0.push(Template {
                path,
                reason: reason.to_owned(),
                statements: 1,
                problem: problems.len() - 1,
            });
            return;
        };
        template.statements += 1;
        if let Some(problem) = problems.get_mut(template.problem) {
            let reason = placeholders::reason_of_several(reason, template.statements);
            problem.message = format!("not understood: {reason}");
            problem.help = Some(
                "what they name cannot be judged: check the text with everything filled in"
                    .to_owned(),
            );
        }
    }
}

/// Marks what a statement may touch.
pub(super) fn taint(state: &mut State, reason: &str, touches: &[Name], origin: &Origin) {
    let taint = Taint {
        reach: Reach::Everything,
        reason: reason.to_owned(),
        origin: origin.clone(),
    };
    let names = state.dialect.table_names;
    let is_touched = |name: &Name| {
        touches
            .iter()
            .any(|touched| names.same(touched.as_str(), name.as_str()))
    };
    let schema = &mut state.schema;
    let mut is_known = false;
    let tables = schema
        .tables
        .iter_mut()
        .map(|table| (&table.name.name, &mut table.taints));
    let views = schema
        .views
        .iter_mut()
        .map(|view| (&view.name.name, &mut view.taints));
    let enums = schema
        .enums
        .iter_mut()
        .map(|enum_type| (&enum_type.name.name, &mut enum_type.taints));
    for (name, taints) in tables.chain(views).chain(enums) {
        if is_touched(name) {
            is_known = true;
            taints.push(taint.clone());
        }
    }
    if !is_known {
        schema.taints.push(taint);
    }
}
