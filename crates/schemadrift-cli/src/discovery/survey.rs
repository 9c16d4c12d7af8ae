//! Owns what a project without a configuration has: its sources, and what becomes of each. Nothing is
//! connected to.

use schemadrift::core::dialect::Engine;
use schemadrift::{Source, query_caches};

use super::addresses::parse_url;
use super::candidates::{Candidate, candidates};
use super::{Addressed, Plan, Refusal, address, for_another};
use crate::arguments::Target;
use crate::exit::Failure;
use crate::project::Project;

/// A source that was found.
pub(crate) struct Surveyed {
    pub(crate) source: Source,
    pub(crate) fate: Fate,
}

/// What becomes of a source.
pub(crate) enum Fate {
    /// It is checked against the database that this variable leads to, or that it names itself.
    Checked { variable: Option<String> },
    /// It cannot be used, which a check says.
    Unusable,
    /// It is for another database, or nobody can say for which; why.
    PassedOver(String),
}

/// A source that was read, as far as that went.
struct Read {
    source: Source,
    engine: Engine,
    variable: Option<String>,
    addressed: Option<Addressed>,
}

/// Looks at a project as a check without a configuration does.
pub(crate) async fn survey(project: &Project) -> Result<Vec<Surveyed>, Failure> {
    let target = Target::default();
    let mut plan = Plan::default();
    let candidates = candidates(project, &target, &mut plan)?;
    // A schema that is named and not there cannot stand in a file.
    if let Some(failure) = plan.failures.into_iter().next() {
        return Err(failure);
    }
    let is_only_one = candidates.len() == 1;
    let mut surveyed = Vec::new();
    let mut read = Vec::new();
    for candidate in candidates {
        let source = candidate.source.clone();
        match look(project, &target, candidate, is_only_one).await {
            Ok(found) => read.push(found),
            Err(fate) => surveyed.push(Surveyed { source, fate }),
        }
    }
    let fates: Vec<Fate> = read.iter().map(|one| fate(project, one, &read)).collect();
    let databases = count_databases(&read);
    let fitting = read.into_iter().zip(fates);
    let fitting = fitting.map(|(read, fate)| Surveyed {
        source: read.source,
        fate,
    });
    let mut all: Vec<Surveyed> = fitting.chain(surveyed).collect();
    add_caches(project, databases, &mut all);
    Ok(all)
}

async fn look(
    project: &Project,
    target: &Target,
    candidate: Candidate,
    is_only_one: bool,
) -> Result<Read, Fate> {
    let source = candidate.source.clone();
    match address(project, target, candidate, is_only_one).await {
        Ok(side) => Ok(Read {
            source,
            engine: side.code.reading.schema.engine,
            variable: side.address.variable.clone(),
            addressed: Some(side),
        }),
        Err(Refusal::NoDatabase {
            engine, variable, ..
        }) => Ok(Read {
            source,
            engine,
            variable,
            addressed: None,
        }),
        Err(Refusal::Fatal(_)) => Err(Fate::Unusable),
        Err(Refusal::PassedOver(reason)) => Err(Fate::PassedOver(reason)),
    }
}

/// What becomes of a source among all that were read.
fn fate(project: &Project, one: &Read, all: &[Read]) -> Fate {
    let variable = one.variable.clone();
    let Some(side) = &one.addressed else {
        let mut others = all.iter().filter(|other| other.variable == variable);
        return match others.find(|other| !other.engine.is_kin_of(one.engine)) {
            Some(other) => Fate::PassedOver(format!(
                "it is for {}, `{}` for {}: the database decides which of them is checked",
                one.engine, other.source, other.engine
            )),
            None => Fate::Checked { variable },
        };
    };
    let addressed = all.iter().filter(|other| other.addressed.is_some());
    let engines: Vec<Engine> = addressed.map(|other| other.engine).collect();
    match parse_url(project, side).map(|url| for_another(side, &url, &engines)) {
        Ok(Some(reason)) => Fate::PassedOver(reason),
        Ok(None) | Err(_) => Fate::Checked { variable },
    }
}

/// Adds the queries that sqlx remembers where a check would: where there is one database.
fn add_caches(project: &Project, databases: usize, all: &mut Vec<Surveyed>) {
    let is_cache = |entry: &Surveyed| matches!(entry.source, Source::Sqlx(_));
    if databases > 1 || all.iter().any(is_cache) {
        return;
    }
    let caches = query_caches::find(&project.root).into_iter();
    all.extend(caches.map(|path| Surveyed {
        source: Source::Sqlx(path),
        fate: Fate::Checked { variable: None },
    }));
}

fn count_databases(all: &[Read]) -> usize {
    let mut addresses: Vec<&str> = all
        .iter()
        .map(|read| match &read.addressed {
            Some(side) => side.address.text.as_str(),
            None => read.variable.as_deref().unwrap_or_default(),
        })
        .collect();
    addresses.sort_unstable();
    addresses.dedup();
    addresses.len()
}
