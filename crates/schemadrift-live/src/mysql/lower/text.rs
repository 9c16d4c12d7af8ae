//! Owns what the server prints of defaults and expressions, turned back into SQL.

use schemadrift_core::data_type::{BytesKind, DataType};
use schemadrift_core::dialect::Engine;

use crate::mysql::rows::ColumnRow;

/// A column's default, as the catalog tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum PrintedDefault {
    /// This SQL.
    Sql(String),
    /// There is one, and the server does not print it in full.
    Unknown,
}

/// Why a text of the catalog may not be what was written.
pub(super) const LOSSY: &str =
    "the catalog does not keep every character, and this text may hold one that it has lost";

/// Whether characters of a text may have been lost: the catalog is kept in `utf8mb3`, which has
/// none beyond the first 65,536, and shows `?` for them.
pub(super) fn is_lossy(text: &str) -> bool {
    text.contains('?')
}

/// The same of an expression, in whose strings MySQL shows the bytes of such characters one by one.
pub(super) fn is_lossy_expression(engine: Engine, text: &str) -> bool {
    is_lossy(text) || engine == Engine::MySql && !text.is_ascii()
}

/// The default in SQL; nothing where there is none.
///
/// MySQL prints literals bare and marks expressions, MariaDB prints SQL
/// (<https://mariadb.com/kb/en/information-schema-columns-table/>).
pub(super) fn default(engine: Engine, row: &ColumnRow, shape: &DataType) -> Option<PrintedDefault> {
    let text = row.default.as_deref()?;
    let is_expression = row.extra.to_ascii_uppercase().contains("DEFAULT_GENERATED");
    let sql = match engine {
        Engine::MariaDb if text == "NULL" => return None,
        Engine::MariaDb => text.to_owned(),
        Engine::MySql | Engine::PostgreSql | Engine::Sqlite if is_expression => unescaped(text),
        Engine::MySql | Engine::PostgreSql | Engine::Sqlite => return Some(literal(text, shape)),
    };
    Some(PrintedDefault::Sql(sql))
}

/// A bare literal as SQL.
fn literal(text: &str, shape: &DataType) -> PrintedDefault {
    let is_moment = || {
        matches!(shape, DataType::Timestamp { .. })
            && text.to_ascii_uppercase().starts_with("CURRENT_TIMESTAMP")
    };
    let sql = match shape {
        // MySQL cuts a byte string at its first zero byte.
        DataType::Bytes(kind) if text.starts_with("0x") => {
            let digits = text.len() - 2;
            let is_cut = match kind {
                BytesKind::Fixed(length) => digits != usize::try_from(*length).unwrap_or(0) * 2,
                _ => digits == 0,
            };
            if is_cut {
                return PrintedDefault::Unknown;
            }
            text.to_owned()
        }
        DataType::Bit { .. } => text.to_owned(),
        DataType::Boolean
        | DataType::Integer { .. }
        | DataType::Float { .. }
        | DataType::Decimal { .. }
        | DataType::Year => text.to_owned(),
        _ if is_moment() => text.to_owned(),
        _ => quoted(text),
    };
    PrintedDefault::Sql(sql)
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\\', "\\\\").replace('\'', "''"))
}

/// An expression of MySQL, whose quotes and backslashes the catalog escapes once more.
pub(super) fn unescaped(text: &str) -> String {
    if !text.contains("\\'") {
        return text.to_owned();
    }
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => match characters.next() {
                Some('n') => plain.push('\n'),
                Some('r') => plain.push('\r'),
                Some('0') => plain.push('\0'),
                Some(other) => plain.push(other),
                None => plain.push('\\'),
            },
            other => plain.push(other),
        }
    }
    plain
}

/// What an update stores of a column that it leaves out: the words behind `on update`.
pub(super) fn on_update(extra: &str) -> Option<&str> {
    let at = extra.to_ascii_lowercase().find("on update ")?;
    let rest = extra.get(at + "on update ".len()..)?;
    Some(rest.split(' ').next().unwrap_or(rest))
}

/// The text of a view without the database in front of each name.
pub(super) fn without_database(text: &str, database: &str) -> String {
    text.replace(&format!("`{}`.", database.replace('`', "``")), "")
}

#[cfg(test)]
mod tests {
    use super::{on_update, unescaped, without_database};

    #[test]
    fn escapes_are_taken_back_once() {
        assert_eq!(
            unescaped(r"lower(_utf8mb4\'it\\\'s\')"),
            r"lower(_utf8mb4'it\'s')"
        );
        assert_eq!(unescaped("(1 + 2)"), "(1 + 2)");
    }

    #[test]
    fn extra_says_what_an_update_does() {
        assert_eq!(
            on_update("DEFAULT_GENERATED on update CURRENT_TIMESTAMP(6)"),
            Some("CURRENT_TIMESTAMP(6)")
        );
        assert_eq!(on_update("auto_increment"), None);
        assert_eq!(
            without_database("select `d`.`t`.`a`", "d"),
            "select `t`.`a`"
        );
    }
}
