//! Owns the way from the text of a script to the changes that its statements make.

use std::ops::Range;
use std::sync::Arc;

use schemadrift_core::dialect::Engine;
use schemadrift_core::origin::{Location, SourceFile};

use crate::change::{Change, Statement};
use crate::place::Place;
use crate::script::{Piece, PieceKind, split};
use crate::{mysql, placeholders, postgresql, sqlite};

/// Reads the statements of a script, or of a part of one.
pub fn read_script(engine: Engine, file: &Arc<SourceFile>, range: Range<usize>) -> Vec<Statement> {
    let text = file.text.get(range.clone()).unwrap_or_default();
    read(engine, Place::new(file, range.start), text)
}

/// Reads the statements of a text that was made from what stands at `location`.
pub fn read_made(engine: Engine, location: &Location, text: &str) -> Vec<Statement> {
    read(engine, Place::made(location), text)
}

/// Reads the one statement that stands at these bytes of a file, semicolons included.
pub fn read_statement(engine: Engine, file: &Arc<SourceFile>, range: Range<usize>) -> Statement {
    let text = file.text.get(range.clone()).unwrap_or_default();
    one(engine, Place::new(file, range.start), text)
}

/// Reads a text that is one statement, made from what stands at `location`.
pub fn read_made_statement(engine: Engine, location: &Location, text: &str) -> Statement {
    one(engine, Place::made(location), text)
}

fn one(engine: Engine, place: Place<'_>, text: &str) -> Statement {
    let mut changes = changes(engine, place, text);
    placeholders::explain(engine, place, text, &mut changes);
    Statement {
        changes,
        origin: place.exact(0..text.len()),
    }
}

fn read(engine: Engine, place: Place<'_>, text: &str) -> Vec<Statement> {
    let mut statements: Vec<Statement> = Vec::new();
    for piece in split(engine, text) {
        match piece.kind {
            PieceKind::Statement => statements.push(statement(engine, place, text, &piece)),
            PieceKind::CopyData { rows } => {
                if let Some(copy) = statements.last_mut() {
                    count_rows(copy, rows);
                }
            }
            PieceKind::Client => statements.push(client_line(place, text, &piece)),
            PieceKind::Unclosed => statements.push(unclear(
                place,
                &piece,
                "a quote, a comment or a body is never closed",
            )),
        }
    }
    statements
}

fn statement(engine: Engine, place: Place<'_>, text: &str, piece: &Piece) -> Statement {
    let own = text.get(piece.range.clone()).unwrap_or_default();
    one(engine, place.part(piece.range.start), own)
}

fn changes(engine: Engine, place: Place<'_>, text: &str) -> Vec<Change> {
    match engine {
        Engine::PostgreSql => postgresql::changes(place, text),
        Engine::MySql | Engine::MariaDb => mysql::changes(engine, place, text),
        Engine::Sqlite => sqlite::changes(place, text),
    }
}

/// The rows behind a `COPY` are those that it writes.
fn count_rows(copy: &mut Statement, rows: Option<u64>) {
    for change in &mut copy.changes {
        if let Change::Rows { count, .. } = change {
            *count = rows;
        }
    }
}

/// What a client does with its own lines stays in the client, but for those that run what stands
/// elsewhere.
fn client_line(place: Place<'_>, text: &str, piece: &Piece) -> Statement {
    const ELSEWHERE: &[&str] = &[
        "\\i ",
        "\\ir ",
        "\\include ",
        "\\gexec",
        "source ",
        ".read ",
        ".open ",
    ];
    let line = text.get(piece.range.clone()).unwrap_or_default();
    let lower = line.to_ascii_lowercase();
    if ELSEWHERE.iter().any(|command| lower.starts_with(command)) {
        let what = format!(
            "`{}` leads elsewhere",
            line.lines().next().unwrap_or_default()
        );
        return unclear(place, piece, &what);
    }
    Statement {
        changes: Vec::new(),
        origin: place.exact(piece.range.clone()),
    }
}

fn unclear(place: Place<'_>, piece: &Piece, reason: &str) -> Statement {
    let origin = place.exact(piece.range.clone());
    Statement {
        changes: vec![Change::Unclear {
            reason: reason.to_owned(),
            touches: Vec::new(),
            origin: origin.clone(),
        }],
        origin,
    }
}
