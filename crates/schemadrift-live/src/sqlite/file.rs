//! Owns what is known of a SQLite file before it is opened: that it is one, and how it is
//! journaled (<https://sqlite.org/fileformat2.html#the_database_header>).

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::error::{ErrorKind, LiveError};
use crate::url::{MAGIC, SqliteAddress};

/// The byte that is 2 in a file with a write-ahead log.
const READ_VERSION: usize = 19;
const HEADER_LENGTH: usize = 20;

/// A file that is a SQLite database.
#[derive(Debug, Clone)]
pub(super) struct DatabaseFile {
    pub(super) path: PathBuf,
    pub(super) has_log: bool,
}

impl DatabaseFile {
    /// The first place of an address that exists, if it is a database. A file of no bytes is an
    /// empty database.
    pub(super) fn find(address: &SqliteAddress) -> Result<Self, LiveError> {
        let path = address.existing().ok_or_else(|| missing(address))?;
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        if path.is_dir() {
            return Err(LiveError::new(
                ErrorKind::NotADatabase,
                format!("`{}` is a folder, not a SQLite database", path.display()),
            ));
        }
        let header = header(&path).map_err(|trouble| {
            LiveError::new(
                ErrorKind::Rights,
                format!("`{}` cannot be read: {trouble}", path.display()),
            )
        })?;
        if !header.is_empty() && !header.starts_with(MAGIC) {
            return Err(LiveError::new(
                ErrorKind::NotADatabase,
                format!(
                    "`{}` is not a SQLite database, or it is encrypted",
                    path.display()
                ),
            )
            .with_help("encrypted databases cannot be read; give a decrypted copy"));
        }
        Ok(Self {
            path,
            has_log: header.get(READ_VERSION) == Some(&2),
        })
    }

    /// Whether the write-ahead log holds anything that the file does not.
    pub(super) fn log_is_empty(&self) -> bool {
        let mut log = self.path.clone().into_os_string();
        log.push("-wal");
        std::fs::metadata(log).map_or(true, |metadata| metadata.len() == 0)
    }
}

fn header(path: &Path) -> io::Result<Vec<u8>> {
    let mut header = Vec::new();
    let length = u64::try_from(HEADER_LENGTH).unwrap_or(u64::MAX);
    File::open(path)?.take(length).read_to_end(&mut header)?;
    Ok(header)
}

fn missing(address: &SqliteAddress) -> LiveError {
    let tried: Vec<String> = address
        .candidates
        .iter()
        .map(|candidate| format!("`{}`", candidate.display()))
        .collect();
    LiveError::new(
        ErrorKind::NotFound,
        format!(
            "there is no SQLite database `{}`: tried {}",
            address.written,
            tried.join(", ")
        ),
    )
    .with_help("check the path, or create the database by running its migrations")
}
