//! Owns the search for installed binaries.

use std::path::{Path, PathBuf};

use super::{HarnessError, Product};

/// Where distributions put the binaries of each version: the folder above, and what stands
/// between the version and the binaries.
const ROOTS: &[(&str, &str)] = &[
    ("/usr/lib/postgresql", ""),
    ("/usr/local/lib/postgresql", ""),
    ("/opt/homebrew/opt", "postgresql@"),
    ("/usr/local/opt", "postgresql@"),
    ("/usr", "pgsql-"),
];

/// The binaries of one PostgreSQL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Installation {
    folder: PathBuf,
}

impl Installation {
    /// The binaries in `PATH`, else the newest installed ones.
    pub(super) fn find() -> Result<Self, HarnessError> {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let mut folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
        let mut versions: Vec<(u32, PathBuf)> = ROOTS
            .iter()
            .flat_map(|(root, prefix)| versions(Path::new(root), prefix))
            .collect();
        versions.sort_by(|one, other| other.cmp(one));
        folders.extend(versions.into_iter().map(|(_, folder)| folder));
        folders
            .into_iter()
            .find(|folder| folder.join("postgres").is_file() && folder.join("initdb").is_file())
            .map(|folder| Self { folder })
            .ok_or_else(|| HarnessError::NotInstalled {
                product: Product::PostgreSql,
                searched: format!(
                    "`PATH`, {}",
                    ROOTS
                        .iter()
                        .map(|(root, prefix)| format!("`{root}/{prefix}*/bin`"))
                        .collect::<Vec<_>>()
                        .join(", ")
                ),
            })
    }

    /// One of its programs.
    pub(super) fn program(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }
}

/// The folders of binaries below a root, with their versions.
fn versions(root: &Path, prefix: &str) -> Vec<(u32, PathBuf)> {
    let Ok(entries) = std::fs::read_dir(root) else {
        return Vec::new();
    };
    entries
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let version = name.strip_prefix(prefix)?.parse().ok()?;
            Some((version, entry.path().join("bin")))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::versions;

    #[test]
    fn versions_are_numbers() {
        let root = tempfile::tempdir().unwrap();
        for name in ["pgsql-9", "pgsql-15", "pgsql-old", "15"] {
            std::fs::create_dir(root.path().join(name)).unwrap();
        }
        let mut found: Vec<u32> = versions(root.path(), "pgsql-")
            .into_iter()
            .map(|(version, _)| version)
            .collect();
        found.sort_unstable();
        assert_eq!(found, [9, 15]);
    }
}
