//! Owns the names of things in the database: those that `@map` gives, and those that Prisma
//! builds from the names of tables and columns.

use schemadrift_core::Stated;
use schemadrift_core::name::Name;

use crate::ast::Attribute;

/// Kinds of constraints that Prisma names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ConstraintKind {
    PrimaryKey,
    Unique,
    Index,
    ForeignKey,
    /// The index on the second column of an implicit many-to-many table.
    JoinIndex,
}

impl ConstraintKind {
    fn suffix(self) -> &'static str {
        match self {
            Self::PrimaryKey => "_pkey",
            Self::Unique => "_key",
            Self::Index => "_idx",
            Self::ForeignKey => "_fkey",
            Self::JoinIndex => "_index",
        }
    }
}

/// The name in the database that `@map` or `@@map` gives.
pub(crate) fn mapped(attributes: &[Attribute<'_>]) -> Option<String> {
    attributes
        .iter()
        .find(|attribute| attribute.name.text() == "map")?
        .named_or_first("name")?
        .string()
}

/// The name that an argument gives to a constraint.
pub(crate) fn written(attribute: &Attribute<'_>, argument: &str) -> Option<Stated<Name>> {
    let name = attribute.named(argument)?.string()?;
    Some(Stated::Written(Name::new(name)))
}

/// The name that Prisma gives to a constraint: table and columns joined, cut so that the suffix
/// fits the provider's limit in bytes, never inside a character.
pub(crate) fn constraint(
    kind: ConstraintKind,
    table: &str,
    columns: &[&str],
    limit: Option<usize>,
) -> Name {
    let mut name = table.to_owned();
    for column in columns {
        name.push('_');
        name.push_str(column);
    }
    if let Some(limit) = limit {
        cut(&mut name, limit.saturating_sub(kind.suffix().len()));
    }
    name.push_str(kind.suffix());
    Name::new(name)
}

/// The name of a part of an implicit many-to-many table. Here the column counts as part of the
/// suffix, so that only the table's name is cut.
pub(crate) fn join_part(
    kind: ConstraintKind,
    table: &str,
    column: &str,
    limit: Option<usize>,
) -> Name {
    let suffix = format!("_{column}{}", kind.suffix());
    let mut name = table.to_owned();
    if let Some(limit) = limit {
        cut(&mut name, limit.saturating_sub(suffix.len()));
    }
    name.push_str(&suffix);
    Name::new(name)
}

/// Cuts a name to so many bytes, never inside a character.
pub(crate) fn cut(name: &mut String, limit: usize) {
    if name.len() > limit {
        let mut end = limit;
        while !name.is_char_boundary(end) {
            end -= 1;
        }
        name.truncate(end);
    }
}

#[cfg(test)]
mod tests {
    use super::{ConstraintKind, constraint, cut, join_part};

    #[test]
    fn names_are_table_columns_suffix() {
        let name = constraint(ConstraintKind::Unique, "User", &["a", "b"], Some(63));
        assert_eq!(name.as_str(), "User_a_b_key");
        let name = constraint(ConstraintKind::PrimaryKey, "User", &[], Some(63));
        assert_eq!(name.as_str(), "User_pkey");
    }

    #[test]
    fn the_suffix_survives_the_cut() {
        let long = "x".repeat(80);
        let name = constraint(ConstraintKind::ForeignKey, "T", &[&long], Some(63));
        assert_eq!(name.as_str().len(), 63);
        assert!(name.as_str().ends_with("xxx_fkey"));
        let name = constraint(ConstraintKind::ForeignKey, "T", &[&long], None);
        assert_eq!(name.as_str().len(), 87);
    }

    #[test]
    fn cuts_keep_characters_whole() {
        let table = format!("Long{}", "Ä".repeat(30));
        let name = constraint(ConstraintKind::PrimaryKey, &table, &[], Some(63));
        assert_eq!(name.as_str(), format!("Long{}_pkey", "Ä".repeat(27)));
        let mut name = "aé".to_owned();
        cut(&mut name, 2);
        assert_eq!(name, "a");
    }

    #[test]
    fn parts_of_a_join_cut_only_the_table() {
        let table = format!("_{}", "m".repeat(62));
        let name = join_part(ConstraintKind::ForeignKey, &table, "A", Some(63));
        assert_eq!(name.as_str(), format!("_{}_A_fkey", "m".repeat(55)));
        let name = join_part(ConstraintKind::JoinIndex, &table, "B", Some(63));
        assert_eq!(name.as_str(), format!("_{}_B_index", "m".repeat(54)));
    }
}
