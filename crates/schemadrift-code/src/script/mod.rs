//! Owns references in TypeScript and JavaScript: calls of Prisma clients, and SQL.

mod aliases;
mod arguments;
mod bindings;
mod builders;
mod calls;
mod clients;
mod demand;
mod enums;
mod filter;
mod follow;
mod meaning;
mod modules;
mod names;
mod objects;
mod reader;
mod strings;
mod typed;

#[cfg(test)]
mod tests;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{self, Scope, ScopedJoinHandle};

use oxc_allocator::Allocator;
use oxc_ast::ast::Program;
use oxc_parser::Parser;
use oxc_semantic::{Semantic, SemanticBuilder};
use oxc_span::SourceType;
use schemadrift_core::origin::{Location, SourceFile};
use schemadrift_sql::query::Catalog;

use crate::embedded;
use crate::guard::{STACK_BYTES, is_too_deep};
use crate::models::Models;
use crate::reference::{References, Unresolved, Why};

use demand::{Answer, Demand, Question};

pub(crate) use aliases::{aliases, may_name_folders};
pub use clients::Clients;
pub use filter::Needles;
pub use modules::{Alias, Load, Modules};

/// What scripts are read against.
#[derive(Debug)]
pub struct Scripts<'a> {
    /// The Prisma schemas of the project.
    pub schemas: &'a [Models],
    /// The database that SQL is looked up in.
    pub catalog: Option<&'a Catalog<'a>>,
    /// The clients that the project's files offer to each other.
    pub clients: Clients,
    /// Which file an import leads to.
    pub modules: Modules,
    /// What tells a file without references.
    pub needles: Needles,
    /// Whether names that are built by calls are spelt in another way in the database.
    pub(crate) has_other_spelling: bool,
}

impl<'a> Scripts<'a> {
    /// Takes in what the files of the project say of all of them.
    pub fn take_in<'f>(&mut self, files: impl IntoIterator<Item = &'f Arc<SourceFile>>) {
        let mut files = files.into_iter();
        self.has_other_spelling |= files.any(|file| builders::has_other_spelling(&file.text));
    }

    /// A project's scripts. The clients are found by [`Clients::add`].
    pub fn new(
        schemas: &'a [Models],
        catalog: Option<&'a Catalog<'a>>,
        clients: Clients,
        modules: Modules,
    ) -> Self {
        let needles = Needles::new(schemas, &clients);
        Self {
            schemas,
            catalog,
            clients,
            modules,
            needles,
            has_other_spelling: false,
        }
    }
}

/// The references of many files, in their order, read side by side. What only the whole can tell
/// is left to [`References::settle`].
pub fn scripts_references(files: &[Arc<SourceFile>], scripts: &Scripts<'_>) -> References {
    let jobs: Vec<Job> = files
        .iter()
        .filter(|file| scripts.needles.may_refer(&file.text))
        .map(|file| Job {
            file: Arc::clone(file),
            questions: Vec::new(),
        })
        .collect();
    let mut all = References::default();
    let mut demands = Vec::new();
    for read in read_jobs(&jobs, scripts) {
        all.extend(read.references);
        demands.extend(read.demands);
    }
    demand::settle(demands, scripts, &mut all);
    all.tidy();
    all
}

/// The references of one file.
pub fn script_references(file: &Arc<SourceFile>, scripts: &Scripts<'_>) -> References {
    scripts_references(std::slice::from_ref(file), scripts)
}

/// A file to be read: for all that it refers to, or for what others ask of it.
struct Job {
    file: Arc<SourceFile>,
    questions: Vec<Question>,
}

/// What reading a file gave.
#[derive(Default)]
struct Read {
    references: References,
    demands: Vec<Demand>,
    answers: Vec<(Question, Answer)>,
}

impl Read {
    /// Nothing: the file was not read.
    fn failed(file: &Arc<SourceFile>, why: Why) -> Self {
        let mut read = Self::default();
        read.references.unresolved.push(Unresolved {
            location: Location::new(file, 0..1),
            why,
        });
        read
    }
}

/// Reads files side by side, each on a large stack.
fn read_jobs(jobs: &[Job], scripts: &Scripts<'_>) -> Vec<Read> {
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let next = AtomicUsize::new(0);
    let mut read: Vec<(usize, Read)> = thread::scope(|scope| {
        let work = || {
            let mut allocator = Allocator::default();
            let mut own = Vec::new();
            while let Some((number, job)) = {
                let number = next.fetch_add(1, Ordering::Relaxed);
                jobs.get(number).map(|job| (number, job))
            } {
                own.push((number, read_job(job, scripts, &allocator)));
                allocator.reset();
            }
            own
        };
        let count = workers.min(jobs.len());
        let workers: Vec<_> = (0..count).map(|_| on_large_stack(scope, work)).collect();
        let read = workers.into_iter().filter_map(|worker| worker?.join().ok());
        read.flatten().collect()
    });
    read.sort_by_key(|(number, _)| *number);
    let failed = |job: &Job| Read::failed(&job.file, Why::NotParsed);
    let mut all = Vec::with_capacity(jobs.len());
    for (number, own) in read {
        // A worker that broke down has read nothing.
        let lost = jobs.get(all.len()..number).unwrap_or_default();
        all.extend(lost.iter().map(failed));
        all.push(own);
    }
    let lost = jobs.get(all.len()..).unwrap_or_default();
    all.extend(lost.iter().map(failed));
    all
}

fn read_job(job: &Job, scripts: &Scripts<'_>, allocator: &Allocator) -> Read {
    let file = &job.file;
    let read = with_semantic(file, allocator, |semantic| {
        let mut read = Read::default();
        let bindings = bindings::Bindings::new(semantic, file, &scripts.clients, &scripts.modules);
        for question in &job.questions {
            let references = &mut read.references;
            let answer = demand::answer(question, file, scripts, &bindings, references);
            read.answers.push((question.clone(), answer));
        }
        if job.questions.is_empty() {
            let mut reader = reader::Reader {
                file,
                scripts,
                bindings: &bindings,
                references: &mut read.references,
                demands: &mut read.demands,
                looked_at: 0,
            };
            calls::collect(semantic, &mut reader);
            typed::collect(semantic, &mut reader);
            enums::collect(semantic, &mut reader);
            strings::collect(semantic, file, scripts, &mut read.references);
            builders::collect(semantic, file, scripts, &bindings, &mut read.references);
        }
        read
    });
    read.unwrap_or_else(|why| Read::failed(file, why))
}

/// Starts a thread whose stack is large enough for what the guard lets pass.
fn on_large_stack<'scope, T: Send + 'scope>(
    scope: &'scope Scope<'scope, '_>,
    work: impl FnOnce() -> T + Send + 'scope,
) -> Option<ScopedJoinHandle<'scope, T>> {
    thread::Builder::new()
        .name("script-reader".to_owned())
        .stack_size(STACK_BYTES)
        .spawn_scoped(scope, work)
        .ok()
}

/// Parses a script, with its scopes. The thread must have a large stack.
fn with_semantic<T>(
    file: &SourceFile,
    allocator: &Allocator,
    read: impl FnOnce(&Semantic<'_>) -> T,
) -> Result<T, Why> {
    with_program(file, allocator, |program| {
        let built = SemanticBuilder::new().with_build_nodes(true).build(program);
        read(&built.semantic)
    })
}

/// Parses a script. The thread must have a large stack.
fn with_program<T>(
    file: &SourceFile,
    allocator: &Allocator,
    read: impl FnOnce(&Program<'_>) -> T,
) -> Result<T, Why> {
    let masked;
    let text = if is_component(&file.path) {
        masked = embedded::scripts(&file.text);
        &masked
    } else {
        &file.text
    };
    if is_too_deep(text) {
        return Err(Why::TooDeep);
    }
    let parsed = Parser::new(allocator, text, source_type(&file.path)).parse();
    if parsed.panicked {
        return Err(Why::NotParsed);
    }
    Ok(read(&parsed.program))
}

fn is_component(path: &str) -> bool {
    path.ends_with(".vue") || path.ends_with(".svelte")
}

fn source_type(path: &str) -> SourceType {
    if is_component(path) {
        return SourceType::ts();
    }
    let source_type = SourceType::from_path(path).unwrap_or_default();
    // Many projects write JSX into plain files.
    if path.ends_with(".js") || path.ends_with(".jsx") {
        source_type.with_jsx(true)
    } else {
        source_type
    }
}
