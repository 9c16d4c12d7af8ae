//! Owns the table of rules. Each rule is one file: what it is called, what it means, and the
//! function that judges; its page lies under `pages/` with the same name.

mod draft;
mod facets;
mod foreign_key_text;
mod history_text;
mod index_text;
mod nearest;
mod policy_text;
mod rename;
mod routine_text;
mod trigger_text;
mod unknown_text;

mod check_definition;
mod column_collation;
mod column_default;
mod column_generated;
mod column_identity;
mod column_nullability;
mod column_type;
mod comment;
mod composite_definition;
mod conflicting_sources;
mod domain_definition;
mod duplicate_definition;
mod edited_migration;
mod empty_table;
mod enum_value_order;
mod exclusion_definition;
mod extension_version;
mod extra_column;
mod extra_enum_value;
mod extra_foreign_key;
mod extra_index;
mod extra_policy;
mod extra_required_column;
mod extra_table;
mod extra_trigger;
mod failed_migration;
mod foreign_key_definition;
mod function_definition;
mod grants;
mod index_definition;
mod invalid_index;
mod missing_check;
mod missing_column;
mod missing_composite;
mod missing_domain;
mod missing_enum;
mod missing_enum_value;
mod missing_exclusion;
mod missing_extension;
mod missing_foreign_key;
mod missing_function;
mod missing_index;
mod missing_ledger;
mod missing_policy;
mod missing_sequence;
mod missing_table;
mod missing_trigger;
mod missing_unique;
mod missing_view;
mod never_migrated;
mod out_of_order_migration;
mod partitioning;
mod pending_migration;
mod policy_definition;
mod primary_key;
mod row_security;
mod sequence_definition;
mod stale_query_cache;
mod trigger_definition;
mod two_ledgers;
mod unknown_applied_migration;
mod unknown_column;
mod unknown_enum_value;
mod unknown_field;
mod unknown_model;
mod unknown_table;
pub(crate) mod unmigrated_declaration;
mod unused_column;
mod unused_table;
mod unvalidated_constraint;
mod view_definition;

pub(crate) use draft::column_list;
pub use nearest::nearest as nearest_name;

use schemadrift_core::finding::{Effect, Finding, Level};
use schemadrift_core::model::{
    Check, Column, Composite, Domain, Exclusion, Extension, ForeignKey, Index, Policy, Sequence,
    Trigger,
};
use schemadrift_core::name::QualifiedName;
use schemadrift_core::usage::Usage;

use crate::history::History;
use crate::outcome::CannotTell;
use crate::pairing::{
    EnumPair, GrantPair, NamedPair, Pair, Pairs, RoutinePair, TablePair, ViewPair,
};
use crate::settings::Settings;
use crate::verdict::expressions::Setting;

/// A rule: a fault it can find, by name.
#[derive(Debug)]
pub struct Rule {
    /// The fault, in kebab case.
    pub name: &'static str,
    /// The fault in one line.
    pub summary: &'static str,
    /// The worst that its findings do to running code; a finding may be milder.
    pub effect: Effect,
    /// The version that brought the rule.
    pub since: &'static str,
    /// Its page, in Markdown.
    pub page: &'static str,
    /// The judging function, by the kind of pair it looks at.
    pub(crate) run: Run,
}

impl Rule {
    /// The level of its findings at their worst, unless configured otherwise.
    pub fn default_level(&self) -> Level {
        if self.is_opt_in() {
            Level::Off
        } else {
            self.effect.default_level()
        }
    }

    /// Whether it judges the code alone, whatever the database has.
    pub(crate) fn is_of_code(&self) -> bool {
        matches!(self.run, Run::Usage(_) | Run::OptIn(_))
    }

    /// Whether it finds nothing until a level is set for it.
    pub fn is_opt_in(&self) -> bool {
        matches!(
            self.run,
            Run::OptIn(_) | Run::OptInDatabase(_) | Run::Grant(_)
        )
    }

    /// Whether its findings are about objects that both sides may have, so that migrations can be
    /// to blame.
    pub fn is_of_objects(&self) -> bool {
        match self.run {
            Run::Database(_)
            | Run::History(_)
            | Run::Usage(_)
            | Run::OptIn(_)
            | Run::OptInDatabase(_)
            | Run::WithBlame => false,
            Run::Table(_)
            | Run::Column(_)
            | Run::Index(_)
            | Run::ForeignKey(_)
            | Run::Check(_)
            | Run::Exclusion(_)
            | Run::Policy(_)
            | Run::Trigger(_)
            | Run::View(_)
            | Run::Enum(_)
            | Run::Extension(_)
            | Run::Domain(_)
            | Run::Composite(_)
            | Run::Sequence(_)
            | Run::Routine(_)
            | Run::Grant(_) => true,
        }
    }
}

/// The judging function of a rule, by the kind of pair it looks at.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Run {
    Database(fn(&Context<'_>, &mut Outcome)),
    Table(fn(&TablePair<'_>, &Context<'_>, &mut Outcome)),
    Column(fn(&Pair<'_, Column>, &Owner<'_>, &Context<'_>, &mut Outcome)),
    Index(fn(&Pair<'_, Index>, &TablePair<'_>, &Context<'_>, &mut Outcome)),
    ForeignKey(fn(&Pair<'_, ForeignKey>, &TablePair<'_>, &Context<'_>, &mut Outcome)),
    Check(fn(&Pair<'_, Check>, &TablePair<'_>, &Context<'_>, &mut Outcome)),
    Exclusion(fn(&Pair<'_, Exclusion>, &TablePair<'_>, &Context<'_>, &mut Outcome)),
    Policy(fn(&Pair<'_, Policy>, &TablePair<'_>, &Context<'_>, &mut Outcome)),
    Trigger(fn(&Pair<'_, Trigger>, &Owner<'_>, &Context<'_>, &mut Outcome)),
    View(fn(&ViewPair<'_>, &Context<'_>, &mut Outcome)),
    Enum(fn(&EnumPair<'_>, &Context<'_>, &mut Outcome)),
    Extension(fn(&Pair<'_, Extension>, &Context<'_>, &mut Outcome)),
    Domain(fn(&NamedPair<'_, Domain>, &Context<'_>, &mut Outcome)),
    Composite(fn(&NamedPair<'_, Composite>, &Context<'_>, &mut Outcome)),
    Sequence(fn(&NamedPair<'_, Sequence>, &Context<'_>, &mut Outcome)),
    Routine(fn(&RoutinePair<'_>, &Context<'_>, &mut Outcome)),
    /// Privileges, and only where a level is set for the rule.
    Grant(fn(&GrantPair<'_>, &Context<'_>, &mut Outcome)),
    /// Migrations beside their ledger.
    History(fn(&History, &mut Outcome)),
    /// What the code uses.
    Usage(fn(&Usage, &Context<'_>, &mut Outcome)),
    /// The same, and only where a level is set for the rule.
    OptIn(fn(&Usage, &Context<'_>, &mut Outcome)),
    /// Both sides as a whole, and only where a level is set for the rule.
    OptInDatabase(fn(&Context<'_>, &mut Outcome)),
    /// No function: its findings come with blame.
    WithBlame,
}

/// What owns a column or a trigger: a table or a view.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Owner<'a> {
    pub(crate) name: &'a QualifiedName,
    /// The name as messages call it.
    pub(crate) shown: &'a str,
    /// The table, if it is one on the code's side.
    pub(crate) table: Option<&'a TablePair<'a>>,
    /// All columns of the owner.
    pub(crate) columns: &'a [Pair<'a, Column>],
    /// Where the code declares the owner.
    pub(crate) origin: Option<&'a schemadrift_core::origin::Origin>,
    /// Why the code's list of columns cannot be trusted, if so.
    pub(crate) taint: Option<&'a str>,
}

/// What every rule may look at.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Context<'a> {
    pub(crate) pairs: &'a Pairs<'a>,
    pub(crate) settings: &'a Settings,
}

impl<'a> Context<'a> {
    /// What expressions are compared in.
    pub(crate) fn expressions(&self) -> Setting<'a> {
        Setting {
            engine: self.pairs.live.engine,
            answers: &self.settings.answers,
        }
    }
}

/// What rules yield.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    pub(crate) findings: Vec<Finding>,
    pub(crate) cannot_tell: Vec<CannotTell>,
}

/// The name by which findings call an index.
pub fn index_name(index: &Index) -> String {
    index_text::name(index)
}

/// An index in the words of findings.
pub fn index_definition(index: &Index) -> String {
    index_text::definition(index)
}

/// The name by which findings call a foreign key.
pub fn foreign_key_name(key: &ForeignKey) -> String {
    foreign_key_text::name(key)
}

/// A foreign key in the words of findings.
pub fn foreign_key_definition(key: &ForeignKey) -> String {
    foreign_key_text::definition(key)
}

/// A policy in the words of findings.
pub fn policy_definition(policy: &Policy) -> String {
    policy_text::definition(policy)
}

/// A trigger in the words of findings.
pub fn trigger_definition(trigger: &Trigger) -> String {
    trigger_text::definition(trigger)
}

/// The name by which findings call an exclusion constraint.
pub(crate) fn exclusion_name(exclusion: &Exclusion) -> String {
    exclusion
        .name
        .get()
        .map_or_else(|| exclusion.definition.text.clone(), ToString::to_string)
}

/// The name by which findings call a check.
pub(crate) fn check_name(check: &Check) -> String {
    check
        .name
        .get()
        .map_or_else(|| check.expression.text.clone(), ToString::to_string)
}

/// The rule that says in one line that everything is missing.
pub const HEADLINE: &str = "never-migrated";

/// The rule of privileges.
pub(crate) const GRANTS: &str = "grants";

/// The rule of references that the database does not keep.
pub(crate) const MISSING_FOREIGN_KEY: &str = "missing-foreign-key";

/// Every rule, in the order in which a reader thinks of them.
pub static RULES: &[&Rule] = &[
    &never_migrated::RULE,
    &empty_table::RULE,
    &missing_extension::RULE,
    &extension_version::RULE,
    &missing_enum::RULE,
    &missing_enum_value::RULE,
    &extra_enum_value::RULE,
    &enum_value_order::RULE,
    &missing_domain::RULE,
    &domain_definition::RULE,
    &missing_composite::RULE,
    &composite_definition::RULE,
    &missing_sequence::RULE,
    &sequence_definition::RULE,
    &missing_table::RULE,
    &extra_table::RULE,
    &missing_column::RULE,
    &extra_column::RULE,
    &extra_required_column::RULE,
    &column_type::RULE,
    &column_nullability::RULE,
    &column_default::RULE,
    &column_identity::RULE,
    &column_generated::RULE,
    &column_collation::RULE,
    &primary_key::RULE,
    &missing_unique::RULE,
    &missing_index::RULE,
    &extra_index::RULE,
    &index_definition::RULE,
    &invalid_index::RULE,
    &missing_foreign_key::RULE,
    &extra_foreign_key::RULE,
    &foreign_key_definition::RULE,
    &missing_check::RULE,
    &check_definition::RULE,
    &missing_exclusion::RULE,
    &exclusion_definition::RULE,
    &unvalidated_constraint::RULE,
    &partitioning::RULE,
    &missing_trigger::RULE,
    &extra_trigger::RULE,
    &trigger_definition::RULE,
    &row_security::RULE,
    &missing_policy::RULE,
    &extra_policy::RULE,
    &policy_definition::RULE,
    &missing_view::RULE,
    &view_definition::RULE,
    &missing_function::RULE,
    &function_definition::RULE,
    &grants::RULE,
    &comment::RULE,
    &conflicting_sources::RULE,
    &duplicate_definition::RULE,
    &failed_migration::RULE,
    &pending_migration::RULE,
    &out_of_order_migration::RULE,
    &edited_migration::RULE,
    &unknown_applied_migration::RULE,
    &missing_ledger::RULE,
    &two_ledgers::RULE,
    &unmigrated_declaration::RULE,
    &unknown_model::RULE,
    &unknown_field::RULE,
    &unknown_table::RULE,
    &unknown_column::RULE,
    &unknown_enum_value::RULE,
    &unused_table::RULE,
    &unused_column::RULE,
    &stale_query_cache::RULE,
];

/// The rule of this name.
pub fn find(name: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.name == name)
}

/// The rule whose name is nearest to a word that names none, if one is near.
pub fn nearest(name: &str) -> Option<&'static Rule> {
    RULES
        .iter()
        .copied()
        .filter_map(|rule| Some((rename::likeness(name, rule.name)?, rule)))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, rule)| rule)
}
