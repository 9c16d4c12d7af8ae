//! Owns the options of functions and procedures that say how they run.

use schemadrift_core::dialect::Engine;
use schemadrift_core::model::Volatility;
use squawk_syntax::ast;

use super::reader::Reader;
use crate::change::RoutineOption;
use crate::tokens::{Kind, Token, decode_text, tokenize};

/// What a list of options says, as far as the model holds it.
pub(super) fn of_list(reader: &Reader<'_>, list: &ast::FuncOptionList) -> Vec<RoutineOption> {
    let options = list.options();
    options.filter_map(|option| of(reader, &option)).collect()
}

fn of(reader: &Reader<'_>, option: &ast::FuncOption) -> Option<RoutineOption> {
    use ast::FuncOption as Option_;
    match option {
        Option_::VolatilityFuncOption(node) => volatility(reader.written(node)),
        Option_::SecurityDefinerFuncOption(_) => Some(RoutineOption::OwnersRights(true)),
        Option_::SecurityInvokerFuncOption(_) => Some(RoutineOption::OwnersRights(false)),
        Option_::StrictFuncOption(_) | Option_::ReturnsNullOnNullInputFuncOption(_) => {
            Some(RoutineOption::Strict(true))
        }
        Option_::CalledOnNullInputFuncOption(_) => Some(RoutineOption::Strict(false)),
        Option_::SetFuncOption(node) => Some(setting(reader.written(node))),
        Option_::ResetFuncOption(node) => Some(reset(reader.written(node))),
        // They say how costly it is, or what it is.
        Option_::AsFuncOption(_)
        | Option_::CostFuncOption(_)
        | Option_::LanguageFuncOption(_)
        | Option_::LeakproofFuncOption(_)
        | Option_::NotLeakproofFuncOption(_)
        | Option_::ParallelFuncOption(_)
        | Option_::RowsFuncOption(_)
        | Option_::SupportFuncOption(_)
        | Option_::TransformFuncOption(_)
        | Option_::WindowFuncOption(_) => None,
    }
}

fn volatility(written: &str) -> Option<RoutineOption> {
    let volatility = match written.trim().to_ascii_lowercase().as_str() {
        "immutable" => Volatility::Immutable,
        "stable" => Volatility::Stable,
        "volatile" => Volatility::Volatile,
        _ => return None,
    };
    Some(RoutineOption::Volatility(volatility))
}

/// `SET name TO value, …` in one spelling: the catalog quotes what the statement may not.
fn setting(written: &str) -> RoutineOption {
    let tokens = tokenize(Engine::PostgreSql, written);
    let is_between = |token: &Token<'_>| token.is_word("to") || token.is_symbol("=");
    let Some(between) = tokens.iter().position(is_between) else {
        return RoutineOption::SetUnknown;
    };
    let name: String = tokens[..between].iter().skip(1).map(spelling).collect();
    let mut values: Vec<String> = Vec::new();
    for part in tokens[between + 1..].split(|token| token.is_symbol(",")) {
        values.push(part.iter().map(spelling).collect());
    }
    let value = values.join(", ");
    if value == "default" {
        RoutineOption::Reset(name)
    } else {
        RoutineOption::Set(name, value)
    }
}

fn reset(written: &str) -> RoutineOption {
    let tokens = tokenize(Engine::PostgreSql, written);
    let name: String = tokens.iter().skip(1).map(spelling).collect();
    if name == "all" {
        RoutineOption::ResetAll
    } else {
        RoutineOption::Reset(name)
    }
}

/// A value without its quotes; an empty one keeps them, so that it can be seen.
fn spelling(token: &Token<'_>) -> String {
    let engine = Engine::PostgreSql;
    let text = match token.kind {
        Kind::Text => decode_text(engine, token.text),
        Kind::Word | Kind::QuotedName => token.name(engine),
        Kind::Number | Kind::Bits | Kind::Hexadecimal | Kind::Symbol => None,
    };
    match text {
        Some(text) if text.is_empty() => "''".to_owned(),
        Some(text) => text,
        None => token.text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::setting;
    use crate::change::RoutineOption;

    #[test]
    fn settings_have_one_spelling() {
        let set = |name: &str, value: &str| RoutineOption::Set(name.into(), value.into());
        for (written, expected) in [
            (
                "SET search_path = public, pg_temp",
                set("search_path", "public, pg_temp"),
            ),
            (
                "SET search_path TO 'public', 'pg_temp'",
                set("search_path", "public, pg_temp"),
            ),
            ("set Search_Path to ''", set("search_path", "''")),
            ("SET search_path = \"\"", set("search_path", "''")),
            ("SET app.limit TO '5'", set("app.limit", "5")),
            ("SET app.limit = 5", set("app.limit", "5")),
            ("SET work_mem FROM CURRENT", RoutineOption::SetUnknown),
            (
                "SET work_mem TO DEFAULT",
                RoutineOption::Reset("work_mem".into()),
            ),
        ] {
            assert_eq!(setting(written), expected, "{written}");
        }
    }
}
