//! Owns paths as the references to files that RFC 3986 knows.

use std::fmt::Write;

use crate::folder::is_drive;

/// The path as a reference: relative where the path is, and a `file:` URI where it is not.
pub(super) fn uri(path: &str) -> String {
    if path.starts_with('/') {
        // More slashes would name a server.
        return format!("file:///{}", encoded(path.trim_start_matches('/')));
    }
    if is_drive(path) {
        return format!("file:///{}", encoded(path));
    }
    encoded(path)
}

/// Every byte that is not unreserved, percent-encoded; slashes separate. A colon in the first
/// segment would make a scheme of it, so colons are encoded too.
fn encoded(path: &str) -> String {
    let mut text = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            text.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(text, "%{byte:02X}");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn paths_are_references() {
        assert_eq!(uri("prisma/schema.prisma"), "prisma/schema.prisma");
        assert_eq!(uri("a b/é#?.sql"), "a%20b/%C3%A9%23%3F.sql");
        assert_eq!(uri("a:b"), "a%3Ab");
        assert_eq!(uri("//srv/x"), "file:///srv/x");
        assert_eq!(uri("C:/x/y"), "file:///C%3A/x/y");
    }
}
