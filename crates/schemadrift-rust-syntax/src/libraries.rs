//! Owns what a crate says of a library that it uses: the version that is locked or asked for, and
//! the features that are on.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use toml::Table;

/// A library as a crate uses it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Library {
    /// The version, where anything tells it.
    pub version: Option<LibraryVersion>,
    /// The features that are always on.
    pub features: BTreeSet<String>,
    /// The features that features of the crate itself may turn on.
    pub optional_features: BTreeSet<String>,
}

/// The leading numbers of a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LibraryVersion {
    /// The first number.
    pub major: u64,
    /// The second number; 0 where a requirement leaves it out.
    pub minor: u64,
}

impl LibraryVersion {
    /// Reads `2.1.4`, or a requirement such as `^2`, `~2.1` or `>=2.0, <2.4`: its first version.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim_start_matches(['^', '~', '=', '>', ' ', 'v']);
        let mut numbers = text.split(|character: char| !character.is_ascii_digit());
        let major = numbers.next()?.parse().ok()?;
        let minor = match text[text.find('.').map_or(text.len(), |dot| dot + 1)..]
            .split(|character: char| !character.is_ascii_digit())
            .next()
        {
            Some(minor) => minor.parse().unwrap_or(0),
            None => 0,
        };
        Some(Self { major, minor })
    }
}

/// How the crate around a path uses a library: by the nearest `Cargo.toml` that names it, else by
/// one crate right below the path, with the version of the nearest `Cargo.lock`. `None` where
/// none names it. Nothing above the root of the workspace counts. What cannot be read is taken for
/// absent.
pub fn library(path: &Path, name: &str) -> Option<Library> {
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let (folder, manifest, entry) = above(&path).chain(below(&path)).find_map(|folder| {
        let manifest = table(&folder.join("Cargo.toml"))?;
        let entry = dependency(&manifest, name)?;
        Some((folder, manifest, entry))
    })?;
    let inherited = entry
        .is_inherited
        .then(|| in_workspace(&folder, name))
        .flatten();
    let required = entry
        .version
        .or(inherited.as_ref().and_then(|entry| entry.version.clone()));
    let mut features = entry.features;
    features.extend(inherited.into_iter().flat_map(|entry| entry.features));
    let locked = above(&folder).find_map(|folder| locked(&folder.join("Cargo.lock"), name));
    let required = required.as_deref().and_then(LibraryVersion::parse);
    let version = match locked {
        // Of several locked versions, the one that the crate asks for.
        Some(locked) => locked
            .iter()
            .rev()
            .find(|version| required.is_none_or(|required| version.major == required.major))
            .copied()
            .or(required),
        None => required,
    };
    Some(Library {
        version,
        features,
        optional_features: optional_features(&manifest, name),
    })
}

/// A dependency as a manifest writes it.
#[derive(Debug, Default)]
struct Entry {
    version: Option<String>,
    features: BTreeSet<String>,
    is_inherited: bool,
}

impl Entry {
    fn of(value: &toml::Value) -> Self {
        let text = |value: &toml::Value| value.as_str().map(str::to_owned);
        match value {
            toml::Value::Table(table) => Self {
                version: table.get("version").and_then(text),
                features: texts(table.get("features")).collect(),
                is_inherited: table.get("workspace").and_then(toml::Value::as_bool) == Some(true),
            },
            other => Self {
                version: text(other),
                ..Self::default()
            },
        }
    }

    fn add(&mut self, other: Self) {
        self.version = self.version.take().or(other.version);
        self.features.extend(other.features);
        self.is_inherited |= other.is_inherited;
    }
}

/// The dependency of this name, for every target or for some.
fn dependency(manifest: &Table, name: &str) -> Option<Entry> {
    let targets = manifest.get("target").and_then(toml::Value::as_table);
    let for_targets = targets
        .into_iter()
        .flat_map(Table::values)
        .filter_map(toml::Value::as_table);
    let mut entries = std::iter::once(manifest)
        .chain(for_targets)
        .filter_map(|table| table.get("dependencies")?.as_table()?.get(name))
        .map(Entry::of);
    let mut entry = entries.next()?;
    entries.for_each(|other| entry.add(other));
    Some(entry)
}

/// The dependency that a workspace above gives its members.
fn in_workspace(folder: &Path, name: &str) -> Option<Entry> {
    above(folder).find_map(|folder| {
        let manifest = table(&folder.join("Cargo.toml"))?;
        let workspace = manifest.get("workspace")?.as_table()?;
        Some(Entry::of(
            workspace.get("dependencies")?.as_table()?.get(name)?,
        ))
    })
}

/// `library/feature` in the features of the crate.
fn optional_features(manifest: &Table, name: &str) -> BTreeSet<String> {
    let features = manifest.get("features").and_then(toml::Value::as_table);
    features
        .into_iter()
        .flat_map(Table::values)
        .flat_map(|value| texts(Some(value)))
        .filter_map(|feature| {
            let (library, feature) = feature.split_once('/')?;
            (library.trim_end_matches('?') == name).then(|| feature.to_owned())
        })
        .collect()
}

/// The versions of a library that a lock file holds, in order.
fn locked(path: &Path, name: &str) -> Option<Vec<LibraryVersion>> {
    let lock = table(path)?;
    let mut versions: Vec<LibraryVersion> = lock
        .get("package")?
        .as_array()?
        .iter()
        .filter(|package| package.get("name").and_then(toml::Value::as_str) == Some(name))
        .filter_map(|package| LibraryVersion::parse(package.get("version")?.as_str()?))
        .collect();
    versions.sort_unstable();
    (!versions.is_empty()).then_some(versions)
}

fn texts(value: Option<&toml::Value>) -> impl Iterator<Item = String> {
    let list = value.and_then(toml::Value::as_array).into_iter().flatten();
    list.filter_map(|text| text.as_str().map(str::to_owned))
}

fn table(path: &Path) -> Option<Table> {
    std::fs::read_to_string(path).ok()?.parse().ok()
}

/// The folder of a path, and those above it up to the root of the workspace, if there is one.
fn above(path: &Path) -> impl Iterator<Item = PathBuf> {
    let folder = if path.is_dir() {
        Some(path)
    } else {
        path.parent()
    };
    let mut is_past_the_root = false;
    let folders = folder.into_iter().flat_map(Path::ancestors);
    folders.map(Path::to_owned).take_while(move |folder| {
        let is_within = !is_past_the_root;
        is_past_the_root |= is_workspace_root(folder);
        is_within
    })
}

/// Whether a folder is the root of a workspace, which nothing above it belongs to
/// (<https://doc.rust-lang.org/cargo/reference/workspaces.html#the-workspace-section>).
fn is_workspace_root(folder: &Path) -> bool {
    table(&folder.join("Cargo.toml")).is_some_and(|manifest| manifest.contains_key("workspace"))
}

/// The folders two levels below a path, in order: where a workspace keeps its members.
fn below(path: &Path) -> impl Iterator<Item = PathBuf> {
    let children = |folder: &Path| -> BTreeSet<PathBuf> {
        let entries = std::fs::read_dir(folder).into_iter().flatten();
        let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
        paths.filter(|path| path.is_dir()).collect()
    };
    let members = children(path);
    let deeper: Vec<PathBuf> = members.iter().flat_map(|folder| children(folder)).collect();
    members.into_iter().chain(deeper)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(folder: &Path, path: &str, text: &str) {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    #[test]
    fn versions_and_requirements_are_read_alike() {
        for (text, expected) in [
            ("2.1.4", Some((2, 1))),
            ("^2", Some((2, 0))),
            (">=2.2, <3", Some((2, 2))),
            ("2.0.0-rc.10", Some((2, 0))),
            ("*", None),
        ] {
            let expected = expected.map(|(major, minor)| LibraryVersion { major, minor });
            assert_eq!(LibraryVersion::parse(text), expected, "{text}");
        }
    }

    #[test]
    fn a_member_takes_over_what_the_workspace_says() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        write(
            root,
            "Cargo.toml",
            "[workspace.dependencies]\ndiesel = { version = \"2\", features = [\"a\"] }\n",
        );
        write(
            root,
            "Cargo.lock",
            "[[package]]\nname = \"diesel\"\nversion = \"1.4.8\"\n[[package]]\nname = \"diesel\"\nversion = \"2.2.3\"\n",
        );
        write(
            root,
            "db/Cargo.toml",
            "[dependencies]\ndiesel = { workspace = true, features = [\"b\"] }\n[features]\nsqlite = [\"diesel/sqlite\"]\n",
        );
        write(root, "db/src/lib.rs", "");
        let expected = Library {
            version: Some(LibraryVersion { major: 2, minor: 2 }),
            features: ["a".to_owned(), "b".to_owned()].into(),
            optional_features: ["sqlite".to_owned()].into(),
        };
        for place in ["db/src/lib.rs", "db", ""] {
            assert_eq!(
                library(&root.join(place), "diesel").as_ref(),
                Some(&expected),
                "{place}"
            );
        }
        assert_eq!(library(root, "sea-orm"), None);
    }

    #[test]
    fn nothing_above_the_workspace_counts() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        let names = "[dependencies]\ndiesel = \"1\"\n";
        let locks = "[[package]]\nname = \"diesel\"\nversion = \"1.4.8\"\n";
        write(root, "Cargo.toml", names);
        write(root, "Cargo.lock", locks);
        write(root, "inner/Cargo.toml", "[workspace]\n");
        write(root, "inner/db/Cargo.toml", "[package]\nname = \"db\"\n");
        write(root, "beside/Cargo.toml", "[package]\nname = \"beside\"\n");
        assert_eq!(library(&root.join("inner/db"), "diesel"), None);
        // A crate of no workspace may be built by the one around it.
        let found = library(&root.join("beside"), "diesel").unwrap();
        assert_eq!(found.version, LibraryVersion::parse("1.4.8"));
        // Nor does a lock file above it.
        write(
            root,
            "inner/db/Cargo.toml",
            "[dependencies]\ndiesel = \"2.1\"\n",
        );
        let found = library(&root.join("inner/db"), "diesel").unwrap();
        assert_eq!(found.version, LibraryVersion::parse("2.1"));
    }
}
