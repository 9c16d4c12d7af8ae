//! Writes the statements that settle questions.

use schemadrift_core::name::Name;
use schemadrift_core::question::{Question, QuestionContext};

use super::guard::is_one_expression;
use super::query;
use crate::postgresql::session::quoted;

/// The statements whose plans answer a question: one that plans both expressions, or one for each
/// of two queries.
///
/// # Errors
///
/// When a text is not one expression, as one clause.
pub(super) fn plans(question: &Question) -> Result<Vec<String>, String> {
    let query = match &question.context {
        QuestionContext::Value { type_text } => over_nothing(question, type_text)?,
        QuestionContext::Row { columns } => over_row(question, columns)?,
        QuestionContext::Change { columns } => over_change(question, columns)?,
        QuestionContext::Query { columns, given } => {
            return of_queries(question, columns, given);
        }
    };
    Ok(vec![explained(&query)])
}

fn explained(query: &str) -> String {
    format!("EXPLAIN (VERBOSE, COSTS OFF, FORMAT JSON) {query}")
}

/// Plans both queries with the columns of the database's view in front of all that each has: others,
/// or others in number or order, make another plan.
///
/// Where a `*` stands for columns, a table may have got more since the view was made: what it stood
/// for then is known if the names are, and only those are looked at.
fn of_queries(
    question: &Question,
    columns: &[Name],
    given: &[Name],
) -> Result<Vec<String>, String> {
    let is_open = (
        query::has_star(&question.expected),
        query::has_star(&question.found),
    );
    let rest = if (is_open.0 || is_open.1) && !given.is_empty() {
        ""
    } else {
        ", compared.*"
    };
    let given = if is_open.0 { &[] } else { given };
    let own = if is_open.1 { &[] } else { columns };
    Ok(vec![
        of_query(&question.expected, columns, given, rest)?,
        of_query(&question.found, columns, own, rest)?,
    ])
}

fn of_query(text: &str, columns: &[Name], given: &[Name], rest: &str) -> Result<String, String> {
    let text = query::closed(text).ok_or("a query is not closed in itself")?;
    let list = |names: &[Name], prefix: &str| {
        let names: Vec<String> = names
            .iter()
            .map(|name| format!("{prefix}{}", quoted(name.as_str())))
            .collect();
        names.join(", ")
    };
    let given = if given.is_empty() {
        String::new()
    } else {
        format!(" ({})", list(given, ""))
    };
    let query = format!(
        "SELECT {}{rest} FROM ({text}) AS compared{given}",
        list(columns, "compared.")
    );
    Ok(explained(&query))
}

/// Both expressions where no column is visible.
fn over_nothing(question: &Question, type_text: &str) -> Result<String, String> {
    let (expected, found) = both(question)?;
    let data_type = one_type(type_text)?;
    Ok(format!(
        "SELECT CAST(({expected}) AS {data_type}), CAST(({found}) AS {data_type})"
    ))
}

/// Both expressions over one row that never exists.
fn over_row(question: &Question, columns: &[(Name, String)]) -> Result<String, String> {
    let (expected, found) = both(question)?;
    let row = synthetic_row(columns)?;
    Ok(format!(
        "SELECT ({expected}), ({found}) FROM ({row}) AS synthetic WHERE false"
    ))
}

/// Both conditions over a row as it was and as it becomes.
fn over_change(question: &Question, columns: &[(Name, String)]) -> Result<String, String> {
    let (expected, found) = both(question)?;
    let row = synthetic_row(columns)?;
    Ok(format!(
        "SELECT ({expected}), ({found}) FROM ({row}) AS old, ({row}) AS new WHERE false"
    ))
}

fn both(question: &Question) -> Result<(&str, &str), String> {
    for text in [&question.expected, &question.found] {
        if !is_one_expression(text) {
            return Err(format!("`{text}` is not one closed expression"));
        }
    }
    Ok((&question.expected, &question.found))
}

/// A row that never exists. `OFFSET 0` keeps the planner from folding its NULLs into the
/// expressions, and `WHERE false` behind it makes the plan one node.
fn synthetic_row(columns: &[(Name, String)]) -> Result<String, String> {
    let columns: Result<Vec<String>, String> = columns
        .iter()
        .map(|(name, data_type)| {
            let data_type = one_type(data_type)?;
            Ok(format!("NULL::{data_type} AS {}", quoted(name.as_str())))
        })
        .collect();
    Ok(format!("SELECT {} OFFSET 0", columns?.join(", ")))
}

fn one_type(text: &str) -> Result<&str, String> {
    if is_one_expression(text) {
        Ok(text)
    } else {
        Err(format!("`{text}` is not a type"))
    }
}

/// Two statements that run all of these and give their results as one JSON array: the result
/// after a `+`, or the reason for none after a `-`. Each runs inside a block of its own. What is
/// run from a block cannot end the read-only transaction.
///
/// A time limit counts for the whole block and is not renewed, so the first one that reaches it
/// is the last that runs.
pub(super) fn together(statements: &[String]) -> [String; 2] {
    let asked: Vec<String> = statements
        .iter()
        .map(|statement| format!("({})", literal(statement)))
        .collect();
    let block = format!(
        "DO $schemadrift$
DECLARE
    statement text;
    outcome text;
    outcomes text[] := '{{}}';
    is_over boolean := false;
BEGIN
    FOR statement IN VALUES {} LOOP
        IF is_over THEN
            outcome := '-not asked, since another question took too long';
        ELSE
            BEGIN
                EXECUTE statement INTO outcome;
                outcome := '+' || outcome;
            EXCEPTION
                WHEN query_canceled THEN
                    is_over := true;
                    outcome := '-' || SQLERRM;
                WHEN OTHERS THEN
                    outcome := '-' || SQLERRM;
            END;
        END IF;
        outcomes := pg_catalog.array_append(outcomes, outcome);
    END LOOP;
    PERFORM pg_catalog.set_config(
        'schemadrift.outcomes', pg_catalog.array_to_json(outcomes)::text, true
    );
END
$schemadrift$",
        asked.join(", ")
    );
    let answer = "SELECT pg_catalog.current_setting('schemadrift.outcomes')".to_owned();
    [block, answer]
}

/// A string literal that means the same whatever the session's settings, and holds no `$` that
/// could end the block.
fn literal(text: &str) -> String {
    let mut literal = String::with_capacity(text.len() + 3);
    literal.push_str("E'");
    for character in text.chars() {
        match character {
            '\\' => literal.push_str("\\\\"),
            '\'' => literal.push_str("''"),
            '$' => literal.push_str("\\x24"),
            other => literal.push(other),
        }
    }
    literal.push('\'');
    literal
}

#[cfg(test)]
mod tests {
    use schemadrift_core::name::Name;
    use schemadrift_core::question::{Question, QuestionContext};

    use super::{literal, plans};

    fn question(expected: &str) -> Question {
        Question {
            context: QuestionContext::Row {
                columns: vec![(Name::from("a\"b"), "integer".to_owned())],
            },
            expected: expected.to_owned(),
            found: "1".to_owned(),
        }
    }

    #[test]
    fn columns_become_a_row_that_never_exists() {
        assert_eq!(
            plans(&question("2")).unwrap(),
            [
                "EXPLAIN (VERBOSE, COSTS OFF, FORMAT JSON) SELECT (2), (1) FROM \
                 (SELECT NULL::integer AS \"a\"\"b\" OFFSET 0) AS synthetic WHERE false"
            ]
        );
    }

    #[test]
    fn more_than_an_expression_is_not_asked() {
        assert!(plans(&question("1); DELETE FROM t; SELECT (1")).is_err());
        assert!(plans(&question("1), (2")).is_err());
    }

    #[test]
    fn literals_cannot_end_what_holds_them() {
        assert_eq!(
            literal("a'b\\c$schemadrift$"),
            "E'a''b\\\\c\\x24schemadrift\\x24'"
        );
    }
}
