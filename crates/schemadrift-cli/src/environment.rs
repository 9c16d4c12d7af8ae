//! Owns variables: the process's own first, then the project's `.env` files. The process's
//! environment is never changed.

use std::collections::BTreeMap;
use std::path::Path;

/// Variables as a project sees them.
#[derive(Default)]
pub(crate) struct Environment {
    from_files: BTreeMap<String, String>,
}

impl Environment {
    /// Reads the `.env` files of these folders; a variable keeps the first value it is given.
    pub(crate) fn of<'a>(folders: impl IntoIterator<Item = &'a Path>) -> Self {
        let mut environment = Self::default();
        for folder in folders {
            let Ok(entries) = dotenvy::from_path_iter(folder.join(".env")) else {
                continue;
            };
            // A line that cannot be read is somebody else's concern; the rest still counts.
            for (name, value) in entries.flatten() {
                environment.from_files.entry(name).or_insert(value);
            }
        }
        environment
    }

    /// The value of a variable; an empty one counts as not set.
    pub(crate) fn get(&self, name: &str) -> Option<String> {
        std::env::var(name)
            .ok()
            .or_else(|| self.from_files.get(name).cloned())
            .filter(|value| !value.trim().is_empty())
    }

    /// The first variable of a `.env` file or the process whose value is a URL that a driver can
    /// open, beside `other`: the way out of a proxy URL.
    pub(crate) fn direct_url_beside(&self, other: &str) -> Option<String> {
        let is_direct = |value: &str| {
            ["postgres://", "postgresql://", "file:"]
                .iter()
                .any(|scheme| value.starts_with(scheme))
        };
        let named = [
            "DIRECT_DATABASE_URL",
            "DIRECT_URL",
            "POSTGRES_URL_NON_POOLING",
            "POSTGRES_URL",
        ];
        named
            .into_iter()
            .map(str::to_owned)
            .chain(self.from_files.keys().cloned())
            .filter(|name| name != other)
            .find(|name| self.get(name).is_some_and(|value| is_direct(value.trim())))
    }
}
