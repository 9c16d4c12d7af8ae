//! Owns variables: the process's own first, then the project's `.env` files. The process's
//! environment is never changed.

mod dotenv;
mod expansion;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// A larger file is no list of variables; the rest of it is not read.
const MAX_BYTES: u64 = 1 << 20;

/// Variables as a project sees them.
#[derive(Default)]
pub(crate) struct Environment {
    from_files: BTreeMap<String, String>,
}

/// Why a variable has no value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Unset {
    /// It is not set, or empty.
    Itself,
    /// Its value is made of this other variable, which is not set.
    Needs(String),
}

impl Environment {
    /// Reads the `.env` files of these folders; a variable keeps what the first file gives it.
    pub(crate) fn of<'a>(folders: impl IntoIterator<Item = &'a Path>) -> Self {
        let mut environment = Self::default();
        for folder in folders {
            let Some(text) = text(&folder.join(".env")) else {
                continue;
            };
            // Within one file the last value counts.
            let variables: BTreeMap<String, String> = dotenv::read(&text).into_iter().collect();
            for (name, value) in variables {
                environment.from_files.entry(name).or_insert(value);
            }
        }
        environment
    }

    /// The value of a variable, with the variables it is made of filled in.
    pub(crate) fn get(&self, name: &str) -> Result<String, Unset> {
        let value = match std::env::var(name) {
            Ok(value) => value,
            Err(_) => {
                let written = self.from_files.get(name).ok_or(Unset::Itself)?;
                expansion::expand(written, &|other| self.written(other)).map_err(Unset::Needs)?
            }
        };
        if value.trim().is_empty() {
            return Err(Unset::Itself);
        }
        Ok(value)
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
            .find(|name| self.get(name).is_ok_and(|value| is_direct(value.trim())))
    }

    fn written(&self, name: &str) -> Option<expansion::Written> {
        let of_process = std::env::var(name).ok();
        of_process
            .map(expansion::Written::Final)
            .or_else(|| Some(expansion::Written::File(self.from_files.get(name)?.clone())))
    }
}

/// The text of a file; whatever cannot be read, a folder for one, holds no variables.
fn text(path: &Path) -> Option<String> {
    let mut bytes = Vec::new();
    let file = File::open(path).ok()?;
    file.take(MAX_BYTES).read_to_end(&mut bytes).ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}
