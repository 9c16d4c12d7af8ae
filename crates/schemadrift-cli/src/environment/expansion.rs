//! Owns `${NAME}` within values of `.env` files, as Prisma fills it in, and `${NAME:-default}`,
//! which `dotenv-expand` knows too (<https://github.com/motdotla/dotenv-expand>). `$NAME` without
//! braces stays as it is: passwords hold such.

/// How deep variables and defaults may nest; what lies deeper stays as it is.
const MAX_DEPTH: usize = 32;

/// How many variables one value may be made of in all; the rest stays as it is.
const MAX_VARIABLES: usize = 100;

/// What another variable was given.
pub(super) enum Written {
    /// By the process: its shell has had its say.
    Final(String),
    /// By a file, to be filled in itself.
    File(String),
}

/// A text with its variables filled in.
///
/// # Errors
///
/// The first variable that is not set and has no default.
pub(super) fn expand(
    text: &str,
    variable: &dyn Fn(&str) -> Option<Written>,
) -> Result<String, String> {
    Expansion {
        variable,
        open: Vec::new(),
        depth: 0,
        left: MAX_VARIABLES,
    }
    .text(text)
}

struct Expansion<'a> {
    variable: &'a dyn Fn(&str) -> Option<Written>,
    /// The variables that are being filled in: none of them is made of itself.
    open: Vec<String>,
    depth: usize,
    /// How many more variables are filled in.
    left: usize,
}

impl Expansion<'_> {
    fn text(&mut self, text: &str) -> Result<String, String> {
        let mut expanded = String::new();
        let mut rest = text;
        while self.left > 0
            && self.depth < MAX_DEPTH
            && let Some((before, behind)) = rest.split_once("${")
        {
            self.left -= 1;
            let reference = reference(behind);
            if let Some(plain) = before.strip_suffix('\\') {
                expanded.push_str(plain);
                expanded.push_str("${");
                rest = behind;
            } else if let Some(reference) = reference {
                expanded.push_str(before);
                expanded.push_str(&self.value(&reference)?);
                rest = reference.behind;
            } else {
                expanded.push_str(before);
                expanded.push_str("${");
                rest = behind;
            }
        }
        expanded.push_str(rest);
        Ok(expanded)
    }

    fn value(&mut self, reference: &Reference<'_>) -> Result<String, String> {
        self.depth += 1;
        let value = self.value_below(reference);
        self.depth -= 1;
        value
    }

    fn value_below(&mut self, reference: &Reference<'_>) -> Result<String, String> {
        let name = reference.name;
        let written = if self.open.iter().any(|open| open == name) {
            None
        } else {
            (self.variable)(name)
        };
        let value = match written {
            Some(Written::Final(value)) => Some(value),
            Some(Written::File(text)) => {
                self.open.push(name.to_owned());
                let value = self.text(&text);
                self.open.pop();
                Some(value?)
            }
            None => None,
        };
        match (value, reference.default) {
            (Some(value), _) if !(value.is_empty() && reference.default_replaces_empty) => {
                Ok(value)
            }
            (_, Some(default)) => self.text(default),
            (Some(value), None) => Ok(value),
            (None, None) => Err(name.to_owned()),
        }
    }
}

/// What stands behind `${`, up to its brace.
struct Reference<'t> {
    name: &'t str,
    default: Option<&'t str>,
    default_replaces_empty: bool,
    behind: &'t str,
}

/// Reads `NAME}`, `NAME-default}` or `NAME:-default}`.
fn reference(text: &str) -> Option<Reference<'_>> {
    let rest = text.trim_start_matches(|character: char| {
        character.is_ascii_alphanumeric() || character == '_'
    });
    let name = text.strip_suffix(rest).filter(|name| !name.is_empty())?;
    if let Some(behind) = rest.strip_prefix('}') {
        return Some(Reference {
            name,
            default: None,
            default_replaces_empty: false,
            behind,
        });
    }
    let replaces_empty = rest.strip_prefix(":-");
    let default = replaces_empty.or_else(|| rest.strip_prefix('-'))?;
    let end = closing_brace(default)?;
    let (default, behind) = default.split_at(end);
    Some(Reference {
        name,
        default: Some(default),
        default_replaces_empty: replaces_empty.is_some(),
        behind: behind.strip_prefix('}')?,
    })
}

/// The brace that closes a default, which may hold variables itself.
fn closing_brace(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (offset, character) in text.char_indices() {
        match character {
            '{' => depth += 1,
            '}' if depth == 0 => return Some(offset),
            '}' => depth -= 1,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{Written, expand};

    fn expanded(text: &str) -> Result<String, String> {
        expand(text, &|name| match name {
            "HOST" => Some(Written::File("db.example".to_owned())),
            "EMPTY" => Some(Written::File(String::new())),
            "PORT" => Some(Written::Final("${5432}".to_owned())),
            "PLACE" => Some(Written::File("${HOST}:1".to_owned())),
            "SELF" => Some(Written::File("${SELF}".to_owned())),
            "ONE" => Some(Written::File("${TWO}".to_owned())),
            "TWO" => Some(Written::File("${ONE:-end}".to_owned())),
            _ => None,
        })
    }

    #[test]
    fn variables_are_filled_in() {
        assert_eq!(expanded("//u@${HOST}/d").unwrap(), "//u@db.example/d");
        assert_eq!(
            expanded("${PLACE}${EMPTY}${PLACE}").unwrap(),
            "db.example:1db.example:1"
        );
        assert_eq!(expanded("${PORT}").unwrap(), "${5432}");
    }

    #[test]
    fn defaults_stand_in() {
        assert_eq!(
            expanded("${NO:-a}${EMPTY:-b}${HOST:-c}").unwrap(),
            "abdb.example"
        );
        assert_eq!(expanded("${NO-a}${EMPTY-b}").unwrap(), "a");
        assert_eq!(expanded("${NO:-${NEITHER:-x}}/${NO:-}").unwrap(), "x/");
    }

    #[test]
    fn what_is_not_set_is_named() {
        assert_eq!(expanded("//u@${NO}/d").unwrap_err(), "NO");
        assert_eq!(expanded("${NO:-${NEITHER}}").unwrap_err(), "NEITHER");
        assert_eq!(expanded("${SELF}").unwrap_err(), "SELF");
        assert_eq!(expanded("${ONE}").unwrap(), "end");
    }

    #[test]
    fn what_is_no_variable_stays() {
        for text in [
            "p$HOST", "$", "${", "${}", "${NO", "${NO:?x}", "${NO:-", "${a b}",
        ] {
            assert_eq!(expanded(text).unwrap(), text);
        }
        assert_eq!(expanded("\\${HOST}").unwrap(), "${HOST}");
    }

    #[test]
    fn what_grows_without_end_stays() {
        let deep = "${NO:-".repeat(10_000) + &"}".repeat(10_000);
        assert!(expanded(&deep).unwrap().contains("${NO:-"));
        assert!(expanded(&"${NO:-".repeat(100_000)).is_ok());
        let doubling = |name: &str| {
            let number: usize = name.parse().unwrap_or_default();
            Some(Written::File(format!("x${{{0}}}${{{0}}}", number + 1)))
        };
        assert!(expand("${0}", &doubling).unwrap().len() < 100_000);
    }
}
