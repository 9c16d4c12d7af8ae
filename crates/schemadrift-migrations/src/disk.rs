//! Owns the disk: files as bytes and shared text, and folders as sorted names.

use std::path::Path;
use std::sync::Arc;

use schemadrift_core::limits;
use schemadrift_core::origin::SourceFile;

/// A file that was read.
#[derive(Debug)]
pub(crate) struct FileText {
    /// Its text, invalid UTF-8 replaced.
    pub(crate) source: Arc<SourceFile>,
    /// Its bytes, where the text is not exactly them.
    bytes: Option<Vec<u8>>,
}

impl FileText {
    /// Reads a file, or says why it cannot be read.
    pub(crate) fn read(path: &Path, shown: String) -> Result<Self, String> {
        let kind = std::fs::metadata(path).map_err(|error| error.to_string())?;
        if !kind.is_file() {
            return Err("it is not a file".to_owned());
        }
        if kind.len() > limits::MAX_FILE_BYTES {
            return Err(format!(
                "it has {} bytes, more than the limit of {}",
                kind.len(),
                limits::MAX_FILE_BYTES
            ));
        }
        let bytes = std::fs::read(path).map_err(|error| error.to_string())?;
        Ok(match String::from_utf8(bytes) {
            Ok(text) => Self {
                source: SourceFile::new(shown, text),
                bytes: None,
            },
            Err(error) => Self {
                source: SourceFile::new(shown, String::from_utf8_lossy(error.as_bytes())),
                bytes: Some(error.into_bytes()),
            },
        })
    }

    /// The text, invalid UTF-8 replaced.
    pub(crate) fn text(&self) -> &str {
        &self.source.text
    }

    /// The bytes on disk.
    pub(crate) fn bytes(&self) -> &[u8] {
        self.bytes
            .as_deref()
            .unwrap_or_else(|| self.source.text.as_bytes())
    }

    /// Whether the text is exactly the bytes.
    pub(crate) fn is_utf8(&self) -> bool {
        self.bytes.is_none()
    }
}

/// The text of a small file that tells about a project, if it is there and can be read.
pub(crate) fn text(path: &Path) -> Option<String> {
    let file = FileText::read(path, String::new()).ok()?;
    Some(file.text().to_owned())
}

/// A name in a folder.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Item {
    pub(crate) name: String,
    /// Links are followed.
    pub(crate) is_folder: bool,
}

/// The names in a folder, sorted by their bytes. What is neither file nor folder, such as a link
/// that leads round in a circle, counts as a file, and reading it says why it cannot be read.
pub(crate) fn items(folder: &Path) -> Result<Vec<Item>, String> {
    let mut items = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(|error| error.to_string())? {
        let entry = entry.map_err(|error| error.to_string())?;
        items.push(Item {
            name: entry.file_name().to_string_lossy().into_owned(),
            is_folder: std::fs::metadata(entry.path()).is_ok_and(|kind| kind.is_dir()),
        });
    }
    items.sort();
    Ok(items)
}
