//! Owns what the `up` of a SeaORM migration sends to the database, as far as string literals show
//! it; calls of the schema builder are named as what was not read.

use std::rc::Rc;

use schemadrift_core::migration::{Splitting, UpPart};
use schemadrift_core::origin::Location;

use super::listing::part;
use crate::disk::FileText;
use crate::folder::Folder;
use crate::lines;
use crate::rust_tokens::{Kind, Token, body, closing};

/// What was read of a body.
#[derive(Debug, Default)]
pub(super) struct Read {
    pub(super) up: Vec<UpPart>,
    pub(super) doubts: Vec<String>,
}

/// Calls whose argument is SQL, and which argument it is.
const SQL_CALLS: [(&str, usize); 4] = [
    ("execute_unprepared", 0),
    ("from_string", 1),
    ("from_sql_and_values", 1),
    ("raw_sql", 0),
];

/// Calls that change a schema without SQL.
const BUILDER_CALLS: [&str; 14] = [
    "create_table",
    "create_index",
    "create_foreign_key",
    "create_type",
    "alter_table",
    "alter_type",
    "drop_table",
    "drop_index",
    "drop_foreign_key",
    "drop_type",
    "rename_table",
    "truncate_table",
    "exec_stmt",
    "build",
];

/// Words after which what follows may not run.
const CONDITIONS: [&str; 3] = ["if", "match", "for"];

/// Reads the body of `up`.
pub(super) fn read(
    folder: &Folder,
    below: &str,
    file: &Rc<FileText>,
    tokens: &[Token<'_>],
) -> Read {
    let mut read = Read::default();
    let Some(code) = body(tokens, "up") else {
        read.doubts
            .push("its file has no `up` that could be read".to_owned());
        return read;
    };
    let mut builders: Vec<&str> = Vec::new();
    for (index, pair) in code.windows(2).enumerate() {
        let [
            Token {
                kind: Kind::Word(word),
                ..
            },
            open,
        ] = pair
        else {
            continue;
        };
        if !open.is_symbol('(') {
            continue;
        }
        if BUILDER_CALLS.contains(word) && !builders.contains(word) {
            builders.push(word);
        }
        let Some((_, position)) = SQL_CALLS.iter().find(|(name, _)| name == word) else {
            continue;
        };
        let argument = closing(code, index + 1)
            .and_then(|close| code.get(index + 2..close))
            .and_then(|arguments| split_arguments(arguments).into_iter().nth(*position));
        match argument.and_then(|argument| sql_of(folder, below, file, tokens, argument)) {
            Some(part) => read.up.push(part),
            None => read.doubts.push(format!(
                "the text it passes to `{word}` is not a plain string"
            )),
        }
    }
    if !builders.is_empty() {
        let calls = builders.join("`, `");
        read.doubts.push(format!(
            "it calls the schema builder (`{calls}`), which is Rust code"
        ));
    }
    if code
        .iter()
        .any(|token| CONDITIONS.iter().any(|word| token.is_word(word)))
    {
        read.doubts
            .push("what it does depends on conditions".to_owned());
    }
    if read.up.is_empty() && read.doubts.is_empty() && !is_trivial(code) {
        read.doubts
            .push("no SQL was found in its Rust code".to_owned());
    }
    read
}

/// Whether a body is nothing but `Ok(())`.
fn is_trivial(code: &[Token<'_>]) -> bool {
    matches!(code, [ok, rest @ ..] if ok.is_word("Ok") && rest.len() <= 4)
}

/// Arguments divided by the commas outside of brackets.
fn split_arguments<'t, 'a>(arguments: &'t [Token<'a>]) -> Vec<&'t [Token<'a>]> {
    let mut depth = 0_usize;
    arguments
        .split(|token| {
            match token.kind {
                Kind::Symbol('(' | '[' | '{') => depth += 1,
                Kind::Symbol(')' | ']' | '}') => depth = depth.saturating_sub(1),
                Kind::Symbol(',') if depth == 0 => return true,
                Kind::Symbol(_) | Kind::Word(_) | Kind::Text(_) => {}
            }
            false
        })
        .collect()
}

/// The SQL that an argument is: a literal, a constant of the file, or a file that is included.
fn sql_of(
    folder: &Folder,
    below: &str,
    file: &FileText,
    tokens: &[Token<'_>],
    argument: &[Token<'_>],
) -> Option<UpPart> {
    let argument = match argument {
        [reference, rest @ ..] if reference.is_symbol('&') => rest,
        all => all,
    };
    match argument {
        [literal] if matches!(literal.kind, Kind::Text(_)) => literal_part(file, literal),
        [literal, dot, call, open, close]
            if dot.is_symbol('.')
                && (call.is_word("to_string")
                    || call.is_word("to_owned")
                    || call.is_word("into"))
                && open.is_symbol('(')
                && close.is_symbol(')') =>
        {
            literal_part(file, literal)
        }
        [
            Token {
                kind: Kind::Word(name),
                ..
            },
        ] => literal_part(file, constant(tokens, name)?),
        [include, bang, open, path, close]
            if include.is_word("include_str")
                && bang.is_symbol('!')
                && open.is_symbol('(')
                && close.is_symbol(')') =>
        {
            included(folder, below, path)
        }
        _ => None,
    }
}

fn literal_part(file: &FileText, literal: &Token<'_>) -> Option<UpPart> {
    let Kind::Text(value) = &literal.kind else {
        return None;
    };
    Some(UpPart {
        location: Location::new(&file.source, literal.range.clone()),
        replaced: Some(value.clone()),
        splitting: Splitting::Statements,
    })
}

/// The literal of `const NAME: &str = "…";`.
fn constant<'t, 'a>(tokens: &'t [Token<'a>], name: &str) -> Option<&'t Token<'a>> {
    let at = tokens.windows(2).position(|pair| {
        matches!(pair, [keyword, own]
            if (keyword.is_word("const") || keyword.is_word("static") || keyword.is_word("let"))
                && own.is_word(name))
    })?;
    let statement: Vec<&Token<'_>> = tokens
        .iter()
        .skip(at)
        .take_while(|token| !token.is_symbol(';'))
        .collect();
    match statement.as_slice() {
        [.., equals, literal] if equals.is_symbol('=') && matches!(literal.kind, Kind::Text(_)) => {
            Some(literal)
        }
        _ => None,
    }
}

/// A file that the text of a literal path names, relative to the Rust file.
fn included(folder: &Folder, below: &str, path: &Token<'_>) -> Option<UpPart> {
    let Kind::Text(path) = &path.kind else {
        return None;
    };
    let place = if below.is_empty() {
        path.clone()
    } else {
        format!("{below}/{path}")
    };
    let file = folder.file(&place)?;
    Some(part(&file, lines::content(file.text())))
}
