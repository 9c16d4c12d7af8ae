//! Owns the hiding of passwords in text that is shown: in connection URLs, in key-value
//! connection strings, and behind SQL's `PASSWORD`. In doubt it hides too much.

use std::borrow::Cow;
use std::ops::Range;

/// Words whose value is a secret, wherever they are given one.
const SECRET_WORDS: &[&str] = &["password", "passwd", "passphrase", "pwd"];

/// Parameters whose value is a secret in the query of a URL: Prisma's proxy takes `api_key`,
/// libSQL takes `authToken`.
const SECRET_PARAMETERS: &[&str] = &[
    "api_key=",
    "apikey=",
    "authtoken=",
    "auth_token=",
    "access_token=",
    "token=",
    "secret=",
];

/// The text with `***` for every password.
pub fn redact(text: &str) -> Cow<'_, str> {
    let secrets = secrets(text);
    if secrets.is_empty() {
        return Cow::Borrowed(text);
    }
    replace(text, &secrets, |_| "***".to_owned())
}

/// The text with a star for every byte of a password, so that byte spans still fit.
pub fn mask(text: &str) -> Cow<'_, str> {
    let secrets = secrets(text);
    if secrets.is_empty() {
        return Cow::Borrowed(text);
    }
    replace(text, &secrets, |secret| "*".repeat(secret.len()))
}

fn replace<'a>(
    text: &'a str,
    secrets: &[Range<usize>],
    substitute: impl Fn(&str) -> String,
) -> Cow<'a, str> {
    let mut shown = String::with_capacity(text.len());
    let mut end = 0;
    for secret in secrets {
        // Two patterns may find the same password; what is hidden stays hidden.
        let start = secret.start.max(end);
        if secret.end <= start {
            continue;
        }
        shown.push_str(&text[end..start]);
        shown.push_str(&substitute(&text[start..secret.end]));
        end = secret.end;
    }
    shown.push_str(&text[end..]);
    Cow::Owned(shown)
}

/// Where the secrets are, in order.
fn secrets(text: &str) -> Vec<Range<usize>> {
    // Cheap first: most lines hold neither.
    if !text.contains(['=', ':', '\'', '"']) {
        return Vec::new();
    }
    let lower = text.to_ascii_lowercase();
    let mut found: Vec<Range<usize>> = offsets(text, "://")
        .filter_map(|offset| url_password(text, offset + "://".len()))
        .collect();
    for word in SECRET_WORDS {
        found.extend(
            offsets(&lower, word).filter_map(|offset| word_value(text, offset + word.len())),
        );
    }
    for parameter in SECRET_PARAMETERS {
        found.extend(offsets(&lower, parameter).filter_map(|offset| {
            let is_parameter = text[..offset].ends_with(['?', '&']);
            let start = offset + parameter.len();
            is_parameter
                .then(|| start..start + bare_value_length(&text[start..]))
                .filter(|value| !value.is_empty())
        }));
    }
    found.sort_unstable_by_key(|range| (range.start, range.end));
    found
}

fn offsets<'a>(text: &'a str, pattern: &'a str) -> impl Iterator<Item = usize> + 'a {
    text.match_indices(pattern).map(|(offset, _)| offset)
}

/// The password of a URL whose authority starts here.
///
/// A password may hold any character that someone forgot to percent-encode, so it ends at the
/// last `@` of the word rather than where RFC 3986 would end the authority.
fn url_password(text: &str, start: usize) -> Option<Range<usize>> {
    let rest = &text[start..];
    let word = &rest[..rest.find(ends_word).unwrap_or(rest.len())];
    let at = word.rfind('@')?;
    let colon = word[..at].find(':')?;
    let is_user = !word[..colon].contains(['/', '?', '#']);
    (is_user && colon + 1 < at).then(|| start + colon + 1..start + at)
}

fn ends_word(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\'' | '"' | '`' | '<' | '>')
}

/// The value that is given to a secret word which ends here: `password=x`, `password = 'x'`,
/// `"password": "x"`, `PASSWORD 'x'`.
fn word_value(text: &str, end: usize) -> Option<Range<usize>> {
    let rest = &text[end..];
    let unquoted = rest.strip_prefix(['"', '\'']).unwrap_or(rest);
    let spaced = unquoted.trim_start_matches([' ', '\t']);
    let value = spaced.strip_prefix(['=', ':']).unwrap_or(spaced);
    let trimmed = value.trim_start_matches([' ', '\t']);
    let start = text.len() - trimmed.len();
    if trimmed.len() == rest.len() {
        // Nothing stands between the word and what follows: it is part of a longer word.
        return None;
    }
    let length = match trimmed.chars().next() {
        Some(quote @ ('\'' | '"')) => {
            let inner = &trimmed[1..];
            let length = inner.find([quote, '\n']).unwrap_or(inner.len());
            return (length > 0).then(|| start + 1..start + 1 + length);
        }
        // Without quotes only `password=x` is a value: `password: String` is a type.
        _ if rest.starts_with('=') && trimmed.len() + 1 == rest.len() => bare_value_length(trimmed),
        _ => 0,
    };
    (length > 0 && !is_placeholder(&trimmed[..length])).then(|| start..start + length)
}

fn bare_value_length(text: &str) -> usize {
    text.find(|character: char| ends_word(character) || matches!(character, '&' | ';' | ',' | ')'))
        .unwrap_or(text.len())
}

/// Whether a statement's parameter stands where a value would: `$1`, `?`, `${name}`.
fn is_placeholder(value: &str) -> bool {
    value == "?"
        || value.starts_with("${")
        || value.strip_prefix('$').is_some_and(|number| {
            !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
        })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{mask, redact};

    #[test]
    fn passwords_are_hidden() {
        for (text, expected) in [
            (
                "url = \"postgres://app:hunter2@db/shop\"",
                "url = \"postgres://app:***@db/shop\"",
            ),
            ("mysql://u:p@ss/wo:rd@h:3306/d", "mysql://u:***@h:3306/d"),
            ("redis://:secret@h", "redis://:***@h"),
            (
                "postgres://h/d?user=a&password=secret&x=1",
                "postgres://h/d?user=a&password=***&x=1",
            ),
            (
                "prisma+postgres://h/?api_key=abc.def",
                "prisma+postgres://h/?api_key=***",
            ),
            ("libsql://h?authToken=abc", "libsql://h?authToken=***"),
            (
                "host=db password=secret user=a",
                "host=db password=*** user=a",
            ),
            (
                "host=db password='two words' user=a",
                "host=db password='***' user=a",
            ),
            ("PGPASSWORD=secret psql", "PGPASSWORD=*** psql"),
            (
                "create role a password 'secret';",
                "create role a password '***';",
            ),
            ("{\"password\": \"secret\"}", "{\"password\": \"***\"}"),
            (
                "postgres://a:b@c and postgres://d:e@f",
                "postgres://a:***@c and postgres://d:***@f",
            ),
        ] {
            assert_eq!(redact(text), expected, "{text}");
            assert_eq!(mask(text).len(), text.len(), "{text}");
        }
    }

    #[test]
    fn what_is_no_password_stays() {
        for text in [
            "https://example.com:8080/path",
            "https://example.com/a:b@c",
            "postgres://app@db/shop",
            "  password String @db.VarChar(60)",
            "password: String,",
            "where password = $1 and a = 2",
            "where password=$1",
            "password_hash text default 'x'",
            "column `password` of `User`",
            "env(\"DATABASE_URL\")",
        ] {
            assert_eq!(redact(text), text);
        }
    }

    proptest! {
        #[test]
        fn bytes_stay_in_place(text in "(\u{e9}|://|:|@|'|\"|password|pwd|=| |a|\n|\\?|&|token=){0,14}") {
            let masked = mask(&text);
            prop_assert_eq!(masked.len(), text.len());
            for (offset, _) in masked.char_indices() {
                prop_assert!(text.is_char_boundary(offset) || masked.as_bytes()[offset] == b'*');
            }
        }

        #[test]
        fn no_password_of_a_url_is_shown(password in "[A-Z0-9]{6,12}", before in "[a-z ]{0,8}", after in "[a-z/ ]{0,8}") {
            let text = format!("{before}postgres://user:{password}@host{after}");
            let shown = redact(&text);
            prop_assert!(!shown.contains(&password));
            prop_assert!(shown.contains("postgres://user:***@host"));
        }
    }
}
