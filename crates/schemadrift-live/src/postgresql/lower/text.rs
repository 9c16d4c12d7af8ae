//! Owns what must be read out of text that the catalog prints: names inside quotes, and the
//! schema in front of names. The session prints every name with its schema, so that the text is
//! the same for every role; the default schema is then taken off again, since code leaves it out.

use schemadrift_core::name::QualifiedName;

/// Takes the default schema off the names in an expression or a query.
pub(in crate::postgresql) fn without_namespace(text: &str, namespace: &str) -> String {
    if !text.contains(namespace) {
        return text.to_owned();
    }
    let mut output = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (token, length) = match first {
            '\'' => {
                let length = quoted_length(rest, '\'');
                let literal = &rest[..length];
                let names_object = rest[length..].starts_with("::regclass");
                (
                    names_object.then(|| literal_without(literal, namespace)),
                    length,
                )
            }
            '"' => {
                let length = quoted_length(rest, '"');
                let is_namespace = unquoted(&rest[..length]) == namespace;
                (prefix(is_namespace, &rest[length..], &output), length)
            }
            _ if is_word(first) => {
                let length = rest.find(|other| !is_word(other)).unwrap_or(rest.len());
                let is_namespace = &rest[..length] == namespace;
                (prefix(is_namespace, &rest[length..], &output), length)
            }
            _ => (None, first.len_utf8()),
        };
        match token {
            // The schema goes together with its dot.
            Some(replacement) if replacement.is_empty() => rest = &rest[length + 1..],
            Some(replacement) => {
                output.push_str(&replacement);
                rest = &rest[length..];
            }
            None => {
                output.push_str(&rest[..length]);
                rest = &rest[length..];
            }
        }
    }
    output
}

/// Nothing in place of a schema that stands in front of a name.
fn prefix(is_namespace: bool, after: &str, before: &str) -> Option<String> {
    let mut following = after.chars();
    let stands_first = !before.ends_with('.');
    let qualifies = following.next() == Some('.')
        && following
            .next()
            .is_some_and(|next| next == '"' || is_word(next));
    (is_namespace && stands_first && qualifies).then(String::new)
}

/// The literal of a `regclass` without the default schema.
fn literal_without(literal: &str, namespace: &str) -> String {
    let inner = literal.trim_matches('\'');
    let path = without_namespace(inner, namespace);
    format!("'{path}'")
}

/// The sequence in `nextval('…'::regclass)`.
pub(super) fn sequence_of_nextval(default: &str) -> Option<QualifiedName> {
    let inner = default
        .strip_prefix("nextval('")?
        .strip_suffix("'::regclass)")?;
    let path = inner.replace("''", "'");
    let mut names = Vec::new();
    let mut rest = path.as_str();
    loop {
        let first = rest.chars().next()?;
        let length = if first == '"' {
            quoted_length(rest, '"')
        } else {
            rest.find('.').unwrap_or(rest.len())
        };
        names.push(unquoted(&rest[..length]));
        rest = match rest[length..].strip_prefix('.') {
            Some(rest) => rest,
            None => break,
        };
    }
    let mut names = names.into_iter();
    match (names.next(), names.next(), names.next()) {
        (Some(name), None, None) => Some(QualifiedName::bare(name)),
        (Some(schema), Some(name), None) => Some(QualifiedName::new(schema, name)),
        _ => None,
    }
}

/// A type's printed name without the schema in front.
pub(super) fn without_first_schema<'a>(text: &'a str, schema: &str) -> &'a str {
    let length = if text.starts_with('"') {
        quoted_length(text, '"')
    } else {
        text.find('.').unwrap_or(text.len())
    };
    if unquoted(&text[..length]) == schema {
        text[length..].strip_prefix('.').unwrap_or(text)
    } else {
        text
    }
}

/// The length of a quoted piece at the start, both quotes counted; doubled quotes belong to it.
fn quoted_length(text: &str, quote: char) -> usize {
    let mut offset = quote.len_utf8();
    while let Some(end) = text[offset..].find(quote) {
        offset += end + quote.len_utf8();
        if !text[offset..].starts_with(quote) {
            return offset;
        }
        offset += quote.len_utf8();
    }
    text.len()
}

fn unquoted(name: &str) -> String {
    name.strip_prefix('"')
        .and_then(|inner| inner.strip_suffix('"'))
        .map_or_else(|| name.to_owned(), |inner| inner.replace("\"\"", "\""))
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '_' | '$') || !character.is_ascii()
}

#[cfg(test)]
mod tests {
    use schemadrift_core::name::QualifiedName;

    use super::{sequence_of_nextval, without_first_schema, without_namespace};

    #[test]
    fn only_the_default_schema_goes() {
        for (text, expected) in [
            ("'x'::public.mood", "'x'::mood"),
            ("'public.x'::text", "'public.x'::text"),
            ("nextval('public.s'::regclass)", "nextval('s'::regclass)"),
            (
                "nextval('public.\"S\"'::regclass)",
                "nextval('\"S\"'::regclass)",
            ),
            ("app.f(public.g(a.public.x))", "app.f(g(a.public.x))"),
            ("mypublic.f(public_x)", "mypublic.f(public_x)"),
            ("\"public\".f('it''s public.x')", "f('it''s public.x')"),
            ("public", "public"),
            ("public. x", "public. x"),
            ("é.public.x || publicé.y", "é.public.x || publicé.y"),
            ("'unclosed public.x", "'unclosed public.x"),
        ] {
            assert_eq!(without_namespace(text, "public"), expected);
        }
        assert_eq!(without_namespace("\"My App\".f()", "My App"), "f()");
    }

    #[test]
    fn sequences_are_read_whatever_their_quotes() {
        for (text, expected) in [
            ("nextval('s'::regclass)", Some(QualifiedName::bare("s"))),
            (
                "nextval('a.s'::regclass)",
                Some(QualifiedName::new("a", "s")),
            ),
            (
                "nextval('a.\"It''s.\"\"x\"'::regclass)",
                Some(QualifiedName::new("a", "It's.\"x")),
            ),
            ("nextval('s'::text)", None),
            ("1", None),
            ("nextval(''::regclass)", None),
        ] {
            assert_eq!(sequence_of_nextval(text), expected, "{text}");
        }
    }

    #[test]
    fn types_lose_their_schema() {
        assert_eq!(without_first_schema("ext.vector(3)", "ext"), "vector(3)");
        assert_eq!(without_first_schema("\"E x\".citext[]", "E x"), "citext[]");
        assert_eq!(without_first_schema("numeric(1,2)", "ext"), "numeric(1,2)");
    }
}
