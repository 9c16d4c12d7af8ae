//! Owns the walk over a script's tokens.

use std::ops::Range;

use schemadrift_core::dialect::Engine;

use super::body::Body;
use super::client::{Before, client_line};
use super::copy::Copy;
use super::{Piece, PieceKind};
use crate::tokens::{Kind, Scanner, Token};

/// What ends a statement unless a script says otherwise.
const TERMINATOR: &str = ";";
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Cuts one script.
#[derive(Debug)]
pub(super) struct Splitter<'a> {
    engine: Engine,
    text: &'a str,
    scanner: Scanner<'a>,
    terminator: &'a str,
    pieces: Vec<Piece>,
    open: Option<Statement>,
}

/// The statement that is being read.
#[derive(Debug)]
struct Statement {
    range: Range<usize>,
    body: Body,
    copy: Copy,
}

impl<'a> Splitter<'a> {
    pub(super) fn new(engine: Engine, text: &'a str) -> Self {
        let mut scanner = Scanner::new(engine, text);
        if text.starts_with(BYTE_ORDER_MARK) {
            scanner.go_to(BYTE_ORDER_MARK.len());
        }
        Self {
            engine,
            text,
            scanner,
            terminator: TERMINATOR,
            pieces: Vec::new(),
            open: None,
        }
    }

    pub(super) fn split(mut self) -> Vec<Piece> {
        while let Some(token) = self.scanner.next_token() {
            if let Some(line) = client_line(self.engine, self.text, &token, self.before()) {
                self.close(PieceKind::Statement);
                self.scanner.go_to(line.range.end);
                self.terminator = line.delimiter.unwrap_or(self.terminator);
                self.push(line.range, PieceKind::Client);
            } else if self.terminator != TERMINATOR {
                self.delimited(&token);
            } else if token.is_symbol(TERMINATOR) && !self.is_inside() {
                self.terminate();
            } else {
                self.add(&token);
            }
        }
        self.finish();
        self.pieces
    }

    fn before(&self) -> Before {
        match self.open {
            None => Before::Nothing,
            Some(_) if self.terminator == TERMINATOR => Before::Statement,
            Some(_) => Before::DelimitedStatement,
        }
    }

    fn is_inside(&self) -> bool {
        self.open
            .as_ref()
            .is_some_and(|statement| statement.body.is_open())
    }

    /// A token of a script with a terminator of its own, which the client finds wherever it
    /// stands outside of quotes: `END//` and `END$$` end with it.
    fn delimited(&mut self, token: &Token<'a>) {
        if self.text[token.start..].starts_with(self.terminator) {
            self.scanner.go_to(token.start + self.terminator.len());
            self.close(PieceKind::Statement);
            return;
        }
        let is_plain = matches!(token.kind, Kind::Word | Kind::Number | Kind::Symbol);
        match token.text.find(self.terminator).filter(|_| is_plain) {
            Some(length) => {
                self.scanner.go_to(token.start + length);
                self.add(&Token {
                    text: &token.text[..length],
                    ..*token
                });
            }
            None => self.add(token),
        }
    }

    fn add(&mut self, token: &Token<'a>) {
        let statement = self.open.get_or_insert_with(|| {
            // The mark of a comment that is executed belongs to what it opens.
            let after = self.pieces.last().map_or(0, |piece| piece.range.end);
            let mark = self.scanner.conditional().filter(|mark| *mark >= after);
            Statement {
                range: mark.unwrap_or(token.start)..token.start,
                body: Body::new(self.engine),
                copy: Copy::default(),
            }
        });
        statement.range.end = token.end();
        statement.body.see(token);
        if self.engine == Engine::PostgreSql {
            statement.copy.see(token);
        }
    }

    /// Ends the statement at a `;`, and reads the rows behind it if there are any.
    fn terminate(&mut self) {
        let rows = self
            .open
            .as_ref()
            .filter(|statement| statement.copy.has_rows())
            .map(|statement| statement.copy.rows(self.text, self.scanner.offset()));
        self.close(PieceKind::Statement);
        if let Some((piece, end)) = rows {
            self.pieces.push(piece);
            self.scanner.go_to(end);
        }
    }

    fn close(&mut self, kind: PieceKind) {
        if let Some(statement) = self.open.take() {
            self.push(statement.range, kind);
        }
    }

    fn push(&mut self, range: Range<usize>, kind: PieceKind) {
        self.pieces.push(Piece { range, kind });
    }

    /// Ends what the end of the script ends.
    fn finish(&mut self) {
        let has_open_body = self.is_inside() && self.terminator == TERMINATOR;
        match self.scanner.unclosed() {
            None if has_open_body => self.close(PieceKind::Unclosed),
            None => self.close(PieceKind::Statement),
            Some(start) => {
                let start = self.open.take().map_or(start, |open| open.range.start);
                let end = self.text.trim_ascii_end().len();
                self.push(start..end, PieceKind::Unclosed);
            }
        }
    }
}
