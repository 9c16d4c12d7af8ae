//! Owns queries that code was compiled with: each is put to the database, cache by cache, and what it
//! says goes to the rules.

use std::sync::Arc;

use schemadrift_check::settings::QueryFact;
use schemadrift_core::dialect::Engine;
use schemadrift_core::origin::Origin;
use schemadrift_core::problem::Problem;
use schemadrift_core::query::{CachedQuery, Description};
use schemadrift_live::{LiveDatabase, LiveError};

use crate::code::CodeSide;

/// What the database says of every cache, and the trouble met on the way.
pub(crate) async fn describe(
    database: &mut LiveDatabase,
    engine: Engine,
    caches: &[CodeSide],
) -> Result<(Vec<QueryFact>, Vec<Problem>), LiveError> {
    let mut facts = Vec::new();
    let mut problems = Vec::new();
    for cache in caches {
        let own = cache.reading.schema.engine;
        if own != engine {
            problems.push(of_another_kind(cache, own, engine));
            continue;
        }
        let queries: Vec<CachedQuery> = cache
            .queries
            .iter()
            .map(|query| query.as_ref().clone())
            .collect();
        let descriptions = database.describe(&queries).await?;
        if is_for_another(&descriptions) {
            problems.push(elsewhere(cache));
            continue;
        }
        let queries = cache.queries.iter().map(Arc::clone);
        let of_cache = queries.zip(descriptions);
        facts.extend(of_cache.map(|(query, description)| QueryFact { query, description }));
    }
    Ok((facts, problems))
}

/// Whether a cache is for another database: this one has the tables of none of its queries. One
/// query alone may well be broken.
fn is_for_another(descriptions: &[Description]) -> bool {
    let lacks_table = |description: &Description| match description {
        Description::Refused { lacks_table, .. } => *lacks_table,
        Description::Understood { .. } | Description::Unknown(_) => false,
    };
    descriptions.len() > 1 && descriptions.iter().all(lacks_table)
}

fn of_another_kind(cache: &CodeSide, own: Engine, found: Engine) -> Problem {
    Problem::note(
        format!(
            "the queries in `{}` are for {own}, and the database is {found}, so they were not compared",
            cache.description.place
        ),
        Origin::Unlocated,
    )
}

fn elsewhere(cache: &CodeSide) -> Problem {
    let count = cache.queries.len();
    Problem::note(
        format!(
            "the database has the tables of none of the {count} queries in `{}`, so they were not compared",
            cache.description.place
        ),
        Origin::Unlocated,
    )
    .with_help("name the database that they are for, and this cache alone with `--source`")
}
