//! Owns names: ordinary ones and odd ones, none of them twice where the database wants that.

use std::collections::BTreeSet;

use schemadrift_core::name::Name;

use crate::choices::Choices;

/// Names of tables and types.
pub(crate) const RELATIONS: &[&str] = &[
    "users",
    "User",
    "order",
    "OrderItem",
    "select",
    "table",
    "audit log",
    "_hidden",
    "2fa_tokens",
    "Straße",
    "日本語",
    "quote\"d",
    "it's",
    "percent%s",
    "back\\slash",
    "emoji😀",
    "dash-ed",
    "dotted.name",
    "semi;colon",
    "class",
    "String",
    "PrismaClient",
    "x",
    // 62 and 63 bytes: nothing may be added without a cut.
    "a_table_name_that_is_almost_as_long_as_postgresql_takes_names_",
    "a_table_name_that_is_exactly_as_long_as_postgresql_takes_them__",
    // 63 bytes in which a cut falls into a character.
    "aäääääääääääääääääääääääääääääää",
];

/// Names of columns.
pub(crate) const COLUMNS: &[&str] = &[
    "id",
    "name",
    "email",
    "createdAt",
    "updated_at",
    "count",
    "total",
    "user",
    "order",
    "Group",
    "from",
    "default",
    "with space",
    "Ünï cöde",
    "2nd",
    "_private",
    "trailing_",
    "quote\"d",
    "it's",
    "a.b",
    "dash-ed",
    "back\\slash",
    "type",
    "model",
    "null",
    "x",
    "a_column_name_that_is_exactly_as_long_as_postgresql_takes_them_",
];

/// Labels of enum values.
pub(crate) const LABELS: &[&str] = &[
    "active",
    "INACTIVE",
    "on hold",
    "true",
    "null",
    "it's",
    "quote\"d",
    "1",
    "_",
    "Größe",
    "back\\slash",
    "class",
];

/// Names of constraints and indexes that nobody derives from tables and columns.
pub(crate) const CONSTRAINTS: &[&str] = &[
    "custom",
    "My Index",
    "quote\"d constraint",
    "it's one",
    "the.one",
    "naïve",
    "a_constraint_name_that_is_exactly_as_long_as_postgresql_takes_x",
];

/// The longest name in bytes that every database takes.
const LIMIT: usize = 63;

/// Names of one scope that are in use.
#[derive(Debug, Clone, Default)]
pub(crate) struct Taken(BTreeSet<String>);

impl Taken {
    /// Marks a name as in use; `false` where it already was. Names that differ only by the case
    /// of ASCII letters count as the same, as SQLite has it.
    pub(crate) fn insert(&mut self, name: &str) -> bool {
        self.0.insert(name.to_ascii_lowercase())
    }

    /// Whether a name is in use.
    fn contains(&self, name: &str) -> bool {
        self.0.contains(&name.to_ascii_lowercase())
    }

    /// A name out of a list, numbered where it is in use.
    pub(crate) fn draw(&mut self, names: &[&str], choices: &mut Choices) -> Name {
        let name = choices.one_of(names).copied().unwrap_or("x");
        self.unique(name)
    }

    /// This name, cut to the limit, numbered where it is in use.
    pub(crate) fn unique(&mut self, name: &str) -> Name {
        let mut candidate = cut(name, LIMIT).to_owned();
        let mut number = 2_usize;
        while !self.insert(&candidate) {
            let suffix = format!("_{number}");
            candidate = format!("{}{suffix}", cut(name, LIMIT - suffix.len()));
            number += 1;
        }
        Name::new(candidate)
    }
}

/// The beginning of a name in at most so many bytes, no character torn.
fn cut(name: &str, limit: usize) -> &str {
    let mut end = limit.min(name.len());
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    &name[..end]
}

/// All names of a schema.
#[derive(Debug, Clone, Default)]
pub(crate) struct Names {
    /// Tables, types and sequences, by namespace: two namespaces may hold the same name.
    relations: Taken,
    /// The same, whatever their namespace.
    relations_anywhere: Taken,
    /// Constraints and indexes; they share a scope with relations, and are never the same in two
    /// namespaces, which Prisma wants.
    constraints: Taken,
}

impl Names {
    /// A name for a table, type or sequence.
    pub(crate) fn relation(&mut self, schema: Option<&Name>, choices: &mut Choices) -> Name {
        let base = choices.one_of(RELATIONS).copied().unwrap_or("x");
        let mut tried = Taken::default();
        loop {
            let name = tried.unique(base);
            if !self.constraints.contains(name.as_str())
                && self.relations.insert(&key(schema, name.as_str()))
            {
                self.relations_anywhere.insert(name.as_str());
                return name;
            }
        }
    }

    /// A name for a constraint, index or owned sequence: mostly the one that is derived from what
    /// it stands on.
    pub(crate) fn constraint(&mut self, derived: &str, choices: &mut Choices) -> Name {
        if choices.happens(25) {
            let base = choices.one_of(CONSTRAINTS).copied().unwrap_or("x");
            self.derived(base)
        } else {
            self.derived(derived)
        }
    }

    /// This name, cut and numbered until nothing has it.
    pub(crate) fn derived(&mut self, derived: &str) -> Name {
        let mut tried = Taken::default();
        loop {
            let name = tried.unique(derived);
            if !self.relations_anywhere.contains(name.as_str())
                && self.constraints.insert(name.as_str())
            {
                return name;
            }
        }
    }
}

fn key(schema: Option<&Name>, name: &str) -> String {
    format!("{}\u{0}{name}", schema.map_or("", Name::as_str))
}

#[cfg(test)]
mod tests {
    use super::{COLUMNS, CONSTRAINTS, LIMIT, RELATIONS, Taken};

    #[test]
    fn the_lists_hold_names_at_the_limit_and_none_beyond() {
        for list in [RELATIONS, COLUMNS, CONSTRAINTS] {
            assert!(list.iter().all(|name| name.len() <= LIMIT), "{list:?}");
            assert!(list.iter().any(|name| name.len() == LIMIT), "{list:?}");
        }
    }

    #[test]
    fn a_second_use_is_numbered_within_the_limit() {
        let mut taken = Taken::default();
        let long = "x".repeat(70);
        assert_eq!(taken.unique(&long).as_str().len(), LIMIT);
        assert_eq!(
            taken.unique(&long).as_str(),
            format!("{}_2", "x".repeat(LIMIT - 2))
        );
        taken.insert("user");
        assert_eq!(taken.unique("User").as_str(), "User_2");
    }
}
