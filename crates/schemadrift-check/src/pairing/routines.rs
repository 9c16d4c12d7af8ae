//! Pairs functions and procedures: by name and types of arguments, since several may share a name.

use schemadrift_core::coverage::Completeness;
use schemadrift_core::model::Routine;
use schemadrift_core::object::{ObjectKind, ObjectPath};

use super::{Pair, Pairs, pair_in_stages};

/// A function or a procedure on both sides.
#[derive(Debug)]
pub struct RoutinePair<'a> {
    /// The address: the name with the types of the arguments.
    pub path: ObjectPath,
    /// The name as messages call it, with the types of the arguments.
    pub shown: String,
    /// The routines.
    pub sides: Pair<'a, Routine>,
}

/// Pairs the routines.
pub(super) fn pair<'a>(pairs: &Pairs<'a>) -> Vec<RoutinePair<'a>> {
    // What one side never speaks of cannot be compared.
    let coverage = (pairs.code.coverage.routines, pairs.live.coverage.routines);
    if coverage.0 == Completeness::None || coverage.1 == Completeness::None {
        return Vec::new();
    }
    let names = &pairs.names;
    let same_name = |code: &Routine, live: &Routine| names.same(&code.name, &live.name);
    let same_types =
        |code: &Routine, live: &Routine| same_name(code, live) && code.arguments == live.arguments;
    // A bare type name in code is found through the search path.
    let same_last_parts = |code: &Routine, live: &Routine| {
        same_name(code, live)
            && without_schemas(&code.arguments).eq(without_schemas(&live.arguments))
    };
    pair_in_stages(
        &pairs.code.routines,
        &pairs.live.routines,
        &[&same_types, &same_last_parts],
    )
    .into_pairs()
    .into_iter()
    .filter_map(|sides| {
        let own = sides.live().or(sides.code())?;
        let has_overloads = pairs.dialect.has_namespaces;
        let arguments = if has_overloads {
            format!("({})", own.arguments)
        } else {
            String::new()
        };
        let mut path = ObjectPath::top(ObjectKind::Function, &names.resolve(&own.name));
        path.name.push_str(&arguments);
        Some(RoutinePair {
            path,
            shown: format!("{}{arguments}", names.shown(&own.name)),
            sides,
        })
    })
    .collect()
}

pub(super) fn without_schemas(arguments: &str) -> impl Iterator<Item = &str> {
    arguments
        .split(", ")
        .map(|argument| argument.rsplit_once('.').map_or(argument, |(_, last)| last))
}
