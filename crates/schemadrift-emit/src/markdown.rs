//! Owns Markdown: a schema as a page of tables to read.

use schemadrift_core::model::{
    Column, DefaultValue, ForeignKey, Increment, Index, IndexKey, Schema, SortOrder, Table,
};
use schemadrift_core::name::Name;

/// Writes a schema as Markdown: a section for each table, enum and view.
pub fn markdown(schema: &Schema) -> String {
    let mut text = format!("# {} schema\n", schema.engine);
    for table in &schema.tables {
        section(&mut text, &table.name.to_string());
        if let Some(Some(comment)) = table.comment.get() {
            text.push_str(&format!("\n{}\n", escaped(comment)));
        }
        columns(&mut text, &table.columns);
        list(&mut text, constraints(table));
    }
    for enumeration in &schema.enums {
        section(&mut text, &format!("{} (enum)", enumeration.name));
        list(
            &mut text,
            enumeration
                .values
                .iter()
                .map(|value| code(&value.label))
                .collect(),
        );
    }
    for view in &schema.views {
        section(&mut text, &format!("{} (view)", view.name));
        columns(&mut text, &view.columns);
    }
    text
}

fn section(text: &mut String, title: &str) {
    text.push_str(&format!("\n## {}\n", escaped(title)));
}

fn columns(text: &mut String, columns: &[Column]) {
    if columns.is_empty() {
        return;
    }
    text.push_str("\n| column | type | null | default |\n|---|---|---|---|\n");
    for column in columns {
        let type_text = column
            .data_type
            .get()
            .map(|column_type| code(&column_type.text))
            .unwrap_or_default();
        let null = match column.is_nullable.get() {
            Some(true) => "yes",
            Some(false) => "no",
            None => "",
        };
        text.push_str(&format!(
            "| {} | {type_text} | {null} | {} |\n",
            code(column.name.as_str()),
            origin_of_value(column)
        ));
    }
}

/// Where the value of a column comes from if nobody gives one.
fn origin_of_value(column: &Column) -> String {
    if let Some(Some(increment)) = column.increment.get() {
        return match increment {
            Increment::Auto | Increment::RowId | Increment::Serial { .. } => "numbered".to_owned(),
            Increment::Identity { .. } => "identity".to_owned(),
        };
    }
    if let Some(Some(generated)) = column.generated.get() {
        return format!("generated: {}", code(&generated.expression.text));
    }
    match column.default.get() {
        Some(Some(DefaultValue::Expression(expression))) => code(&expression.text),
        Some(Some(DefaultValue::Unknown)) => "some".to_owned(),
        Some(None) | None => String::new(),
    }
}

fn constraints(table: &Table) -> Vec<String> {
    let mut items = Vec::new();
    let key = table.primary_key_columns();
    if !key.is_empty() {
        items.push(format!("primary key {}", names(key)));
    }
    items.extend(table.indexes.iter().map(index));
    items.extend(table.foreign_keys.iter().map(foreign_key));
    for check in &table.checks {
        items.push(format!("check {}", code(&check.expression.text)));
    }
    items
}

fn index(index: &Index) -> String {
    let parts: Vec<String> = index
        .parts
        .iter()
        .map(|part| {
            let key = match &part.key {
                IndexKey::Column(name) => code(name.as_str()),
                IndexKey::Expression(expression) => code(&expression.text),
            };
            match part.order.get() {
                Some(SortOrder::Descending) => format!("{key} descending"),
                Some(SortOrder::Ascending) | None => key,
            }
        })
        .collect();
    let word = if index.is_unique { "unique" } else { "index" };
    let predicate = match index.predicate.get() {
        Some(Some(predicate)) => format!(" where {}", code(&predicate.text)),
        Some(None) | None => String::new(),
    };
    format!("{word} {}{predicate}", parts.join(", "))
}

fn foreign_key(key: &ForeignKey) -> String {
    let mut text = format!(
        "foreign key {} to {}",
        names(&key.columns),
        code(&key.target.to_string())
    );
    if !key.target_columns.is_empty() {
        text.push_str(&format!(" {}", names(&key.target_columns)));
    }
    text
}

fn list(text: &mut String, items: Vec<String>) {
    if items.is_empty() {
        return;
    }
    text.push('\n');
    for item in items {
        text.push_str(&format!("- {item}\n"));
    }
}

fn names(names: &[Name]) -> String {
    let names: Vec<String> = names.iter().map(|name| code(name.as_str())).collect();
    names.join(", ")
}

/// Text as code that no table cell and no fence can tear apart: `<code>` takes every character.
fn code(text: &str) -> String {
    format!("<code>{}</code>", escaped(text))
}

/// Text without anything that Markdown or HTML would read as markup.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '\n' | '\r' => escaped.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' | '~' => {
                escaped.push('\\');
                escaped.push(character);
            }
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use schemadrift_core::coverage::Coverage;
    use schemadrift_core::data_type::{ColumnType, DataType};
    use schemadrift_core::dialect::Engine;
    use schemadrift_core::model::{Column, Schema, Table};
    use schemadrift_core::name::QualifiedName;
    use schemadrift_core::origin::Origin;
    use schemadrift_core::stated::Stated;

    use super::markdown;

    #[test]
    fn a_name_cannot_break_out_of_its_cell() {
        let mut schema = Schema::empty(Engine::Sqlite, Coverage::everything());
        let mut table = Table::new(QualifiedName::bare("a|b"), Origin::Unlocated);
        let mut column = Column::new("x\n| <y>", Origin::Unlocated);
        column.data_type = Stated::Written(ColumnType::exact("INTEGER", DataType::integer(32)));
        column.is_nullable = Stated::Written(true);
        table.columns.push(column);
        schema.tables.push(table);
        assert_eq!(
            markdown(&schema),
            "# SQLite schema\n\n## a\\|b\n\n| column | type | null | default |\n|---|---|---|---|\n\
             | <code>x \\| &lt;y&gt;</code> | <code>INTEGER</code> | yes |  |\n"
        );
    }
}
