//! Owns the names that Prisma gives to constraints nobody named
//! (`psl/psl-core/src/datamodel_connector/constraint_names.rs`), so that a name is written only
//! where it is another one.

use schemadrift_core::dialect::{Dialect, IdentifierLimit};
use schemadrift_core::name::Name;

/// How such a name ends.
#[derive(Debug, Clone, Copy)]
pub(super) enum Suffix {
    PrimaryKey,
    Unique,
    Index,
    ForeignKey,
}

impl Suffix {
    fn text(self) -> &'static str {
        match self {
            Self::PrimaryKey => "_pkey",
            Self::Unique => "_key",
            Self::Index => "_idx",
            Self::ForeignKey => "_fkey",
        }
    }
}

/// The name of a constraint that nobody named. Columns count except for primary keys; what stands
/// before the suffix is cut so that the whole fits.
pub(super) fn invented(
    dialect: &Dialect,
    table: &str,
    columns: &[&Name],
    suffix: Suffix,
) -> String {
    let mut text = table.to_owned();
    match suffix {
        Suffix::PrimaryKey => {}
        Suffix::Unique | Suffix::Index | Suffix::ForeignKey => {
            for column in columns {
                text.push('_');
                text.push_str(column.as_str());
            }
        }
    }
    if let Some(IdentifierLimit::Bytes(limit)) = dialect.identifier_limit {
        let mut end = text.len().min(limit - suffix.text().len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        text.truncate(end);
    }
    text.push_str(suffix.text());
    text
}

#[cfg(test)]
mod tests {
    use schemadrift_core::dialect::Engine;
    use schemadrift_core::name::Name;

    use super::{Suffix, invented};

    #[test]
    fn names_are_cut_before_the_suffix() {
        let dialect = Engine::PostgreSql.dialect();
        let column = Name::new("x");
        assert_eq!(
            invented(dialect, "T", &[&column], Suffix::ForeignKey),
            "T_x_fkey"
        );
        let long = "é".repeat(40);
        let name = invented(dialect, &long, &[&column], Suffix::Unique);
        assert_eq!(name, format!("{}_key", "é".repeat(29)));
        assert_eq!(
            invented(dialect, "T", &[&column], Suffix::PrimaryKey),
            "T_pkey"
        );
    }
}
