//! Owns the JSON schema of `schemadrift.toml` by which editors complete and check it, made of the keys that
//! the reader knows.

use schemadrift_check::rules::RULES;
use schemadrift_config::keys::{self, Key, Takes};
use serde_json::{Map, Value, json};

/// Where it lies, relative to the root.
pub(crate) const PATH: &str = "docs/schemadrift.schema.json";

/// Its text.
pub(crate) fn text() -> String {
    let mut schema = Map::new();
    // What editors of TOML read: https://taplo.tamasfe.dev/configuration/developing-schemas.html
    schema.insert(
        "$schema".to_owned(),
        json!("http://json-schema.org/draft-07/schema#"),
    );
    schema.insert(
        "$id".to_owned(),
        json!("https://github.com/schemadrift/schemadrift/blob/main/docs/schemadrift.schema.json"),
    );
    schema.insert("title".to_owned(), json!("schemadrift.toml"));
    let rules: Vec<Value> = RULES
        .iter()
        .map(|rule| json!({ "const": rule.name, "description": rule.summary }))
        .collect();
    schema.extend(table(keys::ROOT));
    schema.insert(
        "definitions".to_owned(),
        json!({
            "rule": { "type": "string", "oneOf": rules },
            "level": { "enum": keys::LEVELS },
        }),
    );
    format!("{:#}\n", Value::Object(schema))
}

fn table(keys: &[Key]) -> Map<String, Value> {
    let properties: Map<String, Value> = keys
        .iter()
        .map(|key| (key.name.to_owned(), described(key)))
        .collect();
    let required = keys.iter().filter(|key| key.is_required);
    let required: Vec<&str> = required.map(|key| key.name).collect();
    let mut table = Map::new();
    table.insert("type".to_owned(), json!("object"));
    if !required.is_empty() {
        table.insert("required".to_owned(), json!(required));
    }
    table.insert("properties".to_owned(), Value::Object(properties));
    table.insert("additionalProperties".to_owned(), json!(false));
    table
}

fn described(key: &Key) -> Value {
    let mut schema = Map::new();
    schema.insert("description".to_owned(), json!(key.about));
    schema.extend(takes(key.takes));
    Value::Object(schema)
}

fn takes(takes: Takes) -> Map<String, Value> {
    let text = json!({ "type": "string", "pattern": "\\S" });
    let schema = match takes {
        Takes::Text => text,
        Takes::Word(words) => json!({ "enum": words }),
        Takes::Rule => json!({ "allOf": [{ "$ref": "#/definitions/rule" }] }),
        Takes::Flag => json!({ "type": "boolean" }),
        Takes::Day => json!({ "type": "string", "format": "date" }),
        Takes::Texts => json!({ "type": "array", "items": text }),
        Takes::LevelsByRule => levels_by_rule(),
        Takes::Table(keys) => return table(keys),
        Takes::Tables(keys) => json!({ "type": "array", "items": Value::Object(table(keys)) }),
        Takes::TableOrNamed(keys) => one_or_named(keys),
    };
    match schema {
        Value::Object(schema) => schema,
        _ => Map::new(),
    }
}

fn levels_by_rule() -> Value {
    let rules: Map<String, Value> = RULES
        .iter()
        .map(|rule| {
            let level = json!({
                "description": rule.summary,
                "allOf": [{ "$ref": "#/definitions/level" }],
            });
            (rule.name.to_owned(), level)
        })
        .collect();
    json!({ "type": "object", "properties": rules, "additionalProperties": false })
}

/// One table, which has exactly one of its keys, or any number of them under names of the user's own.
fn one_or_named(keys: &[Key]) -> Value {
    let mut one = table(keys);
    let either: Vec<Value> = keys
        .iter()
        .map(|key| json!({ "required": [key.name] }))
        .collect();
    one.insert("oneOf".to_owned(), json!(either));
    let named = json!({
        "type": "object",
        "minProperties": 1,
        "additionalProperties": Value::Object(one.clone()),
    });
    json!({ "anyOf": [Value::Object(one), named] })
}
