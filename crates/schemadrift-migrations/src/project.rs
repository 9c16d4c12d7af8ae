//! Owns what the files around a folder of migrations tell: the manifests and configurations in it
//! and in the folders above, up to the root. The nearest one that speaks decides.

use std::path::{Path, PathBuf};

use toml::{Table, Value};

use crate::disk;

/// How many folders are looked at where migrations lie outside of the root.
const LEVELS_ELSEWHERE: usize = 4;

/// The folders from the migrations up to the root.
pub(crate) struct Project {
    levels: Vec<Level>,
}

/// One of these folders.
pub(crate) struct Level {
    path: PathBuf,
    /// The crates that its `Cargo.toml` depends on, itself or for its members.
    crates: Vec<String>,
}

impl Project {
    /// Looks at a folder and at those above it, as far as the root; of a folder that is elsewhere,
    /// at a few.
    pub(crate) fn around(folder: &Path, root: &Path) -> Self {
        let absolute = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let (folder, root) = (absolute(folder), absolute(root));
        let is_within = folder.starts_with(&root);
        let levels = folder
            .ancestors()
            .enumerate()
            .take_while(|(distance, path)| {
                path.starts_with(&root) || !is_within && *distance < LEVELS_ELSEWHERE
            })
            .map(|(_, path)| path)
            .map(|path| Level {
                path: path.to_owned(),
                crates: crates(&path.join("Cargo.toml")),
            });
        Self {
            levels: levels.collect(),
        }
    }

    /// The answer of the nearest folder that has one.
    pub(crate) fn nearest<T>(&self, ask: impl Fn(&Level) -> Option<T>) -> Option<T> {
        self.levels.iter().find_map(ask)
    }

    /// The names of the folders from the nearest to the root, the root itself left out.
    pub(crate) fn folder_names(&self) -> impl Iterator<Item = &str> {
        let below_root = self.levels.len().saturating_sub(1);
        self.levels
            .iter()
            .take(below_root)
            .filter_map(|level| level.path.file_name()?.to_str())
    }
}

impl Level {
    /// Whether there is a file or folder of this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.path.join(name).exists()
    }

    /// Whether this folder is called so.
    pub(crate) fn is_called(&self, name: &str) -> bool {
        self.path.file_name().is_some_and(|own| own == name)
    }

    /// Whether its `Cargo.toml` names one of these crates.
    pub(crate) fn uses_crate(&self, names: &[&str]) -> bool {
        self.crates
            .iter()
            .any(|used| names.contains(&used.as_str()))
    }

    /// Whether a file of it has this text.
    pub(crate) fn mentions(&self, file: &str, text: &str) -> bool {
        self.text(file)
            .is_some_and(|content| content.contains(text))
    }

    /// Whether its `go.mod` asks for a module itself.
    pub(crate) fn uses_module(&self, name: &str) -> bool {
        self.text("go.mod").is_some_and(|manifest| {
            manifest
                .lines()
                .any(|line| line.contains(name) && !line.contains("// indirect"))
        })
    }

    /// The text of a file of it.
    pub(crate) fn text(&self, file: &str) -> Option<String> {
        disk::text(&self.path.join(file))
    }

    /// A TOML file of it. One that is not TOML is taken for absent.
    pub(crate) fn toml(&self, file: &str) -> Option<Table> {
        self.text(file)?.parse().ok()
    }
}

/// A value within tables of tables.
pub(crate) fn value<'a>(table: &'a Table, path: &[&str]) -> Option<&'a Value> {
    let (last, tables) = path.split_last()?;
    let mut table = table;
    for name in tables {
        table = table.get(*name)?.as_table()?;
    }
    table.get(*last)
}

fn crates(manifest: &Path) -> Vec<String> {
    let Some(manifest) = disk::text(manifest).and_then(|text| text.parse::<Table>().ok()) else {
        return Vec::new();
    };
    let mut crates = Vec::new();
    for table in ["dependencies", "dev-dependencies", "build-dependencies"] {
        add_names(value(&manifest, &[table]), &mut crates);
        add_names(value(&manifest, &["workspace", table]), &mut crates);
    }
    crates
}

fn add_names(dependencies: Option<&Value>, crates: &mut Vec<String>) {
    for (name, entry) in dependencies.and_then(Value::as_table).into_iter().flatten() {
        let package = entry.get("package").and_then(Value::as_str);
        crates.push(package.unwrap_or(name).to_owned());
    }
}
