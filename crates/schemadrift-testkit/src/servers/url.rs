//! Owns the database in a server's URL.

/// The URL with another database; user, host and parameters stay.
pub(super) fn with_database(url: &str, database: &str) -> String {
    let (address, parameters) = match url.split_once('?') {
        Some((address, parameters)) => (address, format!("?{parameters}")),
        None => (url, String::new()),
    };
    let authority_start = address.find("://").map_or(0, |scheme| scheme + 3);
    let authority_end = address[authority_start..]
        .find('/')
        .map_or(address.len(), |slash| authority_start + slash);
    format!(
        "{}/{}{parameters}",
        &address[..authority_end],
        percent_encoded(database)
    )
}

fn percent_encoded(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'~') {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::with_database;

    #[test]
    fn only_the_database_changes() {
        for (url, expected) in [
            ("postgres://u:p@h:1/old", "postgres://u:p@h:1/a%20b"),
            ("postgres://u@h", "postgres://u@h/a%20b"),
            (
                "postgresql:///old?host=/run/x&user=u",
                "postgresql:///a%20b?host=/run/x&user=u",
            ),
        ] {
            assert_eq!(with_database(url, "a b"), expected);
        }
    }
}
