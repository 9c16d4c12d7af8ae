//! Owns where the checked folder lies: readers of a report look for files from the root of the
//! repository, while a report names them from the folder that was checked.

/// The checked folder, as seen from where the command was started.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Folder(String);

impl Folder {
    /// A folder from its path with forward slashes; `.` is where the command was started.
    pub fn new(path: &str) -> Self {
        let path = path.trim_start_matches("./").trim_end_matches('/');
        Self(if path == "." { "" } else { path }.to_owned())
    }

    /// A path of the report as seen from where the command was started.
    pub(crate) fn path(&self, path: &str) -> String {
        let path = path.strip_prefix("./").unwrap_or(path);
        if self.0.is_empty() || !is_relative(path) {
            path.to_owned()
        } else if path == "." {
            self.0.clone()
        } else {
            format!("{}/{path}", self.0)
        }
    }
}

/// Whether a path is relative to the folder that was checked.
pub(crate) fn is_relative(path: &str) -> bool {
    !path.starts_with('/') && !is_drive(path)
}

/// Whether the path begins with a drive of Windows: `C:/`.
pub(crate) fn is_drive(path: &str) -> bool {
    let mut bytes = path.bytes();
    let letter = bytes.next().is_some_and(|byte| byte.is_ascii_alphabetic());
    letter && bytes.next() == Some(b':') && bytes.next() == Some(b'/')
}

#[cfg(test)]
mod tests {
    use super::Folder;

    #[test]
    fn paths_are_seen_from_where_the_command_was_started() {
        let folder = Folder::new("./apps/api/");
        assert_eq!(
            folder.path("prisma/schema.prisma"),
            "apps/api/prisma/schema.prisma"
        );
        assert_eq!(folder.path("./a.sql"), "apps/api/a.sql");
        assert_eq!(folder.path("."), "apps/api");
        assert_eq!(folder.path("/srv/a.sql"), "/srv/a.sql");
        assert_eq!(folder.path("C:/a.sql"), "C:/a.sql");
        assert_eq!(Folder::new(".").path("a.sql"), "a.sql");
        assert_eq!(Folder::default().path("./a.sql"), "a.sql");
    }
}
