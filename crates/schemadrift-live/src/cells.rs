//! Owns the reading of single cells of catalog rows, which are taken as text. A cell that cannot be
//! read is remembered as trouble and read as nothing: a catalog may always hold a surprise.

/// The cells of one row, read from left to right.
#[derive(Debug)]
pub(crate) struct Cells<'a> {
    values: Vec<Option<&'a str>>,
    next: usize,
    /// The first cell that was not what it should be.
    trouble: Option<String>,
}

impl<'a> Cells<'a> {
    pub(crate) fn new(values: Vec<Option<&'a str>>) -> Self {
        Self {
            values,
            next: 0,
            trouble: None,
        }
    }

    /// What went wrong, once the row is read.
    pub(crate) fn trouble(&self) -> Option<&str> {
        self.trouble.as_deref()
    }

    fn take(&mut self) -> Option<&'a str> {
        let value = self.values.get(self.next).copied().flatten();
        self.next += 1;
        value
    }

    fn complain(&mut self, expected: &str, value: &str) {
        if self.trouble.is_none() {
            self.trouble = Some(format!(
                "column {} holds `{value}` instead of {expected}",
                self.next
            ));
        }
    }

    /// Text, or nothing for NULL.
    pub(crate) fn optional(&mut self) -> Option<String> {
        self.take().map(str::to_owned)
    }

    /// Text that is never NULL.
    pub(crate) fn text(&mut self) -> String {
        if let Some(value) = self.take() {
            return value.to_owned();
        }
        self.complain("text", "NULL");
        String::new()
    }

    /// A truth value as the server prints it.
    pub(crate) fn truth(&mut self) -> bool {
        match self.take() {
            Some("t" | "true") => true,
            Some("f" | "false") | None => false,
            Some(other) => {
                self.complain("a truth value", other);
                false
            }
        }
    }

    /// A truth value kept as a number.
    pub(crate) fn flag(&mut self) -> bool {
        self.number::<i64>() != 0
    }

    /// One of the catalog's single letters; a blank for none.
    pub(crate) fn letter(&mut self) -> char {
        self.take()
            .and_then(|value| value.chars().next())
            .unwrap_or(' ')
    }

    /// A number; NULL is nought, as in references to nothing.
    pub(crate) fn number<N: std::str::FromStr + Default>(&mut self) -> N {
        let Some(value) = self.take() else {
            return N::default();
        };
        value.parse().unwrap_or_else(|_| {
            self.complain("a number", value);
            N::default()
        })
    }

    /// Numbers of an array (`{1,2}`) or a vector (`1 2`).
    pub(crate) fn numbers<N: std::str::FromStr>(&mut self) -> Vec<N> {
        let Some(value) = self.take() else {
            return Vec::new();
        };
        let mut numbers = Vec::new();
        let words = value
            .split(['{', '}', ',', ' '])
            .filter(|word| !word.is_empty());
        for word in words {
            match word.parse() {
                Ok(number) => numbers.push(number),
                Err(_) => self.complain("numbers", value),
            }
        }
        numbers
    }

    /// The elements of a text array.
    pub(crate) fn texts(&mut self) -> Vec<String> {
        self.take().map(array_elements).unwrap_or_default()
    }
}

/// The elements of a one-dimensional array as the server prints it
/// (<https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO>).
fn array_elements(text: &str) -> Vec<String> {
    let inner = text.strip_prefix('{').unwrap_or(text);
    let inner = inner.strip_suffix('}').unwrap_or(inner);
    let mut elements = Vec::new();
    if inner.is_empty() {
        return elements;
    }
    let mut element = String::new();
    let mut is_quoted = false;
    let mut characters = inner.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => element.extend(characters.next()),
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => elements.push(std::mem::take(&mut element)),
            other => element.push(other),
        }
    }
    elements.push(element);
    elements
}

#[cfg(test)]
mod tests {
    use super::{Cells, array_elements};

    #[test]
    fn array_elements_are_unquoted() {
        assert_eq!(
            array_elements(r#"{a,"b c","d,\"e\\",""}"#),
            ["a", "b c", "d,\"e\\", ""]
        );
        assert!(array_elements("{}").is_empty());
    }

    #[test]
    fn surprises_are_remembered_not_fatal() {
        let mut cells = Cells::new(vec![Some("x"), Some("1 2"), Some("{3,y}"), None]);
        assert_eq!(cells.number::<u32>(), 0);
        assert_eq!(cells.numbers::<u32>(), [1, 2]);
        assert_eq!(cells.numbers::<u32>(), [3]);
        assert!(!cells.truth());
        assert_eq!(cells.text(), "");
        assert_eq!(
            cells.trouble(),
            Some("column 1 holds `x` instead of a number")
        );
    }
}
