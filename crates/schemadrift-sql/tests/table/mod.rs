//! Owns the tables of equivalences as the tests read them.

use schemadrift_core::data_type::DataType;
use schemadrift_core::dialect::Engine;
use schemadrift_core::expression::NormalForm;
use schemadrift_core::name::QualifiedName;
use schemadrift_sql::expression::{read_default, read_expression, read_row_expression};
use schemadrift_sql::types::read_type;

/// What a table says of a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    Same,
    Different,
    Undecided,
}

/// Where the pair stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Place {
    Row,
    TypedRow,
    Default(String),
}

/// One line of a table.
#[derive(Debug, Clone)]
pub(crate) struct Pair {
    pub(crate) line: usize,
    pub(crate) verdict: Verdict,
    pub(crate) place: Place,
    pub(crate) one: String,
    pub(crate) other: String,
}

/// A table: the columns its conditions may use, and its pairs.
pub(crate) struct Table {
    pub(crate) engine: Engine,
    pub(crate) columns: Vec<(String, String)>,
    pub(crate) pairs: Vec<Pair>,
}

impl Table {
    pub(crate) fn read(engine: Engine, text: &str) -> Self {
        let mut columns = Vec::new();
        let mut pairs = Vec::new();
        for (index, line) in text.lines().enumerate() {
            let line_number = index + 1;
            if line.starts_with('#') || line.is_empty() {
                continue;
            }
            let fields: Vec<&str> = line.split('\t').collect();
            if fields[0] == "columns" {
                columns = fields[1..]
                    .iter()
                    .map(|field| {
                        let (name, declared) = field.split_once(' ').unwrap_or((field, ""));
                        (name.to_owned(), declared.to_owned())
                    })
                    .collect();
                continue;
            }
            let [verdict, place, one, other] = fields[..] else {
                panic!("line {line_number}: four fields, not {}", fields.len());
            };
            pairs.push(Pair {
                line: line_number,
                verdict: match verdict {
                    "same" => Verdict::Same,
                    "different" => Verdict::Different,
                    "undecided" => Verdict::Undecided,
                    other => panic!("line {line_number}: unknown verdict {other}"),
                },
                place: match place {
                    "row" => Place::Row,
                    "typed" => Place::TypedRow,
                    declared => Place::Default(declared.to_owned()),
                },
                one: one.to_owned(),
                other: other.to_owned(),
            });
        }
        Self {
            engine,
            columns,
            pairs,
        }
    }

    /// The type of a declaration; `mood` is the enum that the tables use, `word` and `amount` are
    /// its domains, which count as what is beneath them.
    pub(crate) fn shape(&self, declared: &str) -> DataType {
        let declared = match declared {
            "word" => "character varying(10)",
            "amount" => "integer",
            other => other,
        };
        let mood = |shape: DataType| match shape {
            DataType::Named { name, .. } if name == QualifiedName::bare("mood") => {
                DataType::Enum(name)
            }
            other => other,
        };
        match read_type(self.engine, declared) {
            DataType::Array(element) => DataType::Array(Box::new(mood(*element))),
            other => mood(other),
        }
    }

    /// The normal form of one side; `None` for no default.
    pub(crate) fn normal(&self, place: &Place, text: &str) -> Option<NormalForm> {
        match place {
            Place::Row => Some(read_expression(self.engine, text).normal),
            Place::TypedRow => {
                let columns = |name: &str| {
                    self.columns
                        .iter()
                        .find(|(column, _)| column == name)
                        .map(|(_, declared)| self.shape(declared))
                };
                Some(read_row_expression(self.engine, text, &columns).normal)
            }
            Place::Default(declared) => {
                read_default(self.engine, text, &self.shape(declared)).map(|value| value.normal)
            }
        }
    }
}
