//! Owns the way in which SQLite's tables are altered: a new table is made and filled, the old one
//! goes, the new one takes its name, and the indexes are made anew
//! (<https://www.sqlite.org/lang_altertable.html#otheralter>).

use schemadrift_core::model::Schema;
use schemadrift_core::name::{Name, QualifiedName};

use super::{drawing, spelling, tables, views};
use crate::choices::Choices;

/// A rebuild in a transaction of its own.
pub(super) fn rebuild(after: &mut Schema, choices: &mut Choices, depth: u8) -> Option<Vec<String>> {
    if depth > 0 {
        return None;
    }
    let place = drawing::table(after, choices)?;
    let old = after.tables.get(place)?.clone();
    if views::reads(after, &old.name) {
        return None;
    }
    let is_new_renamed = choices.happens(70);
    let word = if is_new_renamed { "new" } else { "old" };
    let other = QualifiedName {
        schema: None,
        name: Name::new(format!("{word}_{}", old.name.name)),
    };
    let name =
        |name: &QualifiedName, choices: &mut Choices| spelling::relation(after, name, choices);
    let made = if is_new_renamed { &other } else { &old.name };
    let (mut table, body) = tables::body(after, made, choices)?;
    let create = format!("CREATE TABLE {} (\n  {body}\n)", name(made, choices));
    let drop = if is_new_renamed { &old.name } else { &other };
    let drop = format!("DROP TABLE {}", name(drop, choices));
    let (from, to) = if is_new_renamed {
        (&other, &old.name)
    } else {
        (&old.name, &other)
    };
    let rename = format!(
        "ALTER TABLE {} RENAME TO {}",
        name(from, choices),
        name(to, choices)
    );
    let mut statements = vec!["BEGIN".to_owned()];
    if is_new_renamed {
        statements.extend([create, drop, rename]);
    } else {
        statements.extend([rename, create, drop]);
    }
    statements.push("COMMIT".to_owned());
    table.name = old.name;
    *after.tables.get_mut(place)? = table;
    Some(statements)
}
