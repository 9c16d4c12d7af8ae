//! Owns the text forms of byte strings and identifiers that have several spellings.

/// The bytes in PostgreSQL's text form of them, as hexadecimal digits
/// (<https://www.postgresql.org/docs/current/datatype-binary.html>).
pub(super) fn bytea(text: &str) -> Option<String> {
    if let Some(digits) = text.strip_prefix("\\x") {
        let digits: String = digits
            .chars()
            .filter(|character| !matches!(character, ' ' | '\t' | '\n' | '\r'))
            .collect();
        return hexadecimal(&digits);
    }
    let bytes = text.as_bytes();
    let mut digits = String::with_capacity(bytes.len() * 2);
    let mut at = 0;
    while at < bytes.len() {
        let byte = match &bytes[at..] {
            [b'\\', b'\\', ..] => {
                at += 2;
                b'\\'
            }
            [
                b'\\',
                high @ b'0'..=b'3',
                middle @ b'0'..=b'7',
                low @ b'0'..=b'7',
                ..,
            ] => {
                at += 4;
                (high - b'0') * 64 + (middle - b'0') * 8 + (low - b'0')
            }
            [b'\\', ..] => return None,
            [byte, ..] => {
                at += 1;
                *byte
            }
            [] => return None,
        };
        digits.push_str(&format!("{byte:02x}"));
    }
    Some(digits)
}

/// Hexadecimal digits in lower case, where they are whole bytes.
pub(super) fn hexadecimal(digits: &str) -> Option<String> {
    let are_bytes =
        digits.len().is_multiple_of(2) && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    are_bytes.then(|| digits.to_ascii_lowercase())
}

/// An identifier of 128 bits in its canonical spelling
/// (<https://www.postgresql.org/docs/current/datatype-uuid.html>).
pub(super) fn uuid(text: &str) -> Option<String> {
    let inner = match text.strip_prefix('{') {
        Some(inner) => inner.strip_suffix('}')?,
        None => text,
    };
    let mut digits = String::with_capacity(32);
    let mut was_hyphen = true;
    for character in inner.chars() {
        if character == '-' {
            let may_stand = !was_hyphen && digits.len().is_multiple_of(4) && digits.len() < 32;
            may_stand.then_some(())?;
            was_hyphen = true;
        } else {
            character.is_ascii_hexdigit().then_some(())?;
            digits.push(character.to_ascii_lowercase());
            was_hyphen = false;
        }
    }
    if digits.len() != 32 {
        return None;
    }
    let group = |from: usize, to: usize| &digits[from..to];
    Some(format!(
        "{}-{}-{}-{}-{}",
        group(0, 8),
        group(8, 12),
        group(12, 16),
        group(16, 20),
        group(20, 32)
    ))
}

#[cfg(test)]
mod tests {
    use super::{bytea, uuid};

    #[test]
    fn bytes_have_two_forms() {
        assert_eq!(bytea("\\xDE ad").as_deref(), Some("dead"));
        assert_eq!(bytea("a\\\\\\001").as_deref(), Some("615c01"));
        assert_eq!(bytea(""), Some(String::new()));
        for wrong in ["\\xd", "\\xzz", "\\9", "\\"] {
            assert_eq!(bytea(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn identifiers_have_one_spelling() {
        let canonical = "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11";
        for spelling in [
            canonical,
            "A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11",
            "{a0eebc99-9c0b4ef8-bb6d6bb9-bd380a11}",
            "a0eebc999c0b4ef8bb6d6bb9bd380a11",
        ] {
            assert_eq!(uuid(spelling).as_deref(), Some(canonical), "{spelling}");
        }
        for wrong in [
            "",
            "a0e",
            "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a1g",
            "{a0eebc99",
        ] {
            assert_eq!(uuid(wrong), None, "{wrong}");
        }
    }
}
