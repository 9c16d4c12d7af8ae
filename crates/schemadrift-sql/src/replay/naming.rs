//! Owns the names that servers invent for what has none.
//!
//! PostgreSQL joins table, columns and a label, shortens the longer of the first two until the
//! whole fits, and numbers what is taken
//! (<https://www.postgresql.org/docs/current/sql-createindex.html>, `makeObjectName`). MySQL and
//! MariaDB name an index after its first column and number foreign keys and checks
//! (<https://dev.mysql.com/doc/refman/en/create-table-foreign-keys.html>).

use schemadrift_core::dialect::Engine;
use schemadrift_core::model::{Index, IndexKey, Table};
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::stated::Stated;

use super::mentions::function_called;
use super::state::State;

/// The longest identifier of PostgreSQL in bytes.
const LIMIT: usize = 63;

/// What a name is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    PrimaryKey,
    Unique,
    Index,
    ForeignKey,
    Check,
    Exclusion,
    Sequence,
}

impl Label {
    fn suffix(self) -> &'static str {
        match self {
            Self::PrimaryKey => "pkey",
            Self::Unique => "key",
            Self::Index => "idx",
            Self::ForeignKey => "fkey",
            Self::Check => "check",
            Self::Exclusion => "excl",
            Self::Sequence => "seq",
        }
    }
}

/// The name that the server gives to a part of `table`, where it gives one.
pub(super) fn invent(state: &State, table: &Table, label: Label, columns: &[Name]) -> Option<Name> {
    match state.engine() {
        Engine::PostgreSql => Some(postgresql(state, &table.name, label, &joined(columns))),
        Engine::MySql | Engine::MariaDb => mysql(state, table, label, columns),
        Engine::Sqlite => None,
    }
}

/// The name that PostgreSQL gives to a part of something: `{owner}_{middle}_{label}`.
pub(super) fn postgresql(state: &State, owner: &QualifiedName, label: Label, middle: &str) -> Name {
    let mut number = 0_u32;
    loop {
        let suffix = if number == 0 {
            label.suffix().to_owned()
        } else {
            format!("{}{number}", label.suffix())
        };
        let name = Name::new(assemble(owner.name.as_str(), middle, &suffix));
        if !is_taken(state, label, owner.schema.as_ref(), &name) {
            return name;
        }
        number += 1;
    }
}

/// What stands for each key of an index in its invented name.
pub(super) fn key_names(index: &Index) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::new();
    let keys = index.parts.iter().map(|part| match &part.key {
        IndexKey::Column(name) => name.to_string(),
        IndexKey::Expression(expression) => {
            function_called(&expression.text).unwrap_or_else(|| "expr".to_owned())
        }
    });
    let included = index.include.get().into_iter().flatten();
    for key in keys.chain(included.map(ToString::to_string)) {
        let mut name = key.clone();
        let mut number = 0_u32;
        while names.iter().any(|other| other.as_str() == name) {
            number += 1;
            name = format!("{key}{number}");
        }
        names.push(Name::new(name));
    }
    names
}

fn joined(columns: &[Name]) -> String {
    let mut joined = String::new();
    for column in columns {
        if !joined.is_empty() {
            joined.push('_');
        }
        joined.push_str(column.as_str());
        // PostgreSQL stops here too: more would be cut anyway.
        if joined.len() > LIMIT {
            break;
        }
    }
    joined
}

fn assemble(owner: &str, middle: &str, suffix: &str) -> String {
    let overhead = suffix.len() + 1 + usize::from(!middle.is_empty());
    let available = LIMIT.saturating_sub(overhead);
    let (mut first, mut second) = (owner.len(), middle.len());
    while first + second > available {
        if first > second {
            first -= 1;
        } else {
            second -= 1;
        }
    }
    let first = cut(owner, first);
    let second = cut(middle, second);
    if middle.is_empty() {
        format!("{first}_{suffix}")
    } else {
        format!("{first}_{second}_{suffix}")
    }
}

fn cut(text: &str, mut length: usize) -> &str {
    while !text.is_char_boundary(length) {
        length -= 1;
    }
    &text[..length]
}

/// What an invented name must not collide with: an index with other relations, a check or a
/// foreign key with other constraints, a constraint with an index of its own with both.
fn is_taken(state: &State, label: Label, schema: Option<&Name>, name: &Name) -> bool {
    let is_here = |other: &QualifiedName| other.schema.as_ref() == schema;
    match label {
        Label::ForeignKey | Label::Check => is_constraint(state, &is_here, name),
        Label::Index | Label::Sequence => is_relation(state, &is_here, name),
        Label::PrimaryKey | Label::Unique | Label::Exclusion => {
            is_relation(state, &is_here, name) || is_constraint(state, &is_here, name)
        }
    }
}

/// Whether a table, view, sequence, index or composite type has this full name: PostgreSQL gives
/// no two of them the same.
pub(super) fn is_taken_by_relation(state: &State, name: &QualifiedName) -> bool {
    let is_here = |other: &QualifiedName| other.schema == name.schema;
    state.engine() == Engine::PostgreSql && is_relation(state, &is_here, &name.name)
}

fn is_constraint(state: &State, is_here: &dyn Fn(&QualifiedName) -> bool, name: &Name) -> bool {
    let is_it = |own: &Stated<Name>| own.get() == Some(name);
    let in_tables = state
        .schema
        .tables
        .iter()
        .filter(|table| is_here(&table.name))
        .any(|table| {
            let uniques = table.indexes.iter();
            has_key(table, &is_it)
                || uniques
                    .filter(|index| index.is_constraint.is_true())
                    .any(|index| is_it(&index.name))
                || table.foreign_keys.iter().any(|key| is_it(&key.name))
                || table.checks.iter().any(|check| is_it(&check.name))
                || table.exclusions.iter().any(|own| is_it(&own.name))
        });
    let in_domains = state
        .schema
        .domains
        .iter()
        .filter(|domain| is_here(&domain.name))
        .any(|domain| domain.checks.iter().any(|check| is_it(&check.name)));
    in_tables || in_domains
}

fn is_relation(state: &State, is_here: &dyn Fn(&QualifiedName) -> bool, name: &Name) -> bool {
    let is_it = |own: &Stated<Name>| own.get() == Some(name);
    let in_tables = state
        .schema
        .tables
        .iter()
        .filter(|table| is_here(&table.name))
        .any(|table| {
            &table.name.name == name
                || has_key(table, &is_it)
                || table.indexes.iter().any(|index| is_it(&index.name))
                || table.exclusions.iter().any(|own| is_it(&own.name))
        });
    let in_views = state.schema.views.iter().any(|view| {
        is_here(&view.name)
            && (&view.name.name == name || view.indexes.iter().any(|index| is_it(&index.name)))
    });
    let in_sequences = state
        .schema
        .sequences
        .iter()
        .any(|sequence| is_here(&sequence.name) && &sequence.name.name == name);
    let in_composites = state
        .schema
        .composites
        .iter()
        .any(|composite| is_here(&composite.name) && &composite.name.name == name);
    in_tables || in_views || in_sequences || in_composites
}

fn has_key(table: &Table, is_it: &impl Fn(&Stated<Name>) -> bool) -> bool {
    let key = table.primary_key.get().and_then(Option::as_ref);
    key.is_some_and(|key| is_it(&key.name))
}

fn has_part(table: &Table, is_it: &impl Fn(&Stated<Name>) -> bool) -> bool {
    has_key(table, is_it)
        || table.indexes.iter().any(|index| is_it(&index.name))
        || table.foreign_keys.iter().any(|key| is_it(&key.name))
        || table.checks.iter().any(|check| is_it(&check.name))
        || table
            .exclusions
            .iter()
            .any(|exclusion| is_it(&exclusion.name))
}

fn mysql(state: &State, table: &Table, label: Label, columns: &[Name]) -> Option<Name> {
    let is_taken = |name: &str| {
        has_part(table, &|other: &Stated<Name>| {
            other
                .get()
                .is_some_and(|other| state.same_part(other, &Name::from(name)))
        })
    };
    let numbered = |stem: String, first: u32| {
        (first..)
            .map(|number| format!("{stem}{number}"))
            // A number behind the limit tells no names apart.
            .take_while(|name| state.dialect.truncate(name) == name)
            .find(|name| !is_taken(name))
            .map(Name::new)
    };
    match label {
        // Always `PRIMARY`, which is no name.
        Label::PrimaryKey | Label::Exclusion | Label::Sequence => None,
        Label::Unique | Label::Index => {
            let first = columns.first().map_or("functional_index", Name::as_str);
            if is_taken(first) {
                numbered(format!("{first}_"), 2)
            } else {
                Some(Name::from(first))
            }
        }
        Label::ForeignKey => numbered(format!("{}_ibfk_", table.name.name), 1),
        Label::Check if state.engine() == Engine::MariaDb => numbered("CONSTRAINT_".to_owned(), 1),
        Label::Check => numbered(format!("{}_chk_", table.name.name), 1),
    }
}

#[cfg(test)]
mod tests {
    use super::assemble;

    #[test]
    fn the_longer_part_is_shortened() {
        assert_eq!(assemble("t", "a_b", "key"), "t_a_b_key");
        assert_eq!(assemble("t", "", "pkey"), "t_pkey");
        let long = "x".repeat(60);
        let name = assemble(&long, "column", "fkey");
        assert_eq!(name.len(), 63);
        assert!(name.ends_with("_column_fkey"), "{name}");
        let name = assemble("table", &long, "fkey");
        assert!(name.starts_with("table_xxx"), "{name}");
        assert_eq!(name.len(), 63);
    }
}
