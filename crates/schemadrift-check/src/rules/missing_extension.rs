//! Rule `missing-extension`: the code needs an extension that the database does not have.

use schemadrift_core::finding::{Direction, Effect};
use schemadrift_core::model::Extension;
use schemadrift_core::name::QualifiedName;
use schemadrift_core::object::{ObjectKind, ObjectPath};

use super::{Context, Outcome, Rule, Run};
use crate::pairing::Pair;

pub(super) static RULE: Rule = Rule {
    name: "missing-extension",
    summary: "the code needs an extension that the database does not have",
    effect: Effect::WritesFail,
    since: "0.1.0",
    page: include_str!("../../pages/missing-extension.md"),
    run: Run::Extension(check),
};

fn check(pair: &Pair<'_, Extension>, _context: &Context<'_>, outcome: &mut Outcome) {
    let Pair::OnlyCode(code) = pair else { return };
    RULE.draft(
        ObjectPath::top(
            ObjectKind::Extension,
            &QualifiedName::bare(code.name.clone()),
        ),
        Effect::WritesFail,
        Direction::LiveLacks,
        format!("extension `{}` is not installed in the database", code.name),
    )
    .values(Some("installed"), Some("not installed"))
    .declared(Some(&code.origin), "declared here")
    .note("types and functions of the extension are not there")
    .help(format!(
        "`CREATE EXTENSION \"{}\"` in a migration",
        code.name
    ))
    .report(outcome);
}
