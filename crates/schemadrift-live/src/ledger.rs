//! Owns the reading of ledgers, in which migration tools record what they applied: which of the
//! tables that were found are ledgers, and the rows of one as a single text.

use schemadrift_core::dialect::{Dialect, Engine};
use schemadrift_core::migration::{LedgerReading, LedgerRow, LedgerTable};
use schemadrift_core::model::Table;
use schemadrift_core::name::{Name, QualifiedName};

/// A ledger that a database holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerPlace {
    /// Which ledger it is.
    pub table: &'static LedgerTable,
    /// What it is called here.
    pub name: QualifiedName,
    /// The columns to read, as they are spelled here.
    columns: Vec<String>,
}

/// The rows of a ledger, or why they cannot be read.
pub type LedgerOutcome = Result<LedgerReading, String>;

impl LedgerPlace {
    /// The ledger that a table is, if it is one. `renamed` names a table that a project uses in
    /// place of the one that its tool would.
    pub(crate) fn of(
        table: &Table,
        renamed: &[(QualifiedName, &'static LedgerTable)],
    ) -> Option<Self> {
        let existing: Vec<&str> = table
            .columns
            .iter()
            .map(|column| column.name.as_str())
            .collect();
        let schema = table.name.schema.as_ref().map(Name::as_str);
        let is_renamed = |name: &QualifiedName| {
            name.name == table.name.name
                && (name.schema.is_none() || name.schema == table.name.schema)
        };
        let ledger = renamed
            .iter()
            .find(|(name, ledger)| is_renamed(name) && ledger.fits(&existing))
            .map(|(_, ledger)| *ledger)
            .or_else(|| LedgerTable::named(schema, table.name.name.as_str(), &existing))?;
        let spelled = |known: &&str| {
            let column = existing
                .iter()
                .find(|own| own.eq_ignore_ascii_case(known))?;
            Some((*column).to_owned())
        };
        let wanted = ledger.columns.iter().chain(ledger.optional_columns);
        Some(Self {
            table: ledger,
            name: table.name.clone(),
            columns: wanted.filter_map(spelled).collect(),
        })
    }

    /// The statement whose one text holds every row, each an array of texts in the order of the
    /// columns. MySQL and MariaDB give a text for every row: not all of their versions keep the
    /// order in one.
    pub(crate) fn statement(&self, engine: Engine) -> String {
        let dialect = engine.dialect();
        let table = match &self.name.schema {
            Some(schema) => format!(
                "{}.{}",
                dialect.quote(schema.as_str()),
                dialect.quote(self.name.name.as_str())
            ),
            None => dialect.quote(self.name.name.as_str()),
        };
        let values: Vec<String> = self
            .columns
            .iter()
            .map(|column| self.value(engine, column))
            .collect();
        let values = values.join(", ");
        let order = self.order(dialect);
        match engine {
            Engine::Sqlite => format!(
                "SELECT json_group_array(json(r)) FROM \
                 (SELECT json_array({values}) AS r FROM {table} AS t{order})"
            ),
            Engine::MySql | Engine::MariaDb => {
                format!("SELECT json_array({values}) AS r FROM {table} AS t{order}")
            }
            Engine::PostgreSql => format!(
                "SELECT coalesce(json_agg(r), '[]')::text FROM \
                 (SELECT json_build_array({values}) AS r FROM {table} AS t{order}) AS rows"
            ),
        }
    }

    fn value(&self, engine: Engine, column: &str) -> String {
        let quoted = engine.dialect().quote(column);
        let is_binary = self
            .table
            .binary_columns
            .iter()
            .any(|binary| binary.eq_ignore_ascii_case(column));
        match (engine, is_binary) {
            (Engine::Sqlite, true) => format!("hex(t.{quoted})"),
            (Engine::Sqlite, false) => format!("CAST(t.{quoted} AS TEXT)"),
            (Engine::MySql | Engine::MariaDb, true) => format!("hex(t.{quoted})"),
            (Engine::MySql | Engine::MariaDb, false) => format!("CAST(t.{quoted} AS CHAR)"),
            (Engine::PostgreSql, true) => format!("encode(t.{quoted}, 'hex')"),
            (Engine::PostgreSql, false) => format!("t.{quoted}::text"),
        }
    }

    fn order(&self, dialect: &Dialect) -> String {
        let keys: Vec<String> = self
            .table
            .order_by
            .iter()
            .filter_map(|key| {
                let column = self
                    .columns
                    .iter()
                    .find(|own| own.eq_ignore_ascii_case(key))?;
                Some(format!("t.{}", dialect.quote(column)))
            })
            .collect();
        if keys.is_empty() {
            String::new()
        } else {
            format!(" ORDER BY {}", keys.join(", "))
        }
    }

    /// The rows in the text that the statement gave.
    pub(crate) fn rows(&self, text: &str) -> LedgerOutcome {
        let rows: Vec<Vec<Option<String>>> = serde_json::from_str(text)
            .map_err(|error| format!("the rows of `{}` were not understood: {error}", self.name))?;
        let row = |values: Vec<Option<String>>| LedgerRow {
            columns: self.columns.iter().cloned().zip(values).collect(),
        };
        Ok(LedgerReading {
            table: self.table,
            name: self.name.clone(),
            rows: rows.into_iter().map(row).collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use schemadrift_core::dialect::Engine;
    use schemadrift_core::model::{Column, Table};
    use schemadrift_core::name::QualifiedName;
    use schemadrift_core::origin::Origin;

    use super::LedgerPlace;

    fn sqlx() -> LedgerPlace {
        let mut table = Table::new(
            QualifiedName::new("public", "_sqlx_migrations"),
            Origin::Unlocated,
        );
        for name in [
            "version",
            "description",
            "success",
            "checksum",
            "execution_time",
        ] {
            table.columns.push(Column::new(name, Origin::Unlocated));
        }
        LedgerPlace::of(&table, &[]).unwrap()
    }

    #[test]
    fn only_what_is_understood_is_read() {
        assert_eq!(
            sqlx().statement(Engine::PostgreSql),
            "SELECT coalesce(json_agg(r), '[]')::text FROM (SELECT json_build_array(\
             t.\"version\"::text, t.\"description\"::text, t.\"success\"::text, \
             encode(t.\"checksum\", 'hex')) AS r FROM \"public\".\"_sqlx_migrations\" AS t \
             ORDER BY t.\"version\") AS rows"
        );
    }

    #[test]
    fn rows_come_back_by_column() {
        let reading = sqlx().rows(r#"[["1", "init", "true", null]]"#).unwrap();
        assert_eq!(reading.rows.len(), 1);
        assert_eq!(reading.rows[0].get("description"), Some("init"));
        assert_eq!(reading.rows[0].get("checksum"), None);
        assert!(sqlx().rows("{}").is_err());
    }
}
