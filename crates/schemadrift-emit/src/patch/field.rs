//! Owns the lines that declare one column, cut out of what writes a whole schema.

use schemadrift_core::coverage::Coverage;
use schemadrift_core::dialect::Engine;
use schemadrift_core::model::{Schema, Table};
use schemadrift_core::name::Name;
use schemadrift_core::stated::Stated;

use crate::{diesel, prisma, seaorm};

/// The language that declares a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldStyle {
    /// A field of a Prisma model.
    Prisma,
    /// A column of a `table!` of Diesel.
    Diesel,
    /// A field of a SeaORM model.
    SeaOrm,
}

/// The lines that declare a column of a table, indented like the line that they will stand behind.
///
/// # Errors
///
/// When the column cannot be declared by itself; why, in words.
pub fn field_lines(
    engine: Engine,
    table: &Table,
    column: &Name,
    style: FieldStyle,
    neighbour: &str,
) -> Result<Vec<String>, String> {
    let declared = table
        .column(column)
        .and_then(|own| own.data_type.get())
        .ok_or("its type is not known")?;
    if declared.shape.enum_name().is_some() {
        return Err("its type is an enum, whose name in the code is for you to choose".to_owned());
    }
    let alone = alone(engine, table);
    if style == FieldStyle::Diesel && is_of_own_type(&alone, column) {
        return Err(
            "its type is none of Diesel's own, so that your code has to import one".to_owned(),
        );
    }
    let entries = match style {
        FieldStyle::Prisma => entries(&prisma(&alone).text, "model ", is_prisma_field),
        FieldStyle::Diesel => entries(&diesel(&alone).text, "table! {", |line| {
            line.contains(" -> ") && line.ends_with(',')
        }),
        FieldStyle::SeaOrm => entries(&seaorm(&alone).text, "pub struct Model {", |line| {
            line.starts_with("pub ") && line.ends_with(',')
        }),
    };
    let position = alone.tables[0]
        .columns
        .iter()
        .position(|own| &own.name == column);
    if entries.len() != alone.tables[0].columns.len() {
        return Err("the other columns of its table cannot all be declared".to_owned());
    }
    let lines = position
        .and_then(|position| entries.into_iter().nth(position))
        .ok_or("it cannot be declared")?;
    Ok(indented(lines, style, neighbour))
}

/// The table with its columns and its key alone.
fn alone(engine: Engine, table: &Table) -> Schema {
    let mut schema = Schema::empty(engine, Coverage::everything());
    schema.default_namespace.clone_from(&table.name.schema);
    let mut own = table.clone();
    own.indexes.clear();
    own.foreign_keys.clear();
    own.checks.clear();
    own.exclusions.clear();
    own.triggers.clear();
    own.policies.clear();
    own.partitioning = Stated::NotStated;
    own.kind = Stated::NotStated;
    own.columns.retain(|column| {
        let shape = column.data_type.get().map(|own| &own.shape);
        shape.is_some_and(|shape| shape.enum_name().is_none())
    });
    schema.tables.push(own);
    schema
}

/// Whether a struct would have to be declared that stands for the column's type.
fn is_of_own_type(alone: &Schema, column: &Name) -> bool {
    let mut only = alone.clone();
    for table in &mut only.tables {
        table.columns.retain(|own| &own.name == column);
    }
    diesel(&only).text.contains("pub struct ")
}

fn is_prisma_field(line: &str) -> bool {
    !line.is_empty() && !line.starts_with("@@") && !line.starts_with("//") && line != "}"
}

/// The entries of the first block of this kind, each with the attributes and comments before it.
fn entries(text: &str, head: &str, is_entry: fn(&str) -> bool) -> Vec<Vec<String>> {
    let inside = text
        .lines()
        .skip_while(|line| !line.contains(head))
        .skip(1)
        .map(str::trim)
        .take_while(|line| *line != "}");
    let mut entries = Vec::new();
    let mut waiting: Vec<String> = Vec::new();
    for line in inside {
        if is_entry(line) {
            waiting.push(line.to_owned());
            entries.push(std::mem::take(&mut waiting));
        } else if line.starts_with("#[") || line.starts_with("//") {
            waiting.push(line.to_owned());
        } else {
            waiting.clear();
        }
    }
    entries
}

fn indented(lines: Vec<String>, style: FieldStyle, neighbour: &str) -> Vec<String> {
    let indent: String = neighbour
        .chars()
        .take_while(|character| character.is_whitespace() && *character != '\n')
        .collect();
    lines
        .into_iter()
        .map(|line| match style {
            FieldStyle::Prisma => format!("{indent}{}", aligned(&line, neighbour.trim())),
            FieldStyle::Diesel | FieldStyle::SeaOrm => format!("{indent}{line}"),
        })
        .collect()
}

/// A field whose type and attributes stand under those of its neighbour, where there is room.
fn aligned(line: &str, neighbour: &str) -> String {
    let (name, rest) = line.split_once(' ').unwrap_or((line, ""));
    let rest = rest.trim_start();
    let (type_text, attributes) = rest.split_once(' ').unwrap_or((rest, ""));
    let of_type = neighbour
        .find(' ')
        .map(|end| neighbour.len() - neighbour[end..].trim_start().len())
        .unwrap_or_default();
    let of_attributes = neighbour.find(" @").map_or(0, |position| position + 1);
    let mut text = name.to_owned();
    pad(&mut text, of_type);
    text.push_str(type_text);
    if !attributes.trim().is_empty() {
        pad(&mut text, of_attributes);
        text.push_str(attributes.trim_start());
    }
    text
}

/// Spaces up to a place, and one at least.
fn pad(text: &mut String, place: usize) {
    text.push(' ');
    while text.chars().count() < place {
        text.push(' ');
    }
}

#[cfg(test)]
mod tests {
    use schemadrift_core::data_type::{ColumnType, DataType};
    use schemadrift_core::dialect::Engine;
    use schemadrift_core::model::{Column, PrimaryKey, Table};
    use schemadrift_core::name::{Name, QualifiedName};
    use schemadrift_core::origin::Origin;
    use schemadrift_core::stated::Stated;

    use super::{FieldStyle, field_lines};

    fn table() -> Table {
        let mut table = Table::new(QualifiedName::new("public", "users"), Origin::Unlocated);
        for (name, shape) in [
            ("id", DataType::integer(32)),
            ("path", DataType::named("ltree")),
            (
                "note",
                DataType::Text(schemadrift_core::data_type::TextSize::Regular),
            ),
            ("mood", DataType::Enum(QualifiedName::bare("mood"))),
        ] {
            let mut column = Column::new(name, Origin::Unlocated);
            column.data_type = Stated::Written(ColumnType::exact("", shape));
            column.is_nullable = Stated::Written(name == "note");
            table.columns.push(column);
        }
        table.primary_key = Stated::Written(Some(PrimaryKey {
            name: Stated::NotStated,
            columns: vec![Name::from("id")],
            include: Stated::NotStated,
            origin: Origin::Unlocated,
        }));
        table
    }

    fn lines(column: &str, style: FieldStyle, neighbour: &str) -> Result<Vec<String>, String> {
        let column = Name::from(column);
        field_lines(Engine::PostgreSql, &table(), &column, style, neighbour)
    }

    #[test]
    fn lines_look_like_their_neighbour() {
        let of = |style, neighbour| lines("note", style, neighbour).unwrap().join("\n");
        assert_eq!(
            of(FieldStyle::Prisma, "  id      Int     @id"),
            "  note    String?"
        );
        assert_eq!(
            of(FieldStyle::Diesel, "\tid -> Int4,"),
            "\tnote -> Nullable<Text>,"
        );
        let written = of(FieldStyle::SeaOrm, "    pub id: i32,");
        assert!(
            written.ends_with("\n    pub note: Option<String>,"),
            "{written}"
        );
    }

    #[test]
    fn what_needs_more_than_a_line_is_refused() {
        assert!(lines("path", FieldStyle::Diesel, "  id -> Int4,").is_err());
        assert!(lines("mood", FieldStyle::Prisma, "  id Int").is_err());
        assert!(lines("absent", FieldStyle::Prisma, "  id Int").is_err());
    }
}
