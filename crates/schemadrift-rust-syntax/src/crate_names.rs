//! Owns which crate a file belongs to, by the nearest manifest that has a package.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// How many folders above a file are searched.
const MAX_DISTANCE: usize = 12;

/// The names of crates by folder.
#[derive(Debug)]
pub struct CrateNames {
    root: PathBuf,
    names: BTreeMap<PathBuf, Option<String>>,
}

impl CrateNames {
    /// No crate is looked at yet. Paths are relative to `root`.
    pub fn new(root: &Path) -> Self {
        Self {
            root: root.to_owned(),
            names: BTreeMap::new(),
        }
    }

    /// The name of the crate that a file belongs to, empty where there is none.
    pub fn name_of(&mut self, shown: &str) -> String {
        let path = self.root.join(shown);
        for folder in path.ancestors().skip(1).take(MAX_DISTANCE) {
            if let Some(name) = self.of_folder(folder) {
                return name;
            }
        }
        String::new()
    }

    fn of_folder(&mut self, folder: &Path) -> Option<String> {
        let known = self.names.entry(folder.to_owned()).or_insert_with(|| {
            let text = std::fs::read_to_string(folder.join("Cargo.toml")).ok()?;
            package_name(&text)
        });
        known.clone()
    }
}

/// The name in the section `[package]`, as paths in code spell it.
fn package_name(manifest: &str) -> Option<String> {
    let mut is_package = false;
    for line in manifest.lines().map(str::trim) {
        if line.starts_with('[') {
            is_package = line == "[package]";
        } else if is_package
            && let Some((key, value)) = line.split_once('=')
            && key.trim() == "name"
        {
            let name = value.trim().split(['"', '\'']).nth(1)?;
            return Some(name.replace('-', "_"));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::package_name;

    #[test]
    fn the_package_gives_the_crate_its_name() {
        let manifest = "[workspace]\n[package]\nversion = \"1\"\nname = \"my-entities\"\n";
        assert_eq!(package_name(manifest).as_deref(), Some("my_entities"));
        assert_eq!(package_name("[dependencies]\nname = \"x\"\n"), None);
    }
}
