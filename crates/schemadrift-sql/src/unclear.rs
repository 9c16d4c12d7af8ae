//! Owns saying that a statement was not understood, and what it may touch.

use std::collections::HashSet;

use schemadrift_core::name::Name;

use crate::change::Change;
use crate::cursor::Cursor;
use crate::place::Place;
use crate::tokens::{Kind, Token};

/// Words that are no names in statements that are not understood. A word that is missing here
/// only makes it seem that more is touched.
const KEYWORDS: &str = "\
    add after all alter and as asc before begin between by case change check collate column \
    commit constraint create database default delete desc distinct drop each else end exists \
    false first for foreign from group having if in index insert int integer into is join key \
    left like limit modify not null on or order primary references rename replace rollback row \
    select set table text then to trigger true union unique update using values varchar view \
    when where with";

/// A statement that may touch everything it names.
pub(crate) fn unclear(place: Place<'_>, statement: &Cursor<'_>, reason: String) -> Change {
    let tokens = statement.tokens();
    let mut touches: Vec<Name> = Vec::new();
    let mut known = HashSet::new();
    for (index, token) in tokens.iter().enumerate() {
        let is_qualifier = tokens
            .get(index + 1)
            .is_some_and(|next| next.is_symbol("."));
        let is_name = match token.kind {
            Kind::Word => !is_keyword(token),
            Kind::QuotedName => true,
            Kind::Text | Kind::Bits | Kind::Hexadecimal | Kind::Number | Kind::Symbol => false,
        };
        let name = token.name(statement.engine()).map(Name::new);
        if let Some(name) = name.filter(|_| is_name && !is_qualifier)
            && known.insert(name.clone())
        {
            touches.push(name);
        }
    }
    Change::Unclear {
        reason,
        touches,
        origin: place.enclosing(statement.range()),
    }
}

fn is_keyword(token: &Token<'_>) -> bool {
    KEYWORDS
        .split_ascii_whitespace()
        .any(|keyword| token.is_word(keyword))
}

/// A statement that may touch these objects and no other; none of them stands for anything.
pub(crate) fn unclear_about(
    place: Place<'_>,
    statement: &Cursor<'_>,
    touches: Vec<Name>,
    reason: String,
) -> Change {
    Change::Unclear {
        reason,
        touches,
        origin: place.enclosing(statement.range()),
    }
}
