//! Owns mutations: one change to a schema, as somebody may have made it in a live database by
//! hand, with the findings that a checker has to report when code keeps the original. Each change
//! is chosen where it has no other consequence, so that the expected findings are all there are.

mod behaviour;
mod columns;
mod comments;
mod conditions;
mod drafting;
mod enums;
mod foreign_keys;
mod grants;
mod indexes;
mod kind;
mod objects;
mod primary_keys;
mod statements;
mod tables;
mod types;
mod usage;

use proptest::prelude::Strategy;
use schemadrift_core::model::Schema;
use schemadrift_core::object::ObjectPath;

use crate::choices::{Choices, numbers};
pub use kind::MutationKind;

/// One change to a schema.
#[derive(Debug, Clone, PartialEq)]
pub struct Mutation {
    /// What kind of change it is.
    pub kind: MutationKind,
    /// The schema as it is live afterwards; the code keeps the original.
    pub mutated: Schema,
    /// Statements that make the change in a live database of the original. `None` where no simple
    /// statement does: write the whole mutated schema to an empty database then.
    pub ddl: Option<Vec<String>>,
    /// The findings that the change leads to, and no others.
    pub expected: Vec<ExpectedFinding>,
}

/// A finding that a checker has to report.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ExpectedFinding {
    /// The rule.
    pub rule: &'static str,
    /// The object.
    pub object: ObjectPath,
}

/// Any one change to a schema, out of those that it offers. `None` if it offers none, which only
/// an empty schema does.
pub fn mutate(schema: &Schema) -> impl Strategy<Value = Option<Mutation>> + use<> {
    let schema = schema.clone();
    numbers(40).prop_map(move |numbers| {
        let mut choices = Choices::new(numbers);
        let mut kinds = MutationKind::ALL.to_vec();
        choices.shuffle(&mut kinds);
        kinds
            .into_iter()
            .find_map(|kind| mutate_in_kind(&schema, kind, &mut choices))
    })
}

/// A change of this kind, if the schema offers one.
pub fn mutate_in_kind(
    schema: &Schema,
    kind: MutationKind,
    choices: &mut Choices,
) -> Option<Mutation> {
    kind.build(schema, choices)
}

#[cfg(test)]
mod tests;
