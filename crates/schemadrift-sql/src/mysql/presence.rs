//! Owns queries that ask `information_schema` whether one thing is there.

use std::collections::BTreeMap;

use schemadrift_core::name::{Name, QualifiedName};

use super::string;
use crate::change::{ObjectId, ObjectKind, Presence};
use crate::cursor::Cursor;

/// Columns that narrow down what is named already.
const NARROWING: &[&str] = &[
    "constraint_catalog",
    "constraint_type",
    "routine_type",
    "table_catalog",
    "table_type",
];

/// Columns that name the database.
const SCHEMAS: &[&str] = &[
    "constraint_schema",
    "event_object_schema",
    "index_schema",
    "routine_schema",
    "table_schema",
    "trigger_schema",
];

/// What a query asks for, from `FROM` on, and whether there is just one row about it.
pub(super) fn of_query(mut cursor: Cursor<'_>) -> Option<(Presence, bool)> {
    cursor.take(&["from"]).then_some(())?;
    let view = cursor.path()?.value;
    let is_catalog = view
        .schema
        .is_some_and(|schema| schema.as_str().eq_ignore_ascii_case("information_schema"));
    is_catalog.then_some(())?;
    if !cursor.sees(&["where"]) {
        cursor.take(&["as"]);
        cursor.name()?;
    }
    cursor.take(&["where"]).then_some(())?;
    let conditions = cursor.until(&["limit", "order"]);
    let mut asked = Asked::default();
    asked.conjunction(conditions)?;
    let answer = asked.of(&view.name.as_str().to_ascii_lowercase())?;
    asked.facts.is_empty().then_some(answer)
}

/// A condition without the parentheses around it.
fn without_parentheses(condition: Cursor<'_>) -> Cursor<'_> {
    let mut inner = condition.clone();
    match inner.parenthesised() {
        Some(only) if inner.is_at_end() => only,
        _ => condition,
    }
}

/// The value that each column of a catalog must have.
#[derive(Default)]
struct Asked {
    facts: BTreeMap<String, String>,
}

impl Asked {
    fn conjunction(&mut self, mut conditions: Cursor<'_>) -> Option<()> {
        loop {
            let condition = conditions.until(&["and", "&&"]);
            self.condition(condition)?;
            if conditions.skip().is_none() {
                return Some(());
            }
        }
    }

    fn condition(&mut self, condition: Cursor<'_>) -> Option<()> {
        let mut condition = without_parentheses(condition);
        let column = condition.object_name()?.as_str().to_ascii_lowercase();
        condition.take_symbol("=").then_some(())?;
        let is_schema = SCHEMAS.contains(&column.as_str());
        let literal = string(&mut condition);
        if is_schema && literal.is_none() {
            let is_own = condition.take(&["database"]) || condition.take(&["schema"]);
            let arguments = condition.parenthesised()?;
            return (is_own && arguments.is_at_end() && condition.is_at_end()).then_some(());
        }
        let literal = literal.filter(|_| condition.is_at_end())?;
        if !NARROWING.contains(&column.as_str()) {
            self.facts.insert(column, literal).is_none().then_some(())?;
        }
        Some(())
    }

    fn of(&mut self, view: &str) -> Option<(Presence, bool)> {
        let presence = match view {
            "columns" => Presence::Column {
                table: self.name("table_name")?,
                column: Name::new(self.facts.remove("column_name")?),
            },
            "tables" => self.object(ObjectKind::Table, "table_name", None)?,
            "views" => self.object(ObjectKind::View, "table_name", None)?,
            "routines" => self.object(ObjectKind::Routine, "routine_name", None)?,
            "triggers" => self.object(
                ObjectKind::Trigger,
                "trigger_name",
                Some("event_object_table"),
            )?,
            "statistics" => self.object(ObjectKind::Index, "index_name", Some("table_name"))?,
            "table_constraints" | "referential_constraints" | "key_column_usage" => {
                self.constraint()?
            }
            _ => return None,
        };
        self.facts
            .retain(|column, _| !SCHEMAS.contains(&column.as_str()));
        // About an index and a key there is a row for each of its columns.
        Some((presence, !matches!(view, "statistics" | "key_column_usage")))
    }

    fn name(&mut self, column: &str) -> Option<QualifiedName> {
        let name = self.facts.remove(column)?;
        Some(QualifiedName::bare(Name::new(name)))
    }

    fn object(&mut self, kind: ObjectKind, column: &str, table: Option<&str>) -> Option<Presence> {
        let mut object = ObjectId::new(kind, self.name(column)?);
        object.table = match table {
            Some(table) => Some(self.name(table)?),
            None => None,
        };
        Some(Presence::Object(object))
    }

    /// A constraint, of which the primary key alone goes by the same name in every table.
    fn constraint(&mut self) -> Option<Presence> {
        let name = self.facts.remove("constraint_name")?;
        let is_key = name.eq_ignore_ascii_case("primary");
        (!is_key).then_some(())?;
        Some(Presence::Constraint {
            table: self.name("table_name"),
            name: Name::new(name),
        })
    }
}
