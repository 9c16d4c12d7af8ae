//! Owns what is made altogether, tables among it, and what stands beside tables and changes.

use schemadrift_core::model::{
    Composite, DefaultValue, Domain, GrantObject, Routine, Schema, Sequence, View,
};
use schemadrift_core::name::Name;
use schemadrift_core::object::{ObjectKind, ObjectPath};

use super::plan::{Plan, Stage};
use super::{FixStep, Hazard, enums, named, renames};
use crate::ddl::script::Phase;
use crate::ddl::{named_type, script_of, table};

/// Plans what is made, and what changes beside tables.
pub(super) fn plan(found: &Schema, aimed: &Schema, plan: &mut Plan) {
    let mut made = made(found, aimed);
    renames::hold_back(found, aimed, &mut made, plan);
    plan.take(script_of(&made));
    for own in &aimed.enums {
        let mut enums = found.enums.iter();
        match enums.find(|other| other.name == own.name) {
            Some(other) if other != own => enums::change(other, own, aimed, plan),
            Some(_) | None => {}
        }
    }
    for own in &aimed.domains {
        let mut domains = found.domains.iter();
        match domains.find(|other| other.name == own.name) {
            Some(other) if other != own => change_domain(other, own, plan),
            Some(_) | None => {}
        }
    }
    for own in &aimed.composites {
        let mut composites = found.composites.iter();
        match composites.find(|other| other.name == own.name) {
            Some(other) if other != own => change_composite(other, own, plan),
            Some(_) | None => {}
        }
    }
    for own in &aimed.sequences {
        let mut sequences = found.sequences.iter();
        match sequences.find(|other| other.name == own.name) {
            Some(other) if other != own => change_sequence(own, plan),
            Some(_) | None => {}
        }
    }
    for own in &aimed.routines {
        let mut routines = found.routines.iter();
        match routines.find(|other| is_same_routine(other, own)) {
            Some(other) if other != own => change_routine(other, own, plan),
            Some(_) | None => {}
        }
    }
    for own in &aimed.views {
        let mut views = found.views.iter();
        match views.find(|other| other.name == own.name) {
            Some(other) if other != own => change_view(other, own, plan),
            Some(_) | None => {}
        }
    }
}

/// What is to be and is not there, as a schema of its own.
fn made(found: &Schema, aimed: &Schema) -> Schema {
    let mut made = aimed.clone();
    made.namespaces
        .retain(|own| !found.namespaces.iter().any(|other| other.name == own.name));
    made.extensions
        .retain(|own| !found.extensions.iter().any(|other| other.name == own.name));
    made.tables
        .retain(|own| !found.tables.iter().any(|other| other.name == own.name));
    made.views
        .retain(|own| !found.views.iter().any(|other| other.name == own.name));
    made.enums
        .retain(|own| !found.enums.iter().any(|other| other.name == own.name));
    made.domains
        .retain(|own| !found.domains.iter().any(|other| other.name == own.name));
    made.composites
        .retain(|own| !found.composites.iter().any(|other| other.name == own.name));
    made.sequences
        .retain(|own| !found.sequences.iter().any(|other| other.name == own.name));
    made.routines.retain(|own| {
        !found
            .routines
            .iter()
            .any(|other| is_same_routine(other, own))
    });
    keep_grants(&mut made);
    made
}

/// Who may do what is drafted for what is made, and left alone elsewhere.
fn keep_grants(made: &mut Schema) {
    let mut grants = std::mem::take(&mut made.grants);
    grants.held.retain(|grant| match &grant.object {
        GrantObject::Database | GrantObject::Schema(_) => false,
        GrantObject::Table(name) | GrantObject::Sequence(name) => {
            made.tables.iter().any(|own| own.name == *name)
                || made.views.iter().any(|own| own.name == *name)
                || made.sequences.iter().any(|own| own.name == *name)
        }
        GrantObject::Routine { name, arguments } => made
            .routines
            .iter()
            .any(|own| own.name == *name && own.arguments == *arguments),
    });
    made.grants = grants;
}

fn is_same_routine(one: &Routine, other: &Routine) -> bool {
    one.name == other.name && one.arguments == other.arguments
}

fn change_domain(found: &Domain, aimed: &Domain, plan: &mut Plan) {
    let grammar = plan.grammar;
    let name = grammar.quote_qualified(&aimed.name);
    let alter = |action: &str| format!("ALTER DOMAIN {name} {action}");
    if found.base.shape != aimed.base.shape {
        let path = ObjectPath::top(ObjectKind::Domain, &aimed.name);
        plan.skip(path, "no statement gives a domain another type");
    }
    if found.is_nullable != aimed.is_nullable {
        let step = if aimed.is_nullable.get() == Some(&false) {
            FixStep::of(alter("SET NOT NULL")).hazard(Hazard::MayFail("while any row has no value"))
        } else {
            FixStep::of(alter("DROP NOT NULL"))
        };
        plan.main(Phase::Types, step);
    }
    if found.default != aimed.default {
        match aimed.default.get() {
            Some(Some(DefaultValue::Expression(expression))) => {
                let text = (grammar.default_term)(&expression.text, &aimed.base.shape);
                plan.main(
                    Phase::Types,
                    FixStep::of(alter(&format!("SET DEFAULT {text}"))),
                );
            }
            Some(Some(DefaultValue::Unknown)) | None => {}
            Some(None) => {
                let step = FixStep::of(alter("DROP DEFAULT"))
                    .note("the default is taken away")
                    .hazard(Hazard::MayFail("writes that leave the value out may fail"));
                plan.hold_back(Phase::Types, step);
            }
        }
    }
    let is_told = |checks: &[schemadrift_core::model::Check],
                   own: &schemadrift_core::model::Check| {
        checks
            .iter()
            .any(|other| other.expression.normal == own.expression.normal)
    };
    for own in &found.checks {
        if let Some(name) = own.name.get()
            && !is_told(&aimed.checks, own)
        {
            let step = FixStep::of(alter(&format!("DROP CONSTRAINT {}", grammar.quote(name))))
                .note("the code does not have this check")
                .hazard(Hazard::DataLoss(
                    "values that were refused are taken from then on",
                ));
            plan.hold_back(Phase::Types, step);
        }
    }
    for own in &aimed.checks {
        if !is_told(&found.checks, own) {
            let clause = table::check_clause(grammar, own);
            let step = FixStep::of(alter(&format!("ADD {clause}")))
                .hazard(Hazard::MayFail("while a row breaks the check"));
            plan.main(Phase::Types, step);
        }
    }
}

fn change_composite(found: &Composite, aimed: &Composite, plan: &mut Plan) {
    let grammar = plan.grammar;
    let name = grammar.quote_qualified(&aimed.name);
    let alter = |action: &str| format!("ALTER TYPE {name} {action}");
    for field in &aimed.fields {
        let type_text = field.data_type.get().and_then(grammar.column_type);
        let path = || ObjectPath::part(ObjectKind::Field, &aimed.name, field.name.as_str());
        let own = found.fields.iter().find(|own| own.name == field.name);
        let own_name = grammar.quote(&field.name);
        match (own, type_text) {
            (_, None) => plan.skip(path(), "its type is not stated or has no name here"),
            (None, Some(type_text)) => {
                let action = format!("ADD ATTRIBUTE {own_name} {type_text}");
                plan.main(Phase::Types, FixStep::of(alter(&action)));
            }
            (Some(own), Some(type_text)) => {
                let shape = |field: &schemadrift_core::model::Column| {
                    field.data_type.get().map(|own| own.shape.clone())
                };
                if shape(own) != shape(field) {
                    let action = format!("ALTER ATTRIBUTE {own_name} TYPE {type_text}");
                    let step = FixStep::of(alter(&action))
                        .note("another type")
                        .hazard(Hazard::DataLoss("values that the new type cannot hold"));
                    plan.hold_back(Phase::Types, step);
                }
            }
        }
    }
    for field in &found.fields {
        if !aimed.fields.iter().any(|own| own.name == field.name) {
            let action = format!("DROP ATTRIBUTE {}", grammar.quote(&field.name));
            let step = FixStep::of(alter(&action))
                .note("the code does not have this field")
                .hazard(Hazard::DataLoss("the field with everything in it"));
            plan.hold_back(Phase::Types, step);
        }
    }
}

fn change_sequence(aimed: &Sequence, plan: &mut Plan) {
    // The words are those that make a sequence, but for the first.
    let text = named_type::sequence_text(plan.grammar, aimed);
    let mut text = text.replacen("CREATE SEQUENCE", "ALTER SEQUENCE", 1);
    if aimed.is_cycling.get() == Some(&false) {
        text.push_str(" NO CYCLE");
    }
    let step = FixStep::of(text).note("the number that comes next stays the same");
    plan.main(Phase::Sequences, step);
}

fn change_routine(found: &Routine, aimed: &Routine, plan: &mut Plan) {
    let path = ObjectPath::top(ObjectKind::Function, &aimed.name);
    let Some(definition) = aimed.definition.get() else {
        plan.skip(path, "its definition is not stated");
        return;
    };
    let text = crate::sql_text::without_semicolon(definition).trim_start();
    let Some(text) = or_replace(text) else {
        plan.skip(path, "its definition is not a whole `CREATE` statement");
        return;
    };
    if !plan.grammar.has_catalog_objects {
        plan.skip(path, "it cannot be replaced in one step here");
        return;
    }
    let step = FixStep::of(text);
    let has_other_result = found
        .result
        .both(&aimed.result)
        .is_some_and(|(one, other)| one != other);
    if has_other_result {
        let kind = match aimed.kind {
            schemadrift_core::model::RoutineKind::Procedure => "PROCEDURE",
            _ => "FUNCTION",
        };
        let name = plan.grammar.quote_qualified(&found.name);
        let mut statements = vec![format!("DROP {kind} {name}({})", found.arguments)];
        statements.extend(step.statements);
        let step = FixStep::of_all(statements)
            .note(
                "another result: the function is made anew, and nothing may stand on it meanwhile",
            )
            .hazard(Hazard::MayFail("while a view, trigger or default uses it"));
        plan.hold_back(Phase::TableRoutines, step);
        return;
    }
    plan.main(Phase::TableRoutines, step);
}

/// The definition as one that replaces what is there.
fn or_replace(text: &str) -> Option<String> {
    let rest = text.get(6..)?;
    if !text.get(..6)?.eq_ignore_ascii_case("create") {
        return None;
    }
    let next = rest.trim_start();
    let replaces = next
        .get(..2)
        .is_some_and(|word| word.eq_ignore_ascii_case("or"));
    Some(if replaces {
        text.to_owned()
    } else {
        format!("CREATE OR REPLACE{rest}")
    })
}

fn change_view(found: &View, aimed: &View, plan: &mut Plan) {
    if found.definition != aimed.definition {
        replace_view(found, aimed, plan);
    }
    named::change_triggers(
        &aimed.name,
        &found.triggers,
        &aimed.triggers,
        Stage::Main,
        plan,
    );
}

fn replace_view(found: &View, aimed: &View, plan: &mut Plan) {
    let mut alone = Schema::empty(
        plan.grammar.engine,
        schemadrift_core::coverage::Coverage::default(),
    );
    alone.views.push(View {
        triggers: Vec::new(),
        indexes: found.indexes.clone(),
        ..aimed.clone()
    });
    let made = plan.take_skipped(script_of(&alone));
    let Some((create, rest)) = made
        .iter()
        .position(|statement| {
            statement.starts_with("CREATE VIEW") || statement.starts_with("CREATE MATERIALIZED")
        })
        .map(|position| (made[position].clone(), made[position + 1..].to_vec()))
    else {
        return;
    };
    let columns = |view: &View| -> Vec<Name> {
        view.columns
            .iter()
            .map(|column| column.name.clone())
            .collect()
    };
    let is_stored = found.is_materialized.is_true() || aimed.is_materialized.is_true();
    let can_replace = plan.grammar.can_add_constraints
        && !is_stored
        && (aimed.columns.is_empty() || columns(found) == columns(aimed));
    let name = plan.grammar.quote_qualified(&aimed.name);
    let step = if can_replace {
        FixStep::of(create.replacen("CREATE VIEW", "CREATE OR REPLACE VIEW", 1))
    } else {
        let kind = if found.is_materialized.is_true() {
            "MATERIALIZED VIEW"
        } else {
            "VIEW"
        };
        let mut statements = vec![format!("DROP {kind} {name}"), create];
        statements.extend(rest);
        statements.extend(found.triggers.iter().flat_map(|own| {
            let mut script = crate::ddl::script::Script::default();
            crate::ddl::trigger::write_all(
                plan.grammar,
                &aimed.name,
                std::slice::from_ref(own),
                &mut script,
            );
            let (statements, _) = script.into_parts();
            statements.into_iter().map(|(_, statement)| statement)
        }));
        FixStep::of_all(statements)
            .note("the view is made anew: who may read it has to be said again")
            .hazard(Hazard::MayFail("while another view reads from it"))
    };
    plan.main(Phase::Views, step);
}
