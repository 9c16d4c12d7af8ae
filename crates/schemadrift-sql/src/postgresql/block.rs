//! Owns `DO` blocks: what the steps of one come to.

use schemadrift_core::dialect::Engine;
use schemadrift_core::limits;

use super::reader::Reader;
use super::script::{self, Step};
use super::touched::Depth;
use crate::change::{Change, Guard};
use crate::tokens::{Kind, Token, decode_text, tokenize};

/// What a `DO` statement does.
pub(super) fn changes(reader: &Reader<'_>, tokens: &[Token<'_>]) -> Vec<Change> {
    let mut body = None;
    let mut rest = tokens.get(1..).unwrap_or_default();
    while let [first, behind @ ..] = rest {
        match behind {
            [language, behind @ ..] if first.is_word("language") => {
                if !is_plpgsql(language) {
                    return vec![reader.anything("a block is written in another language")];
                }
                rest = behind;
            }
            _ if first.kind == Kind::Text && body.is_none() => {
                body = Some(first);
                rest = behind;
            }
            _ => return vec![reader.anything("a block cannot be read")],
        }
    }
    let text = body.and_then(|body| decode_text(Engine::PostgreSql, body.text));
    let (Some(body), Some(text)) = (body, text) else {
        return vec![reader.anything("a block cannot be read")];
    };
    // Without escapes the offsets of the body are those of the file.
    let place = match body.text.find(text.as_str()) {
        Some(offset) => reader.place.part(body.start + offset),
        None => reader.place.literal(body.start..body.end()),
    };
    of_body(&reader.within(place, &text))
}

/// Whether a language is the one that blocks are written in.
pub(super) fn is_plpgsql(token: &Token<'_>) -> bool {
    match token.kind {
        Kind::Text => decode_text(Engine::PostgreSql, token.text).as_deref() == Some("plpgsql"),
        _ => token.name(Engine::PostgreSql).as_deref() == Some("plpgsql"),
    }
}

/// What the body of a block or a function does.
pub(super) fn of_body(reader: &Reader<'_>) -> Vec<Change> {
    let tokens = tokenize(Engine::PostgreSql, reader.text);
    if limits::too_deep(reader.text).is_some() {
        return vec![reader.unclear("it is nested too deep".to_owned(), Depth::InLiterals)];
    }
    match script::read(reader, &tokens) {
        Ok(step) => Lowering {
            reader,
            tokens: &tokens,
        }
        .steps(&[step]),
        Err(reason) => vec![reader.unclear(reason, Depth::InLiterals)],
    }
}

struct Lowering<'r, 'a, 't> {
    reader: &'r Reader<'a>,
    tokens: &'t [Token<'a>],
}

impl Lowering<'_, '_, '_> {
    fn steps(&self, steps: &[Step]) -> Vec<Change> {
        let mut changes = Vec::new();
        for (index, step) in steps.iter().enumerate() {
            match step {
                Step::Changes(made) => changes.extend(made.iter().cloned()),
                Step::Return | Step::Fail => break,
                Step::If { tokens, .. } if may_return(step) => {
                    let rest = steps.get(index + 1..).unwrap_or_default();
                    let end = rest.iter().rev().find_map(end).unwrap_or(tokens.end);
                    changes.extend(self.returning(step, rest, tokens.start..end));
                    break;
                }
                Step::If {
                    branches,
                    otherwise,
                    tokens,
                } => {
                    let otherwise = self.steps(otherwise);
                    changes.extend(branches.iter().rev().fold(
                        otherwise,
                        |otherwise, (condition, steps)| {
                            let unknown = |made: &[Change]| {
                                self.unclear("its condition is not understood", tokens, made)
                            };
                            condition.guard(self.branch(steps), otherwise, &unknown)
                        },
                    ));
                }
                Step::Repeated { steps, tokens } => {
                    let made = self.steps(steps);
                    if !made.is_empty() {
                        changes.extend(self.unclear("it repeats a statement", tokens, &made));
                    }
                }
                Step::Block {
                    steps,
                    handlers,
                    tokens,
                } => changes.extend(self.block(steps, handlers, tokens)),
            }
        }
        changes
    }

    /// What a branch does that, if it fails, does nothing.
    fn branch(&self, steps: &[Step]) -> Vec<Change> {
        if steps.iter().any(|step| matches!(step, Step::Fail)) {
            return Vec::new();
        }
        self.steps(steps)
    }

    /// An `IF` that may leave the block: what follows it belongs to the branch that goes on.
    fn returning(&self, step: &Step, rest: &[Step], tokens: std::ops::Range<usize>) -> Vec<Change> {
        let unclear = |made: &[Change]| self.unclear("it may leave the block early", &tokens, made);
        let Step::If {
            branches,
            otherwise,
            ..
        } = step
        else {
            return Vec::new();
        };
        let [(condition, then)] = branches.as_slice() else {
            return self.all_of(step, rest, &unclear);
        };
        let (then, otherwise) = match (ends(then), ends(otherwise)) {
            (true, _) => (then.clone(), [otherwise, rest].concat()),
            (false, true) => ([then, rest].concat(), otherwise.clone()),
            (false, false) => return self.all_of(step, rest, &unclear),
        };
        let unknown =
            |made: &[Change]| self.unclear("its condition is not understood", &tokens, made);
        condition.guard(self.branch(&then), self.branch(&otherwise), &unknown)
    }

    /// Whatever an `IF` and what follows it may do.
    fn all_of(
        &self,
        step: &Step,
        rest: &[Step],
        unclear: &dyn Fn(&[Change]) -> Vec<Change>,
    ) -> Vec<Change> {
        let Step::If {
            branches,
            otherwise,
            ..
        } = step
        else {
            return Vec::new();
        };
        let mut made = self.steps(otherwise);
        for (_, steps) in branches {
            made.extend(self.steps(steps));
        }
        made.extend(self.steps(rest));
        if made.is_empty() {
            Vec::new()
        } else {
            unclear(&made)
        }
    }

    /// A block with handlers takes back what it did when an error is handled. A handler that
    /// raises the error again handles none.
    fn block(
        &self,
        steps: &[Step],
        handlers: &[Vec<Step>],
        tokens: &std::ops::Range<usize>,
    ) -> Vec<Change> {
        let changes = self.steps(steps);
        let handling: Vec<&Vec<Step>> = handlers
            .iter()
            .filter(|steps| !steps.iter().any(|step| matches!(step, Step::Fail)))
            .collect();
        if handling.is_empty() {
            return changes;
        }
        if changes.is_empty() {
            return Vec::new();
        }
        let handled: Vec<Change> = handling
            .iter()
            .flat_map(|steps| self.steps(steps))
            .collect();
        // Which error it is decides between several handlers.
        if handling.len() > 1 && !handled.is_empty() {
            let made: Vec<Change> = changes.into_iter().chain(handled).collect();
            return self.unclear("it does something else after an error", tokens, &made);
        }
        vec![Change::Guarded {
            guard: Guard::HandlingErrors,
            changes,
            otherwise: handled,
        }]
    }

    /// What can be said of a part that may do these things or not: that rows may have come and
    /// gone, and that the rest was not understood.
    fn unclear(
        &self,
        reason: &str,
        tokens: &std::ops::Range<usize>,
        made: &[Change],
    ) -> Vec<Change> {
        let mut changes: Vec<Change> = made.iter().filter_map(Change::happening_or_not).collect();
        if changes.len() < made.len() {
            changes.push(self.unclear_part(reason, tokens, made));
        }
        changes
    }

    fn unclear_part(
        &self,
        reason: &str,
        tokens: &std::ops::Range<usize>,
        made: &[Change],
    ) -> Change {
        let tokens = self.tokens.get(tokens.clone()).unwrap_or_default();
        let mut change = self
            .reader
            .unclear_part(reason.to_owned(), tokens, Depth::InLiterals);
        if made.iter().any(may_touch_anything)
            && let Change::Unclear { touches, .. } = &mut change
        {
            touches.clear();
        }
        change
    }
}

fn may_touch_anything(change: &Change) -> bool {
    match change {
        Change::Unclear { touches, .. } => touches.is_empty(),
        Change::Guarded {
            changes, otherwise, ..
        } => changes.iter().chain(otherwise).any(may_touch_anything),
        _ => false,
    }
}

/// Whether steps leave the block at their end.
fn ends(steps: &[Step]) -> bool {
    steps.iter().any(|step| matches!(step, Step::Return))
}

/// Whether a step may leave the block.
fn may_return(step: &Step) -> bool {
    match step {
        Step::Return => true,
        Step::Changes(_) | Step::Fail => false,
        Step::If {
            branches,
            otherwise,
            ..
        } => branches
            .iter()
            .flat_map(|(_, steps)| steps)
            .chain(otherwise)
            .any(may_return),
        Step::Repeated { steps, .. } => steps.iter().any(may_return),
        Step::Block {
            steps, handlers, ..
        } => steps
            .iter()
            .chain(handlers.iter().flatten())
            .any(may_return),
    }
}

/// The end of a step's tokens.
fn end(step: &Step) -> Option<usize> {
    match step {
        Step::If { tokens, .. } | Step::Repeated { tokens, .. } | Step::Block { tokens, .. } => {
            Some(tokens.end)
        }
        Step::Changes(_) | Step::Return | Step::Fail => None,
    }
}
