//! Owns the reading of operands: literals, columns, calls and what has a syntax of its own.

use super::super::tree::Tree;
use super::read::{Reader, SIGN};
use crate::tokens::Kind;

/// Moments that need no parentheses.
const MOMENTS: &[&str] = &[
    "current_timestamp",
    "localtime",
    "localtimestamp",
    "current_date",
    "current_time",
    "current_user",
    "utc_timestamp",
    "utc_date",
    "utc_time",
];

/// Words that are no operand.
const NOT_OPERANDS: &[&str] = &[
    "select", "exists", "match", "row", "and", "or", "xor", "in", "is", "like", "between", "then",
    "when", "else", "end", "as", "from", "using", "any", "all", "some", "distinct",
];

/// Reads an operand with the signs in front and the collation behind.
pub(super) fn read(reader: &mut Reader<'_, '_>) -> Option<Tree> {
    for sign in ["-", "~"] {
        if reader.take_symbol(sign).is_some() {
            let operand = Box::new(reader.expression(SIGN)?);
            return Some(Tree::Prefix {
                operator: sign.to_owned(),
                operand,
            });
        }
    }
    if reader.take_symbol("+").is_some() {
        return reader.expression(SIGN);
    }
    if reader.take_symbol("!").is_some() {
        return Some(Tree::Not(Box::new(reader.expression(SIGN)?)));
    }
    if reader.peek()?.is_word("binary") && !reader.second()?.is_symbol("(") {
        reader.skip();
        let operand = reader.expression(SIGN)?;
        return Some(as_binary(operand));
    }
    let mut tree = plain(reader)?;
    loop {
        if reader.take_symbol("->").is_some() {
            tree = Tree::call("json_extract", vec![tree, reader.literal()?]);
        } else if reader.take_symbol("->>").is_some() {
            let inner = Tree::call("json_extract", vec![tree, reader.literal()?]);
            tree = Tree::call("json_unquote", vec![inner]);
        } else if reader.take_word("collate").is_some() {
            let collation = reader.skip()?.name(reader.engine)?.to_ascii_lowercase();
            tree = Tree::Collate {
                operand: Box::new(tree),
                collation: vec![collation],
            };
        } else {
            return Some(tree);
        }
    }
}

fn as_binary(operand: Tree) -> Tree {
    Tree::cast(
        operand,
        schemadrift_core::data_type::DataType::named("binary"),
    )
}

fn plain(reader: &mut Reader<'_, '_>) -> Option<Tree> {
    if reader.peek()?.is_symbol("(") {
        let mut list = reader.list()?;
        return Some(if list.len() == 1 {
            list.remove(0)
        } else {
            Tree::Row(list)
        });
    }
    if let Some(literal) = reader.literal() {
        return Some(literal);
    }
    let token = reader.skip()?;
    if !matches!(token.kind, Kind::Word | Kind::QuotedName) || token.is_one_of(NOT_OPERANDS) {
        return None;
    }
    let name = token.name(reader.engine)?.to_ascii_lowercase();
    let is_word = token.kind == Kind::Word;
    if is_word && name == "case" {
        return case(reader);
    }
    if is_word && name == "interval" {
        return interval(reader);
    }
    if reader.peek().is_some_and(|next| next.is_symbol("(")) {
        return call(reader, &name);
    }
    if is_word && MOMENTS.contains(&name.as_str()) {
        return Some(Tree::call(&name, Vec::new()));
    }
    let mut path = vec![name];
    while reader.take_symbol(".").is_some() {
        path.push(reader.skip()?.name(reader.engine)?.to_ascii_lowercase());
    }
    Some(Tree::Column(path))
}

fn case(reader: &mut Reader<'_, '_>) -> Option<Tree> {
    let base = if reader.peek()?.is_word("when") {
        None
    } else {
        Some(Box::new(reader.expression(0)?))
    };
    let mut branches = Vec::new();
    while reader.take_word("when").is_some() {
        let when = reader.expression(0)?;
        reader.take_word("then")?;
        branches.push((when, reader.expression(0)?));
    }
    let otherwise = match reader.take_word("else") {
        Some(()) => Some(Box::new(reader.expression(0)?)),
        None => None,
    };
    reader.take_word("end")?;
    (!branches.is_empty()).then_some(Tree::Case {
        base,
        branches,
        otherwise,
    })
}

/// `INTERVAL 1 DAY`.
fn interval(reader: &mut Reader<'_, '_>) -> Option<Tree> {
    let amount = reader.expression(0)?;
    let unit = reader.skip().filter(|token| token.kind == Kind::Word)?;
    let unit = Tree::Keyword(unit.text.to_ascii_lowercase());
    Some(Tree::call("interval", vec![amount, unit]))
}

/// A call; some functions have a syntax of their own between their parentheses.
fn call(reader: &mut Reader<'_, '_>, name: &str) -> Option<Tree> {
    reader.take_symbol("(")?;
    let tree = match name {
        "cast" => {
            let operand = reader.expression(0)?;
            reader.take_word("as")?;
            Tree::cast(operand, reader.cast_target()?)
        }
        "convert" => {
            let operand = reader.expression(0)?;
            if reader.take_word("using").is_some() {
                let charset = reader.skip()?.text.to_ascii_lowercase();
                Tree::call("convert", vec![operand, Tree::Keyword(charset)])
            } else {
                reader.take_symbol(",")?;
                Tree::cast(operand, reader.cast_target()?)
            }
        }
        "extract" => {
            let field = Tree::Keyword(reader.skip()?.text.to_ascii_lowercase());
            reader.take_word("from")?;
            Tree::call("extract", vec![field, reader.expression(0)?])
        }
        "position" => {
            // `IN` would be read as a predicate here.
            let part = reader.expression(7)?;
            reader.take_word("in")?;
            Tree::call("locate", vec![part, reader.expression(0)?])
        }
        "trim" => trim(reader)?,
        _ => Tree::call(name, arguments(reader)?),
    };
    reader.take_symbol(")")?;
    Some(tree)
}

fn trim(reader: &mut Reader<'_, '_>) -> Option<Tree> {
    let mut parts = Vec::new();
    for side in ["both", "leading", "trailing"] {
        if reader.take_word(side).is_some() {
            parts.push(Tree::Keyword(side.to_owned()));
        }
    }
    if !reader.peek()?.is_word("from") {
        parts.push(reader.expression(0)?);
    }
    if reader.take_word("from").is_some() {
        parts.push(reader.expression(0)?);
    }
    Some(Tree::call("trim", parts))
}

/// Arguments up to the closing parenthesis; `FROM` and `FOR` stand for commas in some functions.
fn arguments(reader: &mut Reader<'_, '_>) -> Option<Vec<Tree>> {
    let mut arguments = Vec::new();
    if reader.peek()?.is_symbol(")") {
        return Some(arguments);
    }
    loop {
        arguments.push(reader.expression(0)?);
        let goes_on = reader.take_symbol(",").is_some()
            || reader.take_word("from").is_some()
            || reader.take_word("for").is_some();
        if !goes_on {
            return Some(arguments);
        }
    }
}
