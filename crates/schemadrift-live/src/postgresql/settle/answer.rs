//! Reads what the server says to questions.

use schemadrift_core::dialect::Engine;
use schemadrift_core::expression::NormalForm;
use schemadrift_core::question::Answer;
use schemadrift_sql::expression::{leaves_open, read_expression};
use serde_json::Value;

use super::Outcome;
use crate::postgresql::session::Failure;

/// The answer in a plan: the two expressions as the planner prints them.
pub(super) fn of_plan(plan: &str) -> Answer {
    let Ok(plan) = serde_json::from_str::<Value>(plan) else {
        return unknown("the plan is not JSON");
    };
    let node = &plan[0]["Plan"];
    let outputs: Option<Vec<&str>> = node["Output"]
        .as_array()
        .map(|outputs| outputs.iter().filter_map(Value::as_str).collect());
    let Some([expected, found]) = outputs.as_deref() else {
        return unknown("the plan does not show both expressions");
    };
    // A subquery is printed by number only, whatever it asks.
    let is_plain = node["Node Type"] == "Result" && node.get("Plans").is_none();
    if !is_plain || [expected, found].iter().any(|text| names_subplan(text)) {
        return unknown("it asks another query, which the planner does not print");
    }
    if expected == found || same_normal_form(expected, found) {
        Answer::Same
    } else if leaves_open(expected, found) {
        unknown("it calls a function whose value the planner leaves open")
    } else {
        Answer::Different
    }
}

fn names_subplan(text: &str) -> bool {
    ["SubPlan ", "InitPlan ", "$0"]
        .iter()
        .any(|mark| text.contains(mark))
}

/// The planner keeps the order of operands and lists, which means nothing.
fn same_normal_form(expected: &str, found: &str) -> bool {
    let normal = |text| read_expression(Engine::PostgreSql, text).normal;
    match (normal(expected), normal(found)) {
        (NormalForm::Unreadable(_), _) | (_, NormalForm::Unreadable(_)) => false,
        (expected, found) => expected == found,
    }
}

fn unknown(reason: &str) -> Answer {
    Answer::Unknown(reason.to_owned())
}

/// The outcomes of statements that were asked together.
pub(super) fn outcomes(text: &str) -> Vec<Outcome> {
    let items: Vec<Option<String>> = serde_json::from_str(text).unwrap_or_default();
    items
        .into_iter()
        .map(|item| {
            let item = item.ok_or("the server answered nothing")?;
            match item.strip_prefix('+') {
                Some(result) => Ok(result.to_owned()),
                None => Err(item.trim_start_matches('-').to_owned()),
            }
        })
        .collect()
}

/// Whether the server, or the role, has no PL/pgSQL.
pub(super) fn lacks_language(failure: &Failure) -> bool {
    let Failure::Driver(sqlx::Error::Database(answer)) = failure else {
        return false;
    };
    // Insufficient privilege, undefined object, feature not supported, syntax error.
    matches!(
        answer.code().as_deref(),
        Some("42501" | "42704" | "0A000" | "42601")
    )
}

#[cfg(test)]
mod tests {
    use schemadrift_core::question::Answer;

    use super::{of_plan, outcomes};

    fn plan(node: &str, outputs: &str) -> String {
        format!(r#"[{{"Plan": {{"Node Type": "{node}", "Output": [{outputs}]}}}}]"#)
    }

    #[test]
    fn outputs_decide() {
        assert_eq!(of_plan(&plan("Result", r#""a", "a""#)), Answer::Same);
        assert_eq!(of_plan(&plan("Result", r#""1", "2""#)), Answer::Different);
        let open = plan("Result", r#""concat('x', 'y')", "'xy'::text""#);
        assert!(matches!(of_plan(&open), Answer::Unknown(_)));
    }

    #[test]
    fn what_the_plan_does_not_show_stays_open() {
        for shown in [
            plan("Result", r#""(SubPlan 1)", "(SubPlan 1)""#),
            plan("ProjectSet", r#""a", "a""#),
            plan("Result", r#""a""#),
            "nonsense".to_owned(),
            "[]".to_owned(),
        ] {
            assert!(matches!(of_plan(&shown), Answer::Unknown(_)), "{shown}");
        }
    }

    #[test]
    fn outcomes_are_results_or_reasons() {
        assert_eq!(
            outcomes(r#"["+t", "-no such column", null]"#),
            [
                Ok("t".to_owned()),
                Err("no such column".to_owned()),
                Err("the server answered nothing".to_owned())
            ]
        );
        assert!(outcomes("").is_empty());
    }
}
