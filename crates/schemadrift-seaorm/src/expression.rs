//! Owns the small part of Rust's expressions that attributes and `fn def` are written in: paths,
//! calls, method calls, tuples, lists, literals. Everything else is [`Expression::Other`].
//!
//! The texts come from string literals and from bodies, so a parser of our own reads both; it
//! stops at a fixed depth, whatever the text.

mod tokens;

use tokens::{Token, tokenize};

/// The deepest nesting that is read; `Array(RcOrArc::new(ColumnType::...))` is the deepest in use.
const MAX_DEPTH: usize = 24;

/// An expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Expression {
    /// `a::b::C`.
    Path(Vec<String>),
    /// `a::b(x, y)`, and `name!(x, y)`.
    Call(Vec<String>, Vec<Expression>),
    /// `receiver.name(x, y)`.
    Method(Box<Expression>, String, Vec<Expression>),
    /// `Name { field: value }`.
    Struct(Vec<String>, Vec<(String, Expression)>),
    /// `(a, b)`.
    Tuple(Vec<Expression>),
    /// `[a, b]`, and `vec![a, b]`.
    List(Vec<Expression>),
    /// A string.
    Text(String),
    /// A number, without its suffix.
    Number(String),
    /// `true` or `false`.
    Boolean(bool),
    /// Something else.
    Other,
}

impl Expression {
    /// Reads a text; `None` where it is not one expression.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let tokens = tokenize(text)?;
        let mut parser = Parser {
            tokens: &tokens,
            at: 0,
        };
        let expression = parser.expression(0)?;
        (parser.at == tokens.len()).then_some(expression)
    }

    /// The last segment of a path.
    pub(crate) fn name(&self) -> Option<&str> {
        match self {
            Self::Path(segments) => segments.last().map(String::as_str),
            _ => None,
        }
    }

    /// The segments of a path.
    pub(crate) fn path(&self) -> Option<&[String]> {
        match self {
            Self::Path(segments) => Some(segments),
            _ => None,
        }
    }

    /// The text that an expression makes an identifier or a string of: `"x"`, `Alias::new("x")`,
    /// `"x".into()`.
    pub(crate) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Call(path, arguments) => match (path.last()?.as_str(), arguments.as_slice()) {
                ("new" | "from" | "Some", [only]) => only.text(),
                _ => None,
            },
            Self::Method(receiver, name, _) => match name.as_str() {
                "into" | "to_owned" | "to_string" | "into_iden" => receiver.text(),
                _ => None,
            },
            _ => None,
        }
    }
}

struct Parser<'a> {
    tokens: &'a [Token],
    at: usize,
}

impl Parser<'_> {
    fn expression(&mut self, depth: usize) -> Option<Expression> {
        if depth > MAX_DEPTH {
            return None;
        }
        while self.eat("&") || self.eat("*") {}
        let mut expression = self.primary(depth)?;
        loop {
            if self.eat("?") {
                continue;
            }
            if !self.eat(".") {
                return Some(expression);
            }
            let Some(Token::Word(name)) = self.next() else {
                return None;
            };
            let name = name.clone();
            self.generics()?;
            expression = if self.eat("(") {
                let arguments = self.list(")", depth)?;
                Expression::Method(Box::new(expression), name, arguments)
            } else {
                Expression::Other
            };
        }
    }

    fn primary(&mut self, depth: usize) -> Option<Expression> {
        let is_negative = self.eat("-");
        match self.next()?.clone() {
            Token::Text(text) => Some(Expression::Text(text)),
            Token::Number(digits) if is_negative => Some(Expression::Number(format!("-{digits}"))),
            Token::Number(digits) => Some(Expression::Number(digits)),
            Token::Word(word) if word == "true" || word == "false" => {
                Some(Expression::Boolean(word == "true"))
            }
            Token::Word(word) => self.path(word, depth),
            Token::Symbol("<") => self.qualified(depth),
            Token::Symbol("(") => {
                let mut items = self.list(")", depth)?;
                let is_tuple = items.len() != 1 || self.is_after_comma();
                Some(if is_tuple {
                    Expression::Tuple(items)
                } else {
                    items.pop()?
                })
            }
            Token::Symbol("[") => Some(Expression::List(self.list("]", depth)?)),
            Token::Symbol(_) => None,
        }
    }

    /// Whether the closing bracket just read stands behind a comma: `(a,)` is a tuple.
    fn is_after_comma(&self) -> bool {
        let before = self.at.checked_sub(2);
        before.is_some_and(|index| self.tokens.get(index) == Some(&Token::Symbol(",")))
    }

    /// `<T as Trait>::rest`: the path behind the brackets, with the type's name in front.
    fn qualified(&mut self, depth: usize) -> Option<Expression> {
        let mut open = 1_usize;
        let mut first = None;
        while open > 0 {
            match self.next()? {
                Token::Symbol("<") => open += 1,
                Token::Symbol(">") => open -= 1,
                Token::Word(word) if first.is_none() => first = Some(word.clone()),
                _ => {}
            }
        }
        let first = first?;
        self.path(first, depth)
    }

    fn path(&mut self, first: String, depth: usize) -> Option<Expression> {
        let mut segments = vec![first];
        loop {
            if self.peek("::") && self.peek_at(1, "<") {
                self.at += 1;
                self.generics()?;
            } else if self.eat("::") {
                let Some(Token::Word(word)) = self.next() else {
                    return None;
                };
                segments.push(word.clone());
            } else {
                break;
            }
        }
        if self.eat("(") {
            return Some(Expression::Call(segments, self.list(")", depth)?));
        }
        if self.peek("!") && (self.peek_at(1, "[") || self.peek_at(1, "(")) {
            self.at += 1;
            let close = if self.eat("[") {
                "]"
            } else {
                self.at += 1;
                ")"
            };
            let arguments = self.list(close, depth)?;
            return Some(if segments.last().is_some_and(|name| name == "vec") {
                Expression::List(arguments)
            } else {
                Expression::Call(segments, arguments)
            });
        }
        if self.eat("{") {
            return self.fields(segments, depth);
        }
        Some(Expression::Path(segments))
    }

    fn fields(&mut self, path: Vec<String>, depth: usize) -> Option<Expression> {
        let mut fields = Vec::new();
        while !self.eat("}") {
            let Some(Token::Word(name)) = self.next() else {
                return None;
            };
            let name = name.clone();
            let value = if self.eat(":") {
                self.expression(depth + 1)?
            } else {
                Expression::Path(vec![name.clone()])
            };
            fields.push((name, value));
            if !self.eat(",") && !self.peek("}") {
                return None;
            }
        }
        Some(Expression::Struct(path, fields))
    }

    fn list(&mut self, close: &str, depth: usize) -> Option<Vec<Expression>> {
        let mut items = Vec::new();
        while !self.eat(close) {
            items.push(self.expression(depth + 1)?);
            if !self.eat(",") && !self.peek(close) {
                return None;
            }
        }
        Some(items)
    }

    /// Skips `<...>`, if there is any.
    fn generics(&mut self) -> Option<()> {
        if self.peek("::") && self.peek_at(1, "<") {
            self.at += 1;
        }
        if !self.eat("<") {
            return Some(());
        }
        let mut open = 1_usize;
        while open > 0 {
            match self.next()? {
                Token::Symbol("<") => open += 1,
                Token::Symbol(">") => open -= 1,
                _ => {}
            }
        }
        Some(())
    }

    fn next(&mut self) -> Option<&Token> {
        let token = self.tokens.get(self.at);
        self.at += 1;
        token
    }

    fn peek(&self, symbol: &str) -> bool {
        self.peek_at(0, symbol)
    }

    fn peek_at(&self, distance: usize, symbol: &str) -> bool {
        matches!(self.tokens.get(self.at + distance), Some(Token::Symbol(text)) if *text == symbol)
    }

    fn eat(&mut self, symbol: &str) -> bool {
        let is_there = self.peek(symbol);
        if is_there {
            self.at += 1;
        }
        is_there
    }
}

#[cfg(test)]
mod tests {
    use super::Expression;

    fn read(text: &str) -> Expression {
        Expression::read(text).unwrap()
    }

    #[test]
    fn what_attributes_are_written_in_is_read() {
        let path = |segments: &[&str]| {
            Expression::Path(segments.iter().map(|text| (*text).to_owned()).collect())
        };
        assert_eq!(read("ColumnType::Text"), path(&["ColumnType", "Text"]));
        assert_eq!(
            read("(Column::A, super::b::Column::B)"),
            Expression::Tuple(vec![
                path(&["Column", "A"]),
                path(&["super", "b", "Column", "B"])
            ])
        );
        assert_eq!(
            read("Decimal(Some((10, 2)))"),
            Expression::Call(
                vec!["Decimal".to_owned()],
                vec![Expression::Call(
                    vec!["Some".to_owned()],
                    vec![Expression::Tuple(vec![
                        Expression::Number("10".to_owned()),
                        Expression::Number("2".to_owned())
                    ])]
                )]
            )
        );
        assert_eq!(
            read("custom(\"it\\\"s\")"),
            Expression::Call(
                vec!["custom".to_owned()],
                vec![Expression::Text("it\"s".to_owned())]
            )
        );
        assert_eq!(read("(7u32)"), Expression::Number("7".to_owned()));
        assert_eq!(read("Alias::new(\"x\").into_iden()").text(), Some("x"));
    }

    #[test]
    fn what_is_no_expression_is_none() {
        for text in [
            "", "(", "a::", "a b", "\"open", "a.", ")", "vec![", "{", "\u{0}",
        ] {
            assert_eq!(Expression::read(text), None, "{text}");
        }
        assert_eq!(Expression::read(&"(".repeat(100_000)), None);
        assert_eq!(Expression::read(&"a(".repeat(100_000)), None);
    }
}
