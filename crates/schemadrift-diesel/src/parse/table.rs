//! Owns the grammar of `table!` and `view!`
//! (<https://docs.diesel.rs/2.3.x/diesel/macro.table.html>).

use std::ops::Range;
use std::sync::Arc;

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use schemadrift_core::origin::SourceFile;
use schemadrift_rust_syntax::{range, unraw};
use syn::{LitInt, LitStr};

use super::tokens::Tokens;
use super::{condition, place};
use crate::ast::{ColumnDecl, Engines, NameDecl, Place, TableDecl, TypeDecl, TypeExpr};

/// The deepest type that is read; Diesel has none deeper than an array of a nullable range.
const DEEPEST_TYPE: usize = 12;

/// Why a macro is no table of Diesel, if it looks like one.
type Refusal = Option<(String, Range<usize>)>;

/// Reads the tokens of the macro.
pub(super) fn read(
    file: &Arc<SourceFile>,
    start: Span,
    is_surely_one: bool,
    tokens: TokenStream,
) -> Result<TableDecl, Refusal> {
    let looks_like_one = is_surely_one
        || tokens.clone().into_iter().any(|token| {
            matches!(token, TokenTree::Group(group)
            if group.delimiter() == Delimiter::Brace && group.stream().to_string().contains("->"))
        });
    let mut tokens = Tokens::new(tokens, start);
    let refused = |reason: &str, tokens: &Tokens| {
        looks_like_one.then(|| (reason.to_owned(), range(tokens.last())))
    };
    let mut imports = Vec::new();
    let mut notes = Notes::default();
    loop {
        if tokens.is_at_word("use") {
            tokens.next();
            import(&mut tokens, &mut imports);
        } else if !notes.take(&mut tokens) {
            break;
        }
    }
    let Some(mut name) = tokens.identifier() else {
        return Err(refused("a name is missing", &tokens));
    };
    let mut schema = None;
    if tokens.take('.') {
        schema = Some(unraw(&name));
        name = tokens
            .identifier()
            .ok_or_else(|| refused("the table's name is missing", &tokens))?;
    }
    let keys = match tokens.group(Delimiter::Parenthesis) {
        Some(group) => identifiers(file, group.stream()),
        None => Vec::new(),
    };
    let Some(body) = tokens.group(Delimiter::Brace) else {
        return Err(refused("the columns are missing", &tokens));
    };
    if !looks_like_one && !body.stream().is_empty() {
        return Err(None);
    }
    let mut table = TableDecl {
        module: Vec::new(),
        engines: None,
        is_view: false,
        is_local: false,
        schema,
        name: notes.name(file, &name),
        keys,
        columns: Vec::new(),
        imports,
        unread: Vec::new(),
    };
    columns(file, &body, &mut table);
    if !tokens.is_done() {
        tokens.next();
        let place = place(file, tokens.last());
        let reason = format!("what stands behind the columns of `{name}` is not understood");
        table.unread.push((reason, place));
    }
    Ok(table)
}

/// Reads `path::{A, B as C};`.
fn import(tokens: &mut Tokens, imports: &mut Vec<(String, Vec<String>)>) {
    let path = tokens.path();
    if let Some(group) = tokens.group(Delimiter::Brace) {
        let mut inner = Tokens::new(group.stream(), group.span_open());
        while !inner.is_done() {
            let mut whole = path.clone();
            whole.extend(inner.path());
            add_import(&mut inner, whole, imports);
            inner.skip_past(',');
        }
    } else {
        add_import(tokens, path, imports);
    }
    tokens.skip_past(';');
}

fn add_import(
    tokens: &mut Tokens,
    mut path: Vec<String>,
    imports: &mut Vec<(String, Vec<String>)>,
) {
    if tokens.is_at('*') {
        return;
    }
    // `path` takes `as` for a segment only behind `::`, so that it stands here as a word.
    let name = if tokens.is_at_word("as") {
        tokens.next();
        tokens.identifier().map(|name| unraw(&name))
    } else {
        path.last().cloned()
    };
    path.dedup_by(|one, other| one.is_empty() && other.is_empty());
    if let Some(name) = name {
        imports.push((name, path));
    }
}

fn identifiers(file: &Arc<SourceFile>, tokens: TokenStream) -> Vec<(String, Place)> {
    tokens
        .into_iter()
        .filter_map(|token| match token {
            TokenTree::Ident(name) => Some((unraw(&name), place(file, name.span()))),
            TokenTree::Group(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => None,
        })
        .collect()
}

/// Reads the columns; one that is not understood is skipped up to the next comma.
fn columns(file: &Arc<SourceFile>, body: &Group, table: &mut TableDecl) {
    let mut tokens = Tokens::new(body.stream(), body.span_open());
    while !tokens.is_done() {
        let mut notes = Notes::default();
        while notes.take(&mut tokens) {}
        let Some(name) = tokens.identifier() else {
            skip(file, &mut tokens, table, "a column");
            continue;
        };
        let name = notes.name(file, &name);
        let data_type = if tokens.take_arrow() {
            data_type(file, &mut tokens)
        } else {
            None
        };
        let Some(data_type) = data_type else {
            let what = format!("column `{}`", name.rust);
            skip(file, &mut tokens, table, &what);
            continue;
        };
        if notes.is_conditional {
            let reason = format!("column `{}` is only there under a condition", name.rust);
            table.unread.push((reason, name.place.clone()));
        }
        table.columns.push(ColumnDecl {
            name,
            data_type,
            max_length: notes.max_length,
            engines: notes.engines,
        });
        if !tokens.is_done() && !tokens.take(',') {
            skip(
                file,
                &mut tokens,
                table,
                "what stands behind a column's type",
            );
        }
    }
}

fn skip(file: &Arc<SourceFile>, tokens: &mut Tokens, table: &mut TableDecl, what: &str) {
    if !tokens.is_at(',') {
        tokens.next();
    }
    let place = place(file, tokens.last());
    let reason = format!("{what} of table `{}` cannot be read", table.name.rust);
    table.unread.push((reason, place));
    tokens.skip_past(',');
}

fn data_type(file: &Arc<SourceFile>, tokens: &mut Tokens) -> Option<TypeDecl> {
    let before = tokens.last();
    let shape = type_expression(tokens, 0)?;
    let start = range(before).end;
    let end = range(tokens.last()).end;
    let text = file.text.get(start..end)?;
    let start = start + (text.len() - text.trim_start().len());
    let place = Place {
        file: Arc::clone(file),
        range: start..end,
    };
    Some(TypeDecl { place, shape })
}

fn type_expression(tokens: &mut Tokens, depth: usize) -> Option<TypeExpr> {
    if depth > DEEPEST_TYPE {
        return None;
    }
    if tokens.group(Delimiter::Parenthesis).is_some() {
        return Some(TypeExpr::Other);
    }
    let segments = tokens.path();
    if segments.is_empty() {
        return None;
    }
    let mut arguments = Vec::new();
    if tokens.take('<') {
        while !tokens.take('>') {
            arguments.push(type_expression(tokens, depth + 1)?);
            if !tokens.take(',') && !tokens.is_at('>') {
                return None;
            }
        }
    }
    Some(TypeExpr::Path {
        segments,
        arguments,
    })
}

/// The attributes before a table or a column.
#[derive(Default)]
struct Notes {
    sql_name: Option<String>,
    max_length: Option<u32>,
    engines: Engines,
    /// A condition that is not about the kind of database.
    is_conditional: bool,
}

impl Notes {
    /// Takes one attribute, if one comes next.
    fn take(&mut self, tokens: &mut Tokens) -> bool {
        if !tokens.take('#') {
            return false;
        }
        tokens.take('!');
        let Some(group) = tokens.group(Delimiter::Bracket) else {
            return false;
        };
        let mut inner = Tokens::new(group.stream(), group.span_open());
        let name = inner
            .identifier()
            .map(|name| unraw(&name))
            .unwrap_or_default();
        match name.as_str() {
            "sql_name" if inner.take('=') => {
                let text = inner.next().map(TokenStream::from);
                let text = text.and_then(|text| syn::parse2::<LitStr>(text).ok());
                // Diesel takes the mark of a raw name off here too.
                self.sql_name = text.map(|text| {
                    let text = text.value();
                    text.strip_prefix("r#").map(str::to_owned).unwrap_or(text)
                });
            }
            "max_length" if inner.take('=') => {
                let number = inner.next().map(TokenStream::from);
                let number = number.and_then(|number| syn::parse2::<LitInt>(number).ok());
                self.max_length = number.and_then(|number| number.base10_parse().ok());
            }
            "cfg" => {
                let condition = inner.group(Delimiter::Parenthesis);
                match condition.and_then(|condition| condition::of_tokens(condition.stream())) {
                    Some(engines) => self.engines = Some(engines),
                    None => self.is_conditional = true,
                }
            }
            _ => {}
        }
        true
    }

    fn name(&self, file: &Arc<SourceFile>, identifier: &proc_macro2::Ident) -> NameDecl {
        let rust = unraw(identifier);
        NameDecl {
            database: self.sql_name.clone().unwrap_or_else(|| rust.clone()),
            rust,
            place: place(file, identifier.span()),
        }
    }
}
