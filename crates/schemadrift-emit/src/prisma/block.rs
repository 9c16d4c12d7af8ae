//! Owns the look of blocks: strings, indentation, columns in line.

use std::fmt::Write as _;

/// A string literal: JSON's escapes (`psl/schema-ast/src/parser/datamodel.pest`).
pub(super) fn string(text: &str) -> String {
    let mut literal = String::with_capacity(text.len() + 2);
    literal.push('"');
    for character in text.chars() {
        match character {
            '"' => literal.push_str("\\\""),
            '\\' => literal.push_str("\\\\"),
            '\n' => literal.push_str("\\n"),
            '\r' => literal.push_str("\\r"),
            '\t' => literal.push_str("\\t"),
            control if control.is_control() && u32::from(control) <= 0xffff => {
                // Writing to a string cannot fail.
                let _ = write!(literal, "\\u{:04x}", u32::from(control));
            }
            other => literal.push(other),
        }
    }
    literal.push('"');
    literal
}

/// A block of settings.
pub(super) fn settings(keyword: &str, name: &str, lines: &[String]) -> String {
    let mut text = format!("{keyword} {name} {{\n");
    for line in lines {
        text.push_str("  ");
        text.push_str(line);
        text.push('\n');
    }
    text.push_str("}\n");
    text
}

/// One line of a model or an enum.
#[derive(Debug, Default)]
pub(super) struct Line {
    /// Lines of comment above it.
    pub(super) comment: Option<String>,
    /// The field or value.
    pub(super) name: String,
    /// The type; empty for enum values.
    pub(super) type_text: String,
    /// The attributes.
    pub(super) attributes: Vec<String>,
}

/// A model or an enum: lines in columns, then block attributes.
pub(super) fn body(
    keyword: &str,
    name: &str,
    comment: Option<&str>,
    lines: &[Line],
    attributes: &[String],
) -> String {
    let width = |text: fn(&Line) -> &str| {
        lines
            .iter()
            .map(|line| text(line).chars().count())
            .max()
            .unwrap_or(0)
    };
    let name_width = width(|line| &line.name);
    let type_width = width(|line| &line.type_text);
    let mut text = documentation(comment, "");
    let _ = writeln!(text, "{keyword} {name} {{");
    for line in lines {
        text.push_str(&documentation(line.comment.as_deref(), "  "));
        let written = format!(
            "  {:name_width$} {:type_width$} {}",
            line.name,
            line.type_text,
            line.attributes.join(" ")
        );
        text.push_str(written.trim_end());
        text.push('\n');
    }
    if !attributes.is_empty() {
        text.push('\n');
    }
    for attribute in attributes {
        let _ = writeln!(text, "  {attribute}");
    }
    text.push_str("}\n");
    text
}

fn documentation(comment: Option<&str>, indentation: &str) -> String {
    let lines = comment.map(str::lines).into_iter().flatten();
    lines
        .map(|line| format!("{indentation}/// {line}\n"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::string;

    #[test]
    fn strings_escape_what_would_end_them() {
        assert_eq!(string("a\"b\\c\n\u{1}é"), "\"a\\\"b\\\\c\\n\\u0001é\"");
    }
}
