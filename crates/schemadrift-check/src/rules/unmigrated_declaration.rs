//! Rule `unmigrated-declaration`: code and database agree on what no migration makes.

use schemadrift_core::finding::{Cause, Direction, Effect, Finding};

use super::{Rule, Run};

pub(super) static RULE: Rule = Rule {
    name: "unmigrated-declaration",
    summary: "the code declares and the database has what no migration makes",
    effect: Effect::Cosmetic,
    since: "0.1.0",
    page: include_str!("../../pages/unmigrated-declaration.md"),
    run: Run::WithBlame,
};

/// The finding that the migrations lack what `lacking` says they lack, where the database has it.
pub(crate) fn of(lacking: &Finding) -> Finding {
    let what = match lacking.direction {
        Direction::LiveLacks => "is in the code and in the database, and no migration makes it",
        Direction::Differs | Direction::LiveHasMore | Direction::WithinCode => {
            "is the same in the code and in the database, and the migrations make it otherwise"
        }
    };
    let object = &lacking.object;
    let name = match &object.table {
        Some(table) => format!("{} `{}` of `{table}`", object.kind, object.name),
        None => format!("{} `{}`", object.kind, object.name),
    };
    Finding {
        rule: RULE.name,
        level: Effect::Cosmetic.default_level(),
        effect: Effect::Cosmetic,
        direction: Direction::Differs,
        object: object.clone(),
        message: format!("{name} {what}"),
        expected: lacking.expected.clone(),
        found: lacking
            .found
            .as_ref()
            .map(|found| format!("{found} (in the migrations)")),
        cause: Some(Cause::Untracked),
        migration: None,
        locations: lacking.locations.clone(),
        note: Some("a database that is built from the migrations will lack it".to_owned()),
        help: None,
        is_help_a_guess: false,
    }
}
