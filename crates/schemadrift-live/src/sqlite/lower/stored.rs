//! Owns what only the stored statements say: names of constraints, checks, collations, generation
//! expressions, predicates, `AUTOINCREMENT`.

use schemadrift_core::dialect::Engine;
use schemadrift_core::expression::{Expression, NormalForm};
use schemadrift_core::model::{Check, Increment, IndexKey, IndexPart, Reach, Taint, Validity};
use schemadrift_core::name::Name;
use schemadrift_core::origin::Origin;
use schemadrift_core::problem::Problem;
use schemadrift_core::stated::Stated;
use schemadrift_sql::expression::read_expression;
use schemadrift_sql::sqlite::{
    ForeignKeyText, IndexText, TableText, read_create_index, read_create_table,
};

use super::part_origin;

/// What a `CREATE TABLE` says beyond the pragmas; nothing where it could not be read.
#[derive(Debug, Default)]
pub(super) struct StoredTable {
    text: Option<TableText>,
}

impl StoredTable {
    /// Reads the statement. What it does not give up taints the table: a part that only the
    /// statement could tell may be there.
    pub(super) fn read(
        table: &str,
        sql: &str,
        taints: &mut Vec<Taint>,
        problems: &mut Vec<Problem>,
    ) -> Self {
        let text = read_create_table(sql);
        if !text.as_ref().is_some_and(|text| text.is_complete) {
            let reason =
                format!("the stored statement of table `{table}` is not wholly understood");
            let origin = Origin::Catalog(table.to_owned());
            taints.push(Taint {
                reach: Reach::More,
                reason: reason.clone(),
                origin: origin.clone(),
            });
            problems.push(Problem::warning(reason, origin));
        }
        Self { text }
    }

    /// How SQLite numbers the row id of this table.
    pub(super) fn increment(&self) -> Stated<Option<Increment>> {
        Stated::Written(Some(match &self.text {
            Some(text) if text.is_autoincrement() => Increment::Auto,
            Some(_) | None => Increment::RowId,
        }))
    }

    /// The collation of a column; the default one where none is written.
    pub(super) fn collation(&self, column: &str) -> Stated<Option<Name>> {
        match self.text.as_ref().and_then(|text| text.column(column)) {
            // `BINARY` is what a column has anyway.
            Some(column) => Stated::Written(
                column
                    .collation
                    .clone()
                    .filter(|name| !name.as_str().eq_ignore_ascii_case("binary")),
            ),
            None => Stated::NotStated,
        }
    }

    /// The expression of a generated column.
    pub(super) fn generation(&self, column: &str) -> Expression {
        let text = self.text.as_ref().and_then(|text| text.column(column));
        match text.and_then(|column| column.generated.as_ref()) {
            Some(generated) => read_expression(Engine::Sqlite, &generated.expression),
            None => unreadable("the generation expression was not found"),
        }
    }

    /// What the statement says of the foreign key over these columns that has so many others of
    /// its like in front of it.
    pub(super) fn foreign_key(
        &self,
        columns: &[Name],
        target: &str,
        earlier: usize,
    ) -> Option<&ForeignKeyText> {
        let same = |one: &Name, other: &str| one.as_str().eq_ignore_ascii_case(other);
        self.text
            .as_ref()?
            .foreign_keys
            .iter()
            .filter(|key| same(&key.target, target) && same_names(&key.columns, columns))
            .nth(earlier)
    }

    /// The name of a unique constraint over these keys.
    pub(super) fn unique_name(&self, parts: &[IndexPart]) -> Stated<Name> {
        let columns: Vec<Name> = parts
            .iter()
            .filter_map(|part| match &part.key {
                IndexKey::Column(name) => Some(name.clone()),
                IndexKey::Expression(_) => None,
            })
            .collect();
        self.text
            .as_ref()
            .and_then(|text| {
                text.uniques
                    .iter()
                    .find(|key| same_names(&key.columns, &columns))
            })
            .and_then(|key| key.name.clone())
            .map_or(Stated::NotStated, Stated::Written)
    }

    /// The name of the primary key, where it has one.
    pub(super) fn primary_key_name(&self) -> Stated<Name> {
        self.text
            .as_ref()
            .and_then(|text| text.primary_key.as_ref()?.name.clone())
            .map_or(Stated::NotStated, Stated::Written)
    }

    /// The checks.
    pub(super) fn checks(&self, table: &str) -> Vec<Check> {
        let checks = self.text.iter().flat_map(|text| &text.checks);
        checks
            .map(|check| Check {
                name: check
                    .name
                    .clone()
                    .map_or(Stated::NotStated, Stated::Written),
                expression: read_expression(Engine::Sqlite, &check.expression),
                validity: Stated::Implied(Validity::Valid),
                origin: part_origin(table, "check"),
            })
            .collect()
    }
}

fn same_names(one: &[Name], other: &[Name]) -> bool {
    one.len() == other.len()
        && one
            .iter()
            .zip(other)
            .all(|(one, other)| one.as_str().eq_ignore_ascii_case(other.as_str()))
}

/// What a `CREATE INDEX` says beyond the pragmas.
#[derive(Debug, Default)]
pub(super) struct StoredIndex {
    text: Option<IndexText>,
}

impl StoredIndex {
    /// Reads the statement.
    pub(super) fn read(index: &str, sql: &str, problems: &mut Vec<Problem>) -> Self {
        let text = read_create_index(sql);
        if text.is_none() {
            problems.push(Problem::warning(
                format!("the stored statement of index `{index}` is not understood"),
                Origin::Catalog(index.to_owned()),
            ));
        }
        Self { text }
    }

    /// The predicate of a partial index.
    pub(super) fn predicate(&self) -> Expression {
        match self
            .text
            .as_ref()
            .and_then(|text| text.predicate.as_deref())
        {
            Some(predicate) => read_expression(Engine::Sqlite, predicate),
            None => unreadable("the predicate was not found"),
        }
    }

    /// The expression that is the key at this place.
    pub(super) fn expression(&self, place: usize) -> Expression {
        match self.text.as_ref().and_then(|text| text.keys.get(place)) {
            Some(key) => read_expression(Engine::Sqlite, &key.expression),
            None => unreadable("the key's expression was not found"),
        }
    }
}

fn unreadable(reason: &str) -> Expression {
    Expression {
        text: String::new(),
        normal: NormalForm::Unreadable(reason.to_owned()),
    }
}
