//! Owns Mermaid: a schema as an entity-relationship diagram
//! (<https://mermaid.js.org/syntax/entityRelationshipDiagram.html>).

use std::collections::{BTreeMap, BTreeSet};

use schemadrift_core::model::{Column, ForeignKey, Schema, Table};
use schemadrift_core::name::{Name, QualifiedName};

/// Writes a schema as an `erDiagram`: an entity for each table, a line for each foreign key.
pub fn mermaid(schema: &Schema) -> String {
    let mut text = "erDiagram\n".to_owned();
    let targets: BTreeMap<&QualifiedName, &Table> = schema
        .tables
        .iter()
        .map(|table| (&table.name, table))
        .collect();
    for table in &schema.tables {
        let entity = quoted(&table.name.to_string());
        if table.columns.is_empty() {
            text.push_str(&format!("    {entity}\n"));
            continue;
        }
        text.push_str(&format!("    {entity} {{\n"));
        for column in &table.columns {
            text.push_str(&attribute(table, column));
        }
        text.push_str("    }\n");
    }
    for table in &schema.tables {
        for key in &table.foreign_keys {
            text.push_str(&relationship(&targets, table, key));
        }
    }
    text
}

/// A column: type, name, keys. Both words take only letters, digits and a few signs, so the name
/// as the database has it follows as a comment where it was changed.
fn attribute(table: &Table, column: &Column) -> String {
    let type_text = column
        .data_type
        .get()
        .map_or("unknown", |column_type| column_type.text.as_str());
    let mut keys = Vec::new();
    if table.primary_key_columns().contains(&column.name) {
        keys.push("PK");
    }
    if table
        .foreign_keys
        .iter()
        .any(|key| key.columns.contains(&column.name))
    {
        keys.push("FK");
    }
    let name = word(column.name.as_str(), "column");
    let mut line = format!("        {} {name}", word(type_text, "unknown"));
    if !keys.is_empty() {
        line.push_str(&format!(" {}", keys.join(", ")));
    }
    if name != column.name.as_str() {
        line.push_str(&format!(" {}", quoted(column.name.as_str())));
    }
    line.push('\n');
    line
}

fn relationship(
    targets: &BTreeMap<&QualifiedName, &Table>,
    table: &Table,
    key: &ForeignKey,
) -> String {
    let is_optional = key.columns.iter().any(|name| {
        table
            .column(name)
            .is_some_and(|column| column.is_nullable.is_true())
    });
    let target_side = if is_optional { "|o" } else { "||" };
    let own_side = if is_unique(table, &key.columns) {
        "o|"
    } else {
        "o{"
    };
    let columns: Vec<&str> = key.columns.iter().map(Name::as_str).collect();
    // A target outside the schema becomes an entity without columns.
    let target = targets
        .get(&key.target)
        .map_or_else(|| key.target.to_string(), |target| target.name.to_string());
    format!(
        "    {} {target_side}--{own_side} {} : {}\n",
        quoted(&target),
        quoted(&table.name.to_string()),
        quoted(&columns.join(", "))
    )
}

fn is_unique(table: &Table, columns: &[Name]) -> bool {
    let wanted: BTreeSet<&Name> = columns.iter().collect();
    let key: BTreeSet<&Name> = table.primary_key_columns().iter().collect();
    key == wanted
        || table.indexes.iter().any(|index| {
            index.is_unique
                && !index.is_partial()
                && !index.has_expression_key()
                && index.parts.len() == wanted.len()
                && index.parts.iter().all(|part| match &part.key {
                    schemadrift_core::model::IndexKey::Column(name) => wanted.contains(name),
                    schemadrift_core::model::IndexKey::Expression(_) => false,
                })
        })
}

/// Text in quotes: Mermaid has no escapes inside, but reads entity codes.
fn quoted(text: &str) -> String {
    let mut quoted = "\"".to_owned();
    for character in text.chars() {
        match character {
            '"' => quoted.push_str("#quot;"),
            '#' => quoted.push_str("#35;"),
            ';' => quoted.push_str("#59;"),
            '%' => quoted.push_str("#37;"),
            '\\' => quoted.push_str("#92;"),
            control if control.is_control() => quoted.push(' '),
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}

/// Text as one word.
fn word(text: &str, fallback: &str) -> String {
    let replaced: String = text
        .chars()
        .map(|character| {
            if character.is_ascii_alphanumeric() || matches!(character, '_' | '(' | ')' | '[' | ']')
            {
                character
            } else {
                '_'
            }
        })
        .collect();
    let start = replaced.trim_start_matches(|first: char| !first.is_ascii_alphabetic());
    if start.is_empty() {
        fallback.to_owned()
    } else {
        start.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use schemadrift_core::coverage::Coverage;
    use schemadrift_core::data_type::{ColumnType, DataType};
    use schemadrift_core::dialect::Engine;
    use schemadrift_core::model::{Column, ForeignKey, PrimaryKey, Schema, Table};
    use schemadrift_core::name::{Name, QualifiedName};
    use schemadrift_core::origin::Origin;
    use schemadrift_core::stated::Stated;

    use super::mermaid;

    fn table(name: &str, columns: &[&str]) -> Table {
        let mut table = Table::new(QualifiedName::new("public", name), Origin::Unlocated);
        for name in columns {
            let mut column = Column::new(*name, Origin::Unlocated);
            let text = "timestamp(3) without time zone";
            column.data_type = Stated::Written(ColumnType::exact(text, DataType::Date));
            column.is_nullable = Stated::Written(false);
            table.columns.push(column);
        }
        table.primary_key = Stated::Written(Some(PrimaryKey {
            name: Stated::NotStated,
            columns: vec![Name::new(columns[0])],
            include: Stated::NotStated,
            origin: Origin::Unlocated,
        }));
        table
    }

    #[test]
    fn odd_names_are_quoted_and_keys_are_drawn() {
        let mut schema = Schema::empty(Engine::PostgreSql, Coverage::everything());
        schema.tables.push(table("my \"users\"", &["id"]));
        let mut orders = table("orders", &["id", "user id"]);
        orders.foreign_keys.push(ForeignKey {
            name: Stated::NotStated,
            columns: vec![Name::new("user id")],
            target: QualifiedName::new("public", "my \"users\""),
            target_columns: vec![Name::new("id")],
            on_delete: Stated::NotStated,
            on_update: Stated::NotStated,
            deferral: Stated::NotStated,
            validity: Stated::NotStated,
            is_relation_only: false,
            origin: Origin::Unlocated,
        });
        schema.tables.push(orders);
        assert_eq!(
            mermaid(&schema),
            "erDiagram
    \"public.my #quot;users#quot;\" {
        timestamp(3)_without_time_zone id PK
    }
    \"public.orders\" {
        timestamp(3)_without_time_zone id PK
        timestamp(3)_without_time_zone user_id FK \"user id\"
    }
    \"public.my #quot;users#quot;\" ||--o{ \"public.orders\" : \"user id\"
"
        );
    }
}
