//! Pairs what stands by itself under a name of its own: domains, composite types, sequences.

use schemadrift_core::coverage::Completeness;
use schemadrift_core::model::{Composite, Domain, Sequence};
use schemadrift_core::name::QualifiedName;
use schemadrift_core::object::{ObjectKind, ObjectPath};

use super::{Pair, Pairs, pair_by_key};

/// An object with a name of its own, on one side or on both.
#[derive(Debug)]
pub struct NamedPair<'a, T> {
    /// The name, with its schema resolved.
    pub name: QualifiedName,
    /// The name as messages call it, see [`super::Resolver::shown`].
    pub shown: String,
    /// The objects.
    pub sides: Pair<'a, T>,
}

impl<T> NamedPair<'_, T> {
    /// The address of the object.
    pub fn path(&self, kind: ObjectKind) -> ObjectPath {
        ObjectPath::top(kind, &self.name)
    }
}

/// Pairs the domains.
pub(super) fn domains<'a>(pairs: &Pairs<'a>) -> Vec<NamedPair<'a, Domain>> {
    let coverage = (pairs.code.coverage.domains, pairs.live.coverage.domains);
    let (code, live) = (&pairs.code.domains, &pairs.live.domains);
    pair(pairs, coverage, code, live, |domain| &domain.name)
}

/// Pairs the composite types.
pub(super) fn composites<'a>(pairs: &Pairs<'a>) -> Vec<NamedPair<'a, Composite>> {
    let coverage = (
        pairs.code.coverage.composites,
        pairs.live.coverage.composites,
    );
    let (code, live) = (&pairs.code.composites, &pairs.live.composites);
    pair(pairs, coverage, code, live, |composite| &composite.name)
}

/// Pairs the sequences that number no column by themselves.
pub(super) fn sequences<'a>(pairs: &Pairs<'a>) -> Vec<NamedPair<'a, Sequence>> {
    let coverage = (pairs.code.coverage.sequences, pairs.live.coverage.sequences);
    let (code, live) = (&pairs.code.sequences, &pairs.live.sequences);
    pair(pairs, coverage, code, live, |sequence| &sequence.name)
}

fn pair<'a, T>(
    pairs: &Pairs<'a>,
    coverage: (Completeness, Completeness),
    code: &'a [T],
    live: &'a [T],
    name: impl Fn(&T) -> &QualifiedName,
) -> Vec<NamedPair<'a, T>> {
    // What one side never speaks of cannot be compared.
    if coverage.0 == Completeness::None || coverage.1 == Completeness::None {
        return Vec::new();
    }
    pair_by_key(code, live, |object| pairs.names.key(name(object)))
        .into_iter()
        .filter_map(|sides| {
            // The live spelling wins where both exist: it is the one the database answers to.
            let own = name(sides.live().or(sides.code())?);
            Some(NamedPair {
                shown: pairs.names.shown(own),
                name: pairs.names.resolve(own),
                sides,
            })
        })
        .collect()
}
