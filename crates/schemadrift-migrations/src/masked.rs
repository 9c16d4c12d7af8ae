//! Owns SQL text whose comments, strings and names are blanked out, so that words can be looked
//! for where they mean something. The engine is not known yet, so this is only good for guessing.

/// The text in upper case, with comments, strings and quoted bodies turned into spaces and runs of
/// white space into one. The quotes of names stay, since they tell engines apart.
pub(crate) fn masked(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut masked = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let (kept, end) = piece(text, at, byte);
        for character in kept.chars() {
            let is_space = character.is_whitespace();
            if !(is_space && masked.ends_with(' ')) {
                masked.push(if is_space {
                    ' '
                } else {
                    character.to_ascii_uppercase()
                });
            }
        }
        at = end.max(at + 1);
    }
    masked
}

/// What is kept of the piece that begins at `at`, and where the next piece begins.
fn piece(text: &str, at: usize, byte: u8) -> (&str, usize) {
    let rest = text.get(at..).unwrap_or_default();
    match byte {
        b'-' if rest.starts_with("--") => (" ", at + rest.find('\n').unwrap_or(rest.len())),
        b'/' if rest.starts_with("/*") => {
            (" ", at + rest.find("*/").map_or(rest.len(), |end| end + 2))
        }
        b'\'' => (" ", quoted_end(text, at, byte)),
        b'"' => ("\"\"", quoted_end(text, at, byte)),
        b'`' => ("``", quoted_end(text, at, byte)),
        b'$' => match dollar_quoted_end(rest) {
            Some(length) => ("$$", at + length),
            None => ("$", at + 1),
        },
        _ => {
            let length = rest
                .find(['-', '/', '\'', '"', '`', '$'])
                .map_or(rest.len(), |next| {
                    next.max(rest.chars().next().map_or(1, char::len_utf8))
                });
            (rest.get(..length).unwrap_or_default(), at + length)
        }
    }
}

fn quoted_end(text: &str, start: usize, quote: u8) -> usize {
    text.as_bytes()
        .iter()
        .skip(start + 1)
        .position(|byte| *byte == quote)
        .map_or(text.len(), |length| start + length + 2)
}

/// The length of a dollar-quoted body, quotes included.
fn dollar_quoted_end(rest: &str) -> Option<usize> {
    let tag_length = rest.get(1..)?.find('$')?;
    let tag = rest.get(..tag_length + 2)?;
    let is_tag = tag
        .trim_matches('$')
        .chars()
        .all(|character| character.is_alphanumeric() || character == '_');
    if !is_tag {
        return None;
    }
    let body = rest.get(tag.len()..)?;
    Some(tag.len() + body.find(tag)? + tag.len())
}

#[cfg(test)]
mod tests {
    use super::masked;

    #[test]
    fn only_code_is_kept() {
        assert_eq!(
            masked("select 1 -- on cluster\n, 'it''s mergetree', \"a b\", `c` /* {{ */ / 2"),
            "SELECT 1 , , \"\", `` / 2"
        );
        assert_eq!(
            masked("do $x$ engine $y$ $x$;\t\nend é-1 $1"),
            "DO $$; END é-1 $1"
        );
    }

    #[test]
    fn what_never_ends_ends_with_the_text() {
        assert_eq!(masked("a 'b"), "A ");
        assert_eq!(masked("a /* b"), "A ");
        assert_eq!(masked("$$ a"), "$$ A");
    }
}
