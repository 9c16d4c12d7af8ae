//! Owns what PostgreSQL has of its own about privileges: signatures of routines, and privileges of
//! objects that are yet to come.

use schemadrift_core::dialect::Engine;
use squawk_syntax::ast;

use super::parse::parse;
use super::reader::{Read, Reader, required};
use super::routine;
use crate::change::{Change, GrantChange, GrantedObjects, Granting};
use crate::cursor::Cursor;
use crate::tokens::{Token, tokenize};

/// The words that such statements begin with.
pub(super) const WORDS: &[&str] = &["grant", "revoke"];

/// `GRANT` and `REVOKE`.
pub(super) fn changes(reader: &Reader<'_>, tokens: &[Token<'_>]) -> Vec<Change> {
    let cursor = Cursor::new(Engine::PostgreSql, reader.text, tokens);
    let mut changes = crate::grant::changes(reader.place, &cursor);
    for change in &mut changes {
        if let Change::Grant(GrantChange::Known(granting)) = change
            && let Err(reason) = sign(reader, granting)
        {
            *change = Change::Grant(granting.in_doubt(&reason));
        }
    }
    changes
}

/// Puts the types of arguments as the catalog prints them.
fn sign(reader: &Reader<'_>, granting: &mut Granting) -> Read<()> {
    let GrantedObjects::Named(_, names) = &mut granting.objects else {
        return Ok(());
    };
    for name in names {
        if let Some(written) = &name.arguments {
            name.arguments = Some(signature(reader, written)?);
        }
    }
    Ok(())
}

fn signature(reader: &Reader<'_>, written: &str) -> Read<String> {
    let text = format!("DROP FUNCTION f({written})");
    let ast::Stmt::DropFunction(node) = parse(&text)? else {
        return Err("the arguments of a function are not understood".to_owned());
    };
    let list = required(node.function_sig_list())?;
    let signature = required(list.function_sigs().next())?;
    let inner = reader.within(reader.place, &text);
    let object = routine::object(
        &inner,
        signature.function_name_ref(),
        signature.param_list(),
    )?;
    Ok(object.arguments.unwrap_or_default())
}

/// A statement about privileges that is put together from parts.
pub(super) fn put_together(reader: &Reader<'_>, tokens: &[Token<'_>]) -> Change {
    let start = tokens.first().map_or(0, |token| token.start);
    let end = tokens.last().map_or(reader.text.len(), Token::end);
    Change::Grant(GrantChange::Unclear {
        reason: "a statement about privileges is put together from parts".to_owned(),
        may_revoke: true,
        origin: reader.place.enclosing(start..end),
    })
}

/// `ALTER DEFAULT PRIVILEGES`: which objects it will be about, only the server knows.
pub(super) fn of_later_objects(reader: &Reader<'_>) -> Change {
    let tokens = tokenize(Engine::PostgreSql, reader.text);
    Change::Grant(GrantChange::Unclear {
        reason: "objects made later get privileges by default".to_owned(),
        may_revoke: tokens.iter().any(|token| token.is_word("revoke")),
        origin: reader.statement(),
    })
}
