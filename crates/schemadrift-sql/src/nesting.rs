//! Owns the guard in front of the parsers: how deep a tree a text can become at most.
//! Parsers recurse, and deep recursion aborts the process, so the guard is linear and comes first.

use schemadrift_core::limits;

use crate::tokens::Token;

/// The longest chain of tokens that can nest into each other: prefix operators, chains of
/// operators and keywords such as `CASE` nest without any bracket. Measured without optimisation:
/// parsers and rules stay within a thread's two megabytes at half as much again.
const LONGEST_CHAIN: usize = 400;

/// Whether a text may nest deeper than the parsers can bear.
pub(crate) fn is_too_deep(text: &str, tokens: &[Token<'_>]) -> bool {
    limits::too_deep(text).is_some() || longest_chain(tokens, &[]) > LONGEST_CHAIN
}

/// The most joins and set operations of one statement: each nests what stands in front of it.
const MOST_JOINS: usize = 100;

/// Words that end whatever expression stands in front of them.
const CLAUSES: &[&str] = &["from", "where", "on", "having", "order", "group", "limit"];

/// Words that put what stands in front of them one level deeper.
const JOINS: &[&str] = &["join", "union", "intersect", "except"];

/// Whether a whole statement may nest deeper than the parsers can bear: its clauses stand beside
/// each other.
pub(crate) fn is_statement_too_deep(text: &str, tokens: &[Token<'_>]) -> bool {
    let joins = tokens.iter().filter(|token| token.is_one_of(JOINS)).count();
    limits::too_deep(text).is_some()
        || joins > MOST_JOINS
        || longest_chain(tokens, CLAUSES) > LONGEST_CHAIN
}

/// What is open, with the length of the chain in front of it.
enum Open {
    Bracket(usize),
    Case(usize),
}

/// The largest number of tokens that stand above each other: those since the last comma, or since
/// the last branch of a `CASE`, and those in front of whatever is open.
fn longest_chain(tokens: &[Token<'_>], clauses: &[&str]) -> usize {
    let mut open = Vec::new();
    let (mut outside, mut inside, mut longest) = (0_usize, 0_usize, 0_usize);
    let mut is_behind_distinct = false;
    for token in tokens {
        // `a IS DISTINCT FROM b` goes on behind its `FROM`.
        let ends_statement = token.is_symbol(";");
        let begins_clause = !clauses.is_empty()
            && (ends_statement || (!is_behind_distinct && token.is_one_of(clauses)));
        is_behind_distinct = token.is_word("distinct");
        inside += 1;
        longest = longest.max(outside + inside);
        let opens = token.is_symbol("(") || token.is_symbol("[");
        if opens || token.is_word("case") {
            open.push(if opens {
                Open::Bracket(inside)
            } else {
                Open::Case(inside)
            });
            outside += inside;
            inside = 0;
            continue;
        }
        let closes = token.is_symbol(")") || token.is_symbol("]");
        match open.last() {
            Some(Open::Bracket(before)) if closes => {
                inside = *before;
                outside -= inside;
                open.pop();
            }
            Some(Open::Case(before)) if token.is_word("end") => {
                inside = *before;
                outside -= inside;
                open.pop();
            }
            Some(Open::Case(_)) if token.is_one_of(&["when", "then", "else"]) => inside = 0,
            _ if token.is_symbol(",") || begins_clause => inside = 0,
            _ => {}
        }
    }
    longest
}

#[cfg(test)]
mod tests {
    use schemadrift_core::dialect::Engine;

    use super::{LONGEST_CHAIN, MOST_JOINS, is_statement_too_deep, is_too_deep};
    use crate::tokens::tokenize;

    fn too_deep(text: &str) -> bool {
        is_too_deep(text, &tokenize(Engine::PostgreSql, text))
    }

    #[test]
    fn long_lists_are_fine_and_long_chains_are_not() {
        assert!(!too_deep(&format!("a IN ({}'x')", "'x', ".repeat(20_000))));
        assert!(!too_deep(&"(a = 1) OR ".repeat(190)));
        assert!(!too_deep(&format!(
            "CASE {} END",
            "WHEN a = 1 THEN b ".repeat(2_000)
        )));
        assert!(too_deep(&"NOT ".repeat(LONGEST_CHAIN + 1)));
        assert!(too_deep(&"CASE WHEN a THEN ".repeat(LONGEST_CHAIN)));
        assert!(too_deep(&"case ) ".repeat(LONGEST_CHAIN)));
        assert!(too_deep(&"f(1, NOT ".repeat(150)));
    }
    #[test]
    fn the_clauses_of_a_statement_stand_beside_each_other() {
        let too_deep =
            |text: &str| is_statement_too_deep(text, &tokenize(Engine::PostgreSql, text));
        let joins = "JOIN a ON a.b = c.d AND a.e = c.f ";
        let view = format!("SELECT 1 FROM x {} WHERE y", joins.repeat(MOST_JOINS));
        assert!(!too_deep(&view));
        assert!(is_too_deep(&view, &tokenize(Engine::PostgreSql, &view)));
        assert!(too_deep(&joins.repeat(MOST_JOINS + 1)));
        assert!(too_deep(&"a IS DISTINCT FROM ".repeat(LONGEST_CHAIN)));
        assert!(too_deep(&"NOT ".repeat(LONGEST_CHAIN + 1)));
        assert!(too_deep(&"SELECT ".repeat(LONGEST_CHAIN + 1)));
        assert!(!too_deep(&"SELECT 1; ".repeat(LONGEST_CHAIN)));
    }
}
