//! Owns questions to a live server: pairs of expressions or queries whose normal forms differ and
//! whose meaning only the server can judge. The checker hands them out and takes the answers back.

use std::collections::HashMap;

use crate::name::Name;

/// Two expressions that may mean the same.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Question {
    /// What the expressions are evaluated in.
    pub context: QuestionContext,
    /// The expression that the code states, as SQL.
    pub expected: String,
    /// The expression that the database holds, as SQL.
    pub found: String,
}

/// What an expression is evaluated in.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum QuestionContext {
    /// A default: no columns are visible, and the value becomes this type.
    Value {
        /// The column's type in the server's words.
        type_text: String,
    },
    /// A check, predicate or index key: these columns are visible.
    Row {
        /// Column names with their types in the server's words.
        columns: Vec<(Name, String)>,
    },
    /// A trigger's condition: rows of these columns are visible, as `old` and as `new`.
    Change {
        /// Column names with their types in the server's words.
        columns: Vec<(Name, String)>,
    },
    /// Two whole queries, as views have them.
    Query {
        /// The names of the columns of the database's view, in order.
        columns: Vec<Name>,
        /// The names that the code gives the columns of its query, in order; none where they are not
        /// known, and the query's own names count.
        given: Vec<Name>,
    },
}

/// A server's word on one question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Both mean the same.
    Same,
    /// They mean different things.
    Different,
    /// The server could not say, and why.
    Unknown(String),
}

/// The answers to a set of questions.
#[derive(Debug, Clone, Default)]
pub struct Answers {
    known: HashMap<Question, Answer>,
}

impl Answers {
    /// Remembers an answer.
    pub fn insert(&mut self, question: Question, answer: Answer) {
        self.known.insert(question, answer);
    }

    /// The answer to a question, if it was asked.
    pub fn get(&self, question: &Question) -> Option<&Answer> {
        self.known.get(question)
    }
}
