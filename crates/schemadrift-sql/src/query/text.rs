//! Owns the text that the parser gets: what only MySQL and SQLite write is put into words that
//! mean the same to a parser of PostgreSQL, and so are parameters and parts put together when the
//! program runs. Whatever is taken over keeps its place.

use std::ops::Range;

use schemadrift_core::dialect::Engine;
use squawk_syntax::{SourceFile, SyntaxNode};

use super::Reason;
use super::sql_text::{HOLE, SqlText};
use crate::nesting::is_statement_too_deep;
use crate::tokens::{Kind, Token, closing, tokenize};

/// A query as the parser sees it.
pub(super) struct Parsed {
    pub(super) tree: SyntaxNode,
    /// Parts may be missing, and with them relations.
    pub(super) is_open: bool,
    text: SqlText,
}

impl Parsed {
    /// Where in the query's own text something stands.
    pub(super) fn source(&self, range: &Range<usize>) -> Range<usize> {
        self.text.source(range)
    }
}

/// Parses one statement.
pub(super) fn parse(engine: Engine, text: &str) -> Result<Parsed, Reason> {
    let tokens = tokenize(engine, text);
    if text.contains('\0') || is_statement_too_deep(text, &tokens) {
        return Err(Reason::TooDeep);
    }
    let is_postgres = engine == Engine::PostgreSql;
    let first = attempt(engine, &tokens, !is_postgres);
    // `?` and `:name` are operators of PostgreSQL, and parameters of most of its drivers.
    let has_parameters = tokens
        .iter()
        .any(|token| token.kind == Kind::Symbol && token.text.contains(['?', ':', '@']));
    match first {
        Err(_) if is_postgres && has_parameters => attempt(engine, &tokens, true),
        other => other,
    }
}

fn attempt(engine: Engine, tokens: &[Token<'_>], has_parameters: bool) -> Result<Parsed, Reason> {
    let mut writer = Writer {
        engine,
        tokens,
        has_parameters,
        out: SqlText::default(),
        is_open: false,
        at: 0,
        depth: 0,
        limit: None,
        is_interval: false,
        is_upsert: false,
    };
    writer.run();
    let parse = SourceFile::parse(writer.out.text());
    if !parse.errors().is_empty() {
        return Err(Reason::NotParsed);
    }
    Ok(Parsed {
        tree: parse.syntax_node(),
        is_open: writer.is_open,
        text: writer.out,
    })
}

struct Writer<'a> {
    engine: Engine,
    tokens: &'a [Token<'a>],
    has_parameters: bool,
    out: SqlText,
    is_open: bool,
    at: usize,
    depth: usize,
    /// The depth of a `LIMIT` whose comma has not come yet.
    limit: Option<usize>,
    /// An `INTERVAL` of MySQL whose unit has not come yet.
    is_interval: bool,
    /// `ON DUPLICATE KEY UPDATE` has come.
    is_upsert: bool,
}

/// What may stand in front of a value.
const BEFORE_VALUE: &[&str] = &[
    "all",
    "and",
    "any",
    "between",
    "by",
    "case",
    "distinct",
    "else",
    "having",
    "ilike",
    "in",
    "is",
    "like",
    "limit",
    "not",
    "offset",
    "on",
    "or",
    "returning",
    "select",
    "similar",
    "then",
    "to",
    "values",
    "when",
    "where",
];
/// What stands in front of a relation.
const BEFORE_RELATION: &[&str] = &["from", "into", "join", "only", "table", "update", "using"];
/// Words of `UPDATE`, `DELETE` and `INSERT` that say how, not what.
const MANNER: &[&str] = &[
    "ignore",
    "low_priority",
    "high_priority",
    "delayed",
    "quick",
];
/// The units of MySQL's intervals.
const UNITS: &[&str] = &[
    "microsecond",
    "second",
    "minute",
    "hour",
    "day",
    "week",
    "month",
    "quarter",
    "year",
];
/// What may follow `IS` in PostgreSQL.
const AFTER_IS: &[&str] = &[
    "null",
    "not",
    "true",
    "false",
    "unknown",
    "distinct",
    "json",
    "document",
    "normalized",
];

impl<'a> Writer<'a> {
    fn run(&mut self) {
        while let Some(token) = self.tokens.get(self.at) {
            if self.at > 0 && self.has_gap(self.at) {
                self.out.push_own(" ");
            }
            self.track(token);
            self.write(*token);
        }
    }

    /// Whether something stands between a token and the one in front of it.
    fn has_gap(&self, index: usize) -> bool {
        let before = index
            .checked_sub(1)
            .and_then(|before| self.tokens.get(before));
        match (before, self.tokens.get(index)) {
            (Some(before), Some(token)) => before.end() < token.start,
            (None, _) | (_, None) => true,
        }
    }

    fn track(&mut self, token: &Token<'_>) {
        match token.text {
            "(" => self.depth += 1,
            ")" => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
    }

    fn next(&self, ahead: usize) -> Option<&'a Token<'a>> {
        self.tokens.get(self.at + ahead)
    }

    fn next_is(&self, ahead: usize, words: &[&str]) -> bool {
        self.next(ahead).is_some_and(|token| token.is_one_of(words))
    }

    fn previous(&self) -> Option<&'a Token<'a>> {
        self.at.checked_sub(1).and_then(|at| self.tokens.get(at))
    }

    /// Takes over `count` tokens as they are.
    fn copy(&mut self, count: usize) {
        for _ in 0..count {
            let Some(token) = self.tokens.get(self.at) else {
                return;
            };
            self.out.push(token.text, token.start..token.end(), true);
            self.at += 1;
        }
    }

    /// Puts other words in the place of `count` tokens.
    fn put(&mut self, words: &str, count: usize) {
        let Some(first) = self.tokens.get(self.at) else {
            return;
        };
        let last = self.tokens.get(self.at + count.max(1) - 1).unwrap_or(first);
        self.out.push(words, first.start..last.end(), false);
        self.at += count.max(1);
        self.out.push_own(" ");
    }

    fn write(&mut self, token: Token<'a>) {
        if token.text.contains(HOLE) {
            return self.hole(token);
        }
        let is_postgres = self.engine == Engine::PostgreSql;
        match token.kind {
            Kind::Symbol => self.symbol(token),
            Kind::Word if self.has_parameters && token.text.starts_with(['$', '@']) => {
                self.put("0", 1);
            }
            Kind::Word if !is_postgres => self.word(token),
            Kind::QuotedName if !is_postgres && self.is_target_of_relation() => self.at += 2,
            Kind::Text if !is_postgres => self.put("'_'", 1),
            Kind::QuotedName if !token.text.starts_with('"') => self.quoted(token),
            Kind::Hexadecimal | Kind::Bits if !is_postgres => self.put("0", 1),
            Kind::Word
            | Kind::Text
            | Kind::QuotedName
            | Kind::Number
            | Kind::Bits
            | Kind::Hexadecimal => self.copy(1),
        }
    }

    /// Other quotes, of the same length.
    fn quoted(&mut self, token: Token<'_>) {
        let inner = token.text.get(1..token.text.len().saturating_sub(1));
        match inner {
            Some(inner) if !inner.contains(['"', '`']) => {
                let words = format!("\"{inner}\"");
                self.out.push(&words, token.start..token.end(), true);
                self.at += 1;
            }
            _ => self.copy(1),
        }
    }

    fn symbol(&mut self, token: Token<'a>) {
        let is_name_next = !self.has_gap(self.at + 1)
            && self
                .next(1)
                .is_some_and(|next| matches!(next.kind, Kind::Word | Kind::Number));
        if self.has_parameters {
            match token.text {
                ":" | "@" | "?" | "@@" if is_name_next => return self.put("0", 2),
                "?" => return self.put("0", 1),
                "??" => return self.put(&format!("\"{HOLE}\""), 1),
                text if text.len() > 1 && text.ends_with('?') => {
                    let words = format!("{} 0", &text[..text.len() - 1]);
                    return self.put(&words, 1);
                }
                text if text.len() > 1
                    && text.ends_with([':', '@'])
                    && text != "::"
                    && is_name_next =>
                {
                    let words = format!("{} 0", &text[..text.len() - 1]);
                    return self.put(&words, 2);
                }
                _ => {}
            }
        }
        if self.engine != Engine::PostgreSql {
            match token.text {
                "==" | "<=>" => return self.put("=", 1),
                "&&" => return self.put(" AND", 1),
                "," if self.limit == Some(self.depth) => {
                    self.limit = None;
                    return self.put(" OFFSET", 1);
                }
                _ => {}
            }
        }
        self.copy(1);
    }

    /// A word of MySQL or SQLite.
    fn word(&mut self, token: Token<'a>) {
        let is = |word: &str| token.is_word(word);
        let is_call = self.next(1).is_some_and(|next| next.is_symbol("("));
        if self.is_target_of_relation() {
            // MySQL names the relation of a column that is set.
            self.at += 2;
            return;
        }
        let begins = self.at == 0 || self.previous().is_some_and(|token| token.is_symbol(")"));
        let skipped = 1 + usize::from(self.next_is(1, MANNER));
        if begins && is("insert") {
            let count = if self.next_is(1, &["or"]) { 3 } else { skipped };
            self.put("INSERT", count);
            if !self.next_is(0, &["into"]) {
                self.out.push_own(" INTO ");
            }
        } else if begins && is("replace") && self.next_is(1, &["into"]) {
            self.put("INSERT", 1);
        } else if begins && is("update") && self.next_is(1, &["or"]) {
            self.put("UPDATE", 3);
        } else if begins && (is("update") || is("delete")) {
            self.put(token.text, skipped);
        } else if is("on") && self.next_is(1, &["duplicate"]) {
            self.is_upsert = true;
            self.put("ON CONFLICT DO UPDATE SET", 4);
        } else if self.is_upsert
            && is("values")
            && self.next(1).is_some_and(|next| next.is_symbol("("))
        {
            self.inserted();
        } else if token.is_one_of(&["glob", "regexp", "rlike"]) || (is("match") && !is_call) {
            self.put("LIKE", 1);
        } else if token.is_one_of(&["div", "mod"])
            && !self.next(1).is_some_and(|next| next.is_symbol("("))
        {
            self.put("+", 1);
        } else if is("is") {
            self.is();
        } else if is("limit") {
            self.limit = Some(self.depth);
            self.copy(1);
        } else {
            self.rarer(token);
        }
    }

    /// Whether `relation.` stands in front of a column that an `UPDATE` sets.
    fn is_target_of_relation(&self) -> bool {
        let changes = self.is_upsert
            || self
                .tokens
                .first()
                .is_some_and(|first| first.is_word("update"));
        let begins = self
            .previous()
            .is_some_and(|token| token.is_word("set") || token.is_symbol(","));
        let is_symbol = |ahead, symbol| {
            self.next(ahead)
                .is_some_and(|token: &Token<'_>| token.is_symbol(symbol))
        };
        changes && begins && self.depth == 0 && is_symbol(1, ".") && is_symbol(3, "=")
    }

    fn rarer(&mut self, token: Token<'a>) {
        let is = |word: &str| token.is_word(word);
        let is_mysql = self.engine != Engine::Sqlite;
        if is("sql_calc_found_rows") {
            self.at += 1;
        } else if is("lock") && self.next_is(1, &["in"]) {
            self.at += 4;
        } else if is("indexed") && self.next_is(1, &["by"]) {
            self.at += 3;
        } else if token.is_one_of(&["use", "force"]) && self.next_is(1, &["index", "key"]) {
            let close = closing(self.tokens, self.at + 2).unwrap_or(self.at);
            self.at = close + 1;
        } else if is_mysql && is("interval") {
            self.is_interval = true;
            self.put("0 +", 1);
        } else if self.is_interval && token.is_one_of(UNITS) {
            self.is_interval = false;
            self.at += 1;
        } else if is_mysql
            && is("separator")
            && self.next(1).is_some_and(|next| next.kind == Kind::Text)
        {
            self.at += 2;
        } else if is_mysql && is("xor") {
            self.put("OR", 1);
        } else {
            self.copy(1);
        }
    }

    /// `VALUES(column)`: what the insert would have written.
    fn inserted(&mut self) {
        self.put("excluded.", 2);
        self.copy(1);
        self.at += 1;
        self.depth = self.depth.saturating_sub(1);
    }

    /// `IS` compares with anything in SQLite.
    fn is(&mut self) {
        let ahead = 1 + usize::from(self.next_is(1, &["not"]));
        if self.next_is(ahead, AFTER_IS) {
            self.copy(1);
        } else {
            self.put("=", ahead);
        }
    }

    fn hole(&mut self, token: Token<'a>) {
        let is_whole = token.text.chars().all(|character| character == HOLE);
        let name = format!("\"{HOLE}\"");
        if token.kind == Kind::Text {
            return self.put("'_'", 1);
        }
        let touches = |symbol: &Token<'_>| symbol.is_symbol(".");
        let is_part = self.previous().is_some_and(touches) || self.next(1).is_some_and(touches);
        if !is_whole || is_part {
            return self.put(&name, 1);
        }
        let Some(previous) = self.previous() else {
            // Whatever stands in front may name relations.
            self.is_open = true;
            self.at += 1;
            return;
        };
        if previous.is_word("as") || previous.is_one_of(BEFORE_RELATION) || self.is_in_columns() {
            self.put(&name, 1);
        } else if previous.is_word("set") {
            self.put(&format!("{name} = 0"), 1);
        } else if previous.is_one_of(&["in", "values"]) {
            self.put("(0)", 1);
        } else if previous.is_word("interval") {
            self.put("'1'", 1);
        } else if previous.is_one_of(BEFORE_VALUE) || self.is_operator(previous) {
            self.put("$1", 1);
        } else {
            self.is_open = true;
            self.at += 1;
        }
    }

    fn is_operator(&self, token: &Token<'_>) -> bool {
        token.kind == Kind::Symbol && !matches!(token.text, ")" | "]" | "*" | ";")
            || token.text == "*" && self.at >= 2 && {
                let before = &self.tokens[self.at - 2];
                before.kind != Kind::Symbol && !before.is_one_of(&["select", "distinct"])
            }
    }

    /// Whether the place is in the list of columns of an `INSERT`.
    fn is_in_columns(&self) -> bool {
        let before = &self.tokens[..self.at];
        let open = before.iter().rposition(|token| token.is_symbol("("));
        let Some(open) = open else { return false };
        let is_flat = !before[open..].iter().any(|token| token.is_symbol(")"));
        let mut start = open;
        while start > 0 && (before[start - 1].is_symbol(".") || !before[start - 1].is_word("into"))
        {
            start -= 1;
            if open - start > 5 || before[start].is_one_of(&["select", "values", "from"]) {
                return false;
            }
        }
        is_flat && start > 0
    }
}
