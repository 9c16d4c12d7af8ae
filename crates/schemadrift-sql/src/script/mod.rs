//! Owns the cutting of scripts into statements, as the engine's own client cuts them, with what
//! stands between statements and is for the client: its commands and the rows of `COPY`.
//!
//! Nothing is understood of a statement beyond where it ends, and nothing is left out: every byte
//! that is neither space nor comment nor terminator is in a piece.

mod body;
mod client;
mod copy;
mod splitter;

use std::ops::Range;

use schemadrift_core::dialect::Engine;

/// A part of a script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Its bytes, without the terminator and the space and comments around it.
    pub range: Range<usize>,
    /// What it is.
    pub kind: PieceKind,
}

/// What a part of a script is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PieceKind {
    /// A statement.
    Statement,
    /// The rows behind a `COPY … FROM stdin`, which is the piece before; its range may be empty.
    CopyData {
        /// How many rows; `None` where a line is not a row.
        rows: Option<u64>,
    },
    /// A line for the client: `\connect` of `psql`, `DELIMITER` of `mysql`, `.read` of `sqlite3`.
    Client,
    /// A quote, a comment, a body or the rows of a `COPY` that nothing closes: everything behind
    /// it is in it, statements included.
    Unclosed,
}

/// Cuts a script into its parts, in order.
pub fn split(engine: Engine, text: &str) -> Vec<Piece> {
    splitter::Splitter::new(engine, text).split()
}
