//! Owns the words of a query that its plan does not show, so that two queries of the same plan can
//! be told apart by them.

use schemadrift_core::dialect::Engine;

use crate::tokens::{Kind, Token, closing, decode_text, tokenize};

/// What the words of a query say that its plan may not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryWords {
    /// Whether a `*` stands for columns.
    pub has_star: bool,
    /// Whether a value is looked for in what another query gives.
    pub has_membership: bool,
    /// What is not shown, in order; `None` where it cannot be said in words.
    pub hidden: Option<Vec<String>>,
}

impl QueryWords {
    /// The words of a query.
    pub fn of(engine: Engine, text: &str) -> Self {
        let tokens = tokenize(engine, text);
        let places = 0..tokens.len();
        let has_star = places.clone().any(|place| is_star(&tokens, place));
        let has_membership = places.clone().any(|place| is_membership(&tokens, place));
        // The catalog prints an offset before a limit.
        let (mut hidden, mut offsets) = (Some(Vec::new()), Vec::new());
        for place in places {
            match word(&tokens, place) {
                Word::Shown => {}
                Word::Offset(text) => offsets.push(text),
                Word::Hidden(text) => hidden = hidden.map(|list| with(list, text)),
                Word::Unsayable => hidden = None,
            }
        }
        Self {
            has_star,
            has_membership,
            hidden: hidden.map(|mut list| {
                list.extend(offsets);
                list
            }),
        }
    }
}

fn with(mut list: Vec<String>, text: String) -> Vec<String> {
    list.push(text);
    list
}

/// A query in one line without comments, its strings without dollars.
pub fn one_line(engine: Engine, text: &str) -> String {
    let words: Vec<String> = tokenize(engine, text)
        .iter()
        .map(|token| match decode_text(engine, token.text) {
            Some(value)
                if token.kind == Kind::Text
                    && token.text.starts_with('$')
                    && !value.contains('\\') =>
            {
                format!("'{}'", value.replace('\'', "''"))
            }
            Some(_) | None => token.text.to_owned(),
        })
        .collect();
    words.join(" ")
}

/// A text of a plan without casts, and with numbers for these names.
pub fn plain_words(engine: Engine, text: &str, names: &[String]) -> String {
    let tokens = tokenize(engine, text);
    let mut words = Vec::new();
    let mut place = 0;
    while let Some(token) = tokens.get(place) {
        place += 1;
        if token.is_symbol("::") {
            place = behind_type(&tokens, place);
        } else if !token.is_symbol("(") && !token.is_symbol(")") {
            let name = token.name(engine);
            let number = name.and_then(|name| names.iter().position(|own| *own == name));
            words.push(number.map_or_else(|| token.text.to_owned(), |place| format!("#{place}")));
        }
    }
    words.join(" ")
}

/// The place behind the name of a type.
fn behind_type(tokens: &[Token<'_>], start: usize) -> usize {
    const TYPE_WORDS: &[&str] = &["varying", "precision", "with", "without", "time", "zone"];
    let mut place = start + 1;
    loop {
        match tokens.get(place) {
            Some(token) if token.is_symbol("(") => {
                let Some(close) = closing(tokens, place) else {
                    return place;
                };
                place = close + 1;
            }
            Some(token) if token.is_symbol(".") => place += 2,
            Some(token)
                if token.is_one_of(TYPE_WORDS) || token.is_symbol("[") || token.is_symbol("]") =>
            {
                place += 1;
            }
            Some(_) | None => return place,
        }
    }
}

/// What a word means for the comparison of plans.
enum Word {
    /// A plan shows it.
    Shown,
    /// A plan does not show it, and this says what it is.
    Hidden(String),
    /// The same, of what the catalog may print at another place.
    Offset(String),
    /// A plan does not show it, and nothing short says what it is.
    Unsayable,
}

fn word(tokens: &[Token<'_>], place: usize) -> Word {
    let Some(token) = tokens.get(place) else {
        return Word::Shown;
    };
    let follows = |distance: usize, words: &[&str]| {
        let next = tokens.get(place + distance);
        next.is_some_and(|next| next.is_one_of(words))
    };
    let opens = tokens
        .get(place + 1)
        .is_some_and(|next| next.is_symbol("("));
    if token.kind != Kind::Word || is_after_dot(tokens, place) {
        return Word::Shown;
    }
    if token.is_word("limit") {
        return number(tokens, place + 1).map_or(Word::Unsayable, |number| {
            Word::Hidden(format!("limit {number}"))
        });
    }
    if token.is_word("offset") {
        return number(tokens, place + 1).map_or(Word::Unsayable, |number| {
            Word::Offset(format!("offset {number}"))
        });
    }
    if token.is_word("fetch") && follows(1, &["first", "next"]) {
        return match number(tokens, place + 2) {
            Some(number) if follows(4, &["only"]) => Word::Hidden(format!("limit {number}")),
            Some(_) | None => Word::Unsayable,
        };
    }
    if token.is_word("distinct") && follows(1, &["on"]) {
        return counted(tokens, place + 2, "distinct on");
    }
    if token.is_one_of(&["union", "intersect", "except"]) {
        let all = if follows(1, &["all"]) { " all" } else { "" };
        return Word::Hidden(format!("{}{all}", token.text.to_ascii_lowercase()));
    }
    if token.is_word("order") && follows(1, &["by"]) {
        return Word::Hidden("order by".to_owned());
    }
    if token.is_word("partition") && follows(1, &["by"]) {
        return listed(tokens, place + 2, "partition by");
    }
    if token.is_one_of(&["exists", "array"]) && opens && is_query(tokens, place + 2) {
        return Word::Hidden(token.text.to_ascii_lowercase());
    }
    if token.is_word("ordinality") {
        return Word::Hidden("ordinality".to_owned());
    }
    let is_frame = token.is_one_of(&["rows", "range", "groups"])
        && follows(1, &["between", "unbounded", "current"]);
    let is_lock = token.is_word("for") && follows(1, &["update", "share", "no", "key"]);
    if token.is_word("values") && opens || is_frame || is_lock {
        return Word::Unsayable;
    }
    Word::Shown
}

fn is_after_dot(tokens: &[Token<'_>], place: usize) -> bool {
    place
        .checked_sub(1)
        .and_then(|before| tokens.get(before))
        .is_some_and(|before| before.is_symbol("."))
}

/// A plain number that stands for itself.
fn number<'a>(tokens: &[Token<'a>], place: usize) -> Option<&'a str> {
    let token = tokens.get(place)?;
    let ends = tokens
        .get(place + 1)
        .is_none_or(|next| next.kind == Kind::Word || next.is_symbol(")") || next.is_symbol(";"));
    (token.kind == Kind::Number && ends).then_some(token.text)
}

/// How many expressions stand in the parentheses that open here.
fn counted(tokens: &[Token<'_>], open: usize, what: &str) -> Word {
    let Some(close) = closing(tokens, open) else {
        return Word::Unsayable;
    };
    Word::Hidden(format!("{what} {}", expressions(&tokens[open + 1..close])))
}

/// How many expressions stand from here on to the end of the list.
fn listed(tokens: &[Token<'_>], start: usize, what: &str) -> Word {
    let mut depth = 0_usize;
    let mut end = start;
    while let Some(token) = tokens.get(end) {
        if depth == 0 && (token.is_symbol(")") || token.is_word("order")) {
            break;
        }
        if token.is_symbol("(") || token.is_symbol("[") {
            depth += 1;
        } else if token.is_symbol(")") || token.is_symbol("]") {
            depth = depth.saturating_sub(1);
        }
        end += 1;
    }
    Word::Hidden(format!("{what} {}", expressions(&tokens[start..end])))
}

fn expressions(tokens: &[Token<'_>]) -> usize {
    let mut depth = 0_usize;
    let mut commas = 0;
    for token in tokens {
        if token.is_symbol("(") || token.is_symbol("[") {
            depth += 1;
        } else if token.is_symbol(")") || token.is_symbol("]") {
            depth = depth.saturating_sub(1);
        } else if token.is_symbol(",") && depth == 0 {
            commas += 1;
        }
    }
    commas + 1
}

fn is_query(tokens: &[Token<'_>], place: usize) -> bool {
    let mut rest = tokens.iter().skip(place);
    rest.find(|token| !token.is_symbol("("))
        .is_some_and(|token| token.is_one_of(&["select", "with", "values", "table"]))
}

/// Whether a `*` stands for columns, and is neither a factor nor what `count(*)` counts.
fn is_star(tokens: &[Token<'_>], place: usize) -> bool {
    let Some(token) = tokens.get(place).filter(|token| token.is_symbol("*")) else {
        return false;
    };
    let before = place.checked_sub(1).and_then(|before| tokens.get(before));
    before.is_some_and(|before| {
        before.is_symbol(".") && before.end() == token.start
            || before.is_symbol(",")
            || before.is_one_of(&["select", "all", "distinct"])
    })
}

/// `IN (SELECT …)` and the like.
fn is_membership(tokens: &[Token<'_>], place: usize) -> bool {
    let is_word = tokens
        .get(place)
        .is_some_and(|token| token.is_one_of(&["in", "any", "some", "all"]));
    let opens = tokens
        .get(place + 1)
        .is_some_and(|next| next.is_symbol("("));
    is_word && opens && is_query(tokens, place + 2)
}

#[cfg(test)]
mod tests {
    use schemadrift_core::dialect::Engine;

    use super::{QueryWords, one_line};

    fn hidden(text: &str) -> Option<Vec<String>> {
        QueryWords::of(Engine::PostgreSql, text).hidden
    }

    #[test]
    fn what_a_plan_does_not_show_is_told() {
        for (one, other) in [
            ("SELECT a FROM t LIMIT 1", "SELECT a FROM t LIMIT 2"),
            ("SELECT a FROM t OFFSET 1", "SELECT a FROM t"),
            (
                "SELECT DISTINCT ON (a) a FROM t ORDER BY a, b",
                "SELECT DISTINCT ON (a, b) a FROM t ORDER BY a, b",
            ),
            (
                "SELECT rank() OVER (PARTITION BY a ORDER BY b) FROM t",
                "SELECT rank() OVER (PARTITION BY f(a, c), b ORDER BY b) FROM t",
            ),
            (
                "WITH RECURSIVE r AS (SELECT 1 UNION SELECT 2) SELECT 1",
                "WITH RECURSIVE r AS (SELECT 1 UNION ALL SELECT 2) SELECT 1",
            ),
            ("SELECT EXISTS (SELECT 1)", "SELECT (SELECT true)"),
            ("SELECT a FROM t ORDER BY a", "SELECT a FROM t"),
        ] {
            assert_ne!(hidden(one), hidden(other), "{one}");
        }
    }

    #[test]
    fn what_is_printed_elsewhere_is_the_same() {
        for (one, other) in [
            (
                "select a from t limit 5 offset 2",
                "SELECT t.a FROM t OFFSET 2 LIMIT 5",
            ),
            (
                "SELECT a FROM t FETCH FIRST 5 ROWS ONLY",
                "SELECT a FROM t LIMIT 5",
            ),
            ("SELECT t.limit, t.offset FROM t", "SELECT 1"),
        ] {
            assert_eq!(hidden(one), hidden(other), "{one}");
            assert!(hidden(one).is_some(), "{one}");
        }
    }

    #[test]
    fn what_has_no_words_is_not_judged() {
        for text in [
            "VALUES (1)",
            "SELECT a FROM t LIMIT 1 + 1",
            "SELECT sum(a) OVER (ORDER BY b ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM t",
            "SELECT a FROM t FOR UPDATE",
            "SELECT a FROM t FETCH FIRST 5 ROWS WITH TIES",
        ] {
            assert_eq!(hidden(text), None, "{text}");
        }
    }

    #[test]
    fn stars_stand_for_columns_or_not() {
        let has_star = |text| QueryWords::of(Engine::PostgreSql, text).has_star;
        for text in ["SELECT * FROM t", "SELECT t.* FROM t", "SELECT a, * FROM t"] {
            assert!(has_star(text), "{text}");
        }
        for text in [
            "SELECT count(*) FROM t",
            "SELECT a * b FROM t",
            "SELECT 2 * a",
        ] {
            assert!(!has_star(text), "{text}");
        }
    }

    #[test]
    fn one_line_has_no_comments() {
        let line = one_line(
            Engine::PostgreSql,
            "SELECT a -- no\n, $x$it's$x$ /* no */ FROM t",
        );
        assert_eq!(line, "SELECT a , 'it''s' FROM t");
    }
}
