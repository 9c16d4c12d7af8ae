//! Owns the keys of `schemadrift.toml`, as data: the reader knows no other key, and the schema for
//! editors and the help on a mistyped key are made of the same.

/// A key.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// What it says, in one sentence without a full stop.
    pub about: &'static str,
    /// What may stand behind it.
    pub takes: Takes,
    /// Whether a table of its kind is nothing without it.
    pub is_required: bool,
}

/// What may stand behind a key.
#[derive(Debug, Clone, Copy)]
pub enum Takes {
    /// A text that is not empty.
    Text,
    /// One of these words.
    Word(&'static [&'static str]),
    /// The name of a rule.
    Rule,
    /// `true` or `false`.
    Flag,
    /// A day.
    Day,
    /// A list of texts.
    Texts,
    /// A level for each of several rules.
    LevelsByRule,
    /// A table.
    Table(&'static [Key]),
    /// A list of tables.
    Tables(&'static [Key]),
    /// One table, or a table of named ones.
    TableOrNamed(&'static [Key]),
}

/// What a level can be set to.
pub const LEVELS: &[&str] = &["off", "note", "warning", "error"];

/// The levels at which a check can fail.
pub const FAIL_LEVELS: &[&str] = &["note", "warning", "error"];

/// The kinds of sources.
pub const SOURCE_KINDS: &[&str] = &[
    "prisma",
    "diesel",
    "seaorm",
    "migrations",
    "sql",
    "dump",
    "snapshot",
    "sqlx",
];

const fn needed(name: &'static str, takes: Takes, about: &'static str) -> Key {
    Key {
        name,
        about,
        takes,
        is_required: true,
    }
}

const fn optional(name: &'static str, takes: Takes, about: &'static str) -> Key {
    Key {
        name,
        about,
        takes,
        is_required: false,
    }
}

/// The keys of the file.
pub const ROOT: &[Key] = &[
    optional(
        "fail-on",
        Takes::Word(FAIL_LEVELS),
        "The lowest level of findings that ends with exit code 1; `error` unless set",
    ),
    optional(
        "baseline",
        Takes::Text,
        "The file of accepted findings, relative to this one; `schemadrift-baseline.toml` unless set",
    ),
    optional(
        "source",
        Takes::Tables(SOURCE),
        "What states the expected schema",
    ),
    optional(
        "database",
        Takes::TableOrNamed(DATABASE),
        "Where the live database is, or one table for each of several",
    ),
    optional(
        "rules",
        Takes::LevelsByRule,
        "Levels by rule, instead of the one that the effect of a finding sets",
    ),
    optional("code", Takes::Table(CODE), "What is read of the code"),
    optional(
        "expect",
        Takes::Table(EXPECT),
        "What must be there beside the schema",
    ),
    optional(
        "ignore",
        Takes::Tables(IGNORE),
        "Findings that are known and accepted",
    ),
];

/// The keys of `[[source]]`.
pub const SOURCE: &[Key] = &[
    needed("kind", Takes::Word(SOURCE_KINDS), "What it is written in"),
    needed(
        "path",
        Takes::Text,
        "The file or folder, relative to this file",
    ),
    optional(
        "database",
        Takes::Text,
        "The name of the database that it is about, where there are several",
    ),
];

/// The keys of `[database]`.
pub const DATABASE: &[Key] = &[
    optional(
        "env",
        Takes::Text,
        "The variable of the environment or of `.env` that holds the URL",
    ),
    optional(
        "url",
        Takes::Text,
        "The URL itself; a password does not belong in a committed file",
    ),
];

/// The keys of `[code]`.
pub const CODE: &[Key] = &[
    optional(
        "read",
        Takes::Flag,
        "Whether the code is read for what it uses; `true` unless set",
    ),
    optional(
        "include",
        Takes::Texts,
        "Globs of what is read; everything unless set",
    ),
    optional("exclude", Takes::Texts, "Globs of what is not read"),
    optional(
        "clients",
        Takes::Texts,
        "Names of Prisma clients, where nothing else tells",
    ),
];

/// The keys of `[expect]`.
pub const EXPECT: &[Key] = &[optional(
    "rows",
    Takes::Texts,
    "Tables that must hold at least one row",
)];

/// The keys of `[[ignore]]`.
pub const IGNORE: &[Key] = &[
    needed(
        "object",
        Takes::Text,
        "A glob over `schema.table.name`; the schema may be left out",
    ),
    optional(
        "rule",
        Takes::Rule,
        "Only findings of this rule; of every rule unless set",
    ),
    needed("reason", Takes::Text, "Why this is accepted"),
    optional("until", Takes::Day, "The last day on which the entry holds"),
];
