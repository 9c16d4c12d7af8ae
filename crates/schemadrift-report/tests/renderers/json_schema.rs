//! Owns the promise that the published schema of the JSON report is right and complete: reports are
//! valid under it, and hold no key that it does not describe.

use std::sync::OnceLock;

use schemadrift_check::Report;
use schemadrift_core::object::ObjectKind;
use schemadrift_report::{VERSION, render_json};
use serde_json::{Map, Value, json};

use crate::reports::{clean, drifted, problems, schema, used_table, with};

const PUBLISHED: &str = include_str!("../../../../docs/report.schema.json");

struct Compiled {
    schemas: boon::Schemas,
    index: boon::SchemaIndex,
}

/// What is wrong with a document under the published schema, if anything is; keys that the schema
/// does not describe are wrong here, while readers must ignore them.
pub(crate) fn faults(document: &Value) -> Option<String> {
    static STRICT: OnceLock<Compiled> = OnceLock::new();
    let compiled = STRICT.get_or_init(|| {
        let mut schema: Value = serde_json::from_str(PUBLISHED).unwrap();
        close(&mut schema);
        let mut schemas = boon::Schemas::new();
        let mut compiler = boon::Compiler::new();
        compiler.add_resource("report.json", schema).unwrap();
        let index = compiler.compile("report.json", &mut schemas).unwrap();
        Compiled { schemas, index }
    });
    let result = compiled.schemas.validate(document, compiled.index);
    result.err().map(|error| format!("{error:#}"))
}

/// Allows no other keys in any object.
fn close(schema: &mut Value) {
    match schema {
        Value::Object(entries) => {
            entries.values_mut().for_each(close);
            let is_object = entries.get("properties").is_some_and(|properties| {
                // An object may have a property of that very name.
                properties.is_object() && entries.get("type") == Some(&json!("object"))
            });
            if is_object {
                entries.insert("additionalProperties".to_owned(), json!(false));
            }
        }
        Value::Array(values) => values.iter_mut().for_each(close),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn parsed(reports: &[Report]) -> Value {
    serde_json::from_str(&render_json(reports)).unwrap()
}

#[test]
fn reports_are_valid_under_the_published_schema() {
    let mut full = drifted();
    full.problems = problems(&schema());
    full.untrusted = Some("the role sees nothing".to_owned());
    let mut other = with(vec![used_table()]);
    other.database.database = "billing".to_owned();
    for reports in [vec![], vec![clean()], vec![full.clone()], vec![full, other]] {
        assert_eq!(faults(&parsed(&reports)), None);
    }
}

#[test]
fn the_schema_notices_what_is_wrong() {
    let right = parsed(&[drifted()]);
    let broken = |change: fn(&mut Map<String, Value>)| {
        let mut document = right.clone();
        change(document.as_object_mut().unwrap());
        faults(&document)
    };
    assert!(broken(|document| document["version"] = json!(VERSION + 1)).is_some());
    assert!(broken(|document| document["verdict"] = json!("fine")).is_some());
    assert!(broken(|document| document["findings"][0]["level"] = json!(1)).is_some());
    assert!(broken(|document| document["findings"][0]["x"] = json!(1)).is_some());
    assert!(broken(|document| drop(document.remove("cannot_tell"))).is_some());
}

/// Every kind of object that a report can name stands in the schema.
#[test]
fn every_kind_of_object_is_described() {
    let schema: Value = serde_json::from_str(PUBLISHED).unwrap();
    let kinds = schema["$defs"]["kind"]["enum"].as_array().unwrap();
    for kind in KINDS {
        assert!(kinds.contains(&json!(kind.as_str())), "{kind}");
    }
    assert_eq!(kinds.len(), KINDS.len());
}

const KINDS: [ObjectKind; 26] = [
    ObjectKind::Database,
    ObjectKind::Schema,
    ObjectKind::Extension,
    ObjectKind::Enum,
    ObjectKind::EnumValue,
    ObjectKind::Domain,
    ObjectKind::CompositeType,
    ObjectKind::Sequence,
    ObjectKind::Table,
    ObjectKind::Column,
    ObjectKind::PrimaryKey,
    ObjectKind::Unique,
    ObjectKind::Index,
    ObjectKind::ForeignKey,
    ObjectKind::Check,
    ObjectKind::Exclusion,
    ObjectKind::View,
    ObjectKind::Function,
    ObjectKind::Trigger,
    ObjectKind::Policy,
    ObjectKind::Partition,
    ObjectKind::Grant,
    ObjectKind::Migration,
    ObjectKind::Model,
    ObjectKind::Field,
    ObjectKind::Query,
];
