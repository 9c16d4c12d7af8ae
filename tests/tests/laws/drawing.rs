//! Owns the drawing of cases: the same ones each time, unless `PROPTEST_CASES` asks for others.

use std::fmt;

use proptest::prelude::Strategy;
use proptest::test_runner::{Config, RngSeed, TestCaseError, TestRunner};
use schemadrift_core::dialect::Engine;
use schemadrift_core::model::Schema;
use schemadrift_testkit::schemas::{Vocabulary, schemas_in};

use crate::understood::understood;

/// A schema that shows itself as the statements that make it.
#[derive(Clone)]
pub(crate) struct Shown(pub(crate) Schema);

impl fmt::Debug for Shown {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("\n")?;
        formatter.write_str(&schemadrift_emit::ddl(&self.0).to_sql())
    }
}

/// Schemas as readers would state them.
pub(crate) fn drawn(engine: Engine, vocabulary: Vocabulary) -> impl Strategy<Value = Shown> {
    schemas_in(engine, vocabulary).prop_map(|schema| Shown(understood(&schema)))
}

/// Where the fixed run of numbers begins.
const SEED: u64 = 20_260_101;

/// Runs a law over so many cases. `PROPTEST_CASES` sets another number, and random cases with it.
pub(crate) fn for_each<S>(
    cases: u32,
    strategy: &S,
    law: impl Fn(S::Value) -> Result<(), TestCaseError>,
) where
    S: Strategy,
{
    let mut config = Config {
        failure_persistence: None,
        max_shrink_iters: 300,
        ..Config::default()
    };
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = cases;
        config.rng_seed = RngSeed::Fixed(SEED);
    }
    if let Err(error) = TestRunner::new(config).run(strategy, law) {
        panic!("{error}");
    }
}
