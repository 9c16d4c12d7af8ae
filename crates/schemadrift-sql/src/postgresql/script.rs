//! Owns the structure of PL/pgSQL: a block taken apart into steps. What the steps come to is
//! decided in [`super::block`].

use std::ops::Range;

use schemadrift_core::dialect::Engine;

use super::condition::{self, Condition, Variables};
use super::reader::{Read, Reader};
use super::touched::Depth;
use super::{call, data, dynamic, presence, session};
use crate::change::Change;
use crate::tokens::{Kind, Token, decode_text};

/// A step of a block.
#[derive(Debug, Clone)]
pub(super) enum Step {
    /// A statement with what it does.
    Changes(Vec<Change>),
    /// `IF` and `CASE`.
    If {
        /// Conditions with what is done if they are the first to hold.
        branches: Vec<(Condition, Vec<Step>)>,
        /// What is done if none holds.
        otherwise: Vec<Step>,
        /// Its tokens.
        tokens: Range<usize>,
    },
    /// A loop.
    Repeated {
        /// What is done over and over.
        steps: Vec<Step>,
        /// Its tokens.
        tokens: Range<usize>,
    },
    /// A block inside, or the whole.
    Block {
        /// What is done.
        steps: Vec<Step>,
        /// What is done after an error, for each handler.
        handlers: Vec<Vec<Step>>,
        /// Its tokens.
        tokens: Range<usize>,
    },
    /// `RETURN`: what follows is not done.
    Return,
    /// `RAISE EXCEPTION`: nothing is done at all.
    Fail,
}

/// How deep blocks, branches and loops are followed.
const DEEPEST: usize = 40;

/// How many times a loop over constants is unrolled.
const MOST_ROUNDS: usize = 200;

/// Words that end a list of statements.
const ENDS: &[&str] = &["end", "exception", "else", "elsif", "elseif", "when"];

/// Statements that leave the schema alone.
const QUIET: &[&str] = &[
    "assert", "close", "commit", "continue", "exit", "fetch", "get", "move", "null", "open",
    "rollback",
];

/// The steps of the body of a block.
///
/// # Errors
///
/// The reason, as one clause, why the body cannot be taken apart.
pub(super) fn read(reader: &Reader<'_>, tokens: &[Token<'_>]) -> Read<Step> {
    let mut script = Script {
        reader,
        tokens,
        at: 0,
        depth: 0,
        rounds: 0,
        variables: Variables::default(),
    };
    script.skip_label();
    let step = script.block()?;
    if script.at < tokens.len() {
        return Err("something follows the end of the block".to_owned());
    }
    Ok(step)
}

struct Script<'r, 'a, 't> {
    reader: &'r Reader<'a>,
    tokens: &'t [Token<'a>],
    at: usize,
    depth: usize,
    rounds: usize,
    variables: Variables,
}

impl<'a, 't> Script<'_, 'a, 't> {
    fn peek(&self) -> Option<&'t Token<'a>> {
        self.tokens.get(self.at)
    }

    fn is_at(&self, words: &[&str]) -> bool {
        self.peek().is_some_and(|token| token.is_one_of(words))
    }

    fn eat(&mut self, word: &str) -> bool {
        let is_there = self.is_at(&[word]);
        self.at += usize::from(is_there);
        is_there
    }

    fn eat_symbol(&mut self, symbol: &str) -> bool {
        let is_there = self.peek().is_some_and(|token| token.is_symbol(symbol));
        self.at += usize::from(is_there);
        is_there
    }

    fn expect(&mut self, word: &str) -> Read<()> {
        if self.eat(word) {
            Ok(())
        } else {
            Err(format!("a block has no `{word}` where one is due"))
        }
    }

    /// The tokens in front of a word or a symbol outside of parentheses and of `CASE`, which is
    /// left behind as well.
    fn until(&mut self, end: &str) -> Read<&'t [Token<'a>]> {
        let start = self.at;
        let mut depth = 0_usize;
        let is_statement = end == ";";
        while let Some(token) = self.peek() {
            let opens = token.is_symbol("(") || (!is_statement && token.is_word("case"));
            let closes = token.is_symbol(")") || (!is_statement && token.is_word("end"));
            if depth == 0 && (token.is_word(end) || token.is_symbol(end)) {
                let tokens = self.tokens.get(start..self.at).unwrap_or_default();
                self.at += 1;
                return Ok(tokens);
            }
            if opens {
                depth += 1;
            } else if closes {
                depth = depth.saturating_sub(1);
            }
            self.at += 1;
        }
        Err(format!("a block has no `{end}` where one is due"))
    }

    fn skip_label(&mut self) {
        if self.eat_symbol("<<") {
            while self.at < self.tokens.len() && !self.eat_symbol(">>") {
                self.at += 1;
            }
        }
    }

    /// `[DECLARE …] BEGIN … [EXCEPTION …] END [label] [;]`.
    fn block(&mut self) -> Read<Step> {
        let start = self.at;
        if self.eat("declare") {
            self.declarations()?;
        }
        self.expect("begin")?;
        let steps = self.steps()?;
        let mut handlers = Vec::new();
        if self.eat("exception") {
            while self.eat("when") {
                self.until("then")?;
                handlers.push(self.steps()?);
            }
        }
        self.end(None)?;
        Ok(Step::Block {
            steps,
            handlers,
            tokens: start..self.at,
        })
    }

    /// `END`, the word behind it, and a label.
    fn end(&mut self, word: Option<&str>) -> Read<()> {
        self.expect("end")?;
        if let Some(word) = word {
            self.expect(word)?;
        }
        let is_label = self
            .peek()
            .is_some_and(|token| matches!(token.kind, Kind::Word | Kind::QuotedName));
        self.at += usize::from(is_label);
        self.eat_symbol(";");
        Ok(())
    }

    /// Variables; a constant text is remembered.
    fn declarations(&mut self) -> Read<()> {
        while !self.is_at(&["begin"]) {
            let tokens = self.until(";")?;
            if let [name, constant, .., assign, value] = tokens
                && constant.is_word("constant")
                && (assign.is_symbol(":=") || assign.is_symbol("=") || assign.is_word("default"))
                && value.kind == Kind::Text
                && let Some(text) = decode_text(Engine::PostgreSql, value.text)
            {
                let name = name.text.to_ascii_lowercase();
                self.variables.texts.insert(name, text);
            }
        }
        Ok(())
    }

    fn steps(&mut self) -> Read<Vec<Step>> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err("it is nested too deep".to_owned());
        }
        let mut steps = Vec::new();
        while self.at < self.tokens.len() && !self.is_at(ENDS) {
            if !self.eat_symbol(";") {
                steps.extend(self.step()?);
            }
        }
        self.depth -= 1;
        Ok(steps)
    }

    fn step(&mut self) -> Read<Vec<Step>> {
        self.skip_label();
        if self.is_at(&["begin", "declare"]) {
            return Ok(vec![self.block()?]);
        }
        if self.is_at(&["if"]) {
            return Ok(vec![self.conditional()?]);
        }
        if self.is_at(&["case"]) {
            return Ok(vec![self.case()?]);
        }
        if self.is_at(&["loop", "while", "for", "foreach"]) {
            return self.repeated();
        }
        let tokens = self.until(";")?;
        Ok(self.simple(tokens).into_iter().collect())
    }

    fn conditional(&mut self) -> Read<Step> {
        let start = self.at;
        let mut branches = Vec::new();
        self.at += 1;
        loop {
            let condition = condition::read(self.until("then")?, &self.variables);
            branches.push((condition, self.steps()?));
            if !self.eat("elsif") && !self.eat("elseif") {
                break;
            }
        }
        let otherwise = if self.eat("else") {
            self.steps()?
        } else {
            Vec::new()
        };
        self.end(Some("if"))?;
        Ok(Step::If {
            branches,
            otherwise,
            tokens: start..self.at,
        })
    }

    fn case(&mut self) -> Read<Step> {
        let start = self.at;
        self.at += 1;
        self.until("when")?;
        let mut branches = Vec::new();
        loop {
            self.until("then")?;
            branches.push((Condition::Unknown, self.steps()?));
            if !self.eat("when") {
                break;
            }
        }
        let otherwise = if self.eat("else") {
            self.steps()?
        } else {
            Vec::new()
        };
        self.end(Some("case"))?;
        Ok(Step::If {
            branches,
            otherwise,
            tokens: start..self.at,
        })
    }

    fn repeated(&mut self) -> Read<Vec<Step>> {
        let start = self.at;
        let header = self.until("loop")?;
        if let Some((variable, texts)) = constants(header) {
            return self.unrolled(start, &variable, texts);
        }
        let steps = self.steps()?;
        self.end(Some("loop"))?;
        Ok(vec![Step::Repeated {
            steps,
            tokens: start..self.at,
        }])
    }

    /// A loop over constants is its body, once for each of them.
    fn unrolled(&mut self, start: usize, variable: &str, texts: Vec<String>) -> Read<Vec<Step>> {
        let body = self.at;
        self.rounds += texts.len();
        let is_too_long = self.rounds > MOST_ROUNDS;
        let mut steps = Vec::new();
        for text in texts {
            self.at = body;
            self.variables.texts.insert(variable.to_owned(), text);
            steps.extend(self.steps()?);
            if is_too_long {
                break;
            }
        }
        self.variables.texts.remove(variable);
        self.end(Some("loop"))?;
        let tokens = start..self.at;
        let leaves_early = self
            .tokens
            .get(tokens.clone())
            .unwrap_or_default()
            .iter()
            .any(|token| token.is_one_of(&["exit", "continue"]));
        if is_too_long || leaves_early {
            return Ok(vec![Step::Repeated { steps, tokens }]);
        }
        Ok(steps)
    }

    /// A statement that holds no others.
    fn simple(&mut self, tokens: &'t [Token<'a>]) -> Option<Step> {
        let first = tokens.first()?;
        if first.is_one_of(QUIET) {
            return None;
        }
        if first.is_word("return") {
            return Some(Step::Return);
        }
        if first.is_word("raise") {
            let goes_on = tokens.get(1).is_some_and(|level| {
                level.is_one_of(&["debug", "info", "log", "notice", "warning"])
            });
            return (!goes_on).then_some(Step::Fail);
        }
        if first.is_word("execute") {
            let query = tokens.get(1..).unwrap_or_default();
            return some(dynamic::changes(self.reader, query, &self.variables));
        }
        if let Some((variable, value)) = assignment(tokens) {
            self.assign(&variable, value);
            return None;
        }
        if first.is_word("perform") || data::is_data(first) {
            return some(self.data(tokens));
        }
        let range = first.start..tokens.last()?.end();
        let text = self.reader.text.get(range.clone())?;
        let statement = self
            .reader
            .within(self.reader.place.part(range.start), text);
        some(super::read(&statement))
    }

    /// A statement about rows. What it finds is remembered.
    fn data(&mut self, tokens: &[Token<'_>]) -> Vec<Change> {
        let found = presence::of_query(tokens);
        self.remember("found", found.clone());
        if let Some(into) = tokens.iter().position(|token| token.is_word("into"))
            && let Some(variable) = tokens.get(into + 1)
        {
            self.assign_from_query(tokens, into, variable);
        }
        if let Some(changes) = session::changes(tokens) {
            return changes;
        }
        if let Some(catalog) = data::written_catalog(tokens) {
            return vec![self.reader.catalog_write(&catalog, tokens)];
        }
        if let Some(function) = data::schema_function(tokens) {
            let reason = format!("`{function}` changes the schema");
            return vec![self.reader.unclear_part(reason, tokens, Depth::InLiterals)];
        }
        let mut changes = call::calls(self.reader, tokens, &self.variables);
        changes.extend(data::rows(tokens));
        changes
    }

    /// `SELECT EXISTS (…) INTO variable`, in either order.
    fn assign_from_query(&mut self, tokens: &[Token<'_>], into: usize, variable: &Token<'_>) {
        let without: Vec<Token<'_>> = tokens
            .iter()
            .enumerate()
            .filter(|(index, _)| *index != 0 && *index != into && *index != into + 1)
            .map(|(_, token)| *token)
            .collect();
        let asks = without.first().is_some_and(|token| token.is_word("exists"));
        let condition = if asks {
            condition::read(&without, &self.variables)
        } else {
            Condition::Unknown
        };
        self.remember(&variable.text.to_ascii_lowercase(), Some(condition));
    }

    fn assign(&mut self, variable: &str, value: &[Token<'_>]) {
        let condition = condition::read(value, &self.variables);
        self.remember(variable, Some(condition));
    }

    fn remember(&mut self, variable: &str, condition: Option<Condition>) {
        self.variables.texts.remove(variable);
        match condition.filter(|condition| !condition.is_unknown()) {
            Some(condition) => {
                self.variables
                    .conditions
                    .insert(variable.to_owned(), condition);
            }
            None => {
                self.variables.conditions.remove(variable);
            }
        }
    }
}

fn some(changes: Vec<Change>) -> Option<Step> {
    (!changes.is_empty()).then_some(Step::Changes(changes))
}

/// `variable := value`, with the variable folded. What is assigned to a part of one says nothing
/// of the whole.
fn assignment<'a, 't>(tokens: &'t [Token<'a>]) -> Option<(String, &'t [Token<'a>])> {
    let assign = tokens
        .iter()
        .position(|token| token.is_symbol(":="))
        .or_else(|| {
            tokens
                .get(1)
                .is_some_and(|token| token.is_symbol("="))
                .then_some(1)
        })?;
    let variable = tokens.first()?.text.to_ascii_lowercase();
    let value = if assign == 1 { tokens.get(2..)? } else { &[] };
    Some((variable, value))
}

/// The variable and the texts of `FOREACH … IN ARRAY ARRAY['…', …]`.
fn constants(header: &[Token<'_>]) -> Option<(String, Vec<String>)> {
    let [
        foreach,
        variable,
        within,
        array,
        constructor,
        open,
        rest @ ..,
    ] = header
    else {
        return None;
    };
    let is_loop = foreach.is_word("foreach")
        && within.is_word("in")
        && array.is_word("array")
        && constructor.is_word("array")
        && open.is_symbol("[");
    if !is_loop {
        return None;
    }
    let close = rest.iter().position(|token| token.is_symbol("]"))?;
    let mut texts = Vec::new();
    for (index, token) in rest.get(..close)?.iter().enumerate() {
        if index % 2 == 1 {
            token.is_symbol(",").then_some(())?;
        } else if token.kind == Kind::Text {
            texts.push(decode_text(Engine::PostgreSql, token.text)?);
        } else {
            return None;
        }
    }
    Some((variable.text.to_ascii_lowercase(), texts))
}
