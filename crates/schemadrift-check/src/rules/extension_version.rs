//! Rule `extension-version`: an extension is installed in another version than the code names.

use schemadrift_core::finding::{Direction, Effect};
use schemadrift_core::model::Extension;
use schemadrift_core::name::QualifiedName;
use schemadrift_core::object::{ObjectKind, ObjectPath};

use super::{Context, Outcome, Rule, Run};
use crate::pairing::Pair;

pub(super) static RULE: Rule = Rule {
    name: "extension-version",
    summary: "an extension is installed in another version than the code names",
    effect: Effect::Cosmetic,
    since: "0.1.0",
    page: include_str!("../../pages/extension-version.md"),
    run: Run::Extension(check),
};

fn check(pair: &Pair<'_, Extension>, _context: &Context<'_>, outcome: &mut Outcome) {
    let Some((code, live)) = pair.both() else {
        return;
    };
    let Some((expected, found)) = code.version.both(&live.version) else {
        return;
    };
    if expected == found {
        return;
    }
    let name = QualifiedName::bare(live.name.clone());
    RULE.draft(
        ObjectPath::top(ObjectKind::Extension, &name),
        Effect::Cosmetic,
        Direction::Differs,
        format!(
            "extension `{}` is installed in version `{found}`, and the code names `{expected}`",
            live.name
        ),
    )
    .values(Some(expected.as_str()), Some(found.as_str()))
    .declared(Some(&code.origin), "declared here")
    .note("functions and operators that only one of the versions has may be missing")
    .help(format!(
        "`ALTER EXTENSION \"{}\" UPDATE TO '{expected}'` in a migration, or name the version that is installed",
        live.name
    ))
    .report(outcome);
}
