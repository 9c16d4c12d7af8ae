//! Rule `function-definition`: a function or a procedure works in another way than the code
//! declares.

use schemadrift_core::data_type::{ColumnType, DataType};
use schemadrift_core::finding::{Direction, Effect};
use schemadrift_core::model::{Parameter, ParameterMode, Routine};

use super::facets::Facets;
use super::routine_text::{noun, parameters, volatility};
use super::{Context, Outcome, Rule, Run};
use crate::pairing::RoutinePair;
use crate::verdict::expressions::compare_values;
use crate::verdict::{Unsure, Verdict, bodies};

pub(super) static RULE: Rule = Rule {
    name: "function-definition",
    summary: "a function or a procedure works in another way than the code declares",
    effect: Effect::ReadsFail,
    since: "0.1.0",
    page: include_str!("../../pages/function-definition.md"),
    run: Run::Routine(check),
};

fn check(pair: &RoutinePair<'_>, context: &Context<'_>, outcome: &mut Outcome) {
    let Some((code, live)) = pair.sides.both() else {
        return;
    };
    let object = pair.path.clone();
    let mut unsure = Vec::new();
    let facets = differences(code, live, context, &mut unsure);
    if let Some(reason) = context.pairs.doubt_of_all()
        && (facets.effect().is_some() || !unsure.is_empty())
    {
        return outcome.untold(&RULE, object, reason);
    }
    for unsure in unsure {
        outcome.unsure(&RULE, object.clone(), unsure);
    }
    let Some(effect) = facets.effect() else {
        return;
    };
    RULE.draft(
        object,
        effect,
        Direction::Differs,
        format!(
            "{} `{}` differs from the declared one in {}",
            noun(code),
            pair.shown,
            facets.names()
        ),
    )
    .values(Some(facets.expected()), Some(facets.found()))
    .declared(Some(&code.origin), "declared here")
    .note(note(effect))
    .help("replace it in a migration, or declare the one that the database has")
    .report(outcome);
}

fn note(effect: Effect) -> &'static str {
    match effect {
        Effect::Cosmetic | Effect::Slower => "it may be called more often, or keep fewer indexes",
        Effect::DataAtRisk => "it does other things than the code believes",
        Effect::WritesFail | Effect::ReadsFail => "calls fail, or get something else back",
    }
}

fn differences(
    code: &Routine,
    live: &Routine,
    context: &Context<'_>,
    unsure: &mut Vec<Unsure>,
) -> Facets {
    let mut facets = Facets::default();
    if code.kind != live.kind {
        facets.add(Effect::ReadsFail, "kind", noun(code), noun(live));
        return facets;
    }
    let sides = (&code.result, &live.result);
    facets.compare(Effect::ReadsFail, "result", sides, |result| match result {
        Some(result) => format!("RETURNS {result}"),
        None => "no result".to_owned(),
    });
    compare_parameters(&mut facets, code, live, context, unsure);
    let at_risk = Effect::DataAtRisk;
    let sides = (&code.language, &live.language);
    facets.compare(at_risk, "language", sides, |name| {
        format!("LANGUAGE {name}")
    });
    let sides = (&code.has_owners_rights, &live.has_owners_rights);
    facets.compare(at_risk, "rights", sides, |has| {
        let whose = if *has { "DEFINER" } else { "INVOKER" };
        format!("SECURITY {whose}")
    });
    let sides = (&code.is_strict, &live.is_strict);
    facets.compare(at_risk, "treatment of nulls", sides, |is_strict| {
        if *is_strict {
            "STRICT"
        } else {
            "CALLED ON NULL INPUT"
        }
        .to_owned()
    });
    let sides = (&code.settings, &live.settings);
    facets.compare(at_risk, "settings", sides, |settings| {
        if settings.is_empty() {
            "no settings".to_owned()
        } else {
            format!("SET {}", settings.join(", "))
        }
    });
    let sides = (&code.volatility, &live.volatility);
    facets.compare(Effect::Slower, "volatility", sides, |own| {
        volatility(*own).to_owned()
    });
    let languages = code.language.both(&live.language);
    if languages.is_none_or(|(expected, found)| expected == found) {
        unsure.extend(bodies::unsure(code, live));
    }
    facets
}

/// Compares what calls by name, and calls that leave something out, depend on.
fn compare_parameters(
    facets: &mut Facets,
    code: &Routine,
    live: &Routine,
    context: &Context<'_>,
    unsure: &mut Vec<Unsure>,
) {
    let Some((expected, found)) = code.parameters.both(&live.parameters) else {
        return;
    };
    // Where types tell overloads apart they were compared, and what differs in those that only
    // give a result differs in the result. Elsewhere no call names a parameter.
    let has_overloads = context.pairs.dialect.has_namespaces;
    let names = |parameters: &[Parameter]| -> Vec<(Option<String>, ParameterMode)> {
        let parameters = parameters.iter();
        parameters
            .map(|own| {
                let name = own.name.as_ref().map(ToString::to_string);
                let told = if has_overloads {
                    name
                } else {
                    Some(own.data_type.clone())
                };
                (told, own.mode)
            })
            .collect()
    };
    if names(expected) != names(found) {
        let (expected, found) = (parameters(expected), parameters(found));
        return facets.add(Effect::WritesFail, "parameters", expected, found);
    }
    for (expected, found) in expected.iter().zip(found) {
        compare_defaults(facets, expected, found, context, unsure);
    }
}

fn compare_defaults(
    facets: &mut Facets,
    expected: &Parameter,
    found: &Parameter,
    context: &Context<'_>,
    unsure: &mut Vec<Unsure>,
) {
    let words = |parameter: &Parameter| {
        let name = parameter.name.as_ref();
        let name = name.map_or(parameter.data_type.as_str(), |name| name.as_str());
        match &parameter.default {
            Some(default) => format!("{name} DEFAULT {}", default.text),
            None => format!("{name} without a default"),
        }
    };
    let effect = match (&expected.default, &found.default) {
        (None, None) => return,
        (Some(_), None) => Effect::WritesFail,
        (None, Some(_)) => Effect::Cosmetic,
        (Some(one), Some(other)) => {
            let data_type = ColumnType::exact(found.data_type.as_str(), DataType::Unreadable);
            match compare_values(context.expressions(), one, other, &data_type) {
                Verdict::Same => return,
                Verdict::Differs => Effect::DataAtRisk,
                Verdict::Unsure(reason) => return unsure.push(reason),
            }
        }
    };
    facets.add(effect, "defaults", words(expected), words(found));
}
