//! Owns what a table does by itself, and what is said about it: triggers, row security, policies,
//! comments.

use schemadrift_core::model::{Policy, RowSecurity, Table, Trigger, TriggerFiring};
use schemadrift_core::name::QualifiedName;

use super::differences::Differences;
use super::plan::{Plan, Stage};
use super::{FixStep, Hazard};
use crate::ddl::script::{Phase, Script};
use crate::ddl::{routine, trigger};
use crate::sql_text::string_literal;

/// Plans triggers, policies and row security of a table.
pub(super) fn change_behaviour(found: &Table, aimed: &Table, plan: &mut Plan) {
    change_triggers(
        &aimed.name,
        &found.triggers,
        &aimed.triggers,
        Stage::Main,
        plan,
    );
    change_policies(found, aimed, plan);
    change_row_security(found, aimed, plan);
}

/// Plans the triggers of a table or a view.
pub(super) fn change_triggers(
    owner: &QualifiedName,
    found: &[Trigger],
    aimed: &[Trigger],
    stage: Stage,
    plan: &mut Plan,
) {
    let differences = Differences::between(found, aimed);
    let has_catalog_objects = plan.grammar.has_catalog_objects;
    for (from, to) in differences.renamed {
        if has_catalog_objects {
            let statement = format!(
                "ALTER TRIGGER {} ON {} RENAME TO {}",
                plan.grammar.quote(&from.name),
                plan.grammar.quote_qualified(owner),
                plan.grammar.quote(&to.name)
            );
            plan.push(stage, Phase::Triggers, FixStep::of(statement));
        } else {
            replace_trigger(owner, from, to, stage, plan);
        }
    }
    for (found, aimed) in differences.changed {
        replace_trigger(owner, found, aimed, stage, plan);
    }
    for own in differences.added {
        let statements = made(owner, own, plan);
        if !statements.is_empty() {
            plan.push(stage, Phase::Triggers, FixStep::of_all(statements));
        }
    }
    for own in differences.removed {
        let step = FixStep::of(drop_trigger(owner, own, plan))
            .note("the code does not have this trigger")
            .hazard(Hazard::DataLoss("what it does, with the text of it"));
        plan.hold_back(Phase::Triggers, step);
    }
}

fn made(owner: &QualifiedName, own: &Trigger, plan: &mut Plan) -> Vec<String> {
    let mut script = Script::default();
    trigger::write_all(plan.grammar, owner, std::slice::from_ref(own), &mut script);
    plan.take_skipped(script)
}

fn drop_trigger(owner: &QualifiedName, own: &Trigger, plan: &Plan) -> String {
    if plan.grammar.has_catalog_objects {
        format!(
            "DROP TRIGGER {} ON {}",
            plan.grammar.quote(&own.name),
            plan.grammar.quote_qualified(owner)
        )
    } else {
        format!("DROP TRIGGER {}", plan.grammar.quote(&own.name))
    }
}

fn replace_trigger(
    owner: &QualifiedName,
    found: &Trigger,
    aimed: &Trigger,
    stage: Stage,
    plan: &mut Plan,
) {
    let only_fires = Trigger {
        firing: found.firing.clone(),
        ..aimed.clone()
    } == *found;
    if only_fires && plan.grammar.has_catalog_objects {
        let action = match aimed.firing.get() {
            Some(TriggerFiring::Ordinary) | None => "ENABLE",
            Some(TriggerFiring::Always) => "ENABLE ALWAYS",
            Some(TriggerFiring::Replica) => "ENABLE REPLICA",
            Some(TriggerFiring::Never) => "DISABLE",
        };
        let statement = format!(
            "ALTER TABLE {} {action} TRIGGER {}",
            plan.grammar.quote_qualified(owner),
            plan.grammar.quote(&aimed.name)
        );
        plan.push(stage, Phase::Triggers, FixStep::of(statement));
        return;
    }
    let statements = made(owner, aimed, plan);
    if !statements.is_empty() {
        let mut all = vec![drop_trigger(owner, found, plan)];
        all.extend(statements);
        plan.push(stage, Phase::Triggers, FixStep::of_all(all));
    }
}

fn change_policies(found: &Table, aimed: &Table, plan: &mut Plan) {
    let table = plan.grammar.quote_qualified(&aimed.name);
    let differences = Differences::between(&found.policies, &aimed.policies);
    let drop = |own: &Policy, plan: &Plan| {
        format!("DROP POLICY {} ON {table}", plan.grammar.quote(&own.name))
    };
    for (from, to) in differences.renamed {
        let statement = format!(
            "ALTER POLICY {} ON {table} RENAME TO {}",
            plan.grammar.quote(&from.name),
            plan.grammar.quote(&to.name)
        );
        plan.main(Phase::Policies, FixStep::of(statement));
    }
    for (found, aimed) in differences.changed {
        let statement = routine::policy_text(plan.grammar, &table, aimed);
        let step = FixStep::of_all(vec![drop(found, plan), statement]);
        plan.main(Phase::Policies, step);
    }
    for own in differences.added {
        let statement = routine::policy_text(plan.grammar, &table, own);
        plan.main(Phase::Policies, FixStep::of(statement));
    }
    for own in differences.removed {
        let step = FixStep::of(drop(own, plan))
            .note("the code does not have this policy")
            .hazard(Hazard::DataLoss("who may see which rows changes"));
        plan.hold_back(Phase::Policies, step);
    }
}

fn change_row_security(found: &Table, aimed: &Table, plan: &mut Plan) {
    if found.row_security == aimed.row_security {
        return;
    }
    let off = RowSecurity {
        is_enabled: false,
        is_forced: false,
    };
    let had = found.row_security.get().copied().unwrap_or(off);
    let wanted = aimed.row_security.get().copied().unwrap_or(off);
    let table = plan.grammar.quote_qualified(&aimed.name);
    let switches = [
        (had.is_enabled, wanted.is_enabled, "ENABLE", "DISABLE"),
        (had.is_forced, wanted.is_forced, "FORCE", "NO FORCE"),
    ];
    for (had, wanted, on, off) in switches {
        if had == wanted {
            continue;
        }
        let word = if wanted { on } else { off };
        let step = FixStep::of(format!("ALTER TABLE {table} {word} ROW LEVEL SECURITY"));
        if wanted {
            let step = step.hazard(Hazard::MayFail(
                "reads and writes that no policy allows are refused from then on",
            ));
            plan.main(Phase::Policies, step);
        } else {
            let step = step
                .note("the code expects every row to be open")
                .hazard(Hazard::DataLoss("rows are open that were closed"));
            plan.hold_back(Phase::Policies, step);
        }
    }
}

/// Plans comments that stand in statements of their own.
pub(super) fn change_comments(found: &Table, aimed: &Table, plan: &mut Plan) {
    let name = plan.grammar.quote_qualified(&aimed.name);
    if found.comment != aimed.comment {
        comment(&format!("TABLE {name}"), aimed.comment.get(), plan);
    }
    for column in &aimed.columns {
        let has_same = match found.column(&column.name) {
            Some(own) => own.comment == column.comment,
            None => !matches!(column.comment.get(), Some(Some(_))),
        };
        // What is taken away is shown with its column.
        if !has_same && matches!(column.comment.get(), Some(Some(_))) {
            let object = format!("COLUMN {name}.{}", plan.grammar.quote(&column.name));
            comment(&object, column.comment.get(), plan);
        }
    }
}

fn comment(object: &str, text: Option<&Option<String>>, plan: &mut Plan) {
    match text {
        Some(Some(text)) => {
            let statement = format!("COMMENT ON {object} IS {}", string_literal(text));
            plan.main(Phase::Comments, FixStep::of(statement));
        }
        Some(None) | None => {
            let step = FixStep::of(format!("COMMENT ON {object} IS NULL"))
                .note("the comment is taken away")
                .hazard(Hazard::DataLoss("what the comment says"));
            plan.hold_back(Phase::Comments, step);
        }
    }
}
