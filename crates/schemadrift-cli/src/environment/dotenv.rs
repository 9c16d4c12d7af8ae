//! Owns the lines of a `.env` file, as the package `dotenv` of Node.js reads them: it is what
//! Prisma and its users read the same file with (<https://github.com/motdotla/dotenv#faq>).

/// The characters that quote a value.
const QUOTES: [char; 3] = ['\'', '"', '`'];

/// The variables of a file, in the order of their lines. A line that is none costs only itself.
pub(super) fn read(text: &str) -> Vec<(String, String)> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut variables = Vec::new();
    let mut rest = text.as_str();
    while !rest.is_empty() {
        let after = match variable(rest) {
            Some((name, value, after)) => {
                variables.push((name.to_owned(), value));
                after
            }
            None => rest,
        };
        rest = after.split_once('\n').map_or("", |(_, below)| below);
    }
    variables
}

/// The variable at the start of a text: its name, its value, and what follows the value.
fn variable(text: &str) -> Option<(&str, String, &str)> {
    let text = text.trim_start_matches(is_space);
    let exported = text
        .strip_prefix("export")
        .filter(|rest| rest.starts_with(is_space))
        .and_then(|rest| assignment(rest.trim_start_matches(is_space)));
    let (name, rest) = exported.or_else(|| assignment(text))?;
    let (value, rest) = value(rest);
    Some((name, value, rest))
}

/// `NAME=` or `NAME: `, and what follows.
fn assignment(text: &str) -> Option<(&str, &str)> {
    let is_name =
        |character: char| character.is_ascii_alphanumeric() || matches!(character, '_' | '.' | '-');
    let rest = text.trim_start_matches(is_name);
    let name = text.strip_suffix(rest).filter(|name| !name.is_empty())?;
    let by_equals = rest.trim_start_matches(is_space).strip_prefix('=');
    let by_colon = || rest.strip_prefix(':')?.strip_prefix(is_space);
    Some((name, by_equals.or_else(by_colon)?))
}

/// The value at the start of a text, and what follows it.
fn value(text: &str) -> (String, &str) {
    if let Some((quote, inner, rest)) = quoted(text.trim_start_matches(is_space)) {
        return (unescaped(quote, inner), rest);
    }
    let end = text.find(['#', '\n']).unwrap_or(text.len());
    let (value, rest) = text.split_at(end);
    let value = value.trim_matches(is_space);
    let inner = QUOTES.into_iter().find_map(|quote| {
        let inner = value.strip_prefix(quote)?.strip_suffix(quote)?;
        Some(inner)
    });
    let quote = value.chars().next().unwrap_or(' ');
    (unescaped(quote, inner.unwrap_or(value)), rest)
}

/// The quoted text, over any number of lines, at the start of a text, if nothing but a comment
/// stands behind it. An escaped quote closes only where no other does.
fn quoted(text: &str) -> Option<(char, &str, &str)> {
    let quote = text.chars().next().filter(|first| QUOTES.contains(first))?;
    let inner = text.strip_prefix(quote)?;
    let mut escaped = Vec::new();
    let mut closing = None;
    for (offset, _) in inner.match_indices(quote) {
        let (before, _) = inner.split_at(offset);
        if before.ends_with('\\') {
            escaped.push(offset);
        } else {
            closing = Some(offset);
            break;
        }
    }
    closing
        .into_iter()
        .chain(escaped.into_iter().rev())
        .find_map(|offset| {
            let (inner, rest) = inner.split_at(offset);
            let rest = rest.strip_prefix(quote)?;
            ends_line(rest).then_some((quote, inner, rest))
        })
}

fn ends_line(text: &str) -> bool {
    let rest = text.trim_start_matches(|character| is_space(character) && character != '\n');
    rest.is_empty() || rest.starts_with(['\n', '#'])
}

/// Double quotes know line ends and nothing else.
fn unescaped(quote: char, text: &str) -> String {
    if quote == '"' {
        text.replace("\\n", "\n").replace("\\r", "\r")
    } else {
        text.to_owned()
    }
}

/// What JavaScript takes for space, the byte order mark included.
fn is_space(character: char) -> bool {
    character == '\u{FEFF}' || character.is_whitespace() && character != '\u{85}'
}

#[cfg(test)]
mod tests {
    use super::read;

    #[track_caller]
    fn reads(text: &str, expected: &[(&str, &str)]) {
        let found = read(text);
        let found: Vec<(&str, &str)> = found
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn lines_are_read_as_node_reads_them() {
        reads(
            "A=1\nB = 2 \n\n# C=3\nexport D=4",
            &[("A", "1"), ("B", "2"), ("D", "4")],
        );
        reads(
            "\u{FEFF}A=1\r\nB=2\rC=3",
            &[("A", "1"), ("B", "2"), ("C", "3")],
        );
        reads("A: 1\nB:2\n", &[("A", "1")]);
        reads("A=two words\n", &[("A", "two words")]);
        reads("A=\nB=2\n", &[("A", ""), ("B", "2")]);
        reads("A=a=b\nexport=5", &[("A", "a=b"), ("export", "5")]);
        reads("A=1\nA=2\n", &[("A", "1"), ("A", "2")]);
    }

    #[test]
    fn quotes_are_taken_off() {
        reads(
            "A='1 # x' # y\nB=\"2\"\nC=`it's \"3\"`",
            &[("A", "1 # x"), ("B", "2"), ("C", "it's \"3\"")],
        );
        reads(
            "A=\"one\ntwo\\nthree\"\nB='\\n'",
            &[("A", "one\ntwo\nthree"), ("B", "\\n")],
        );
        reads(
            "A=\"pa\\word\"\nB=\"a\\\"b\"",
            &[("A", "pa\\word"), ("B", "a\\\"b")],
        );
        reads("A='a' b'\n", &[("A", "a' b")]);
    }

    #[test]
    fn comments_stand_outside_quotes() {
        reads("A=1#2\nB=1 # 2", &[("A", "1"), ("B", "1")]);
        reads("A='#'\nB=\"#\"#", &[("A", "#"), ("B", "#")]);
    }

    #[test]
    fn a_line_that_is_none_costs_only_itself() {
        reads("NOTE=it's\nA=1", &[("NOTE", "it's"), ("A", "1")]);
        reads("NOTE='it\nA='1'", &[("NOTE", "'it"), ("A", "1")]);
        reads("what is this\n=5\n{}\nA=1", &[("A", "1")]);
        reads("A=\"open\nB=2", &[("A", "\"open"), ("B", "2")]);
        reads("A='escaped\\'\nB=2", &[("A", "escaped\\"), ("B", "2")]);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_survived_and_another_line_still_read(
            text in "([A-Z=:'\"`#\\\\ \n\r\u{FEFF}é$]|\\PC){0,40}"
        ) {
            read(&text);
            let behind = read(&format!("{text}\n#'\"`\nLAST=1\n"));
            proptest::prop_assert_eq!(behind.last(), Some(&("LAST".to_owned(), "1".to_owned())));
        }
    }
}
