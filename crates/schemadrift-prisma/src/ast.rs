//! Owns the syntax tree of one Prisma file: what was written, with the place of every token.
//! It knows nothing of databases.

use std::ops::Range;
use std::sync::Arc;

use schemadrift_core::origin::{Location, Origin, SourceFile};

/// A stretch of a file's text.
#[derive(Clone, Copy)]
pub(crate) struct Token<'a> {
    file: &'a Arc<SourceFile>,
    start: usize,
    end: usize,
}

impl<'a> Token<'a> {
    /// The text of these bytes; nothing if they do not fit the file.
    pub(crate) fn new(file: &'a Arc<SourceFile>, range: Range<usize>) -> Self {
        Self {
            file,
            start: range.start,
            end: range.end,
        }
    }

    pub(crate) fn text(&self) -> &'a str {
        self.file.text.get(self.start..self.end).unwrap_or_default()
    }

    pub(crate) fn location(&self) -> Location {
        Location::new(self.file, self.start..self.end)
    }

    pub(crate) fn origin(&self) -> Origin {
        Origin::Exact(self.location())
    }

    /// The stretch from the start of this token to the end of another one in the same file.
    pub(crate) fn to(&self, last: &Self) -> Self {
        Self {
            end: last.end,
            ..*self
        }
    }
}

/// One file.
#[derive(Default)]
pub(crate) struct Document<'a> {
    pub(crate) configurations: Vec<Configuration<'a>>,
    pub(crate) models: Vec<Model<'a>>,
    pub(crate) enums: Vec<Enumeration<'a>>,
    /// Lines outside every block that are not understood.
    pub(crate) stray: Vec<Stray<'a>>,
}

/// A line that is not understood.
pub(crate) struct Stray<'a> {
    pub(crate) line: Token<'a>,
    pub(crate) kind: StrayKind,
}

/// What kind of line is not understood.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum StrayKind {
    /// Any line.
    Line,
    /// The opening line of a block that nothing closes.
    Unclosed,
    /// A block on one line.
    OneLine,
    /// The opening line of a block of unknown kind.
    UnknownBlock,
    /// A closing brace without a block, and what stands between it and the block before.
    ClosedTwice,
}

/// A `datasource` or `generator` block.
pub(crate) struct Configuration<'a> {
    pub(crate) kind: ConfigurationKind,
    pub(crate) name: Token<'a>,
    pub(crate) properties: Vec<Property<'a>>,
    pub(crate) stray: Vec<Stray<'a>>,
}

/// Kinds of configuration blocks.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum ConfigurationKind {
    Datasource,
    Generator,
}

/// A line `key = value`.
pub(crate) struct Property<'a> {
    pub(crate) key: Token<'a>,
    pub(crate) value: Option<Value<'a>>,
}

/// A block of fields.
pub(crate) struct Model<'a> {
    pub(crate) kind: ModelKind,
    pub(crate) name: Token<'a>,
    pub(crate) fields: Vec<Field<'a>>,
    pub(crate) attributes: Vec<Attribute<'a>>,
    pub(crate) stray: Vec<Stray<'a>>,
}

/// Kinds of blocks that hold fields.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum ModelKind {
    Model,
    View,
    /// A `type` block: a composite, which no SQL database has.
    Composite,
    /// A block whose opening line is not understood.
    Unknown,
}

/// A field of a model.
pub(crate) struct Field<'a> {
    pub(crate) name: Token<'a>,
    pub(crate) base: FieldBase<'a>,
    pub(crate) arity: Arity,
    /// The type with its modifier.
    pub(crate) type_token: Token<'a>,
    pub(crate) attributes: Vec<Attribute<'a>>,
}

/// A field's type without its modifier.
pub(crate) enum FieldBase<'a> {
    /// A scalar, an enum, a model.
    Named(Token<'a>),
    /// `Unsupported("…")`, with its string.
    Unsupported(Token<'a>),
}

/// How many values a field holds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Arity {
    Required,
    Optional,
    List,
}

/// An `enum` block.
pub(crate) struct Enumeration<'a> {
    pub(crate) name: Token<'a>,
    pub(crate) values: Vec<EnumerationValue<'a>>,
    pub(crate) attributes: Vec<Attribute<'a>>,
    pub(crate) stray: Vec<Stray<'a>>,
}

/// A value of an enum.
pub(crate) struct EnumerationValue<'a> {
    pub(crate) name: Token<'a>,
    pub(crate) attributes: Vec<Attribute<'a>>,
}

/// An attribute of a field or a block.
pub(crate) struct Attribute<'a> {
    /// The whole attribute, from its `@`.
    pub(crate) token: Token<'a>,
    /// The name, dots included.
    pub(crate) name: Token<'a>,
    pub(crate) arguments: Vec<Argument<'a>>,
}

impl<'a> Attribute<'a> {
    /// The value of the argument of this name, or of the first argument without a name.
    pub(crate) fn named_or_first(&self, name: &str) -> Option<&Value<'a>> {
        self.named(name).or_else(|| self.first_unnamed())
    }

    /// The value of the argument of this name.
    pub(crate) fn named(&self, name: &str) -> Option<&Value<'a>> {
        self.arguments
            .iter()
            .find(|argument| argument.name.is_some_and(|label| label.text() == name))
            .map(|argument| &argument.value)
    }

    /// The value of the first argument without a name.
    pub(crate) fn first_unnamed(&self) -> Option<&Value<'a>> {
        self.arguments
            .iter()
            .find(|argument| argument.name.is_none())
            .map(|argument| &argument.value)
    }
}

/// An argument of an attribute or a function.
pub(crate) struct Argument<'a> {
    pub(crate) name: Option<Token<'a>>,
    pub(crate) value: Value<'a>,
}

/// A value.
pub(crate) enum Value<'a> {
    Number(Token<'a>),
    /// A string with its quotes.
    Text(Token<'a>),
    /// A constant, a field or a function call.
    Reference(Reference<'a>),
    List(Token<'a>, Vec<Value<'a>>),
    Object(Token<'a>, Vec<Entry<'a>>),
}

impl<'a> Value<'a> {
    pub(crate) fn token(&self) -> Token<'a> {
        match self {
            Self::Number(token)
            | Self::Text(token)
            | Self::List(token, _)
            | Self::Object(token, _) => *token,
            Self::Reference(reference) => reference.token,
        }
    }

    /// The elements of a list; a single value counts as a list of itself, as Prisma reads it.
    pub(crate) fn elements(&self) -> &[Value<'a>] {
        match self {
            Self::List(_, elements) => elements,
            Self::Number(_) | Self::Text(_) | Self::Reference(_) | Self::Object(..) => {
                std::slice::from_ref(self)
            }
        }
    }

    /// The string, unescaped.
    pub(crate) fn string(&self) -> Option<String> {
        match self {
            Self::Text(token) => Some(unescape(token.text())),
            Self::Number(_) | Self::Reference(_) | Self::List(..) | Self::Object(..) => None,
        }
    }

    /// The constant's name.
    pub(crate) fn constant(&self) -> Option<&'a str> {
        match self {
            Self::Reference(reference) if reference.arguments.is_none() => {
                Some(reference.name.text())
            }
            Self::Reference(_)
            | Self::Number(_)
            | Self::Text(_)
            | Self::List(..)
            | Self::Object(..) => None,
        }
    }

    /// The function call.
    pub(crate) fn call(&self) -> Option<(&'a str, &[Argument<'a>])> {
        match self {
            Self::Reference(reference) => {
                Some((reference.name.text(), reference.arguments.as_deref()?))
            }
            Self::Number(_) | Self::Text(_) | Self::List(..) | Self::Object(..) => None,
        }
    }
}

/// A constant, a field or a function call.
pub(crate) struct Reference<'a> {
    pub(crate) token: Token<'a>,
    pub(crate) name: Token<'a>,
    /// The arguments, where there are parentheses.
    pub(crate) arguments: Option<Vec<Argument<'a>>>,
}

/// One `key: value` of an object.
pub(crate) struct Entry<'a> {
    pub(crate) key: Token<'a>,
    pub(crate) value: Value<'a>,
}

/// The text of a string literal: quotes removed, JSON's escapes undone. An escape that JSON does
/// not know stays as it is.
pub(crate) fn unescape(literal: &str) -> String {
    let inner = literal
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
        .unwrap_or(literal);
    let mut plain = String::with_capacity(inner.len());
    let mut rest = inner;
    while let Some(backslash) = rest.find('\\') {
        plain.push_str(&rest[..backslash]);
        rest = &rest[backslash + 1..];
        let Some(escape) = rest.chars().next() else {
            plain.push('\\');
            break;
        };
        rest = &rest[escape.len_utf8()..];
        match escape {
            '"' | '\\' | '/' => plain.push(escape),
            'b' => plain.push('\u{8}'),
            'f' => plain.push('\u{c}'),
            'n' => plain.push('\n'),
            'r' => plain.push('\r'),
            't' => plain.push('\t'),
            'u' => rest = unescape_unicode(rest, &mut plain),
            other => {
                plain.push('\\');
                plain.push(other);
            }
        }
    }
    plain.push_str(rest);
    plain
}

/// Reads the digits of `\uXXXX`, and of the second half of a surrogate pair behind it. Gives the
/// text behind what was read.
fn unescape_unicode<'a>(rest: &'a str, plain: &mut String) -> &'a str {
    let unit = |text: &str| {
        text.get(..4)
            .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
            .and_then(|digits| u16::from_str_radix(digits, 16).ok())
    };
    let Some(first) = unit(rest) else {
        plain.push_str("\\u");
        return rest;
    };
    let behind = &rest[4..];
    let second = behind.strip_prefix("\\u").and_then(unit);
    let is_pair = (0xD800..0xDC00).contains(&first)
        && second.is_some_and(|second| (0xDC00..0xE000).contains(&second));
    if let (true, Some(second)) = (is_pair, second) {
        plain.extend(char::decode_utf16([first, second]).map(|unit| unit.unwrap_or('\u{FFFD}')));
        &behind[6..]
    } else {
        plain.extend(char::decode_utf16([first]).map(|unit| unit.unwrap_or('\u{FFFD}')));
        behind
    }
}

#[cfg(test)]
mod tests {
    use super::unescape;

    #[test]
    fn escapes_are_those_of_json() {
        assert_eq!(unescape(r#""a\n\t\"\\\/ü""#), "a\n\t\"\\/ü");
        assert_eq!(unescape(r#""\u00e9\uD83D\uDE00""#), "é😀");
    }

    #[test]
    fn broken_escapes_are_survived() {
        assert_eq!(unescape(r#""\q""#), "\\q");
        assert_eq!(unescape(r#""\u12""#), "\\u12");
        assert_eq!(unescape(r#""\ud800x""#), "\u{FFFD}x");
        assert_eq!(unescape("\"é\\"), "\"é\\");
        assert_eq!(unescape(r#""\uééé""#), "\\uééé");
    }
}
