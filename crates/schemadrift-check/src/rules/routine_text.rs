//! Owns functions and procedures in the words of findings.

use schemadrift_core::model::{Parameter, ParameterMode, Routine, RoutineKind, Volatility};

/// What kind of routine it is.
pub(super) fn noun(routine: &Routine) -> &'static str {
    match routine.kind {
        RoutineKind::Function => "function",
        RoutineKind::Procedure => "procedure",
        RoutineKind::Aggregate => "aggregate",
        RoutineKind::Window => "window function",
    }
}

/// A routine as a call sees it.
pub(super) fn header(routine: &Routine) -> String {
    let name = &routine.name.name;
    let start = format!("{name}({})", routine.arguments);
    match routine.result.get().and_then(Option::as_ref) {
        Some(result) => format!("{start} returns {result}"),
        None => start,
    }
}

/// Parameters without their defaults.
pub(super) fn parameters(parameters: &[Parameter]) -> String {
    let words: Vec<String> = parameters
        .iter()
        .map(|parameter| {
            let mode = match parameter.mode {
                ParameterMode::In => "",
                ParameterMode::Out => "OUT ",
                ParameterMode::InOut => "INOUT ",
                ParameterMode::Variadic => "VARIADIC ",
            };
            let name = parameter.name.as_ref();
            let name = name.map_or_else(String::new, |name| format!("{name} "));
            format!("{mode}{name}{}", parameter.data_type)
        })
        .collect();
    format!("({})", words.join(", "))
}

/// What may change the result of a function.
pub(super) fn volatility(volatility: Volatility) -> &'static str {
    match volatility {
        Volatility::Immutable => "IMMUTABLE",
        Volatility::Stable => "STABLE",
        Volatility::Volatile => "VOLATILE",
    }
}
