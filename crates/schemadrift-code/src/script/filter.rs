//! Owns what tells a file without any reference before it is parsed: none of the words is in it
//! that every reference needs. It may let files pass in vain, and never stops one in error.

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, AhoCorasickKind, Match};

use super::builders::{BEGINNINGS, OTHER_SPELLINGS};
use super::clients::Clients;
use super::enums::DEFAULT_MODULE;
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
    "Prisma.",
    "knex",
];
/// Words that begin SQL in a plain string.
const CAPITALS: &[&str] = &["SELECT", "INSERT INTO", "UPDATE", "DELETE FROM", "WITH"];
/// Methods of Prisma's clients that others have too.
const WEAK: &[&str] = &["create", "update", "delete", "count", "aggregate"];

/// The words of a project.
#[derive(Debug)]
pub struct Needles {
    words: Option<AhoCorasick>,
    classes: Vec<Class>,
    /// Words that begin a statement, in whatever letters.
    statements: Option<AhoCorasick>,
    names: Option<AhoCorasick>,
    /// Modules of clients, from which enums may come.
    modules: Option<AhoCorasick>,
    /// Enums with the dot behind them.
    enums: Option<AhoCorasick>,
}

/// What a word says of its file.
#[derive(Debug, Clone, Copy)]
enum Class {
    /// It refers to a database.
    Strong,
    /// It may begin SQL.
    Begins,
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
        let modules = schemas
            .iter()
            .flat_map(|schema| schema.modules.iter().map(String::as_str))
            .chain([DEFAULT_MODULE]);
        let enums = schemas
            .iter()
            .flat_map(|schema| schema.enums().flat_map(member_of));
        let classes = [
            (STRONG, Class::Strong),
            (BEGINNINGS, Class::Strong),
            (OTHER_SPELLINGS, Class::Strong),
            (CAPITALS, Class::Begins),
            (OTHERS, Class::Runs),
            (WEAK, Class::Calls),
        ];
        let words: Vec<(&str, Class)> = classes
            .iter()
            .flat_map(|(words, class)| words.iter().map(|word| (*word, *class)))
            .collect();
        Self {
            words: AhoCorasickBuilder::new()
                .kind(Some(AhoCorasickKind::DFA))
                .build(words.iter().map(|(word, _)| word))
                .ok(),
            classes: words.into_iter().map(|(_, class)| class).collect(),
            statements: AhoCorasickBuilder::new()
                .ascii_case_insensitive(true)
                .build(STATEMENTS)
                .ok(),
            names: AhoCorasick::new(names).ok(),
            modules: AhoCorasick::new(modules).ok(),
            enums: AhoCorasick::new(enums).ok(),
        }
    }

    /// No words: every file may refer to a database.
    #[cfg(test)]
    pub(super) fn none() -> Self {
        Self {
            words: None,
            classes: Vec::new(),
            statements: None,
            names: None,
            modules: None,
            enums: None,
        }
    }

    /// Whether a file with this text may refer to a database, whatever the clients are called, or
    /// may make a client.
    pub(crate) fn may_matter(&self, text: &str) -> bool {
        let Some(words) = &self.words else {
            return true;
        };
        words
            .find_overlapping_iter(text)
            .any(|found| self.is_one(&found, text).is_some())
            || text.contains("PrismaClient")
            || text.contains("$extends")
            || self.may_name_values(text)
    }

    /// What a word says, if it stands as words of its class do.
    fn is_one(&self, found: &Match, text: &str) -> Option<Class> {
        let class = *self.classes.get(found.pattern().as_usize())?;
        let (before, behind) = (&text[..found.start()], &text[found.end()..]);
        let stands = match class {
            Class::Strong => true,
            Class::Begins => !begins_with_word(behind),
            Class::Runs => !ends_with_word(before) && is_used(behind),
            Class::Calls => is_member(before) && is_used(behind),
        };
        stands.then_some(class)
    }

    /// Whether values may be taken from an enum that a client offers.
    fn may_name_values(&self, text: &str) -> bool {
        match (&self.modules, &self.enums) {
            (Some(modules), Some(enums)) => modules.is_match(text) && enums.is_match(text),
            (None, _) | (_, None) => true,
        }
    }

    /// Whether a file with this text may refer to a database.
    pub fn may_refer(&self, text: &str) -> bool {
        let (Some(words), Some(statements), Some(names)) =
            (&self.words, &self.statements, &self.names)
        else {
            return true;
        };
        let (mut runs, mut calls) = (false, false);
        for found in words.find_overlapping_iter(text) {
            match self.is_one(&found, text) {
                Some(Class::Strong | Class::Begins) => return true,
                Some(Class::Runs) => runs = true,
                Some(Class::Calls) => calls = true,
                None => {}
            }
        }
        let begins = |found: Match| !begins_with_word(&text[found.end()..]);
        (runs && statements.find_overlapping_iter(text).any(begins))
            || (calls && names.is_match(text))
            || self.may_name_values(text)
    }
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '_' | '$')
}

fn begins_with_word(text: &str) -> bool {
    text.starts_with(is_word)
}

fn ends_with_word(text: &str) -> bool {
    text.ends_with(is_word)
}

/// Whether a name in front of this text is called, a tag, or taken by its key.
fn is_used(behind: &str) -> bool {
    let Some(behind) = without_gap(behind) else {
        return true;
    };
    behind.starts_with(['(', '`', '<', '!', '?', ']', '"', '\'', ')'])
        || behind.starts_with("as")
        || behind.starts_with("satisfies")
}

/// Whether a name behind this text is one of a member.
fn is_member(before: &str) -> bool {
    let trimmed = before.trim_end();
    // The end of a comment may stand between.
    trimmed.ends_with(['.', '"', '\'', '`', '/'])
        || (before[trimmed.len()..].contains('\n')
            && trimmed
                .lines()
                .next_back()
                .is_some_and(|line| line.contains("//")))
}

/// The most bytes of blanks and comments that are looked through.
const LONGEST_GAP: usize = 4_000;

/// What stands behind blanks and comments; nothing if they do not end.
fn without_gap(text: &str) -> Option<&str> {
    let end = (0..=LONGEST_GAP.min(text.len()))
        .rev()
        .find(|end| text.is_char_boundary(*end))?;
    let mut rest = text[..end].trim_start();
    loop {
        let end = if rest.starts_with("/*") {
            rest.find("*/").map(|end| end + 2)
        } else if rest.starts_with("//") {
            rest.find('\n')
        } else {
            break;
        };
        rest = rest[end?..].trim_start();
    }
    (!rest.is_empty() || end == text.len()).then_some(rest)
}

/// How a member of an enum may be taken, up to the member's name.
fn member_of(name: &str) -> impl Iterator<Item = String> {
    [".", "?.", " ", "\n", "\r", "\t", "/"]
        .into_iter()
        .map(move |behind| format!("{name}{behind}"))
}
