//! Owns what tells a file without any reference before it is parsed: none of the words is in it
//! that every reference needs. It may let files pass in vain, and never stops one in error.

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, AhoCorasickKind};

use super::clients::Clients;
use super::strings::{OTHERS, STATEMENTS};
use crate::models::Models;

/// Words that only a file has that talks to a Prisma client, or that holds SQL in capitals.
const STRONG: &[&str] = &[
    "findMany",
    "findFirst",
    "findUnique",
    "createMany",
    "updateMany",
    "deleteMany",
    "upsert",
    "groupBy",
    "$queryRaw",
    "$executeRaw",
    "$transaction",
    "Prisma.sql",
    "Prisma.raw",
];
/// Words that begin SQL in a plain string, whatever the blank behind them.
const CAPITALS: &[&str] = &["SELECT", "INSERT INTO", "UPDATE", "DELETE FROM", "WITH"];
/// Blanks behind a word.
const BLANKS: &[&str] = &[" ", "\n", "\r", "\t"];
/// What stands behind the name of a tag or a method that takes SQL.
const BEHIND_NAMES: &[&str] = &["`", "(", "<", "\"]", "']", "?.(", "!"];
/// Methods of Prisma's clients that others have too.
const WEAK: &[&str] = &["create", "update", "delete", "count", "aggregate"];
/// What stands around the name of a method that is called.
const AROUND_METHODS: &[(&str, &str)] = &[
    (".", "("),
    (".", "<"),
    (".", "?.("),
    (".", "!"),
    ("\"", "\"]"),
    ("'", "']"),
    ("`", "`]"),
];

/// The words of a project.
#[derive(Debug)]
pub struct Needles {
    words: Option<AhoCorasick>,
    classes: Vec<Class>,
    small: Option<AhoCorasick>,
    names: Option<AhoCorasick>,
}

/// What a word says of its file.
#[derive(Debug, Clone, Copy)]
enum Class {
    /// It refers to a database.
    Strong,
    /// It runs something, which may be SQL.
    Runs,
    /// It calls something, which may be a client.
    Calls,
}

impl Needles {
    /// The words of a project with these schemas and clients.
    pub fn new(schemas: &[Models], clients: &Clients) -> Self {
        let names = schemas
            .iter()
            .flat_map(|schema| schema.properties().map(str::to_owned))
            .chain(clients.names().map(str::to_owned))
            .chain(["prisma".to_owned(), "Prisma".to_owned()]);
        let mut words: Vec<(String, Class)> = Vec::new();
        words.extend(
            STRONG
                .iter()
                .map(|word| ((*word).to_owned(), Class::Strong)),
        );
        for blank in BLANKS {
            let capitals = CAPITALS.iter().map(|word| format!("{word}{blank}"));
            words.extend(capitals.map(|word| (word, Class::Strong)));
        }
        for end in BEHIND_NAMES {
            let runners = OTHERS.iter().map(|name| format!("{name}{end}"));
            words.extend(runners.map(|word| (word, Class::Runs)));
        }
        for (before, behind) in AROUND_METHODS {
            let methods = WEAK.iter().map(|name| format!("{before}{name}{behind}"));
            words.extend(methods.map(|word| (word, Class::Calls)));
        }
        let small = BLANKS
            .iter()
            .flat_map(|blank| STATEMENTS.iter().map(move |word| format!("{word}{blank}")));
        Self {
            words: AhoCorasickBuilder::new()
                .kind(Some(AhoCorasickKind::DFA))
                .build(words.iter().map(|(word, _)| word))
                .ok(),
            classes: words.into_iter().map(|(_, class)| class).collect(),
            small: AhoCorasickBuilder::new()
                .ascii_case_insensitive(true)
                .build(small)
                .ok(),
            names: AhoCorasick::new(names).ok(),
        }
    }

    /// Whether a file with this text may refer to a database, whatever the models and clients are
    /// called, or may make a client.
    pub(crate) fn may_matter(&self, text: &str) -> bool {
        let Some(words) = &self.words else {
            return true;
        };
        words.is_match(text) || text.contains("PrismaClient") || text.contains("$extends")
    }

    /// Whether a file with this text may refer to a database.
    pub fn may_refer(&self, text: &str) -> bool {
        let (Some(words), Some(small), Some(names)) = (&self.words, &self.small, &self.names)
        else {
            return true;
        };
        let (mut runs, mut calls) = (false, false);
        for found in words.find_iter(text) {
            match self.classes.get(found.pattern().as_usize()) {
                Some(Class::Strong) | None => return true,
                Some(Class::Runs) => runs = true,
                Some(Class::Calls) => calls = true,
            }
        }
        (runs && small.is_match(text)) || (calls && names.is_match(text))
    }
}
