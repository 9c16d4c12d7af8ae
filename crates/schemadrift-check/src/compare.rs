//! Owns the run: every rule over every pair it looks at, then levels, order and counts.

use std::collections::{BTreeMap, BTreeSet};

use schemadrift_core::finding::{Cause, Direction, Effect, Finding, Level};
use schemadrift_core::model::{Schema, Table, Trigger};
use schemadrift_core::object::{ObjectKind, ObjectPath};

use crate::blame;
use crate::counting;
use crate::doubt;
use crate::outcome::{CannotTell, Comparison, KindCoverage, Tally};
use crate::pairing::{NamedPair, Pair, Pairs, RoutinePair, TablePair, ViewPair};
use crate::rules::{
    Context, HEADLINE, MISSING_FOREIGN_KEY, Outcome, Owner, RULES, Rule, Run, column_list,
};
use crate::settings::Settings;
use crate::silence;
use crate::usage::{Breakage, Uses};

/// Compares the code's schema with the live one.
///
/// The result is complete in itself. Where [`Comparison::questions`] is not empty and a server is
/// at hand, put them to it and compare again with the answers in [`Settings::answers`].
pub fn compare(code: &Schema, live: &Schema, settings: &Settings) -> Comparison {
    let pairs = Pairs::of(code, live);
    let mut outcome = judge(&pairs, settings);
    silence::set_aside(&live.coverage, &mut outcome);
    doubt::set_aside(&pairs, &mut outcome);
    finish(&pairs, settings, outcome)
}

/// The same for whoever minds himself what was not understood of either side.
pub(crate) fn compare_as_read(code: &Schema, live: &Schema, settings: &Settings) -> Comparison {
    let pairs = Pairs::of(code, live);
    let outcome = judge(&pairs, settings);
    finish(&pairs, settings, outcome)
}

/// What the rules say.
fn judge(pairs: &Pairs<'_>, settings: &Settings) -> Outcome {
    let context = Context { pairs, settings };
    let mut outcome = Outcome::default();
    let mut has_headline = false;
    for rule in RULES {
        if has_headline && !rule.is_of_code() {
            continue;
        }
        run(rule, &context, &mut outcome);
        // One headline says it all of the database, unless everything was asked for.
        has_headline |=
            rule.name == HEADLINE && !outcome.findings.is_empty() && !settings.lists_everything;
    }
    outcome
}

/// Adds blame and uses, and sets levels and order.
fn finish(pairs: &Pairs<'_>, settings: &Settings, mut outcome: Outcome) -> Comparison {
    if let Some(history) = &settings.history {
        blame::assign(&mut outcome, pairs.code, history, settings);
        outcome.findings.retain(|finding| !is_plain_join(finding));
    }
    if let Some(usage) = &settings.usage {
        let uses = Uses::of(usage, pairs.names);
        for finding in &mut outcome.findings {
            uses.attach(finding);
        }
    }
    set_levels(&mut outcome.findings, settings);
    sort(&mut outcome.findings, &mut outcome.cannot_tell);
    let coverage = count(pairs, settings, &outcome);
    Comparison {
        findings: outcome.findings,
        cannot_tell: outcome.cannot_tell,
        coverage,
    }
}

fn run(rule: &Rule, context: &Context<'_>, outcome: &mut Outcome) {
    let pairs = context.pairs;
    match rule.run {
        Run::Database(check) => check(context, outcome),
        Run::Table(check) => pairs
            .tables
            .iter()
            .for_each(|pair| check(pair, context, outcome)),
        Run::Column(check) => {
            for table in &pairs.tables {
                let owner = table_owner(table, pairs);
                table
                    .columns
                    .iter()
                    .for_each(|pair| check(pair, &owner, context, outcome));
            }
            for view in &pairs.views {
                let owner = view_owner(view, pairs);
                view.columns
                    .iter()
                    .for_each(|pair| check(pair, &owner, context, outcome));
            }
        }
        Run::Index(check) => each_part(pairs, |table| &table.indexes, check, context, outcome),
        Run::ForeignKey(check) => {
            each_part(pairs, |table| &table.foreign_keys, check, context, outcome);
        }
        Run::Check(check) => each_part(pairs, |table| &table.checks, check, context, outcome),
        Run::Exclusion(check) => {
            each_part(pairs, |table| &table.exclusions, check, context, outcome);
        }
        Run::Policy(check) => each_part(pairs, |table| &table.policies, check, context, outcome),
        Run::Trigger(check) => each_trigger(pairs, check, context, outcome),
        Run::History(check) => {
            if let Some(history) = &context.settings.history {
                check(history, outcome);
            }
        }
        Run::Usage(check) => {
            if let Some(usage) = &context.settings.usage {
                check(usage, context, outcome);
            }
        }
        Run::OptIn(check) => {
            let usage = context.settings.usage.as_ref();
            if let Some(usage) = usage.filter(|_| is_wanted(rule, context)) {
                check(usage, context, outcome);
            }
        }
        Run::OptInDatabase(check) => {
            if is_wanted(rule, context) {
                check(context, outcome);
            }
        }
        Run::WithBlame => {}
        Run::View(check) => each(&pairs.views, check, context, outcome),
        Run::Enum(check) => each(&pairs.enums, check, context, outcome),
        Run::Extension(check) => each(&pairs.extensions, check, context, outcome),
        Run::Domain(check) => each(&pairs.domains, check, context, outcome),
        Run::Composite(check) => each(&pairs.composites, check, context, outcome),
        Run::Sequence(check) => each(&pairs.sequences, check, context, outcome),
        Run::Routine(check) => each(&pairs.routines, check, context, outcome),
        Run::Grant(check) => {
            if is_wanted(rule, context) {
                each(&pairs.grants, check, context, outcome);
            }
        }
    }
}

fn each_trigger(
    pairs: &Pairs<'_>,
    check: fn(&Pair<'_, Trigger>, &Owner<'_>, &Context<'_>, &mut Outcome),
    context: &Context<'_>,
    outcome: &mut Outcome,
) {
    for table in &pairs.tables {
        if table.triggers.is_empty() {
            continue;
        }
        let owner = table_owner(table, pairs);
        let triggers = table.triggers.iter();
        triggers.for_each(|pair| check(pair, &owner, context, outcome));
    }
    for view in &pairs.views {
        let owner = view_owner(view, pairs);
        let triggers = view.triggers.iter();
        triggers.for_each(|pair| check(pair, &owner, context, outcome));
    }
}

/// Whether a level is set for a rule.
fn is_wanted(rule: &Rule, context: &Context<'_>) -> bool {
    let level = context.settings.levels.get(rule.name);
    level.is_some_and(|level| *level != Level::Off)
}

fn each<T>(
    pairs: &[T],
    check: fn(&T, &Context<'_>, &mut Outcome),
    context: &Context<'_>,
    outcome: &mut Outcome,
) {
    for pair in pairs {
        check(pair, context, outcome);
    }
}

fn each_part<'a, T: 'a>(
    pairs: &'a Pairs<'a>,
    parts: impl Fn(&'a TablePair<'a>) -> &'a Vec<Pair<'a, T>>,
    check: fn(&Pair<'_, T>, &TablePair<'_>, &Context<'_>, &mut Outcome),
    context: &Context<'_>,
    outcome: &mut Outcome,
) {
    for table in &pairs.tables {
        parts(table)
            .iter()
            .for_each(|pair| check(pair, table, context, outcome));
    }
}

fn table_owner<'a>(table: &'a TablePair<'a>, pairs: &Pairs<'a>) -> Owner<'a> {
    Owner {
        name: &table.name,
        shown: &table.shown,
        table: Some(table),
        columns: &table.columns,
        origin: table.code.map(|code| &code.origin),
        taint: pairs.doubt(table.code.map(|code| &code.taints)),
    }
}

fn view_owner<'a>(view: &'a ViewPair<'a>, pairs: &Pairs<'a>) -> Owner<'a> {
    Owner {
        name: &view.name,
        shown: &view.shown,
        table: None,
        columns: &view.columns,
        origin: view.code.map(|code| &code.origin),
        taint: pairs.doubt(view.code.map(|code| &code.taints)),
    }
}

/// Whether the code follows a reference that the migrations never made: it was meant so, and
/// nothing got lost.
fn is_plain_join(finding: &Finding) -> bool {
    finding.rule == MISSING_FOREIGN_KEY
        && finding.effect == Effect::Cosmetic
        && finding.cause == Some(Cause::NoMigration)
}

/// Applies configured levels. A level set for a rule replaces the one that the effect gives;
/// `off` drops the rule's findings.
fn set_levels(findings: &mut Vec<Finding>, settings: &Settings) {
    if settings.levels.is_empty() {
        return;
    }
    for finding in findings.iter_mut() {
        if let Some(level) = settings.levels.get(finding.rule) {
            finding.level = *level;
        }
    }
    findings.retain(|finding| finding.level != Level::Off);
}

/// Sorts by object, then by the order of the rules, so that a report never depends on a hash map.
fn sort(findings: &mut [Finding], cannot_tell: &mut [CannotTell]) {
    let order: BTreeMap<&str, usize> = RULES
        .iter()
        .enumerate()
        .map(|(position, rule)| (rule.name, position))
        .collect();
    let rank = |rule: &str| order.get(rule).copied().unwrap_or(usize::MAX);
    findings.sort_by_cached_key(|finding| {
        let key = sort_key(&finding.object, Breakage::of(finding));
        (key, rank(finding.rule))
    });
    cannot_tell
        .sort_by_cached_key(|entry| (sort_key(&entry.object, Breakage::Unknown), rank(entry.rule)));
}

type SortKey = (bool, Option<String>, String, ObjectKind, Breakage, String);

/// The whole database first, then object by object with its parts; what code uses comes before what
/// it does not.
fn sort_key(path: &ObjectPath, breakage: Breakage) -> SortKey {
    let (schema, group) = path.group();
    (
        path.kind != ObjectKind::Database,
        schema.map(str::to_owned),
        group.to_owned(),
        path.kind,
        breakage,
        path.name.clone(),
    )
}

fn count(pairs: &Pairs<'_>, settings: &Settings, outcome: &Outcome) -> Vec<KindCoverage> {
    let different: BTreeSet<&ObjectPath> = outcome
        .findings
        .iter()
        .filter(|finding| finding.direction != Direction::WithinCode)
        .map(|finding| &finding.object)
        .collect();
    let untold: BTreeSet<&ObjectPath> = outcome
        .cannot_tell
        .iter()
        .map(|entry| &entry.object)
        .collect();
    let mut tallies: BTreeMap<ObjectKind, Tally> = BTreeMap::new();
    for table in &pairs.tables {
        let is_live = table.live.is_some() || table.live_view.is_some();
        tallies
            .entry(ObjectKind::Table)
            .or_default()
            .add(table.code.is_some(), is_live, || table.path());
        count_parts(table, &mut tallies);
    }
    for view in &pairs.views {
        let is_live = view.live.is_some() || view.is_live_table;
        tallies
            .entry(ObjectKind::View)
            .or_default()
            .add(view.code.is_some(), is_live, || {
                ObjectPath::top(ObjectKind::View, &view.name)
            });
    }
    counting::triggers(pairs, &mut tallies);
    for pair in &pairs.enums {
        tallies.entry(ObjectKind::Enum).or_default().add(
            pair.types.code().is_some(),
            pair.types.live().is_some(),
            || ObjectPath::top(ObjectKind::Enum, &pair.name),
        );
    }
    count_named(&pairs.domains, ObjectKind::Domain, &mut tallies);
    count_named(&pairs.composites, ObjectKind::CompositeType, &mut tallies);
    count_named(&pairs.sequences, ObjectKind::Sequence, &mut tallies);
    count_routines(&pairs.routines, &mut tallies);
    counting::grants(pairs, settings, &mut tallies);
    if !settings.queries.is_empty() {
        let asked = settings.queries.iter();
        let paths = asked.map(|fact| fact.query.path()).collect();
        let (code, live) = (settings.queries.len(), settings.queries.len());
        let tally = tallies.entry(ObjectKind::Query).or_default();
        tally.add_many(code, live, paths);
    }
    tallies
        .into_iter()
        .map(|(kind, tally)| tally.finish(kind, &different, &untold))
        .collect()
}

/// Counts what stands by itself, where the code states any.
fn count_named<T>(
    pairs: &[NamedPair<'_, T>],
    kind: ObjectKind,
    tallies: &mut BTreeMap<ObjectKind, Tally>,
) {
    if pairs.iter().all(|pair| pair.sides.code().is_none()) {
        return;
    }
    let tally = tallies.entry(kind).or_default();
    for pair in pairs {
        let (code, live) = (pair.sides.code(), pair.sides.live());
        tally.add(code.is_some(), live.is_some(), || pair.path(kind));
    }
}

fn count_routines(pairs: &[RoutinePair<'_>], tallies: &mut BTreeMap<ObjectKind, Tally>) {
    if pairs.iter().all(|pair| pair.sides.code().is_none()) {
        return;
    }
    let tally = tallies.entry(ObjectKind::Function).or_default();
    for pair in pairs {
        let (code, live) = (pair.sides.code(), pair.sides.live());
        tally.add(code.is_some(), live.is_some(), || pair.path.clone());
    }
}

/// Counts the parts of a table. Those of a table that only one side has count as declared or
/// visible too, so that the numbers say how large each side is.
fn count_parts(table: &TablePair<'_>, tallies: &mut BTreeMap<ObjectKind, Tally>) {
    let mut add = |kind: ObjectKind, code: usize, live: usize, compared: Vec<ObjectPath>| {
        let tally = tallies.entry(kind).or_default();
        tally.add_many(code, live, compared);
    };
    let relation = |select: &dyn Fn(&Table) -> usize| {
        (table.code.map_or(0, select), table.live.map_or(0, select))
    };
    let (code, mut live) = relation(&|table| table.columns.len());
    live += table.live_view.map_or(0, |view| view.columns.len());
    let columns = table.columns.iter().filter_map(|pair| pair.both());
    add(
        ObjectKind::Column,
        code,
        live,
        columns
            .map(|(_, live)| table.part(ObjectKind::Column, live.name.as_str()))
            .collect(),
    );
    let (code, mut live) =
        relation(&|table| usize::from(matches!(table.primary_key.get(), Some(Some(_)))));
    let is_compared = table.both().is_some() && code + live == 2;
    if !is_compared && !table.kept_by_key.is_empty() {
        // It was compared as the unique that it stands for.
        live = 0;
    }
    let compared = is_compared.then(|| table.part(ObjectKind::PrimaryKey, key_name(table)));
    add(
        ObjectKind::PrimaryKey,
        code,
        live,
        compared.into_iter().collect(),
    );
    for (kind, is_unique) in [(ObjectKind::Unique, true), (ObjectKind::Index, false)] {
        let (code, live) = relation(&|table| count_indexes(table, is_unique));
        let pairs = table.indexes.iter().filter_map(|pair| pair.both());
        let kept = table.kept_by_key.iter().copied();
        let compared: Vec<ObjectPath> = pairs
            .map(|(code, _)| code)
            .chain(kept.clone())
            .filter(|code| code.is_unique == is_unique)
            .map(|code| table.part(kind, crate::rules::index_name(code)))
            .collect();
        let stand_ins = kept.filter(|code| code.is_unique == is_unique).count();
        add(kind, code, live + stand_ins, compared);
    }
    let (code, live) = relation(&|table| table.foreign_keys.len());
    let compared = table
        .foreign_keys
        .iter()
        .filter_map(|pair| pair.both())
        .map(|(code, _)| table.part(ObjectKind::ForeignKey, crate::rules::foreign_key_name(code)))
        .collect();
    add(ObjectKind::ForeignKey, code, live, compared);
    count_conditions(table, tallies);
}

/// Counts what a table asks of its rows, where the code states any.
fn count_conditions(table: &TablePair<'_>, tallies: &mut BTreeMap<ObjectKind, Tally>) {
    let mut add = |kind: ObjectKind, select: &dyn Fn(&Table) -> usize, compared: Vec<String>| {
        let code = table.code.map_or(0, select);
        if code == 0 {
            return;
        }
        let live = table.live.map_or(0, select);
        let compared = compared.into_iter().map(|name| table.part(kind, name));
        let tally = tallies.entry(kind).or_default();
        tally.add_many(code, live, compared.collect());
    };
    let checks = table.checks.iter().filter_map(|pair| pair.both());
    let checks = checks.map(|(_, live)| crate::rules::check_name(live));
    add(
        ObjectKind::Check,
        &|table| table.checks.len(),
        checks.collect(),
    );
    let exclusions = table.exclusions.iter().filter_map(|pair| pair.both());
    let exclusions = exclusions.map(|(_, live)| crate::rules::exclusion_name(live));
    add(
        ObjectKind::Exclusion,
        &|table| table.exclusions.len(),
        exclusions.collect(),
    );
    let policies = table.policies.iter().filter_map(|pair| pair.both());
    let policies = policies.map(|(_, live)| live.name.to_string());
    add(
        ObjectKind::Policy,
        &|table| table.policies.len(),
        policies.collect(),
    );
}

fn count_indexes(table: &Table, is_unique: bool) -> usize {
    let indexes = table.indexes.iter();
    indexes.filter(|index| index.is_unique == is_unique).count()
}

/// The name that the code gives the primary key, or its columns.
fn key_name(table: &TablePair<'_>) -> String {
    let Some(code) = table.code else {
        return String::new();
    };
    let key = code.primary_key.get().and_then(Option::as_ref);
    key.and_then(|key| key.name.get()).map_or_else(
        || column_list(code.primary_key_columns()),
        ToString::to_string,
    )
}
