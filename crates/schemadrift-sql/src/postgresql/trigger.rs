//! Owns triggers: their definition, as the catalog prints it.

use schemadrift_core::dialect::Engine;
use schemadrift_core::model::{Deferral, Trigger, TriggerFiring};
use schemadrift_core::name::QualifiedName;
use schemadrift_core::stated::Stated;
use squawk_syntax::ast::{self, AstNode as _};
use squawk_syntax::quote::quote_ident;

use super::reader::{Read, Reader, required};
use crate::change::Change;
use crate::tokens::{Kind, decode_text, tokenize};

/// `CREATE TRIGGER`.
pub(super) fn create(reader: &Reader<'_>, node: &ast::CreateTrigger) -> Read<Vec<Change>> {
    let name = required(node.trigger())?;
    let table = required(node.on_relation().and_then(|on| on.relation_name_ref()))?;
    let table = reader.qualified(&table)?;
    let trigger = Trigger {
        name: reader.name(&name)?,
        definition: Stated::Written(definition(reader, node, &table)?),
        shape: Stated::NotStated,
        firing: Stated::Implied(TriggerFiring::Ordinary),
        origin: reader.name_origin(&name),
    };
    Ok(vec![Change::CreateTrigger {
        table,
        trigger: Box::new(trigger),
        replaces: node.or_replace().is_some(),
        is_tolerant: false,
    }])
}

fn definition(
    reader: &Reader<'_>,
    node: &ast::CreateTrigger,
    table: &QualifiedName,
) -> Read<String> {
    let name = reader.name(&required(node.trigger())?)?;
    let is_constraint = node.constraint_token().is_some();
    let mut words = vec![
        if is_constraint {
            "CREATE CONSTRAINT TRIGGER"
        } else {
            "CREATE TRIGGER"
        }
        .to_owned(),
        quote_ident(name.as_str()),
        one_line(reader.written(&required(node.timing())?)).to_ascii_uppercase(),
        events(reader, node)?,
        format!("ON {}", printed(table)),
    ];
    if let Some(from) = node.from_table() {
        words.push(one_line(reader.written(&from)));
    }
    if is_constraint {
        words.push(deferral(node).to_owned());
    }
    if let Some(referencing) = node.referencing() {
        words.push(one_line(reader.written(&referencing)));
    }
    words.push(
        match node.trigger_level() {
            Some(ast::TriggerLevel::ForEachRow(_)) => "FOR EACH ROW",
            Some(ast::TriggerLevel::ForEachStatement(_)) | None => "FOR EACH STATEMENT",
        }
        .to_owned(),
    );
    if let Some(when) = node.when_condition() {
        let condition = reader.slice(Reader::parentheses(when.syntax())?);
        words.push(format!("WHEN (({}))", with_rows_in_lower_case(condition)));
    }
    let call = self::call(reader.written(&required(node.call_expr())?));
    words.push(format!("EXECUTE FUNCTION {call}"));
    Ok(words.join(" "))
}

/// A table's name as the catalog prints it where the default schema is left out.
fn printed(table: &QualifiedName) -> String {
    let name = quote_ident(table.name.as_str());
    match &table.schema {
        Some(schema) if schema.as_str() != "public" => {
            format!("{}.{name}", quote_ident(schema.as_str()))
        }
        _ => name,
    }
}

/// The events, in the order in which the catalog prints them.
fn events(reader: &Reader<'_>, node: &ast::CreateTrigger) -> Read<String> {
    let mut events = Vec::new();
    for event in required(node.trigger_event_list())?.trigger_events() {
        events.push(match event {
            ast::TriggerEvent::TriggerEventInsert(_) => (0, "INSERT".to_owned()),
            ast::TriggerEvent::TriggerEventDelete(_) => (1, "DELETE".to_owned()),
            ast::TriggerEvent::TriggerEventUpdate(event) => (2, update(reader, &event)?),
            ast::TriggerEvent::TriggerEventTruncate(_) => (3, "TRUNCATE".to_owned()),
        });
    }
    events.sort();
    let events: Vec<String> = events.into_iter().map(|(_, event)| event).collect();
    Ok(events.join(" OR "))
}

fn update(reader: &Reader<'_>, event: &ast::TriggerEventUpdate) -> Read<String> {
    let columns: Vec<String> = reader
        .names(event.column_name_refs())?
        .iter()
        .map(|column| quote_ident(column.as_str()))
        .collect();
    Ok(if columns.is_empty() {
        "UPDATE".to_owned()
    } else {
        format!("UPDATE OF {}", columns.join(", "))
    })
}

fn deferral(node: &ast::CreateTrigger) -> &'static str {
    match super::constraint::deferral(node.constraint_options()).get() {
        Some(Deferral::InitiallyDeferred) => "DEFERRABLE INITIALLY DEFERRED",
        Some(Deferral::InitiallyImmediate) => "DEFERRABLE INITIALLY IMMEDIATE",
        Some(Deferral::NotDeferrable) | None => "NOT DEFERRABLE INITIALLY IMMEDIATE",
    }
}

/// A call of the function. Its arguments are texts, whatever is written.
fn call(written: &str) -> String {
    let tokens = tokenize(Engine::PostgreSql, written);
    let open = tokens
        .iter()
        .position(|token| token.is_symbol("("))
        .unwrap_or(tokens.len());
    let (name, behind) = tokens.split_at(open);
    let name: String = name.iter().map(|token| token.text).collect();
    let arguments: Vec<String> = behind
        .iter()
        .filter(|token| token.kind != Kind::Symbol)
        .map(|token| {
            let text = match token.kind {
                Kind::Text => decode_text(Engine::PostgreSql, token.text),
                _ => token.name(Engine::PostgreSql),
            };
            let text = text.unwrap_or_else(|| token.text.to_owned());
            format!("'{}'", text.replace('\'', "''"))
        })
        .collect();
    let name = name.strip_prefix("public.").unwrap_or(&name);
    format!("{name}({})", arguments.join(", "))
}

/// The catalog prints the rows of a condition as `old` and `new`.
fn with_rows_in_lower_case(condition: &str) -> String {
    let mut printed = String::with_capacity(condition.len());
    let mut end = 0;
    for token in tokenize(Engine::PostgreSql, condition) {
        printed.push_str(condition.get(end..token.start).unwrap_or_default());
        if token.is_one_of(&["old", "new"]) {
            printed.push_str(&token.text.to_ascii_lowercase());
        } else {
            printed.push_str(token.text);
        }
        end = token.end();
    }
    one_line(&printed)
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
