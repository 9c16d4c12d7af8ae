//! Owns the addresses of SQLite files: `file:` as Prisma writes it, `sqlite:`, plain paths.

use std::io::Read;
use std::path::{Path, PathBuf};

use super::parts::decode;
use super::{UrlContext, UrlError};

/// How every SQLite file that holds anything begins
/// (<https://sqlite.org/fileformat2.html#magic_header_string>).
pub(crate) const MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// Where a SQLite file may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SqliteAddress {
    /// The path as it was written.
    pub(crate) written: String,
    /// Paths to try, in order.
    pub(crate) candidates: Vec<PathBuf>,
}

impl SqliteAddress {
    pub(crate) fn redacted(&self) -> String {
        format!("file:{}", self.written)
    }

    /// The first candidate that exists.
    pub(crate) fn existing(&self) -> Option<&Path> {
        self.candidates
            .iter()
            .map(PathBuf::as_path)
            .find(|candidate| candidate.exists())
    }
}

/// Reads what follows the scheme.
pub(super) fn parse(
    scheme: &str,
    rest: &str,
    context: &UrlContext,
) -> Result<SqliteAddress, UrlError> {
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let path = match path.strip_prefix("//") {
        Some(path) => path
            .strip_prefix("localhost/")
            .map_or(path, |_| &path["localhost".len()..]),
        None => path,
    };
    let in_memory = path.is_empty()
        || path.eq_ignore_ascii_case(":memory:")
        || query.split('&').any(|pair| pair == "mode=memory");
    if in_memory {
        return Err(UrlError::Refused {
            scheme: scheme.to_owned(),
            reason: "a database in memory is seen only by the process that made it".to_owned(),
            help: "give the path of a database file, such as `file:./dev.db`".to_owned(),
        });
    }
    let decoded = decode(path);
    let mut candidates = places(path, context);
    if decoded != path {
        candidates.extend(places(&decoded, context));
    }
    Ok(SqliteAddress {
        written: path.to_owned(),
        candidates,
    })
}

/// The address of a file that exists and is a SQLite database.
pub(super) fn existing_file(text: &str, context: &UrlContext) -> Result<SqliteAddress, UrlError> {
    let found = places(text, context)
        .into_iter()
        .find(|candidate| begins_as_sqlite(candidate))
        .ok_or(UrlError::Unknown)?;
    Ok(SqliteAddress {
        written: text.to_owned(),
        candidates: vec![found],
    })
}

fn begins_as_sqlite(path: &Path) -> bool {
    let mut start = [0; MAGIC.len()];
    std::fs::File::open(path)
        .and_then(|mut file| file.read_exact(&mut start))
        .is_ok_and(|()| &start == MAGIC)
}

fn places(path: &str, context: &UrlContext) -> Vec<PathBuf> {
    let path = Path::new(path);
    if path.is_absolute() || context.base_directories.is_empty() {
        return vec![path.to_owned()];
    }
    let mut places: Vec<PathBuf> = Vec::new();
    for base in &context.base_directories {
        let place = base.join(path.strip_prefix(".").unwrap_or(path));
        if !places.contains(&place) {
            places.push(place);
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::{existing_file, parse};
    use crate::url::{UrlContext, UrlError};

    fn context(folders: &[&str]) -> UrlContext {
        UrlContext {
            base_directories: folders.iter().map(PathBuf::from).collect(),
        }
    }

    #[test]
    fn relative_files_are_tried_in_every_folder() {
        let address = parse(
            "file",
            "./dev.db?connection_limit=1",
            &context(&["/p/prisma", "/p"]),
        );
        assert_eq!(
            address.unwrap().candidates,
            [
                PathBuf::from("/p/prisma/dev.db"),
                PathBuf::from("/p/dev.db")
            ]
        );
    }

    #[test]
    fn absolute_files_have_one_place() {
        for rest in ["/a/b.db", "///a/b.db", "//localhost/a/b.db"] {
            let address = parse("file", rest, &context(&["/p"])).unwrap();
            assert_eq!(address.candidates, [PathBuf::from("/a/b.db")], "{rest}");
        }
    }

    #[test]
    fn encoded_paths_are_tried_both_ways() {
        let address = parse("file", "a%20b.db", &context(&["/p"])).unwrap();
        assert_eq!(
            address.candidates,
            [PathBuf::from("/p/a%20b.db"), PathBuf::from("/p/a b.db")]
        );
    }

    #[test]
    fn memory_is_refused() {
        for rest in [":memory:", "//:memory:", "x?mode=memory", ""] {
            let error = parse("sqlite", rest, &context(&[])).unwrap_err();
            assert!(matches!(error, UrlError::Refused { .. }), "{rest}");
        }
    }

    #[test]
    fn a_plain_path_must_hold_a_database() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.db"), b"SQLite format 3\0 and more").unwrap();
        std::fs::write(folder.path().join("b.db"), b"something else entirely").unwrap();
        let context = UrlContext {
            base_directories: vec![folder.path().to_owned()],
        };
        assert!(existing_file("a.db", &context).is_ok());
        assert_eq!(existing_file("b.db", &context), Err(UrlError::Unknown));
        assert_eq!(existing_file("c.db", &context), Err(UrlError::Unknown));
    }
}
