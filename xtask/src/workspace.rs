//! Owns what is known of this workspace: where it lies, its packages and its files.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::failure::{Failure, OrFail};
use crate::process;

/// The workspace's root folder.
pub(crate) fn root() -> PathBuf {
    let package = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    package.parent().map(Path::to_path_buf).unwrap_or(package)
}

/// A package of this workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Package {
    /// Its name.
    pub(crate) name: String,
    /// Its folder, relative to the root.
    pub(crate) folder: PathBuf,
    /// What it depends on.
    pub(crate) dependencies: Vec<Dependency>,
}

/// One line of a package's dependencies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Dependency {
    /// The package depended on.
    pub(crate) name: String,
    /// Whether only tests, examples and benchmarks see it.
    pub(crate) is_for_development: bool,
}

/// The packages of the workspace, by name.
///
/// # Errors
/// If `cargo metadata` fails or speaks another format.
pub(crate) fn packages() -> Result<Vec<Package>, Failure> {
    let text = process::capture(process::cargo().args([
        "metadata",
        "--format-version",
        "1",
        "--no-deps",
        "--offline",
    ]))?;
    let metadata: Value = serde_json::from_str(&text).or_fail("cargo metadata")?;
    let root = metadata["workspace_root"]
        .as_str()
        .or_fail("cargo metadata names no workspace root")?;
    let mut packages = metadata["packages"]
        .as_array()
        .or_fail("cargo metadata lists no packages")?
        .iter()
        .map(|package| read_package(package, Path::new(root)))
        .collect::<Option<Vec<_>>>()
        .or_fail("cargo metadata describes a package without name or manifest")?;
    packages.sort_by(|left, right| left.name.cmp(&right.name));
    Ok(packages)
}

fn read_package(package: &Value, root: &Path) -> Option<Package> {
    let manifest = Path::new(package["manifest_path"].as_str()?);
    let folder = manifest.parent()?;
    let dependencies = package["dependencies"]
        .as_array()?
        .iter()
        .map(|dependency| {
            Some(Dependency {
                name: dependency["name"].as_str()?.to_string(),
                is_for_development: dependency["kind"].as_str() == Some("dev"),
            })
        })
        .collect::<Option<Vec<_>>>()?;
    Some(Package {
        name: package["name"].as_str()?.to_string(),
        folder: folder.strip_prefix(root).unwrap_or(folder).to_path_buf(),
        dependencies,
    })
}

/// The files below `folder` whose name ends in `.extension`, sorted; build output, hidden folders
/// and installed packages are left out.
///
/// # Errors
/// If a folder cannot be read.
pub(crate) fn files(folder: &Path, extension: &str) -> Result<Vec<PathBuf>, Failure> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in entries(&folder)? {
            let name = entry.file_name().unwrap_or_default().to_string_lossy();
            if entry.is_dir() {
                if !matches!(name.as_ref(), "target" | "node_modules") && !is_hidden(&name) {
                    folders.push(entry);
                }
            } else if entry.extension().is_some_and(|found| found == extension) {
                found.push(entry);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// What lies directly in a folder, sorted.
///
/// # Errors
/// If the folder cannot be read.
pub(crate) fn entries(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let shown = folder.display();
    let mut entries = std::fs::read_dir(folder)
        .and_then(|entries| {
            entries
                .map(|entry| Ok(entry?.path()))
                .collect::<Result<Vec<_>, _>>()
        })
        .or_fail(format!("could not read the folder `{shown}`"))?;
    entries.sort();
    Ok(entries)
}

/// `.github` holds documents of ours; other dotted folders do not.
fn is_hidden(name: &str) -> bool {
    name.starts_with('.') && name != ".github"
}

/// The text of a file.
///
/// # Errors
/// If it cannot be read.
pub(crate) fn read(path: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(path).or_fail(format!("could not read `{}`", path.display()))
}
