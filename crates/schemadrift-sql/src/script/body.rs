//! Owns the statements that hold others: where a `;` does not end the statement.

use schemadrift_core::dialect::Engine;

use crate::tokens::Token;

/// Words at which MySQL's `CREATE` says what it creates.
const MYSQL_KINDS: &[&str] = &[
    "table",
    "view",
    "index",
    "database",
    "schema",
    "user",
    "role",
    "server",
    "tablespace",
    "sequence",
    "trigger",
    "procedure",
    "function",
    "event",
];
/// Words behind which a statement of a compound body begins.
const BEFORE_STATEMENT: &[&str] = &["then", "else", "do", "begin", "loop", "repeat", "row"];
/// Words that open a block of a compound body where they begin a statement.
const BLOCKS: &[&str] = &["begin", "if", "case", "while", "loop", "repeat", "for"];

/// Follows the tokens of one statement.
#[derive(Debug)]
pub(super) struct Body {
    engine: Engine,
    stage: Stage,
    /// What is open: blocks, `CASE` expressions, brackets.
    open: Vec<Open>,
    previous: Previous,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Start,
    /// Behind `CREATE`, before the word that says what.
    Create,
    /// No `;` is inside.
    Plain,
    /// PostgreSQL's `CREATE RULE`, whose commands stand in brackets.
    Rule,
    /// PostgreSQL's `CREATE FUNCTION` and `PROCEDURE`, before a body of statements or in it.
    Routine,
    /// SQLite's `CREATE TRIGGER`.
    Trigger,
    /// MySQL's triggers, routines and events.
    Compound,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Open {
    Bracket,
    Block,
    Case,
}

/// What the token in front was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Previous {
    Other,
    Begin,
    End,
    Point,
    /// A statement of a body begins behind it.
    Boundary,
}

impl Body {
    pub(super) fn new(engine: Engine) -> Self {
        Self {
            engine,
            stage: Stage::Start,
            open: Vec::new(),
            previous: Previous::Other,
        }
    }

    /// Whether a `;` would be inside, and whatever is open not closed.
    pub(super) fn is_open(&self) -> bool {
        !self.open.is_empty()
    }

    /// Looks at the next token of the statement, a `;` inside included.
    pub(super) fn see(&mut self, token: &Token<'_>) {
        match self.stage {
            Stage::Start if token.is_word("create") => self.stage = Stage::Create,
            // `EXPLAIN CREATE TRIGGER`
            Stage::Start if token.is_word("explain") => {}
            Stage::Start => self.stage = Stage::Plain,
            Stage::Create => self.stage = self.created(token),
            Stage::Plain => {}
            Stage::Rule => self.brackets(token),
            Stage::Routine => self.atomic(token),
            Stage::Trigger => self.trigger(token),
            Stage::Compound => self.compound(token),
        }
    }

    fn created(&self, token: &Token<'_>) -> Stage {
        match self.engine {
            Engine::PostgreSql if token.is_one_of(&["or", "replace"]) => Stage::Create,
            Engine::PostgreSql if token.is_word("rule") => Stage::Rule,
            Engine::PostgreSql if token.is_one_of(&["function", "procedure"]) => Stage::Routine,
            Engine::Sqlite if token.is_one_of(&["temp", "temporary"]) => Stage::Create,
            Engine::Sqlite if token.is_word("trigger") => Stage::Trigger,
            Engine::MySql | Engine::MariaDb if !token.is_one_of(MYSQL_KINDS) => Stage::Create,
            Engine::MySql | Engine::MariaDb
                if token.is_one_of(&["trigger", "procedure", "function", "event"]) =>
            {
                Stage::Compound
            }
            Engine::PostgreSql | Engine::MySql | Engine::MariaDb | Engine::Sqlite => Stage::Plain,
        }
    }

    fn brackets(&mut self, token: &Token<'_>) {
        if token.is_symbol("(") {
            self.open.push(Open::Bracket);
        } else if token.is_symbol(")") {
            self.open.pop();
        }
    }

    /// `BEGIN ATOMIC … END`, in which only `CASE` has an `END` of its own
    /// (<https://www.postgresql.org/docs/current/sql-createfunction.html>).
    fn atomic(&mut self, token: &Token<'_>) {
        if self.previous == Previous::Begin && token.is_word("atomic") {
            self.open.push(Open::Block);
        } else if self.is_open() && token.is_word("case") {
            self.open.push(Open::Case);
        } else if self.is_open() && token.is_word("end") {
            self.open.pop();
        }
        self.previous = if token.is_word("begin") {
            Previous::Begin
        } else {
            Previous::Other
        };
    }

    /// A trigger's body reaches from `BEGIN` to an `END` that follows a `;`, which is how
    /// SQLite's own shell finds it (<https://sqlite.org/c3ref/complete.html>).
    fn trigger(&mut self, token: &Token<'_>) {
        if self.open.is_empty() {
            if token.is_word("begin") {
                self.open.push(Open::Block);
            }
        } else if self.previous == Previous::Boundary && token.is_word("end") {
            self.open.pop();
            self.stage = Stage::Plain;
        }
        self.previous = if token.is_symbol(";") {
            Previous::Boundary
        } else {
            Previous::Other
        };
    }

    /// Blocks that end with `END` and perhaps a second word
    /// (<https://dev.mysql.com/doc/refman/en/sql-compound-statements.html>).
    fn compound(&mut self, token: &Token<'_>) {
        let is_at_statement = self.previous == Previous::Boundary;
        let is_second_word = self.previous == Previous::End && token.is_one_of(BLOCKS);
        let is_member = self.previous == Previous::Point;
        let is_in_expression = self.open.last() == Some(&Open::Case);
        let is_first = token.is_word("begin") && self.open.is_empty();
        let is_block = is_first || (is_at_statement && token.is_one_of(BLOCKS));
        let is_end = token.is_word("end") && (is_at_statement || is_in_expression);
        self.previous = Previous::Other;
        if is_second_word || is_member {
            return;
        }
        if is_block {
            self.open.push(Open::Block);
        } else if token.is_word("case") {
            self.open.push(Open::Case);
        } else if token.is_word("until") && is_at_statement {
            // `REPEAT … UNTIL condition END REPEAT`: its end follows an expression.
            self.open.pop();
            self.open.push(Open::Case);
        } else if is_end {
            self.open.pop();
            self.previous = Previous::End;
        }
        let is_boundary = [";", ")", ":"].iter().any(|symbol| token.is_symbol(symbol))
            || (token.is_one_of(BEFORE_STATEMENT) && !is_in_expression);
        if token.is_symbol(".") {
            self.previous = Previous::Point;
        } else if is_boundary {
            self.previous = Previous::Boundary;
        }
    }
}
