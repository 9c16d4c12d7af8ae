//! Owns defaults that attributes state. An attribute that is not there says nothing: generated
//! entities never write defaults.

use schemadrift_core::data_type::DataType;
use schemadrift_core::dialect::Engine;
use schemadrift_core::model::DefaultValue;
use schemadrift_core::stated::Stated;
use schemadrift_sql::expression::read_default;

use crate::entity::{Default, DefaultText};
use crate::expression::Expression;

/// The default of a column; one that only running code could tell is some default.
pub(super) fn default(
    source: &Default,
    engine: Engine,
    column_type: &DataType,
) -> Stated<Option<DefaultValue>> {
    let text = match &source.value {
        DefaultText::Text(text) => Some(quoted(text, engine)),
        DefaultText::Number(digits) => Some(digits.clone()),
        DefaultText::Boolean(value) => Some(if *value { "TRUE" } else { "FALSE" }.to_owned()),
        DefaultText::Builder(builder) => built(builder, engine),
        #[cfg(feature = "reflect")]
        DefaultText::Sql(text) => Some(text.clone()),
        DefaultText::Unclear => None,
    };
    Stated::Written(match text {
        Some(text) => read_default(engine, &text, column_type).map(DefaultValue::Expression),
        None => Some(DefaultValue::Unknown),
    })
}

/// A string literal. MySQL reads a backslash in it as the begin of an escape.
fn quoted(text: &str, engine: Engine) -> String {
    let text = text.replace('\'', "''");
    match engine {
        Engine::MySql | Engine::MariaDb => format!("'{}'", text.replace('\\', "\\\\")),
        Engine::PostgreSql | Engine::Sqlite => format!("'{text}'"),
    }
}

/// The SQL that a builder of sea-query writes.
fn built(builder: &Expression, engine: Engine) -> Option<String> {
    match builder {
        Expression::Text(text) => Some(quoted(text, engine)),
        Expression::Number(digits) => Some(digits.clone()),
        Expression::Boolean(value) => Some(if *value { "TRUE" } else { "FALSE" }.to_owned()),
        Expression::Method(receiver, name, _) if matches!(name.as_str(), "into" | "to_owned") => {
            built(receiver, engine)
        }
        Expression::Call(path, arguments) => {
            let name = path.last()?.as_str();
            match (name, arguments.as_slice()) {
                ("current_timestamp", []) => Some("CURRENT_TIMESTAMP".to_owned()),
                ("current_date", []) => Some("CURRENT_DATE".to_owned()),
                ("current_time", []) => Some("CURRENT_TIME".to_owned()),
                ("cust", [Expression::Text(text)]) => Some(text.clone()),
                ("val" | "value" | "new" | "from" | "into", [only]) => built(only, engine),
                _ => None,
            }
        }
        Expression::Path(path) if path.last()? == "CurrentTimestamp" => {
            Some("CURRENT_TIMESTAMP".to_owned())
        }
        _ => None,
    }
}
