//! Owns `.sqlx` folders, in which sqlx remembers how the database described each query when the code was
//! compiled: one JSON file a query, named by the hash of its text.
//! See <https://docs.rs/sqlx/latest/sqlx/macro.query.html#offline-mode>.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use ignore::WalkBuilder;
use schemadrift_core::dialect::Engine;
use schemadrift_core::limits::MAX_FILE_BYTES;
use schemadrift_core::origin::{Location, Origin, SourceFile};
use schemadrift_core::problem::Problem;
use schemadrift_core::query::{CachedColumn, CachedQuery, without_marks};
use schemadrift_core::source::{ReadError, shown_path};
use serde::Deserialize;
use serde_json::Value;

use crate::made::MadeTable;
use crate::places;

/// The queries of one cache.
#[derive(Debug, Clone)]
pub struct QueryCache {
    /// Where it lies, as people see it.
    pub place: String,
    /// The queries, in the order of their files.
    pub queries: Vec<CachedQuery>,
    /// Trouble with its files.
    pub problems: Vec<Problem>,
}

/// One file, as far as it is understood
/// (`sqlx-macros-core`, `query/data.rs`).
#[derive(Debug, Deserialize)]
struct Entry {
    db_name: String,
    query: String,
    describe: Describe,
    #[serde(default)]
    hash: String,
}

#[derive(Debug, Deserialize)]
struct Describe {
    columns: Vec<Column>,
    parameters: Option<Value>,
    #[serde(default)]
    nullable: Vec<Option<bool>>,
}

#[derive(Debug, Deserialize)]
struct Column {
    name: String,
    type_info: Value,
}

/// The caches below a folder, as git sees it.
pub fn find(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = WalkBuilder::new(folder)
        .hidden(false)
        .require_git(false)
        .filter_entry(|entry| {
            !matches!(
                entry.file_name().to_str(),
                Some("target" | "node_modules" | ".git")
            )
        })
        .build()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_name() == ".sqlx" && entry.path().is_dir())
        .map(ignore::DirEntry::into_path)
        .filter(|path| !entries(path).unwrap_or_default().is_empty())
        .collect();
    found.sort();
    found
}

/// Reads a cache: a `.sqlx` folder, or the folder that holds one. The text of its queries is looked for
/// in the folder that holds it.
///
/// # Errors
///
/// When the folder cannot be read or holds no cache.
pub fn read(path: &Path, root: &Path) -> Result<QueryCache, ReadError> {
    let inner = path.join(".sqlx");
    let folder = if inner.is_dir() {
        inner.as_path()
    } else {
        path
    };
    let place = shown_path(folder, root);
    let files = entries(folder)
        .map_err(|error| ReadError::new(format!("cannot read `{place}`: {error}")))?;
    if files.is_empty() {
        return Err(
            ReadError::new(format!("`{place}` holds no query that sqlx remembers"))
                .with_help("write them with `cargo sqlx prepare`"),
        );
    }
    let mut cache = QueryCache {
        place,
        queries: Vec::new(),
        problems: Vec::new(),
    };
    for file in files {
        read_entry(&file, root, &mut cache)?;
    }
    let home = folder.parent().unwrap_or(folder);
    let texts: Vec<&str> = cache
        .queries
        .iter()
        .map(|query| query.text.as_str())
        .collect();
    let found = places::find(home, root, &texts);
    for (query, places) in cache.queries.iter_mut().zip(found.places) {
        query.places = places;
        let names = |table: &&MadeTable| words(&query.text).any(|word| word == table.name);
        let made = found.made.iter().filter(names);
        query.made_tables = made
            .map(|table| (table.name.clone(), table.place.clone()))
            .collect();
    }
    Ok(cache)
}

/// The words of a query that may be names.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|character: char| !(character.is_alphanumeric() || character == '_'))
}

/// The files of a cache, sorted.
fn entries(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)?
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| {
            let name = path.file_name().and_then(|name| name.to_str());
            name.is_some_and(|name| name.starts_with("query-") && name.ends_with(".json"))
        })
        .collect();
    files.sort();
    Ok(files)
}

fn read_entry(path: &Path, root: &Path, cache: &mut QueryCache) -> Result<(), ReadError> {
    let place = shown_path(path, root);
    let cannot_read =
        |error: std::io::Error| ReadError::new(format!("cannot read `{place}`: {error}"));
    if std::fs::metadata(path).map_err(cannot_read)?.len() > MAX_FILE_BYTES {
        cache.problems.push(Problem::warning(
            format!("`{place}` is larger than {MAX_FILE_BYTES} bytes and was passed over"),
            Origin::Unlocated,
        ));
        return Ok(());
    }
    let bytes = std::fs::read(path).map_err(cannot_read)?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let file = SourceFile::new(place, text);
    match understand(&file) {
        Ok(query) => cache.queries.push(query),
        Err(reason) => cache.problems.push(Problem::warning(
            format!("a query that sqlx remembers was not understood: {reason}"),
            Origin::Enclosing(Location::new(&file, 0..file.text.len())),
        )),
    }
    Ok(())
}

fn understand(file: &Arc<SourceFile>) -> Result<CachedQuery, String> {
    let entry: Entry = serde_json::from_str(&file.text).map_err(|error| error.to_string())?;
    let engine = match entry.db_name.as_str() {
        "PostgreSQL" => Engine::PostgreSql,
        "MySQL" => Engine::MySql,
        "SQLite" => Engine::Sqlite,
        other => return Err(format!("it is for `{other}`")),
    };
    let nullable = entry.describe.nullable;
    let columns = entry.describe.columns.into_iter().enumerate();
    let columns = columns.map(|(place, column)| {
        let (name, is_taken_as_nullable) = without_marks(&column.name);
        CachedColumn {
            name: name.to_owned(),
            type_name: type_name(&column.type_info),
            is_nullable: nullable.get(place).copied().flatten(),
            is_taken_as_nullable,
        }
    });
    let hash: String = entry.hash.chars().take(12).collect();
    Ok(CachedQuery {
        name: format!("query-{hash}"),
        engine,
        columns: columns.collect(),
        parameters: entry.describe.parameters.as_ref().and_then(parameters),
        cache: Origin::Enclosing(Location::new(file, 0..file.text.len())),
        made_tables: Vec::new(),
        places: Vec::new(),
        text: entry.query,
    })
}

/// `{"Left": [types]}` says which parameters there are; `{"Right": n}` only how many.
fn parameters(value: &Value) -> Option<Vec<String>> {
    let types = value.get("Left")?.as_array()?;
    types.iter().map(type_name).collect()
}

/// A type as PostgreSQL's catalog calls it. sqlx writes its own name for a type that it knows (`Int4`,
/// `TextArray`), and the server's for any other.
fn type_name(value: &Value) -> Option<String> {
    match value {
        Value::String(name) => {
            let name = name.to_ascii_lowercase();
            Some(match name.strip_suffix("array") {
                Some(element) if !element.is_empty() => format!("_{element}"),
                _ => name,
            })
        }
        Value::Object(_) => {
            let name = value.get("Custom")?.get("name")?.as_str()?;
            Some(catalog_name(name))
        }
        _ => None,
    }
}

/// The server's name for a type as the catalog has it: `app."Mood"[]` is `_Mood`.
fn catalog_name(name: &str) -> String {
    let (name, array) = match name.strip_suffix("[]") {
        Some(element) => (element, "_"),
        None => (name, ""),
    };
    let last = match name.strip_suffix('"') {
        Some(quoted) => quoted.rsplit_once('"').map_or(quoted, |(_, last)| last),
        None => name.rsplit_once('.').map_or(name, |(_, last)| last),
    };
    format!("{array}{last}")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{read, type_name};

    #[test]
    fn types_are_called_as_the_catalog_calls_them() {
        for (value, expected) in [
            (json!("Int4"), Some("int4")),
            (json!("TextArray"), Some("_text")),
            (json!("TstzRange"), Some("tstzrange")),
            (
                json!({"Custom": {"name": "mood", "kind": "Simple"}}),
                Some("mood"),
            ),
            (
                json!({"Custom": {"name": "app.\"Mood\"[]", "kind": {}}}),
                Some("_Mood"),
            ),
            (
                json!({"Custom": {"name": "_mood", "kind": {}}}),
                Some("_mood"),
            ),
            (json!({"DeclareWithOid": 7}), None),
            (json!(null), None),
        ] {
            assert_eq!(type_name(&value).as_deref(), expected, "{value}");
        }
    }

    #[test]
    fn a_query_is_found_where_the_code_holds_it() {
        let folder = tempfile::tempdir().unwrap();
        let write = |path: &str, text: &str| {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        };
        let entry = |query: &str, hash: &str| {
            json!({"db_name": "PostgreSQL", "query": query, "hash": hash,
                "describe": {"columns": [], "parameters": {"Left": ["Int4"]}, "nullable": []}})
            .to_string()
        };
        write(".sqlx/query-aa.json", &entry("SELECT 1", "aa"));
        write(".sqlx/query-bb.json", &entry("SELECT\n  2\n", "bb"));
        write(".sqlx/query-cc.json", &entry("SELECT 3", "cc"));
        write(".sqlx/query-dd.json", "{");
        write(
            "src/main.rs",
            "fn a() {\n    sqlx::query!(\"SELECT 1\");\n}\n",
        );
        write("src/two.sql", "SELECT\n  2\n");
        write("target/x.rs", "query!(\"SELECT 3\")");
        let cache = read(folder.path(), folder.path()).unwrap();
        let places: Vec<String> = cache
            .queries
            .iter()
            .map(|query| query.places.iter().map(ToString::to_string).collect())
            .collect();
        assert_eq!(places, ["src/main.rs:2:18", "src/two.sql:1:1", ""]);
        assert_eq!(
            cache.queries[0].parameters.as_deref(),
            Some(&["int4".to_owned()][..])
        );
        assert_eq!(cache.problems.len(), 1);
        assert_eq!(cache.place, ".sqlx");
    }

    #[test]
    fn a_folder_without_a_cache_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        assert!(read(folder.path(), folder.path()).is_err());
    }
}
