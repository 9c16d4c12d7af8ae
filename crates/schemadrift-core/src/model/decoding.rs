//! Owns how whoever reads a column takes values of another type than the one it asks for.

use serde::{Deserialize, Serialize};

/// What a reader makes of a value of another type than its own. Which types are its own is the
/// matter of [`Acceptance`](crate::data_type::Acceptance).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Decoding {
    /// It converts what can be converted. Also where nobody says who reads.
    #[default]
    Converting,
    /// It refuses every type that does not bear a name it knows: sqlx on PostgreSQL.
    ByName,
    /// It refuses every type of another kind, and converts widths within a kind: sqlx on MySQL.
    ByKind,
    /// It takes the bytes for those of its own type, whatever they are: Diesel on PostgreSQL.
    ByBytes,
}

impl Decoding {
    /// Whether this is what holds where nothing is said.
    pub fn is_converting(&self) -> bool {
        *self == Self::Converting
    }
}
