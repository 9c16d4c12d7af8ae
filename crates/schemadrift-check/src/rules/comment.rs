//! Rule `comment`: a table or a column has another comment than the code declares.

use schemadrift_core::finding::{Direction, Effect};
use schemadrift_core::object::{ObjectKind, ObjectPath};
use schemadrift_core::origin::Origin;
use schemadrift_core::stated::Stated;

use super::{Context, Outcome, Rule, Run};

pub(super) static RULE: Rule = Rule {
    name: "comment",
    summary: "a table or a column has another comment than the code declares",
    effect: Effect::Cosmetic,
    since: "0.1.0",
    page: include_str!("../../pages/comment.md"),
    run: Run::OptInDatabase(check),
};

fn check(context: &Context<'_>, outcome: &mut Outcome) {
    for pair in &context.pairs.tables {
        if let Some((code, live)) = pair.both() {
            let what = format!("table `{}`", pair.shown);
            let sides = (&code.comment, &live.comment);
            compare(pair.path(), &what, sides, &code.origin, outcome);
        }
    }
    let tables = context.pairs.tables.iter();
    let tables = tables.map(|pair| (&pair.name, &pair.shown, &pair.columns));
    let views = context.pairs.views.iter();
    let views = views.map(|pair| (&pair.name, &pair.shown, &pair.columns));
    for (name, shown, columns) in tables.chain(views) {
        for (code, live) in columns.iter().filter_map(|pair| pair.both()) {
            let object = ObjectPath::part(ObjectKind::Column, name, live.name.as_str());
            let what = format!("column `{}` of `{shown}`", live.name);
            let sides = (&code.comment, &live.comment);
            compare(object, &what, sides, &code.origin, outcome);
        }
    }
}

fn compare(
    object: ObjectPath,
    what: &str,
    sides: (&Stated<Option<String>>, &Stated<Option<String>>),
    origin: &Origin,
    outcome: &mut Outcome,
) {
    let Some((expected, found)) = sides.0.both(sides.1) else {
        return;
    };
    if expected == found {
        return;
    }
    let words = |comment: &Option<String>| comment.clone().unwrap_or("no comment".to_owned());
    RULE.draft(
        object,
        Effect::Cosmetic,
        Direction::Differs,
        format!("{what} has another comment in the database than the code declares"),
    )
    .values(Some(words(expected)), Some(words(found)))
    .declared(Some(origin), "declared here")
    .note("nothing breaks; people and tools that read comments are told something else")
    .help("set the comment in a migration, or declare the one that the database has")
    .report(outcome);
}
