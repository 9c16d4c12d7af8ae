//! Owns the comparison of expressions by their normal forms. Two different constants differ;
//! any other two texts are put to the server, and stay undecided without one.

use schemadrift_core::data_type::{ColumnType, DataType};
use schemadrift_core::dialect::Engine;
use schemadrift_core::expression::{Constant, Expression, NormalForm};
use schemadrift_core::model::{Column, Table};
use schemadrift_core::name::Name;
use schemadrift_core::origin::Origin;
use schemadrift_core::question::{Answer, Answers, Question, QuestionContext};
use schemadrift_core::stated::Stated;
use serde_json::{Number, Value};

use super::{Unsure, Verdict, moments};

/// What two expressions are compared in.
#[derive(Debug, Clone, Copy)]
pub struct Setting<'a> {
    /// The live database.
    pub engine: Engine,
    /// What the server has already said.
    pub answers: &'a Answers,
}

/// Compares the defaults of one column.
///
/// `shape` is what the column's type comes down to: the type beneath, where it is a domain.
pub fn compare_defaults(
    setting: Setting<'_>,
    expected: &Expression,
    found: &Expression,
    live_column: &Column,
    shape: Option<&DataType>,
) -> Verdict {
    if expected.text == found.text {
        return Verdict::Same;
    }
    let live_type = live_column.data_type.get();
    match (&expected.normal, &found.normal) {
        // Where declared types are only a hint, a moment is stored in whatever spelling it has.
        (NormalForm::Constant(expected_value), NormalForm::Constant(found_value))
            if setting.engine.dialect().affinity.is_some() && shape.is_some_and(is_temporal) =>
        {
            return match moments::same_stored(expected_value, found_value) {
                Some(true) => Verdict::Same,
                Some(false) => Verdict::Differs,
                None => Verdict::Unsure(Unsure {
                    reason: "programs read several spellings of one moment".to_owned(),
                    expected: expected_value.to_string(),
                    found: found_value.to_string(),
                    question: None,
                }),
            };
        }
        (NormalForm::Constant(expected), NormalForm::Constant(found)) => {
            return if same_constant(expected, found, shape) {
                Verdict::Same
            } else {
                Verdict::Differs
            };
        }
        _ => {}
    }
    if let Some(verdict) = shape.and_then(|shape| moments::compare(setting, expected, found, shape))
    {
        return verdict;
    }
    settle(setting, expected, found, || QuestionContext::Value {
        type_text: live_type
            .map(|live_type| live_type.text.clone())
            .unwrap_or_default(),
    })
}

/// Compares conditions or keys over the columns of one table.
pub fn compare_over_row(
    setting: Setting<'_>,
    expected: &Expression,
    found: &Expression,
    live_table: &Table,
) -> Verdict {
    settle(setting, expected, found, || QuestionContext::Row {
        columns: typed(&live_table.columns),
    })
}

/// Compares conditions over the rows `old` and `new` of these columns.
pub fn compare_over_change<'a>(
    setting: Setting<'_>,
    expected: &Expression,
    found: &Expression,
    columns: impl Iterator<Item = &'a Column>,
) -> Verdict {
    settle(setting, expected, found, || QuestionContext::Change {
        columns: typed(columns),
    })
}

/// Compares texts of which nothing is understood but their tokens.
pub fn compare_texts(expected: &Expression, found: &Expression) -> Verdict {
    if expected.text == found.text || (expected.normal == found.normal && found.normal.is_known()) {
        return Verdict::Same;
    }
    Verdict::Unsure(Unsure {
        reason: UNDECIDED.to_owned(),
        expected: expected.text.clone(),
        found: found.text.clone(),
        question: None,
    })
}

/// Why two texts stay undecided where nobody can be asked.
const UNDECIDED: &str = "text differs, meaning not judged";

fn typed<'a>(columns: impl IntoIterator<Item = &'a Column>) -> Vec<(Name, String)> {
    let columns = columns.into_iter();
    columns
        .filter_map(|column| Some((column.name.clone(), column.data_type.get()?.text.clone())))
        .collect()
}

/// Compares conditions over the value of a domain, which they call `VALUE`.
pub fn compare_over_value(
    setting: Setting<'_>,
    expected: &Expression,
    found: &Expression,
    base: &ColumnType,
) -> Verdict {
    settle(setting, expected, found, || QuestionContext::Row {
        columns: vec![(Name::new("value"), base.text.clone())],
    })
}

/// Compares the defaults of a domain.
pub fn compare_values(
    setting: Setting<'_>,
    expected: &Expression,
    found: &Expression,
    base: &ColumnType,
) -> Verdict {
    let mut value = Column::new("value", Origin::Unlocated);
    value.data_type = Stated::Written(base.clone());
    compare_defaults(setting, expected, found, &value, Some(&base.shape))
}

/// Compares the queries of two views. `columns` are those of the database's view, `given` the names
/// that the code gives its own, if they are known.
pub fn compare_queries(
    setting: Setting<'_>,
    expected: &Expression,
    found: &Expression,
    columns: &[Column],
    given: &[Column],
) -> Verdict {
    let names = |columns: &[Column]| columns.iter().map(|column| column.name.clone()).collect();
    settle(setting, expected, found, || QuestionContext::Query {
        columns: names(columns),
        given: names(given),
    })
}

fn settle(
    setting: Setting<'_>,
    expected: &Expression,
    found: &Expression,
    context: impl FnOnce() -> QuestionContext,
) -> Verdict {
    if expected.text == found.text || (expected.normal == found.normal && found.normal.is_known()) {
        return Verdict::Same;
    }
    let unsure = |reason: String, question| {
        Verdict::Unsure(Unsure {
            reason,
            expected: expected.normal.to_string(),
            found: found.normal.to_string(),
            question,
        })
    };
    for side in [expected, found] {
        if let NormalForm::ReadAnew(reason) = &side.normal {
            return unsure(reason.clone(), None);
        }
    }
    let undecided = UNDECIDED.to_owned();
    if setting.engine != Engine::PostgreSql {
        return unsure(undecided, None);
    }
    let question = Question {
        context: context(),
        expected: expected.text.clone(),
        found: found.text.clone(),
    };
    match setting.answers.get(&question) {
        Some(Answer::Same) => Verdict::Same,
        Some(Answer::Different) => Verdict::Differs,
        Some(Answer::Unknown(reason)) => unsure(
            format!("text differs, and the server could not judge it: {reason}"),
            None,
        ),
        None => unsure(undecided, Some(question)),
    }
}

fn same_constant(expected: &Constant, found: &Constant, shape: Option<&DataType>) -> bool {
    if expected == found {
        return true;
    }
    match (expected, found, shape) {
        (Constant::Text(one), Constant::Text(other), Some(DataType::Json | DataType::Jsonb)) => {
            same_json(one, other)
        }
        (Constant::Array(ones), Constant::Array(others), Some(DataType::Array(element))) => {
            ones.len() == others.len()
                && ones
                    .iter()
                    .zip(others)
                    .all(|(one, other)| same_constant(one, other, Some(element)))
        }
        // A precision beyond what the column keeps changes nothing.
        (Constant::Now { .. }, Constant::Now { .. }, Some(shape)) => is_temporal(shape),
        _ => false,
    }
}

fn same_json(one: &str, other: &str) -> bool {
    let parse = serde_json::from_str::<Value>;
    matches!((parse(one), parse(other)), (Ok(one), Ok(other)) if same_value(&one, &other))
}

/// Numbers are compared by value: `1.0` is `1`.
fn same_value(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => same_number(one, other),
        (Value::Array(ones), Value::Array(others)) => {
            ones.len() == others.len()
                && ones
                    .iter()
                    .zip(others)
                    .all(|(one, other)| same_value(one, other))
        }
        (Value::Object(ones), Value::Object(others)) => {
            ones.len() == others.len()
                && ones
                    .iter()
                    .all(|(key, one)| others.get(key).is_some_and(|other| same_value(one, other)))
        }
        (one, other) => one == other,
    }
}

fn same_number(one: &Number, other: &Number) -> bool {
    // Whole numbers below are exact as binary fractions too.
    const LARGEST_EXACT: f64 = 9_007_199_254_740_992.0;
    let is_exact = |number: &Number| {
        number
            .as_f64()
            .is_some_and(|value| value.abs() < LARGEST_EXACT)
    };
    one == other || is_exact(one) && is_exact(other) && one.as_f64() == other.as_f64()
}

pub(super) fn is_temporal(shape: &DataType) -> bool {
    matches!(
        shape,
        DataType::Date | DataType::Time { .. } | DataType::Timestamp { .. }
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(shape: DataType, text: &str) -> Column {
        let mut column = Column::new("c", Origin::Unlocated);
        column.data_type = Stated::Written(ColumnType::exact(text, shape));
        column
    }

    fn shape(column: &Column) -> Option<&DataType> {
        column.data_type.get().map(|data_type| &data_type.shape)
    }

    fn rewritten(text: &str) -> Expression {
        Expression {
            text: text.into(),
            normal: NormalForm::Rewritten(text.into()),
        }
    }

    fn constant(text: &str, constant: Constant) -> Expression {
        Expression {
            text: text.into(),
            normal: NormalForm::Constant(constant),
        }
    }

    #[test]
    fn json_is_compared_by_value() {
        let column = column(DataType::Jsonb, "jsonb");
        let answers = Answers::default();
        let setting = Setting {
            engine: Engine::PostgreSql,
            answers: &answers,
        };
        let one = constant("1", Constant::Text("{\"b\":1,\"a\":2}".into()));
        let other = constant("2", Constant::Text("{\"a\": 2, \"b\": 1}".into()));
        let third = constant("3", Constant::Text("{\"a\": 2}".into()));
        assert_eq!(
            compare_defaults(setting, &one, &other, &column, shape(&column)),
            Verdict::Same
        );
        assert_eq!(
            compare_defaults(setting, &one, &third, &column, shape(&column)),
            Verdict::Differs
        );
    }

    #[test]
    fn the_server_settles_what_texts_cannot() {
        let column = column(DataType::integer(32), "integer");
        let (one, other) = (rewritten("1 + 2"), rewritten("2 + 1"));
        let mut answers = Answers::default();
        let setting = Setting {
            engine: Engine::PostgreSql,
            answers: &answers,
        };
        let Verdict::Unsure(unsure) =
            compare_defaults(setting, &one, &other, &column, shape(&column))
        else {
            panic!("decided without a server");
        };
        answers.insert(unsure.question.unwrap(), Answer::Same);
        let setting = Setting {
            engine: Engine::PostgreSql,
            answers: &answers,
        };
        assert_eq!(
            compare_defaults(setting, &one, &other, &column, shape(&column)),
            Verdict::Same
        );
    }

    #[test]
    fn without_a_server_an_expression_stays_undecided() {
        let column = column(
            DataType::Text(schemadrift_core::data_type::TextSize::Regular),
            "TEXT",
        );
        let answers = Answers::default();
        let setting = Setting {
            engine: Engine::Sqlite,
            answers: &answers,
        };
        let verdict = compare_defaults(
            setting,
            &rewritten("f(1)"),
            &rewritten("g(1)"),
            &column,
            shape(&column),
        );
        assert!(matches!(
            verdict,
            Verdict::Unsure(Unsure { question: None, .. })
        ));
    }
}
