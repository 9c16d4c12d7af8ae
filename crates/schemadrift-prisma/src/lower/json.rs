//! Owns JSON documents as PostgreSQL's `jsonb` prints them, which is how a catalog shows a default
//! that the schema spells in its own way.

use std::collections::BTreeMap;
use std::fmt::Write;

/// How deep documents may nest.
const MAX_DEPTH: usize = 100;

/// The text that `jsonb` prints for a document: keys by length and then by bytes, the last of
/// equal keys, one space behind `:` and `,`
/// (<https://www.postgresql.org/docs/current/datatype-json.html>). None for what is no document,
/// and for the rare spellings that the server would compute with.
pub(super) fn as_jsonb(text: &str) -> Option<String> {
    let mut scanner = Scanner { rest: text };
    let mut out = String::with_capacity(text.len());
    scanner.value(0, &mut out)?;
    scanner.skip_space();
    scanner.rest.is_empty().then_some(out)
}

/// Reads a document and writes it again.
struct Scanner<'t> {
    rest: &'t str,
}

impl<'t> Scanner<'t> {
    fn skip_space(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\t', '\n', '\r']);
    }

    /// Takes this sign, if it comes next.
    fn take(&mut self, sign: char) -> bool {
        self.skip_space();
        match self.rest.strip_prefix(sign) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn value(&mut self, depth: usize, out: &mut String) -> Option<()> {
        self.skip_space();
        if depth > MAX_DEPTH {
            return None;
        }
        match self.rest.chars().next()? {
            '{' => self.object(depth, out),
            '[' => self.array(depth, out),
            '"' => {
                write_string(&self.string()?, out);
                Some(())
            }
            '-' | '0'..='9' => self.number(out),
            _ => ["true", "false", "null"].iter().find_map(|word| {
                self.rest = self.rest.strip_prefix(word)?;
                out.push_str(word);
                Some(())
            }),
        }
    }

    fn object(&mut self, depth: usize, out: &mut String) -> Option<()> {
        self.take('{');
        let mut members: BTreeMap<(usize, String), String> = BTreeMap::new();
        if !self.take('}') {
            loop {
                self.skip_space();
                let key = self.string()?;
                if !self.take(':') {
                    return None;
                }
                let mut value = String::new();
                self.value(depth + 1, &mut value)?;
                members.insert((key.len(), key), value);
                if self.take('}') {
                    break;
                }
                if !self.take(',') {
                    return None;
                }
            }
        }
        out.push('{');
        for (index, ((_, key), value)) in members.iter().enumerate() {
            out.push_str(if index == 0 { "" } else { ", " });
            write_string(key, out);
            out.push_str(": ");
            out.push_str(value);
        }
        out.push('}');
        Some(())
    }

    fn array(&mut self, depth: usize, out: &mut String) -> Option<()> {
        self.take('[');
        out.push('[');
        if !self.take(']') {
            loop {
                self.value(depth + 1, out)?;
                if self.take(']') {
                    break;
                }
                if !self.take(',') {
                    return None;
                }
                out.push_str(", ");
            }
        }
        out.push(']');
        Some(())
    }

    /// A number as written; the server rewrites exponents and the sign of zero.
    fn number(&mut self, out: &mut String) -> Option<()> {
        let length = self
            .rest
            .find(|next: char| !next.is_ascii_digit() && !"+-.eE".contains(next))
            .unwrap_or(self.rest.len());
        let (number, rest) = self.rest.split_at(length);
        let digits = number.strip_prefix('-').unwrap_or(number);
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
        let is_digits =
            |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let is_plain = is_digits(whole)
            && is_digits(fraction)
            && (whole == "0" || !whole.starts_with('0'))
            && (number == digits || digits.bytes().any(|digit| matches!(digit, b'1'..=b'9')));
        if !is_plain {
            return None;
        }
        out.push_str(number);
        self.rest = rest;
        Some(())
    }

    /// A string, unescaped.
    fn string(&mut self) -> Option<String> {
        let inner: &'t str = self.rest.strip_prefix('"')?;
        let mut is_escaped = false;
        let end = inner.find(|next| {
            let ends = next == '"' && !is_escaped;
            is_escaped = next == '\\' && !is_escaped;
            ends
        })?;
        let literal = &inner[..end];
        self.rest = &inner[end + 1..];
        // Half a surrogate pair and the null character are refused by the server.
        let plain = crate::ast::unescape(literal);
        let is_valid = !plain.contains(['\u{0}', '\u{FFFD}'])
            && !literal.contains(|character: char| character < ' ');
        is_valid.then_some(plain)
    }
}

fn write_string(text: &str, out: &mut String) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            control if control < ' ' => {
                let _ = write!(out, "\\u{:04x}", u32::from(control));
            }
            other => out.push(other),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::as_jsonb;

    #[test]
    fn documents_are_written_as_the_server_prints_them() {
        for (written, printed) in [
            ("{}", "{}"),
            ("[ ]", "[]"),
            (
                "{\"bb\":1,\"a\":[1,2.50,null,true],\"a\":\"x\"}",
                "{\"a\": \"x\", \"bb\": 1}",
            ),
            (" {\"b\" : {\"é\":-1}} ", "{\"b\": {\"é\": -1}}"),
            (r#""a\/b\u00e9\u0001\n""#, r#""a/bé\u0001\n""#),
            (r#"{"a\"b": "\\"}"#, r#"{"a\"b": "\\"}"#),
        ] {
            assert_eq!(as_jsonb(written).as_deref(), Some(printed));
        }
    }

    #[test]
    fn other_text_is_left_alone() {
        for text in [
            "",
            "{",
            "{a:1}",
            "[1,]",
            "01",
            "1e3",
            "-0",
            "tru",
            "\"",
            "1 2",
            "\"\\u0000\"",
        ] {
            assert_eq!(as_jsonb(text), None, "{text}");
        }
        assert_eq!(as_jsonb(&"[".repeat(100_000)), None);
    }
}
