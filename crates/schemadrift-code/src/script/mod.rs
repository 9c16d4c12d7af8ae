//! Owns references in TypeScript and JavaScript: calls of Prisma clients, and SQL.

mod arguments;
mod bindings;
mod calls;
mod clients;
mod filter;
mod objects;
mod strings;

#[cfg(test)]
mod tests;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{self, Scope, ScopedJoinHandle};

use oxc_allocator::Allocator;
use oxc_parser::Parser;
use oxc_semantic::{Semantic, SemanticBuilder};
use oxc_span::SourceType;
use schemadrift_core::origin::{Location, SourceFile};
use schemadrift_sql::query::Catalog;

use crate::embedded;
use crate::guard::{STACK_BYTES, is_too_deep};
use crate::models::Models;
use crate::reference::{References, Unresolved, Why};

pub use clients::Clients;
pub use filter::Needles;

/// What scripts are read against.
#[derive(Debug)]
pub struct Scripts<'a> {
    /// The Prisma schemas of the project.
    pub schemas: &'a [Models],
    /// The database that SQL is looked up in.
    pub catalog: Option<&'a Catalog<'a>>,
    /// The clients that the project's files offer to each other.
    pub clients: Clients,
    /// What tells a file without references.
    pub needles: Needles,
}

impl<'a> Scripts<'a> {
    /// A project's scripts. The clients are found by [`Clients::add`].
    pub fn new(schemas: &'a [Models], catalog: Option<&'a Catalog<'a>>, clients: Clients) -> Self {
        let needles = Needles::new(schemas, &clients);
        Self {
            schemas,
            catalog,
            clients,
            needles,
        }
    }
}

/// The references of many files, in their order, read side by side. What only the whole can tell
/// is left to [`References::settle`].
pub fn scripts_references(files: &[Arc<SourceFile>], scripts: &Scripts<'_>) -> References {
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let next = AtomicUsize::new(0);
    let mut read: Vec<(usize, References)> = thread::scope(|scope| {
        let work = || {
            let mut allocator = Allocator::default();
            let mut own = Vec::new();
            while let Some((number, file)) = {
                let number = next.fetch_add(1, Ordering::Relaxed);
                files.get(number).map(|file| (number, file))
            } {
                own.push((number, references(file, scripts, &allocator)));
                allocator.reset();
            }
            own
        };
        let workers: Vec<_> = (0..workers).map(|_| on_large_stack(scope, work)).collect();
        let read = workers.into_iter().filter_map(|worker| worker?.join().ok());
        read.flatten().collect()
    });
    read.sort_by_key(|(number, _)| *number);
    let mut all = References::default();
    let mut expected = 0;
    for (number, own) in read {
        // A worker that broke down has read nothing.
        for file in files.get(expected..number).unwrap_or_default() {
            all.unresolved.push(unread(file, Why::NotParsed));
        }
        expected = number + 1;
        all.extend(own);
    }
    for file in files.get(expected..).unwrap_or_default() {
        all.unresolved.push(unread(file, Why::NotParsed));
    }
    all
}

/// The references of one file.
pub fn script_references(file: &Arc<SourceFile>, scripts: &Scripts<'_>) -> References {
    scripts_references(std::slice::from_ref(file), scripts)
}

fn references(file: &Arc<SourceFile>, scripts: &Scripts<'_>, allocator: &Allocator) -> References {
    if !scripts.needles.may_refer(&file.text) {
        return References::default();
    }
    let read = with_semantic(file, allocator, |semantic| {
        let mut references = References::default();
        let bindings = bindings::Bindings::new(semantic, file, &scripts.clients);
        calls::collect(semantic, file, scripts, &bindings, &mut references);
        strings::collect(semantic, file, scripts, &mut references);
        references
    });
    let mut references = read.unwrap_or_else(|why| References {
        unresolved: vec![unread(file, why)],
        ..References::default()
    });
    references
        .found
        .sort_by_key(|found| (found.location.span, found.named.clone()));
    // An object that two calls share is walked twice.
    references.found.dedup_by(|one, other| {
        one.location.span == other.location.span && one.named == other.named
    });
    references.unresolved.sort_by_key(|part| part.location.span);
    references.unresolved.dedup();
    references
}

fn unread(file: &Arc<SourceFile>, why: Why) -> Unresolved {
    Unresolved {
        location: Location::new(file, 0..1),
        why,
    }
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
    let built = SemanticBuilder::new()
        .with_build_nodes(true)
        .build(&parsed.program);
    Ok(read(&built.semantic))
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
