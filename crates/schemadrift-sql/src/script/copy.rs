//! Owns the rows behind `COPY … FROM stdin`
//! (<https://www.postgresql.org/docs/current/sql-copy.html>).

use super::{Piece, PieceKind};
use crate::tokens::Token;

/// Looks for `COPY … FROM stdin` in the tokens of a statement.
#[derive(Debug, Default)]
pub(super) struct Copy {
    state: State,
    has_quoted_lines: bool,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum State {
    #[default]
    Start,
    Other,
    Copy,
    From,
    FromStdin,
}

impl Copy {
    /// Looks at the next token of the statement.
    pub(super) fn see(&mut self, token: &Token<'_>) {
        self.state = match self.state {
            State::Start if token.is_word("copy") => State::Copy,
            State::Start | State::Other => State::Other,
            State::Copy if token.is_word("from") => State::From,
            State::From if token.is_word("stdin") => State::FromStdin,
            State::Copy | State::From => State::Copy,
            State::FromStdin => {
                self.has_quoted_lines |= token.is_one_of(&["csv", "binary"]);
                State::FromStdin
            }
        };
    }

    /// Whether rows follow the statement.
    pub(super) fn has_rows(&self) -> bool {
        self.state == State::FromStdin
    }

    /// The rows, which begin on the line after `offset`, and the offset behind them.
    pub(super) fn rows(&self, text: &str, offset: usize) -> (Piece, usize) {
        let start = line_end(text, offset);
        let (mut at, mut rows) = (start, 0);
        while at < text.len() {
            let end = line_end(text, at);
            if text[at..end].trim_end_matches(['\n', '\r']) == "\\." {
                let rows = (!self.has_quoted_lines).then_some(rows);
                let kind = PieceKind::CopyData { rows };
                return (
                    Piece {
                        range: start..at,
                        kind,
                    },
                    end,
                );
            }
            rows += 1;
            at = end;
        }
        let unclosed = Piece {
            range: start..at,
            kind: PieceKind::Unclosed,
        };
        (unclosed, at)
    }
}

/// The offset of the line after the one at `offset`.
fn line_end(text: &str, offset: usize) -> usize {
    text[offset..]
        .find('\n')
        .map_or(text.len(), |newline| offset + newline + 1)
}
