//! Settles whether two queries, as views have them, ask for the same. Each is planned for itself, with
//! the planner's liberties taken away, and the plans are compared. No query is run.
//!
//! A plan shows all that a query asks for, but for a few words: those are compared as text, or the
//! question stays open.

use schemadrift_core::dialect::Engine;
use schemadrift_core::question::{Answer, Question, QuestionContext};
use schemadrift_sql::query_words::{QueryWords, one_line, plain_words};
use serde_json::Value;

use super::guard::is_one_expression;
use crate::postgresql::session::Step;

/// Whether a question is about two queries.
pub(super) fn is_asked_of(question: &Question) -> bool {
    match question.context {
        QuestionContext::Query { .. } => true,
        QuestionContext::Value { .. }
        | QuestionContext::Row { .. }
        | QuestionContext::Change { .. } => false,
    }
}

/// Whether a `*` stands for columns.
pub(super) fn has_star(text: &str) -> bool {
    QueryWords::of(Engine::PostgreSql, text).has_star
}

/// A query without comments and dollar quotes; `None` where it is more than one query.
pub(super) fn closed(text: &str) -> Option<String> {
    let text = one_line(Engine::PostgreSql, text);
    is_one_expression(&text).then_some(text)
}

/// What makes the planner show every condition and every order: an index would keep some of them
/// to itself, and so would tables that cannot hold what is asked for.
pub(super) fn settings() -> impl Iterator<Item = Step> {
    [
        "SET LOCAL enable_indexscan = off",
        "SET LOCAL enable_indexonlyscan = off",
        "SET LOCAL enable_bitmapscan = off",
        "SET LOCAL enable_partition_pruning = off",
        "SET LOCAL constraint_exclusion = off",
        "SET LOCAL max_parallel_workers_per_gather = 0",
    ]
    .into_iter()
    .map(Step::silent)
}

/// The answer in two plans.
pub(super) fn answer(question: &Question, expected: &str, found: &str) -> Answer {
    let unknown = |reason: &str| Answer::Unknown(reason.to_owned());
    let parse = serde_json::from_str::<Value>;
    let (Ok(expected_plan), Ok(found_plan)) = (parse(expected), parse(found)) else {
        return unknown("a plan is not JSON");
    };
    let expected_words = QueryWords::of(Engine::PostgreSql, &question.expected);
    let found_words = QueryWords::of(Engine::PostgreSql, &question.found);
    let (expected_plan, found_plan) = (needed(&expected_plan), needed(&found_plan));
    if expected_plan != found_plan {
        return if expected_words.has_star || found_words.has_star {
            unknown("`*` stands for the columns that there were when the view was made")
        } else if without_spelling(&expected_plan) == without_spelling(&found_plan) {
            unknown("the plans differ in casts, or in names that the queries give")
        } else {
            Answer::Different
        };
    }
    if is_empty_by_itself(&expected_plan) {
        return unknown("the planner sees that the query can give no row, and looks no further");
    }
    let has_membership = expected_words.has_membership || found_words.has_membership;
    if has_membership && asks_for_values(&expected_plan) {
        return unknown("it looks for a value in another query, and a plan does not show which");
    }
    if expected_words.hidden.is_none() || found_words.hidden.is_none() {
        return unknown("it holds what a plan does not show");
    }
    if expected_words.hidden == found_words.hidden {
        Answer::Same
    } else {
        Answer::Different
    }
}

/// A plan without the columns of inner queries that nothing asks for, which the planner makes NULL:
/// `*` stands for more of them when a table has got more columns since.
fn needed(plan: &Value) -> Value {
    let nodes = plan.as_array().map(Vec::as_slice).unwrap_or_default();
    let mut nodes = nodes.to_vec();
    for node in &mut nodes {
        let inner = node.get_mut("Plan").and_then(|plan| plan.get_mut("Plans"));
        if let Some(inner) = inner {
            drop_unneeded(inner);
        }
    }
    Value::Array(nodes)
}

fn drop_unneeded(plan: &mut Value) {
    match plan {
        Value::Object(node) => {
            for (key, value) in node {
                match value {
                    Value::Array(outputs) if key == "Output" => outputs.retain(|output| {
                        !output
                            .as_str()
                            .is_some_and(|text| text.starts_with("NULL::"))
                    }),
                    other => drop_unneeded(other),
                }
            }
        }
        Value::Array(nodes) => nodes.iter_mut().for_each(drop_unneeded),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Whether the planner has found that there is nothing to look at.
fn is_empty_by_itself(plan: &Value) -> bool {
    match plan {
        Value::Object(node) => {
            node.get("One-Time Filter")
                .is_some_and(|filter| filter == "false")
                || node.values().any(is_empty_by_itself)
        }
        Value::Array(nodes) => nodes.iter().any(is_empty_by_itself),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

/// Whether a plan asks another query for a value, which servers before version 17 print by number
/// only, without what is looked for.
fn asks_for_values(plan: &Value) -> bool {
    match plan {
        Value::Object(node) => node.iter().any(|(key, value)| {
            !matches!(key.as_str(), "Subplan Name" | "Parent Relationship")
                && asks_for_values(value)
        }),
        Value::Array(nodes) => nodes.iter().any(asks_for_values),
        Value::String(text) => text.contains("SubPlan ") && !text.contains("ANY ("),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

/// A plan without casts, and with numbers for the names that a query gives to what it reads.
fn without_spelling(plan: &Value) -> Value {
    let mut names = Vec::new();
    collect_names(plan, &mut names);
    respelled(plan, &names)
}

fn collect_names(plan: &Value, names: &mut Vec<String>) {
    match plan {
        Value::Object(node) => {
            for (key, value) in node {
                match value {
                    Value::String(name) if matches!(key.as_str(), "Alias" | "CTE Name") => {
                        if !names.contains(name) {
                            names.push(name.clone());
                        }
                    }
                    other => collect_names(other, names),
                }
            }
        }
        Value::Array(nodes) => nodes.iter().for_each(|node| collect_names(node, names)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn respelled(plan: &Value, names: &[String]) -> Value {
    match plan {
        Value::Object(node) => Value::Object(
            node.iter()
                .map(|(key, value)| {
                    // What stands in the database has its own name.
                    let is_own = matches!(key.as_str(), "Relation Name" | "Schema" | "Index Name");
                    let value = if is_own {
                        value.clone()
                    } else {
                        respelled(value, names)
                    };
                    (key.clone(), value)
                })
                .collect(),
        ),
        Value::Array(nodes) => {
            Value::Array(nodes.iter().map(|node| respelled(node, names)).collect())
        }
        Value::String(text) => Value::String(plain_words(Engine::PostgreSql, text, names)),
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use schemadrift_core::name::Name;

    use super::*;

    fn judge(expected: (&str, &str), found: (&str, &str)) -> Answer {
        let plan = |outputs: &str| {
            format!("[{{\"Plan\": {{\"Node Type\": \"Seq Scan\", \"Alias\": \"t\", {outputs}}}}}]")
        };
        let question = Question {
            context: QuestionContext::Query {
                columns: vec![Name::from("a")],
                given: Vec::new(),
            },
            expected: expected.0.to_owned(),
            found: found.0.to_owned(),
        };
        answer(&question, &plan(expected.1), &plan(found.1))
    }

    const OUTPUT: &str = "\"Output\": [\"t.a\"]";

    #[test]
    fn equal_plans_are_not_enough() {
        let one = ("SELECT a FROM t LIMIT 1", OUTPUT);
        assert_eq!(judge(one, one), Answer::Same);
        assert_eq!(
            judge(one, ("SELECT a FROM t LIMIT 2", OUTPUT)),
            Answer::Different
        );
        let values = ("SELECT a FROM (VALUES (1)) AS v (a)", OUTPUT);
        assert!(matches!(judge(values, values), Answer::Unknown(_)));
        let nothing = ("SELECT a FROM t", "\"One-Time Filter\": \"false\"");
        assert!(matches!(judge(nothing, nothing), Answer::Unknown(_)));
        let hashed = (
            "SELECT a FROM t WHERE b OR a IN (SELECT 1)",
            "\"Filter\": \"(t.b OR (hashed SubPlan 1))\"",
        );
        assert!(matches!(judge(hashed, hashed), Answer::Unknown(_)));
    }

    #[test]
    fn other_plans_may_be_other_spellings() {
        let plain = ("SELECT a FROM t", OUTPUT);
        let cast = ("SELECT a::text FROM t", "\"Output\": [\"(t.a)::text\"]");
        assert!(matches!(judge(plain, cast), Answer::Unknown(_)));
        let other = ("SELECT b FROM t", "\"Output\": [\"t.b\"]");
        assert_eq!(judge(plain, other), Answer::Different);
        let star = ("SELECT * FROM t", OUTPUT);
        assert!(matches!(judge(star, other), Answer::Unknown(_)));
    }
}
