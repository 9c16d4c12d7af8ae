//! Owns routines, written by their definition text; row security and policies.

use schemadrift_core::model::{Policy, Routine, Schema, Table};
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::object::{ObjectKind, ObjectPath};

use super::grammar::{Grammar, Routines};
use super::mention_order::{Mentioning, in_order};
use super::script::{Phase, Script};
use crate::sql_text::{mentioned_words, without_semicolon};

/// Writes functions and procedures, each once what its signature speaks of exists.
pub(crate) fn write_routines(grammar: &Grammar, schema: &Schema, script: &mut Script) {
    let mut written = Vec::new();
    for routine in &schema.routines {
        match definition(grammar, routine) {
            Ok(text) => written.push((routine, text)),
            Err(reason) => {
                script.skip(ObjectPath::top(ObjectKind::Function, &routine.name), reason);
            }
        }
    }
    if written.is_empty() {
        return;
    }
    // Bodies may speak of tables that come later.
    if let Routines::After(setting) = grammar.routines {
        script.push(Phase::Routines, setting);
    }
    let mentioning: Vec<Mentioning<'_, (&Routine, &str)>> = written
        .iter()
        .map(|entry| Mentioning {
            object: entry,
            name: entry.0.name.name.as_str(),
            text: entry.1.to_owned(),
        })
        .collect();
    for (routine, text) in in_order(&mentioning) {
        script.push(phase(schema, routine, text), *text);
    }
}

fn definition<'a>(grammar: &Grammar, routine: &'a Routine) -> Result<&'a str, String> {
    if grammar.routines == Routines::None {
        return Err(format!("{} keeps no routines", grammar.engine));
    }
    match routine.definition.get() {
        Some(definition) if starts_with_create(definition) => Ok(without_semicolon(definition)),
        Some(_) => Err("its definition is not a whole `CREATE` statement".to_owned()),
        None => Err("its definition is not stated".to_owned()),
    }
}

pub(crate) fn starts_with_create(definition: &str) -> bool {
    definition
        .trim_start()
        .get(..6)
        .is_some_and(|word| word.eq_ignore_ascii_case("CREATE"))
}

/// When a routine can be made. A body in quotes is read only when it runs, so it does not count;
/// a body of SQL statements (`BEGIN ATOMIC`, `RETURN`) is read at once.
fn phase(schema: &Schema, routine: &Routine, text: &str) -> Phase {
    let result = routine.result.get().and_then(Option::as_deref);
    let signature = format!("{} {}", routine.arguments, result.unwrap_or_default());
    let has_quoted_body = text.contains("AS $") || text.contains("AS '");
    let words = mentioned_words(if has_quoted_body { &signature } else { text });
    let mentions = |name: &QualifiedName| words.contains(name.name.as_str());
    if schema.views.iter().any(|view| mentions(&view.name)) {
        Phase::ViewRoutines
    } else if schema.tables.iter().any(|table| mentions(&table.name)) {
        Phase::TableRoutines
    } else {
        Phase::Routines
    }
}

/// Writes a table's row security and policies.
pub(crate) fn write_policies(grammar: &Grammar, table: &Table, script: &mut Script) {
    if !grammar.has_catalog_objects {
        for policy in &table.policies {
            script.skip(
                ObjectPath::part(ObjectKind::Policy, &table.name, policy.name.as_str()),
                format!("{} has no policies", grammar.engine),
            );
        }
        return;
    }
    let name = grammar.quote_qualified(&table.name);
    for policy in &table.policies {
        script.push(Phase::Policies, policy_text(grammar, &name, policy));
    }
    if let Some(security) = table.row_security.get() {
        if security.is_enabled {
            script.push(
                Phase::Policies,
                format!("ALTER TABLE {name} ENABLE ROW LEVEL SECURITY"),
            );
        }
        if security.is_forced {
            script.push(
                Phase::Policies,
                format!("ALTER TABLE {name} FORCE ROW LEVEL SECURITY"),
            );
        }
    }
}

pub(crate) fn policy_text(grammar: &Grammar, table: &str, policy: &Policy) -> String {
    let mut text = format!("CREATE POLICY {} ON {table}", grammar.quote(&policy.name));
    if policy.is_permissive.get() == Some(&false) {
        text.push_str(" AS RESTRICTIVE");
    }
    if let Some(command) = policy.command.get() {
        text.push_str(&format!(" FOR {command}"));
    }
    if let Some(roles) = policy.roles.get().filter(|roles| !roles.is_empty()) {
        let roles: Vec<String> = roles.iter().map(|role| role_text(grammar, role)).collect();
        text.push_str(&format!(" TO {}", roles.join(", ")));
    }
    if let Some(Some(using)) = policy.using.get() {
        text.push_str(&format!(" USING ({})", using.text));
    }
    if let Some(Some(check)) = policy.with_check.get() {
        text.push_str(&format!(" WITH CHECK ({})", check.text));
    }
    text
}

fn role_text(grammar: &Grammar, role: &Name) -> String {
    if role.as_str().eq_ignore_ascii_case("public") {
        "PUBLIC".to_owned()
    } else {
        grammar.quote(role)
    }
}
