//! Rule `grants`: somebody may do more, or less, with an object than the code states.

use std::collections::BTreeSet;

use schemadrift_core::coverage::Completeness;
use schemadrift_core::finding::{Direction, Effect};
use schemadrift_core::model::{Grant, Reach};
use schemadrift_core::origin::Origin;

use super::{Context, Outcome, Rule, Run};
use crate::pairing::GrantPair;

pub(super) static RULE: Rule = Rule {
    name: "grants",
    summary: "somebody may do more, or less, with an object than the code states",
    effect: Effect::ReadsFail,
    since: "0.1.0",
    page: include_str!("../../pages/grants.md"),
    run: Run::Grant(check),
};

fn check(pair: &GrantPair<'_>, context: &Context<'_>, outcome: &mut Outcome) {
    let difference = Difference::of(pair, context);
    if difference.is_none() || !pair.is_object_known {
        // That a whole object is missing, or too many, is told by its own rule.
        return;
    }
    if let Some(reason) = doubt(&difference, context) {
        outcome.untold(&RULE, pair.path.clone(), reason);
        return;
    }
    let known = (context.pairs.dialect.privileges)(pair.class);
    report(pair, &difference, known, outcome);
}

/// What one side lets a grantee do and the other does not.
#[derive(Debug, Default)]
struct Difference {
    missing: BTreeSet<String>,
    extra: BTreeSet<String>,
    /// Held by both, to be passed on by one only.
    not_grantable: bool,
    grantable: bool,
}

impl Difference {
    fn of(pair: &GrantPair<'_>, context: &Context<'_>) -> Self {
        let (code, live) = (Side::of(&pair.code), Side::of(&pair.live));
        let has_every = code.has_every || live.has_every;
        let known = (context.pairs.dialect.privileges)(pair.class);
        // What newer servers know beside is a part of `ALL`.
        let is_told = |grant: &Grant| !has_every || known.contains(&grant.privilege.as_str());
        let newer = newer_privileges(pair, context, known);
        let mut difference = Self::default();
        for grant in code.grants.iter().filter(|grant| !grant.is_implied) {
            if !live.has(grant) && is_told(grant) {
                difference.missing.insert(words(grant));
            }
        }
        if code.has_every && !live.has_every {
            let lacking = newer.into_iter().filter(|own| !live.has_named(own));
            difference.missing.extend(lacking.map(str::to_owned));
        }
        for grant in live.grants.iter().filter(|grant| !grant.is_implied) {
            if !code.has(grant) && is_told(grant) {
                difference.extra.insert(words(grant));
            }
        }
        for (one, other) in code.common(&live) {
            difference.not_grantable |= one.is_grantable && !other.is_grantable;
            difference.grantable |= other.is_grantable && !one.is_grantable;
        }
        difference
    }

    fn is_none(&self) -> bool {
        self.missing.is_empty() && self.extra.is_empty() && !self.not_grantable && !self.grantable
    }

    fn has_less(&self) -> bool {
        !self.missing.is_empty() || self.not_grantable
    }

    fn has_more(&self) -> bool {
        !self.extra.is_empty() || self.grantable
    }
}

/// Privileges of this kind of object that the server knows and older ones do not.
fn newer_privileges<'a>(
    pair: &GrantPair<'_>,
    context: &Context<'a>,
    known: &[&str],
) -> BTreeSet<&'a str> {
    let live = context.pairs.live.grants.held.iter();
    live.filter(|grant| grant.object.class() == pair.class && grant.column.is_none())
        .map(|grant| grant.privilege.as_str())
        .filter(|privilege| *privilege != Grant::EVERY && !known.contains(privilege))
        .collect()
}

/// What one side states.
struct Side<'a> {
    grants: Vec<&'a Grant>,
    /// Whether it states `ALL`.
    has_every: bool,
}

impl<'a> Side<'a> {
    fn of(grants: &[&'a Grant]) -> Self {
        let is_every = |grant: &&Grant| grant.privilege == Grant::EVERY;
        Self {
            has_every: grants.iter().any(is_every),
            grants: grants
                .iter()
                .copied()
                .filter(|own| !is_every(own))
                .collect(),
        }
    }

    fn find(&self, wanted: &Grant) -> Option<&'a Grant> {
        let mut grants = self.grants.iter();
        let is_it = |own: &&&Grant| own.privilege == wanted.privilege && same_column(own, wanted);
        grants.find(is_it).copied()
    }

    fn has(&self, wanted: &Grant) -> bool {
        self.find(wanted).is_some()
    }

    fn has_named(&self, privilege: &str) -> bool {
        self.grants.iter().any(|own| own.privilege == privilege)
    }

    /// What both state in earnest.
    fn common(&self, other: &Side<'a>) -> Vec<(&'a Grant, &'a Grant)> {
        let own = self.grants.iter().filter(|grant| !grant.is_implied);
        own.filter_map(|grant| Some((*grant, other.find(grant)?)))
            .filter(|(_, other)| !other.is_implied)
            .collect()
    }
}

fn same_column(one: &Grant, other: &Grant) -> bool {
    let key = |grant: &Grant| {
        let column = grant.column.as_ref()?;
        Some(column.as_str().to_ascii_lowercase())
    };
    one.column == other.column || key(one).is_some() && key(one) == key(other)
}

fn words(grant: &Grant) -> String {
    match &grant.column {
        Some(column) => format!("{} ({column})", grant.privilege),
        None => grant.privilege.clone(),
    }
}

/// Why a difference may be none, if so.
fn doubt(difference: &Difference, context: &Context<'_>) -> Option<String> {
    let (code, live) = (context.pairs.code, context.pairs.live);
    let of_code = code
        .grants
        .taints
        .iter()
        .find(|taint| difference.has_more() || taint.reach == Reach::Everything);
    let of_live = live
        .grants
        .taints
        .iter()
        .find(|taint| difference.has_less() || taint.reach == Reach::Everything);
    if let Some(taint) = of_code.or(of_live) {
        return Some(taint.reason.clone());
    }
    let is_partial = |side: Completeness| side == Completeness::Partial;
    if difference.has_more() && is_partial(code.coverage.grants) {
        return Some("one of the sources of the code says nothing of privileges".to_owned());
    }
    if difference.has_less() && is_partial(live.coverage.grants) {
        return Some("the privileges of others are not visible to the role".to_owned());
    }
    None
}

fn report(pair: &GrantPair<'_>, difference: &Difference, known: &[&str], outcome: &mut Outcome) {
    let (effect, note) = judge(difference);
    let direction = match (has_any(&pair.code), has_any(&pair.live)) {
        (true, false) => Direction::LiveLacks,
        (false, true) => Direction::LiveHasMore,
        (true, true) | (false, false) => Direction::Differs,
    };
    let who = if pair.grantee == Grant::PUBLIC {
        "everybody".to_owned()
    } else {
        format!("`{}`", pair.grantee)
    };
    let origin = pair.code.iter().map(|grant| &grant.origin);
    let origin: Option<&Origin> = origin.into_iter().find(|own| own.location().is_some());
    RULE.draft(
        pair.path.clone(),
        effect,
        direction,
        format!("{who} {} on {}", what(difference), pair.shown),
    )
    .values(Some(list(&pair.code, known)), Some(list(&pair.live, known)))
    .declared(origin, "granted here")
    .note(note)
    .help("grant or revoke it in a migration, or state what the database has")
    .report(outcome);
}

fn what(difference: &Difference) -> String {
    let join = |privileges: &BTreeSet<String>| {
        let all: Vec<&str> = privileges.iter().map(String::as_str).collect();
        all.join(", ")
    };
    let mut parts = Vec::new();
    if !difference.missing.is_empty() {
        parts.push(format!("lacks {}", join(&difference.missing)));
    }
    if !difference.extra.is_empty() {
        parts.push(format!("has {} too", join(&difference.extra)));
    }
    if difference.not_grantable {
        parts.push("may not pass on what it holds".to_owned());
    }
    if difference.grantable {
        parts.push("may pass on what it holds".to_owned());
    }
    parts.join(" and ")
}

/// What the difference does, and why.
fn judge(difference: &Difference) -> (Effect, &'static str) {
    let is_read = |privilege: &String| {
        ["SELECT", "USAGE", "EXECUTE"]
            .iter()
            .any(|own| privilege.starts_with(own))
    };
    if difference.missing.iter().any(is_read) {
        (Effect::ReadsFail, "queries of the role are refused")
    } else if !difference.missing.is_empty() {
        (Effect::WritesFail, "statements of the role are refused")
    } else if !difference.extra.is_empty() {
        (
            Effect::DataAtRisk,
            "data can be read or changed by whom the code does not mean to",
        )
    } else if difference.grantable {
        (
            Effect::DataAtRisk,
            "the role may let others in whom the code does not mean to",
        )
    } else {
        (
            Effect::Cosmetic,
            "it matters only where the role gives privileges to others",
        )
    }
}

fn has_any(grants: &[&Grant]) -> bool {
    grants.iter().any(|grant| !grant.is_implied)
}

/// All that a side states, as text.
fn list(grants: &[&Grant], known: &[&str]) -> String {
    let side = Side::of(grants);
    let stated: Vec<&Grant> = side
        .grants
        .into_iter()
        .filter(|own| !own.is_implied)
        .collect();
    let has = |privilege: &&str| {
        let mut own = stated.iter().filter(|grant| grant.column.is_none());
        own.any(|grant| grant.privilege == **privilege)
    };
    let is_all = side.has_every && known.iter().all(has);
    let is_part_of_all = |grant: &Grant| {
        is_all && grant.column.is_none() && known.contains(&grant.privilege.as_str())
    };
    let shown = stated.iter().filter(|grant| !is_part_of_all(grant));
    let mut all: BTreeSet<String> = shown.map(|grant| words(grant)).collect();
    if is_all {
        all.insert(Grant::EVERY.to_owned());
    }
    if all.is_empty() {
        return "nothing".to_owned();
    }
    let text = all.into_iter().collect::<Vec<_>>().join(", ");
    let (grantable, rest): (Vec<&Grant>, Vec<&Grant>) =
        stated.iter().copied().partition(|grant| grant.is_grantable);
    if grantable.is_empty() {
        text
    } else if rest.is_empty() {
        format!("{text}, with grant option")
    } else {
        let some: BTreeSet<String> = grantable.into_iter().map(words).collect();
        let some = some.into_iter().collect::<Vec<_>>().join(", ");
        format!("{text}, with grant option for {some}")
    }
}
