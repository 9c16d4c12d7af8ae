//! Owns the grammar of `joinable!`.

use std::sync::Arc;

use proc_macro2::{Delimiter, Span, TokenStream};
use schemadrift_core::origin::SourceFile;
use schemadrift_rust_syntax::{range, unraw};

use super::tokens::Tokens;
use crate::ast::{Engines, JoinDecl, Place};

/// Reads `child -> parent (column)`; `None` for anything else, which Diesel does not take either.
pub(super) fn read(
    file: &Arc<SourceFile>,
    module: &[String],
    engines: Engines,
    start: Span,
    tokens: TokenStream,
) -> Option<JoinDecl> {
    let mut tokens = Tokens::new(tokens, start);
    let child = tokens.path();
    let from = range(tokens.last()).start;
    if !tokens.take_arrow() {
        return None;
    }
    let parent = tokens.path();
    let group = tokens.group(Delimiter::Parenthesis)?;
    let end = range(group.span()).end;
    let column = Tokens::new(group.stream(), group.span_open()).identifier()?;
    Some(JoinDecl {
        module: module.to_vec(),
        engines,
        child: child.last()?.clone(),
        parent: parent.last()?.clone(),
        column: unraw(&column),
        place: Place {
            file: Arc::clone(file),
            range: from..end,
        },
    })
}
