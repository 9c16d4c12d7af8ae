//! Owns what one file must tell another: the object behind a name that is imported. Files are read
//! one at a time, so it is asked for, and the file that has it is read once more.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use schemadrift_core::origin::{Location, SourceFile};

use super::arguments::{Through, Walk};
use super::bindings::Bindings;
use super::meaning::{Meaning, Slot};
use super::modules::Modules;
use super::names::Step;
use super::{Job, Scripts, read_jobs};
use crate::reference::{CallPlace, References, Unresolved, Why};

/// How often objects are followed from file to file.
const MOST_ROUNDS: usize = 8;

/// A name of another module whose object somebody takes.
#[derive(Debug, Clone)]
pub(super) struct Demand {
    /// The file that takes it.
    pub(super) from: String,
    pub(super) module: String,
    pub(super) name: String,
    pub(super) target: Target,
    /// What is open if nobody has it; nothing if that falls to another demand.
    pub(super) place: Option<Location>,
    pub(super) why: Why,
    pub(super) call: Option<CallPlace>,
}

/// What is taken of it, and for what.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Target {
    pub(super) steps: Vec<Step>,
    pub(super) slot: Slot,
    pub(super) of: String,
    pub(super) schema: usize,
    pub(super) is_certain: bool,
    pub(super) is_conditional: bool,
}

/// A name of a file, and what is taken of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Question {
    pub(super) path: String,
    pub(super) name: String,
    pub(super) target: Target,
}

/// What became of a question.
#[derive(Debug, Clone, Default)]
pub(super) struct Answer {
    /// The object was not found.
    pub(super) is_lost: bool,
    /// Parts of it are open.
    pub(super) is_open: bool,
    pub(super) demands: Vec<Demand>,
}

/// Asks for whatever files demand of each other, until nothing is left to ask.
pub(super) fn settle(demands: Vec<Demand>, scripts: &Scripts<'_>, references: &mut References) {
    let mut answers: BTreeMap<Question, Answer> = BTreeMap::new();
    let mut waiting: Vec<Question> = questions(&demands, &scripts.modules);
    for _ in 0..MOST_ROUNDS {
        let new: BTreeSet<Question> = waiting
            .drain(..)
            .filter(|question| !answers.contains_key(question))
            .collect();
        if new.is_empty() {
            break;
        }
        let mut by_file: BTreeMap<String, Vec<Question>> = BTreeMap::new();
        for question in new {
            by_file
                .entry(question.path.clone())
                .or_default()
                .push(question);
        }
        let jobs: Vec<Job> = by_file
            .into_iter()
            .filter_map(|(path, questions)| {
                let file = scripts.modules.text(&path)?;
                Some(Job { file, questions })
            })
            .collect();
        for read in read_jobs(&jobs, scripts) {
            references.extend(read.references);
            for (question, answer) in read.answers {
                waiting.extend(self::questions(&answer.demands, &scripts.modules));
                answers.insert(question, answer);
            }
        }
    }
    let mut judge = Judge {
        modules: &scripts.modules,
        answers: &answers,
        path: Vec::new(),
    };
    for demand in demands {
        judge.judge(demand, references);
    }
}

fn questions(demands: &[Demand], modules: &Modules) -> Vec<Question> {
    demands
        .iter()
        .filter_map(|demand| question(demand, modules))
        .collect()
}

/// Who has what is demanded.
fn question(demand: &Demand, modules: &Modules) -> Option<Question> {
    let (path, name) = modules.find(&demand.from, &demand.module, &demand.name)?;
    Some(Question {
        path,
        name,
        target: demand.target.clone(),
    })
}

/// Whether what was demanded was found.
struct Judge<'a> {
    modules: &'a Modules,
    answers: &'a BTreeMap<Question, Answer>,
    /// The questions that are being judged: they may lead to each other.
    path: Vec<Question>,
}

impl Judge<'_> {
    fn judge(&mut self, demand: Demand, references: &mut References) {
        let (is_lost, is_open) = self.outcome(&demand, references);
        if is_lost && let Some(location) = demand.place {
            references.unresolved.push(Unresolved {
                location,
                why: demand.why,
            });
        }
        if is_lost || is_open {
            references.open_calls.extend(demand.call);
        }
    }

    /// Whether nothing was found, and whether some of it is open.
    fn outcome(&mut self, demand: &Demand, references: &mut References) -> (bool, bool) {
        let Some(question) = question(demand, self.modules) else {
            return (true, true);
        };
        if self.path.contains(&question) {
            return (false, false);
        }
        let Some(answer) = self.answers.get(&question) else {
            return (true, true);
        };
        self.path.push(question);
        let (mut is_lost, mut is_open) = (answer.is_lost, answer.is_open);
        for inner in &answer.demands {
            let (lost, open) = self.outcome(inner, references);
            // What has no place of its own is lost with the demand that led to it.
            match &inner.place {
                Some(location) if lost => {
                    references.unresolved.push(Unresolved {
                        location: location.clone(),
                        why: inner.why,
                    });
                    is_open = true;
                }
                Some(_) => is_open |= open,
                None => {
                    is_lost |= lost;
                    is_open |= open;
                }
            }
        }
        self.path.pop();
        (is_lost, is_open)
    }
}

/// Answers what is asked of a file.
pub(super) fn answer<'a>(
    question: &Question,
    file: &Arc<SourceFile>,
    scripts: &Scripts<'_>,
    bindings: &Bindings<'a>,
    references: &mut References,
) -> Answer {
    let mut answer = Answer {
        is_lost: true,
        ..Answer::default()
    };
    let target = &question.target;
    let Some(schema) = scripts.schemas.get(target.schema) else {
        return answer;
    };
    let mut walk = Walk {
        file,
        bindings,
        clients: &scripts.clients,
        schema,
        number: target.schema,
        is_certain: target.is_certain,
        depth: 0,
        objects: 0,
        following: Vec::new(),
        through: Through {
            is_named: true,
            is_conditional: target.is_conditional,
        },
        references: References::default(),
        demands: Vec::new(),
        call: None,
        at: None,
        is_lost: false,
    };
    let meaning = Meaning::new(target.slot, &target.of);
    if let Some(symbol) = bindings.symbol_at_top(&question.name) {
        walk.symbol(meaning, symbol, &target.steps);
        answer.is_lost = walk.is_lost;
    } else if let Some(value) = bindings
        .default_export
        .filter(|_| question.name == "default")
    {
        walk.follow(meaning, value, &target.steps);
        answer.is_lost = walk.is_lost;
    }
    answer.is_open = !walk.references.unresolved.is_empty();
    answer.demands = walk.demands;
    references.extend(walk.references);
    answer
}
