//! Owns the statements of MySQL and MariaDB and what they do to a schema. They are taken apart by
//! their tokens: the one grammar that reads more costs a minute of building, reads a hundredth as
//! fast, and knows less of where things stand.

mod alter;
mod column;
mod constraint;
mod create;
mod data;
mod drop;
mod options;
mod presence;
mod routine;
mod session;
mod statement;
mod table;

use schemadrift_core::dialect::Engine;
use schemadrift_core::expression::{Expression, NormalForm};
use schemadrift_core::name::Name;

use crate::change::Change;
use crate::cursor::Cursor;
use crate::place::Place;
use crate::tokens::{Kind, decode_text, tokenize};
use crate::unclear::{unclear, unclear_about};

pub use routine::routine_type;

/// What a statement does to the schema; nothing where it leaves the schema alone.
pub(crate) fn changes(engine: Engine, place: Place<'_>, text: &str) -> Vec<Change> {
    let tokens = tokenize(engine, text);
    let statement = Statement {
        engine,
        place,
        cursor: Cursor::new(engine, text, &tokens),
    };
    if !statement.cursor.is_balanced() {
        return vec![statement.unclear("its parentheses do not match")];
    }
    statement::read(&statement)
        .unwrap_or_else(|| vec![statement.unclear("the statement is not understood")])
}

/// The statement that is being read.
#[derive(Debug)]
struct Statement<'a> {
    engine: Engine,
    place: Place<'a>,
    cursor: Cursor<'a>,
}

impl Statement<'_> {
    /// The statement as a definition, without the marks of comments that are executed.
    fn definition(&self) -> String {
        let text = self.cursor.rest();
        let start = self.cursor.range().start;
        let mut definition = String::with_capacity(text.len());
        let mut end = 0;
        for token in self.cursor.tokens() {
            let gap = text.get(end..token.start - start).unwrap_or_default();
            let has_marks = gap.contains("/*!") || gap.contains("/*M!");
            let is_end = gap.contains("*/") && !gap.contains("/*");
            definition.push_str(if has_marks || is_end { " " } else { gap });
            definition.push_str(token.text);
            end = token.end() - start;
        }
        definition
    }

    /// It may touch everything that it names.
    fn unclear(&self, reason: impl Into<String>) -> Change {
        unclear(self.place, &self.cursor, reason.into())
    }

    /// It may touch this object.
    fn unclear_about(&self, name: &Name, reason: impl Into<String>) -> Change {
        unclear_about(self.place, &self.cursor, vec![name.clone()], reason.into())
    }

    /// It may touch anything.
    fn unclear_about_all(&self, reason: impl Into<String>) -> Change {
        unclear_about(self.place, &self.cursor, Vec::new(), reason.into())
    }
}

/// An expression as written; the replay finds its normal form.
fn expression(text: &str) -> Expression {
    Expression {
        text: text.to_owned(),
        normal: NormalForm::Rewritten(text.to_owned()),
    }
}

/// The string that comes next.
fn string(cursor: &mut Cursor<'_>) -> Option<String> {
    let token = cursor.first().filter(|token| token.kind == Kind::Text)?;
    let text = decode_text(cursor.engine(), token.text)?;
    cursor.skip();
    Some(text)
}

/// The name of a character set or a collation, which may be a string.
fn charset_name(cursor: &mut Cursor<'_>) -> Option<Name> {
    cursor.name().or_else(|| string(cursor).map(Name::new))
}

/// `CHARACTER SET name` in its spellings, with or without `=`.
fn character_set(cursor: &mut Cursor<'_>) -> Option<Name> {
    let is_next = cursor.take(&["character", "set"])
        || cursor.take(&["charset"])
        || cursor.take(&["char", "set"]);
    if !is_next {
        return None;
    }
    cursor.take_symbol("=");
    charset_name(cursor)
}
