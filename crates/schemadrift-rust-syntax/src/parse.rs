//! Owns the way from a file's text to its syntax tree.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use proc_macro2::{Span, TokenStream};
use schemadrift_core::origin::{Location, Origin, SourceFile};
use schemadrift_core::problem::Problem;

use crate::guard;
use crate::place::exact;

/// What the parser needs for the deepest tokens that the guard lets pass, twice over: a level of
/// generic arguments takes 60 kB of stack in a build without optimisation. Only what is used of it
/// takes memory.
const STACK_BYTES: usize = 64 * 1024 * 1024;

/// Parses a file and hands its tree to `read`. The spans of the tree are those of the file's text
/// and hold until `read` returns: whatever is kept is kept as byte ranges. Tree and spans live on
/// a thread of their own, whose stack is large enough for them.
///
/// # Errors
///
/// The file is not Rust as far as can be told, or nests deeper than a parser bears: one problem
/// with its place.
pub fn with_tree<T: Send>(
    file: &Arc<SourceFile>,
    read: impl FnOnce(&syn::File) -> T + Send,
) -> Result<T, Problem> {
    thread::scope(|scope| {
        let reader = reader().spawn_scoped(scope, || tree(file).map(|tree| read(&tree)));
        match reader.map(thread::ScopedJoinHandle::join) {
            Ok(Ok(result)) => result,
            Ok(Err(_)) => Err(failed(file, BROKE_DOWN)),
            Err(error) => Err(failed(file, &no_thread(&error))),
        }
    })
}

/// The same for many files, as many at once as there are processors. What becomes of each comes
/// in the order of the files.
pub fn with_trees<F: Sync, T: Send>(
    files: &[F],
    file_of: impl Fn(&F) -> &Arc<SourceFile> + Sync,
    read: impl Fn(&F, &syn::File) -> T + Sync,
) -> Vec<Result<T, Problem>> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut own = Vec::new();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let Some(file) = files.get(number) else {
                return own;
            };
            let parse = || tree(file_of(file)).map(|tree| read(file, &tree));
            let result = catch_unwind(AssertUnwindSafe(parse));
            // The texts of files whose spans are gone would pile up.
            proc_macro2::extra::invalidate_current_thread_spans();
            let result = result.unwrap_or_else(|_| Err(failed(file_of(file), BROKE_DOWN)));
            own.push((number, result));
        }
    };
    let mut results: Vec<Option<Result<T, Problem>>> = files.iter().map(|_| None).collect();
    let mut trouble = String::new();
    thread::scope(|scope| {
        let workers = thread::available_parallelism().map_or(1, usize::from);
        let workers = (0..workers.min(files.len())).map(|_| reader().spawn_scoped(scope, work));
        for worker in workers.collect::<Vec<_>>() {
            match worker.map(thread::ScopedJoinHandle::join) {
                Ok(Ok(done)) => {
                    for (number, result) in done {
                        results[number] = Some(result);
                    }
                }
                Ok(Err(_)) => BROKE_DOWN.clone_into(&mut trouble),
                Err(error) => trouble = no_thread(&error),
            }
        }
    });
    let results = results.into_iter().zip(files);
    results
        .map(|(result, file)| result.unwrap_or_else(|| Err(failed(file_of(file), &trouble))))
        .collect()
}

/// Why a file has no tree.
const BROKE_DOWN: &str = "the parser broke down";

fn no_thread(error: &std::io::Error) -> String {
    format!("no thread could be started: {error}")
}

fn reader() -> thread::Builder {
    let named = thread::Builder::new().name("rust-reader".to_owned());
    named.stack_size(STACK_BYTES)
}

fn failed(file: &Arc<SourceFile>, why: &str) -> Problem {
    let start = Origin::Enclosing(Location::new(file, 0..1));
    Problem::warning(format!("the file cannot be read as Rust: {why}"), start)
}

fn tree(file: &Arc<SourceFile>) -> Result<syn::File, Problem> {
    let tokens = tokens(&file.text).map_err(|span| unreadable(file, "unknown token", span))?;
    if let Some(span) = guard::too_deep(&tokens) {
        return Err(Problem::warning(
            "the code nests too deep to be read",
            exact(file, span),
        ));
    }
    syn::parse2(tokens).map_err(|error| unreadable(file, &error.to_string(), error.span()))
}

/// The tokens of a file, at the offsets of its text.
pub(crate) fn tokens(text: &str) -> Result<TokenStream, Span> {
    TokenStream::from_str(&blanked(text)).map_err(|error| error.span())
}

/// The text with what stands before the first token of a file turned into spaces: a byte order
/// mark, and the line that names an interpreter
/// (<https://doc.rust-lang.org/reference/input-format.html>).
fn blanked(text: &str) -> String {
    const MARK: &str = "\u{feff}";
    let mark = if text.starts_with(MARK) {
        MARK.len()
    } else {
        0
    };
    let rest = &text[mark..];
    let is_attribute = rest
        .strip_prefix("#!")
        .is_some_and(|rest| rest.trim_start().starts_with('['));
    let interpreter = if rest.starts_with("#!") && !is_attribute {
        rest.find('\n').unwrap_or(rest.len())
    } else {
        0
    };
    let start = mark + interpreter;
    // The lexer drops one mark itself, and with it the offsets.
    format!("{}{}", " ".repeat(start), &text[start..])
}

fn unreadable(file: &Arc<SourceFile>, why: &str, span: Span) -> Problem {
    let range = crate::range(span);
    let origin = if range.start < file.text.len() {
        exact(file, span)
    } else {
        // The file ends too early.
        let last = file.text.trim_end().len().saturating_sub(1);
        Origin::Exact(Location::new(file, last..last + 1))
    };
    Problem::warning(format!("the file cannot be read as Rust: {why}"), origin)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_are_those_of_the_text() {
        for text in [
            "\u{feff}struct A;",
            "#!/usr/bin/run\nstruct A;",
            "\u{feff}#!x\nstruct A;",
        ] {
            let file = SourceFile::new("a.rs", text);
            let start = with_tree(&file, |tree| match &tree.items[0] {
                syn::Item::Struct(item) => crate::range(item.ident.span()).start,
                _ => 0,
            });
            assert_eq!(start.unwrap(), text.find('A').unwrap(), "{text}");
        }
    }

    #[test]
    fn many_files_are_read_in_their_order_whatever_one_of_them_does() {
        let files: Vec<Arc<SourceFile>> = (0..50)
            .map(|number| {
                let text = match number {
                    7 => "struct {".to_owned(),
                    _ => "struct A;".repeat(number + 1),
                };
                SourceFile::new(format!("{number}.rs"), text)
            })
            .collect();
        let read = with_trees(
            &files,
            |file| file,
            |file, tree| {
                assert_ne!(file.path, "9.rs", "a reader that panics costs its own file");
                let last = tree.items.last().map(syn::spanned::Spanned::span);
                (tree.items.len(), last.map(|span| crate::range(span).end))
            },
        );
        for (number, read) in read.iter().enumerate() {
            match (number, read) {
                (7 | 9, Err(problem)) => {
                    let place = problem.origin.location().unwrap();
                    assert_eq!(place.file.path, format!("{number}.rs"));
                }
                (_, read) => {
                    let expected = (number + 1, Some(files[number].text.len()));
                    assert_eq!(read.as_ref().ok(), Some(&expected));
                }
            }
        }
        assert!(with_trees(&[], |file: &Arc<SourceFile>| file, |_, _| ()).is_empty());
    }

    #[test]
    fn an_attribute_of_the_file_is_no_interpreter() {
        let file = SourceFile::new("a.rs", "#![allow(dead_code)]\nstruct A;");
        assert_eq!(with_tree(&file, |tree| tree.attrs.len()).unwrap(), 1);
    }

    #[test]
    fn what_is_no_rust_is_one_problem_with_its_place() {
        for (text, place) in [
            ("struct A {", "a.rs:1:10"),
            ("fn f() { let = }", "a.rs:1:14"),
            ("\u{0}", "a.rs:1:1"),
        ] {
            let problem = with_tree(&SourceFile::new("a.rs", text), |_| ()).unwrap_err();
            assert_eq!(
                problem.origin.location().unwrap().to_string(),
                place,
                "{text}: {problem:?}"
            );
        }
    }
}
