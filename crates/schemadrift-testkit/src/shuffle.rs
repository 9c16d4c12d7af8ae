//! Owns the order of declarations, as far as it means nothing.

use proptest::prelude::Strategy;
use schemadrift_core::model::Schema;

use crate::choices::{Choices, numbers};

/// The same schema with its declarations in another order. What has a meaning by its order stays:
/// the columns of a key, the keys of an index, the values of an enum. The order of a table's
/// columns changes too, since code names the columns it means.
pub fn shuffled(schema: &Schema) -> impl Strategy<Value = Schema> + use<> {
    let schema = schema.clone();
    numbers(400).prop_map(move |numbers| shuffle(&schema, &mut Choices::new(numbers)))
}

fn shuffle(schema: &Schema, choices: &mut Choices) -> Schema {
    let mut shuffled = schema.clone();
    choices.shuffle(&mut shuffled.namespaces);
    choices.shuffle(&mut shuffled.tables);
    choices.shuffle(&mut shuffled.views);
    choices.shuffle(&mut shuffled.enums);
    choices.shuffle(&mut shuffled.domains);
    choices.shuffle(&mut shuffled.composites);
    choices.shuffle(&mut shuffled.sequences);
    choices.shuffle(&mut shuffled.extensions);
    choices.shuffle(&mut shuffled.routines);
    choices.shuffle(&mut shuffled.grants.held);
    for table in &mut shuffled.tables {
        choices.shuffle(&mut table.columns);
        choices.shuffle(&mut table.indexes);
        choices.shuffle(&mut table.foreign_keys);
        choices.shuffle(&mut table.checks);
        choices.shuffle(&mut table.exclusions);
        choices.shuffle(&mut table.triggers);
        choices.shuffle(&mut table.policies);
    }
    shuffled
}
