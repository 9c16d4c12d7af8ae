//! Describes queries as the server understands them today. Each is prepared in a read-only transaction
//! and never run: one round trip a query, and a few for the types and tables that come up.

use std::collections::HashMap;

use schemadrift_core::name::QualifiedName;
use schemadrift_core::query::{CachedQuery, DescribedColumn, Description, ShownColumn};
use sqlx::postgres::{PgStatement, PgTypeInfo, types::Oid};
use sqlx::{AssertSqlSafe, Column, Connection, Either, Executor, SqlSafeStr, Statement};

use super::PostgreSqlDatabase;
use super::session::{Failure, Session, Step, quoted};
use crate::error::LiveError;

/// What came of preparing a query.
enum Prepared {
    Understood(PgStatement),
    /// The server's code and message.
    Refused(String, String),
}

/// Describes queries, in the order asked.
pub(super) async fn describe(
    database: &mut PostgreSqlDatabase,
    queries: &[CachedQuery],
) -> Result<Vec<Description>, LiveError> {
    let namespace = database.namespace.clone();
    let session = &mut database.session;
    begin(session, namespace.as_deref()).await?;
    let mut prepared = Vec::new();
    for query in queries {
        prepared.push(prepare(session, namespace.as_deref(), &query.text, &[]).await?);
    }
    let facts = Facts::fetch(session, &prepared).await?;
    let mut descriptions = Vec::new();
    for (query, prepared) in queries.iter().zip(prepared) {
        descriptions.push(match prepared {
            Prepared::Refused(code, message) => refusal(&code, message),
            Prepared::Understood(statement) => {
                let sent = facts.types_to_try(query, &statement);
                let refuses_parameters = match sent {
                    None => None,
                    Some(Err(reason)) => Some(reason),
                    Some(Ok(types)) => {
                        match prepare(session, namespace.as_deref(), &query.text, &types).await? {
                            Prepared::Understood(_) => None,
                            Prepared::Refused(_, message) => Some(message),
                        }
                    }
                };
                Description::Understood {
                    columns: statement
                        .columns()
                        .iter()
                        .map(|column| facts.column(column))
                        .collect(),
                    refuses_parameters,
                }
            }
        });
    }
    session.forget_statements().await;
    Ok(descriptions)
}

/// A fresh transaction in which names are looked up as the application's own session would.
async fn begin(session: &mut Session, namespace: Option<&str>) -> Result<(), LiveError> {
    let mut steps = session.begin();
    if let Some(namespace) = namespace {
        let path = format!("SET LOCAL search_path = {}, public", quoted(namespace));
        steps.push(Step::silent(path));
    }
    session.run(&steps, |_, _| {}).await
}

/// Prepares a query. One that the server refuses ends the transaction, so another is begun.
async fn prepare(
    session: &mut Session,
    namespace: Option<&str>,
    text: &str,
    types: &[PgTypeInfo],
) -> Result<Prepared, LiveError> {
    match session.prepare(text, types).await {
        Ok(statement) => Ok(Prepared::Understood(statement)),
        Err(Failure::Driver(sqlx::Error::Database(answer))) => {
            begin(session, namespace).await?;
            let code = answer.code().unwrap_or_default().into_owned();
            Ok(Prepared::Refused(code, answer.message().to_owned()))
        }
        Err(failure) => Err(session.error(&failure)),
    }
}

/// Whether a refusal says that the schema is not what the query needs, or something else
/// (<https://www.postgresql.org/docs/current/errcodes-appendix.html>).
fn refusal(code: &str, message: String) -> Description {
    match code {
        // Undefined schema, table, column, function, type; types that do not fit together; no
        // unique constraint for `ON CONFLICT`; an enum label that is gone.
        "3F000" | "42P01" | "42703" | "42883" | "42704" | "42804" | "42846" | "42P10" | "42702"
        | "42725" | "42809" | "428C9" | "42803" | "42P18" | "42601" | "42611" | "22P02" => {
            Description::Refused {
                message,
                lacks_table: matches!(code, "3F000" | "42P01"),
            }
        }
        _ => Description::Unknown(format!("the server answered: {message}")),
    }
}

/// What the catalog says of the types and columns that came up.
#[derive(Debug, Default)]
struct Facts {
    /// The catalog's names of types.
    types: HashMap<u32, String>,
    /// Types by the names that a cache has for them.
    by_name: HashMap<String, Vec<u32>>,
    columns: HashMap<(u32, i16), ShownColumn>,
}

impl Facts {
    async fn fetch(session: &mut Session, prepared: &[Prepared]) -> Result<Self, LiveError> {
        let mut columns = Vec::new();
        for prepared in prepared {
            if let Prepared::Understood(statement) = prepared {
                for column in statement.columns() {
                    let place = (column.relation_id(), column.relation_attribute_no());
                    if let (Some(relation), Some(number)) = place {
                        columns.push(format!("({}, {number})", relation.0));
                    }
                }
            }
        }
        columns.sort_unstable();
        columns.dedup();
        let mut steps = vec![Step::silent(
            "SELECT oid, typname FROM pg_catalog.pg_type".to_owned(),
        )];
        if !columns.is_empty() {
            steps.push(Step::silent(format!(
                "SELECT a.attrelid, a.attnum, n.nspname, c.relname, a.attname, \
                 a.attnotnull OR t.typnotnull FROM pg_catalog.pg_attribute AS a \
                 JOIN pg_catalog.pg_class AS c ON c.oid = a.attrelid \
                 JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace \
                 JOIN pg_catalog.pg_type AS t ON t.oid = a.atttypid \
                 WHERE c.relkind IN ('r', 'p', 'f') AND (a.attrelid, a.attnum) IN ({})",
                columns.join(", ")
            )));
        }
        let mut facts = Self::default();
        session
            .run_texts(&steps, |step, mut cells| {
                if step == 0 {
                    facts.add_type(cells.number(), cells.text());
                } else {
                    let place = (cells.number(), cells.number());
                    let shown = ShownColumn {
                        table: QualifiedName::new(cells.text(), cells.text()),
                        column: cells.text(),
                        is_nullable: !cells.truth(),
                    };
                    facts.columns.insert(place, shown);
                }
            })
            .await?;
        Ok(facts)
    }

    fn add_type(&mut self, oid: u32, name: String) {
        self.by_name.entry(name.clone()).or_default().push(oid);
        self.types.insert(oid, name);
    }

    fn name(&self, info: &PgTypeInfo) -> Option<String> {
        self.types.get(&info.oid()?.0).cloned()
    }

    /// The types that the code sends, where they are others than the server would take by itself;
    /// an error where one of them is gone.
    fn types_to_try(
        &self,
        query: &CachedQuery,
        statement: &PgStatement,
    ) -> Option<Result<Vec<PgTypeInfo>, String>> {
        let sent = query.parameters.as_ref()?;
        let Some(Either::Left(inferred)) = statement.parameters() else {
            return None;
        };
        let is_same = |(sent, inferred): (&String, &PgTypeInfo)| {
            self.name(inferred).as_ref() == Some(sent) || self.name(inferred).is_none()
        };
        if sent.len() == inferred.len() && sent.iter().zip(inferred).all(is_same) {
            return None;
        }
        let mut types = Vec::new();
        for name in sent {
            match self.by_name.get(name).map(Vec::as_slice) {
                Some([only]) => types.push(PgTypeInfo::with_oid(Oid(*only))),
                // Of two types of one name, which one is sent cannot be told.
                Some(_) => return None,
                None => return Some(Err(format!("type \"{name}\" does not exist"))),
            }
        }
        Some(Ok(types))
    }

    fn column(&self, column: &sqlx::postgres::PgColumn) -> DescribedColumn {
        let shows = match (column.relation_id(), column.relation_attribute_no()) {
            (Some(relation), Some(number)) => self.columns.get(&(relation.0, number)).cloned(),
            _ => None,
        };
        DescribedColumn {
            name: column.name().to_owned(),
            type_name: self.name(column.type_info()),
            shows,
        }
    }
}

impl Session {
    /// Prepares a query, which is not run.
    async fn prepare(&mut self, text: &str, types: &[PgTypeInfo]) -> Result<PgStatement, Failure> {
        self.announce(&format!("PREPARE {text}"));
        let patience = self.patience();
        let text = AssertSqlSafe(text.to_owned()).into_sql_str();
        let connection = self.driver();
        let preparing = async {
            if types.is_empty() {
                connection.prepare(text).await
            } else {
                connection.prepare_with(text, types).await
            }
        };
        match tokio::time::timeout(patience, preparing).await {
            Ok(prepared) => prepared.map_err(Failure::Driver),
            Err(_) => Err(Failure::Silence(patience)),
        }
    }

    /// Takes back what was prepared: a borrowed connection goes back as it came.
    async fn forget_statements(&mut self) {
        let patience = self.patience();
        let _forgotten =
            tokio::time::timeout(patience, self.driver().clear_cached_statements()).await;
    }
}
