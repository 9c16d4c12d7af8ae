//! Owns the reading of many defaults of one schema: most columns share a few, and each is read once.

use std::cell::RefCell;
use std::collections::HashMap;

use schemadrift_core::data_type::DataType;
use schemadrift_core::dialect::Engine;
use schemadrift_core::expression::Expression;

use super::default::read_default;

/// Reads the defaults of one schema. What was read once is known from then on.
#[derive(Debug)]
pub struct DefaultReader {
    engine: Engine,
    known: RefCell<HashMap<DataType, HashMap<String, Option<Expression>>>>,
}

impl DefaultReader {
    /// A reader that knows nothing yet.
    pub fn new(engine: Engine) -> Self {
        Self {
            engine,
            known: RefCell::default(),
        }
    }

    /// The same as [`read_default`].
    pub fn read(&self, text: &str, column_type: &DataType) -> Option<Expression> {
        let known = self.known.borrow();
        let of_type = known.get(column_type);
        if let Some(expression) = of_type.and_then(|texts| texts.get(text)) {
            return expression.clone();
        }
        drop(known);
        let expression = read_default(self.engine, text, column_type);
        self.known
            .borrow_mut()
            .entry(column_type.clone())
            .or_default()
            .insert(text.to_owned(), expression.clone());
        expression
    }
}

#[cfg(test)]
mod tests {
    use schemadrift_core::data_type::DataType;
    use schemadrift_core::dialect::Engine;

    use super::{DefaultReader, read_default};

    #[test]
    fn what_is_known_is_what_was_read() {
        let reader = DefaultReader::new(Engine::PostgreSql);
        let types = [DataType::integer(32), DataType::Varchar(Some(3))];
        for _ in 0..2 {
            for column_type in &types {
                for text in ["0", "'0'", "NULL", "now("] {
                    let read = read_default(Engine::PostgreSql, text, column_type);
                    assert_eq!(reader.read(text, column_type), read, "{text}");
                }
            }
        }
        assert_eq!(reader.known.borrow().len(), 2);
    }
}
