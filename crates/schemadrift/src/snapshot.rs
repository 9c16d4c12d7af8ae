//! Owns snapshots: a model saved as JSON, with a version of its own, to be compared later.

use std::path::Path;

use schemadrift_core::limits::MAX_FILE_BYTES;
use schemadrift_core::model::Schema;
use schemadrift_core::source::{ReadError, Reading};
use serde_json::{Value, json};

/// The version of the snapshot format. It changes with any change of the model that an older
/// reader would misunderstand.
pub const VERSION: u64 = 1;

/// The model as a snapshot.
///
/// # Errors
///
/// Never in practice: the model holds nothing that JSON cannot.
pub fn write(schema: &Schema) -> Result<String, serde_json::Error> {
    let snapshot = json!({
        "snapshot": "schemadrift",
        "version": VERSION,
        "schema": serde_json::to_value(schema)?,
    });
    let mut text = serde_json::to_string_pretty(&snapshot)?;
    text.push('\n');
    Ok(text)
}

/// Reads a snapshot from disk; `place` names it in messages.
///
/// # Errors
///
/// When the file cannot be read, is no snapshot, or is one of another version.
pub fn read(path: &Path, place: &str) -> Result<Reading, ReadError> {
    let size = std::fs::metadata(path)
        .map_err(|error| ReadError::new(format!("cannot read `{place}`: {error}")))?
        .len();
    if size > MAX_FILE_BYTES {
        return Err(ReadError::new(format!(
            "`{place}` is larger than {MAX_FILE_BYTES} bytes"
        )));
    }
    let text = std::fs::read(path)
        .map_err(|error| ReadError::new(format!("cannot read `{place}`: {error}")))?;
    parse(&text, place)
}

/// Reads a snapshot that is in memory, such as one that `include_str!` put into the program;
/// `place` names it in messages.
///
/// # Errors
///
/// When it is no snapshot, or one of another version.
pub fn parse(text: &[u8], place: &str) -> Result<Reading, ReadError> {
    let help = "write snapshots with `schemadrift inspect --format json`";
    let no_snapshot = |reason: String| {
        ReadError::new(format!("`{place}` is not a snapshot: {reason}")).with_help(help)
    };
    let mut value: Value =
        serde_json::from_slice(text).map_err(|error| no_snapshot(error.to_string()))?;
    if value.get("snapshot").and_then(Value::as_str) != Some("schemadrift") {
        return Err(no_snapshot("it does not say so".to_owned()));
    }
    match value.get("version").and_then(Value::as_u64) {
        Some(VERSION) => {}
        Some(version) => {
            return Err(ReadError::new(format!(
                "`{place}` is a snapshot of version {version}; this build reads version {VERSION}"
            ))
            .with_help(help));
        }
        None => return Err(no_snapshot("it has no version".to_owned())),
    }
    let schema: Schema = serde_json::from_value(value["schema"].take())
        .map_err(|error| no_snapshot(error.to_string()))?;
    Ok(Reading {
        schema,
        problems: Vec::new(),
        files: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use schemadrift_core::coverage::Coverage;
    use schemadrift_core::dialect::Engine;
    use schemadrift_core::model::{Schema, Table};
    use schemadrift_core::name::QualifiedName;
    use schemadrift_core::origin::Origin;

    use super::{parse, write};

    #[test]
    fn what_is_written_is_read() {
        let mut schema = Schema::empty(Engine::Sqlite, Coverage::everything());
        schema
            .tables
            .push(Table::new(QualifiedName::bare("users"), Origin::Unlocated));
        let text = write(&schema).unwrap();
        assert_eq!(parse(text.as_bytes(), "s.json").unwrap().schema, schema);
    }

    #[test]
    fn anything_else_is_refused() {
        for text in [
            "",
            "[]",
            "{\"snapshot\":\"schemadrift\"}",
            "{\"version\":1}",
        ] {
            assert!(parse(text.as_bytes(), "s.json").is_err(), "{text}");
        }
        let newer = "{\"snapshot\":\"schemadrift\",\"version\":9,\"schema\":{}}";
        let error = parse(newer.as_bytes(), "s.json").unwrap_err();
        assert!(error.message.contains("version 9"), "{}", error.message);
    }
}
