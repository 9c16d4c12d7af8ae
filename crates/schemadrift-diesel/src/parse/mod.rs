//! Owns the way from Rust files to declarations: which macros and items are Diesel's.

mod condition;
mod join;
mod sql_type;
mod table;
mod telling;
mod tokens;

pub(crate) use condition::of_word as engines_of_word;

use std::sync::Arc;

use proc_macro2::{TokenStream, TokenTree};
use schemadrift_core::origin::SourceFile;
use schemadrift_core::problem::Problem;
use schemadrift_rust_syntax::{
    Hidden, ItemVisitor, attributes, exact, range, unraw, visit_items, with_trees,
};
use syn::{Attribute, Item, Macro};

use crate::ast::{Declarations, Place};

/// Words of which a file has at least one, if it says anything of a schema to Diesel.
pub(crate) const WORDS: [&str; 7] = [
    "table!",
    "view!",
    "joinable!",
    "diesel",
    "SqlType",
    "Insertable",
    "infer_schema!",
];

/// What the files of a program hold for Diesel.
#[derive(Debug, Default)]
pub(crate) struct Parsed {
    pub(crate) declarations: Declarations,
    pub(crate) problems: Vec<Problem>,
    /// How many tables lie where they cannot be read.
    pub(crate) unreadable_tables: usize,
}

/// Reads files, several at once. A file that is no Rust costs one problem, if it may hold a table.
pub(crate) fn parse(files: &[Arc<SourceFile>]) -> Parsed {
    let mut parsed = Parsed::default();
    let telling = files.iter().filter(|file| telling::may_declare(&file.text));
    let telling: Vec<&Arc<SourceFile>> = telling.collect();
    let trees = with_trees(&telling, |file| file, |file, tree| declared(file, tree));
    for (file, read) in telling.iter().zip(trees) {
        match read {
            Ok(read) => parsed.add(read),
            Err(problem) if file.text.contains("table!") => {
                parsed.unreadable_tables += 1;
                parsed.problems.push(problem);
            }
            Err(_) => {}
        }
    }
    parsed
}

fn declared(file: &Arc<SourceFile>, tree: &syn::File) -> Parsed {
    let mut reader = Reader {
        file,
        functions: 0,
        parsed: Parsed::default(),
    };
    visit_items(file, tree, &mut reader);
    reader.parsed
}

impl Parsed {
    fn add(&mut self, other: Self) {
        let declarations = other.declarations;
        self.declarations.tables.extend(declarations.tables);
        self.declarations.joins.extend(declarations.joins);
        self.declarations.types.extend(declarations.types);
        self.declarations.modules.extend(declarations.modules);
        self.problems.extend(other.problems);
        self.unreadable_tables += other.unreadable_tables;
    }
}

struct Reader<'a> {
    file: &'a Arc<SourceFile>,
    /// How many functions the walk is in.
    functions: usize,
    parsed: Parsed,
}

impl ItemVisitor for Reader<'_> {
    fn item(&mut self, module: &[String], item: &Item) {
        match item {
            Item::Mod(inner) => {
                if let Some(engines) = condition::engines(attributes(item)) {
                    let mut path = module.to_vec();
                    path.push(unraw(&inner.ident));
                    let modules = &mut self.parsed.declarations.modules;
                    modules.push((path, Some(engines)));
                }
            }
            Item::Struct(item) => {
                let types = &mut self.parsed.declarations.types;
                types.extend(sql_type::read(module, item));
            }
            _ => {}
        }
    }

    fn macro_call(&mut self, module: &[String], attributes: &[Attribute], call: &Macro) {
        let Some(name) = call
            .path
            .segments
            .last()
            .map(|segment| unraw(&segment.ident))
        else {
            return;
        };
        let engines = condition::engines(attributes);
        match name.as_str() {
            // Under any path: crates hand the macro on. What is no table of Diesel has no arrows.
            "table" | "view" => self.table(module, &name, engines, call),
            "joinable" => {
                let join = join::read(
                    self.file,
                    module,
                    engines,
                    span_of(call),
                    call.tokens.clone(),
                );
                let declarations = &mut self.parsed.declarations;
                declarations.joins.extend(join);
            }
            "infer_schema" => {
                self.unreadable(
                    1,
                    call,
                    "`infer_schema!` asks a database while the program is built",
                );
            }
            _ => {
                let count = calls_of_table(call.tokens.clone());
                self.unreadable(count, call, &format!("lies inside of `{name}!`"));
            }
        }
    }

    fn function(&mut self, is_entered: bool) {
        self.functions = if is_entered {
            self.functions + 1
        } else {
            self.functions.saturating_sub(1)
        };
    }

    fn hidden(&mut self, _module: &[String], hidden: Hidden<'_>) {
        match hidden {
            Hidden::MacroRules(rules) => {
                let count = calls_of_table(rules.tokens.clone());
                self.unreadable(count, rules, "lies inside of `macro_rules!`");
            }
            Hidden::Include(include) => {
                // What the build makes is not there to be read.
                if include.tokens.to_string().contains("OUT_DIR") {
                    let span = span_of(include);
                    self.parsed.problems.push(Problem::note(
                        "a file that the build makes is included here: tables in it are not seen",
                        exact(self.file, span),
                    ));
                }
            }
            Hidden::OtherPath(_) => {}
        }
    }
}

impl Reader<'_> {
    fn table(&mut self, module: &[String], name: &str, engines: crate::ast::Engines, call: &Macro) {
        let first = call.path.segments.first();
        let is_surely_one = first.is_some_and(|first| first.ident == "diesel");
        match table::read(self.file, span_of(call), is_surely_one, call.tokens.clone()) {
            Ok(mut table) => {
                module.clone_into(&mut table.module);
                table.engines = engines;
                table.is_view = name == "view";
                table.is_local = self.functions > 0;
                for (reason, place) in &table.unread {
                    let problem = Problem::warning(reason.clone(), place.exact());
                    self.parsed.problems.push(problem);
                }
                self.parsed.declarations.tables.push(table);
            }
            // Other libraries have a macro of this name too, without arrows inside of braces.
            Err(None) => {}
            Err(Some((reason, range))) => {
                let place = Place {
                    file: Arc::clone(self.file),
                    range,
                };
                let message = format!("a table cannot be read: {reason}");
                self.parsed
                    .problems
                    .push(Problem::warning(message, place.exact()));
                self.parsed.unreadable_tables += 1;
            }
        }
    }

    fn unreadable(&mut self, count: usize, call: &Macro, why: &str) {
        if count == 0 {
            return;
        }
        self.parsed.unreadable_tables += count;
        let what = if count == 1 { "a `table!`" } else { "`table!`" };
        let times = if count == 1 {
            String::new()
        } else {
            format!(", {count} times,")
        };
        let span = span_of(call);
        let message = if why.starts_with("lies") {
            format!("{what}{times} {why} and cannot be read")
        } else {
            why.to_owned()
        };
        self.parsed.problems.push(
            Problem::warning(message, exact(self.file, span))
                .with_help("write out what it makes, or leave these tables to another source"),
        );
    }
}

/// How often `table!` is called somewhere in tokens, at any depth. Not recursive.
fn calls_of_table(tokens: TokenStream) -> usize {
    let mut count = 0;
    let mut open = vec![tokens];
    while let Some(tokens) = open.pop() {
        let mut last: [Option<String>; 2] = [None, None];
        for token in tokens {
            if let TokenTree::Group(group) = &token {
                let is_call =
                    matches!(&last, [Some(name), Some(mark)] if name == "table" && mark == "!");
                if is_call && group.stream().to_string().contains("->") {
                    count += 1;
                }
                open.push(group.stream());
            }
            last = [
                last[1].take(),
                Some(token.to_string()).filter(|text| text.len() < 8),
            ];
        }
    }
    count
}

/// The place of a span.
fn place(file: &Arc<SourceFile>, span: proc_macro2::Span) -> Place {
    Place {
        file: Arc::clone(file),
        range: range(span),
    }
}

/// Where a macro is called: its name.
fn span_of(call: &Macro) -> proc_macro2::Span {
    let last = call.path.segments.last();
    last.map_or_else(proc_macro2::Span::call_site, |last| last.ident.span())
}
