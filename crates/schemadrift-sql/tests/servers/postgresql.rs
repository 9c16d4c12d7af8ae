//! PostgreSQL as the judge of a table.

use proptest::strategy::{Strategy as _, ValueTree as _};
use proptest::test_runner::TestRunner;
use schemadrift_core::dialect::Engine;
use schemadrift_sql::types::{read_type, write_type};
use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection, Row as _};

use super::table::{Pair, Place, Table, Verdict};
use super::{Proof, agrees, as_sql, disagreement, generate};

/// A row of values for each sample, `NULL` among them.
const SAMPLES: &[(&str, &str)] = &[
    (
        "text",
        "(NULL), (''), ('a'), ('b'), ('A'), ('x'), ('ab'), ('a#%'), ('bab')",
    ),
    ("character varying(10)", "(NULL), (''), ('a'), ('x'), ('X')"),
    ("character(3)", "(NULL), (''), ('ab'), ('cd'), ('x')"),
    ("name", "(NULL), (''), ('a'), ('x')"),
    ("word", "(NULL), (''), ('a'), ('x'), ('xx')"),
    ("amount", "(NULL), (-1), (0), (1)"),
    ("integer", "(NULL), (-1), (0), (1), (2), (3), (5), (6)"),
    ("bigint", "(NULL), (-1), (0), (1), (2)"),
    ("numeric", "(NULL), (-1), (0), (1.5), (1.05), (2)"),
    ("boolean", "(NULL), (true), (false)"),
    ("mood", "(NULL), ('sad'), ('ok')"),
    (
        "date",
        "(NULL), ('2000-01-01'), ('2020-01-01'), ('2021-01-01')",
    ),
    (
        "timestamp without time zone",
        "(NULL), ('2020-01-01'), ('2020-01-01 12:00'), ('2021-03-04')",
    ),
    (
        "timestamp with time zone",
        "(NULL), ('2020-01-01 00:00+00'), ('2100-01-01 00:00+00')",
    ),
    (
        "integer[]",
        "(NULL), ('{}'), ('{1}'), ('{1,2}'), ('{-1,NULL}')",
    ),
    ("text[]", "(NULL), ('{}'), ('{a}'), ('{b,NULL}')"),
];

struct Server {
    connection: PgConnection,
    columns: Vec<(String, String)>,
}

impl Server {
    async fn connect(url: &str, table: &Table) -> Self {
        let mut server = Self {
            connection: PgConnection::connect(url)
                .await
                .expect("the server answers"),
            columns: table.columns.clone(),
        };
        for statement in [
            "BEGIN",
            "SET LOCAL TimeZone = 'UTC'",
            "CREATE TYPE public.mood AS ENUM ('sad', 'ok', 'happy')",
            "CREATE DOMAIN public.word AS character varying(10)",
            "CREATE DOMAIN public.amount AS integer",
            "CREATE SCHEMA other",
            "CREATE OPERATOR public.=== (LEFTARG = text, RIGHTARG = text, FUNCTION = texteq)",
            "CREATE OPERATOR other.=== (LEFTARG = text, RIGHTARG = text, FUNCTION = textne)",
            "CREATE SEQUENCE public.counter",
            "CREATE SEQUENCE public.\"Counter\"",
            // What comes before may wait for another test that makes the same.
            "SET LOCAL statement_timeout = '20s'",
        ] {
            server.run(statement).await.expect(statement);
        }
        server
    }

    /// The first column of each row, or the server's complaint; the transaction survives it.
    async fn run(&mut self, statement: &str) -> Result<Vec<Option<String>>, String> {
        let is_guarded = statement != "BEGIN";
        if is_guarded {
            self.connection
                .execute("SAVEPOINT s")
                .await
                .expect("a savepoint");
        }
        let rows = sqlx::raw_sql(AssertSqlSafe(statement.to_owned()))
            .fetch_all(&mut self.connection)
            .await;
        let rows = match rows {
            Ok(rows) => rows,
            Err(error) => {
                self.connection
                    .execute("ROLLBACK TO SAVEPOINT s")
                    .await
                    .expect("a savepoint to return to");
                return Err(error.to_string());
            }
        };
        Ok(rows
            .iter()
            .map(|row| row.try_get_unchecked(0).expect("a text column"))
            .collect())
    }

    /// What the planner makes of two expressions.
    async fn plan(&mut self, pair: &[&str; 2], place: &Place) -> Result<[String; 2], String> {
        let [one, other] = pair;
        let statement = match place {
            Place::Row | Place::TypedRow => {
                let columns: Vec<String> = self
                    .columns
                    .iter()
                    .map(|(name, declared)| format!("NULL::{declared} AS {name}"))
                    .collect();
                format!(
                    "EXPLAIN (VERBOSE, COSTS OFF, FORMAT JSON) SELECT ({one}\n), ({other}\n) \
                     FROM (SELECT {} OFFSET 0) t WHERE false",
                    columns.join(", ")
                )
            }
            Place::Default(declared) => format!(
                "EXPLAIN (VERBOSE, COSTS OFF, FORMAT JSON) \
                 SELECT CAST(({one}\n) AS {declared}), CAST(({other}\n) AS {declared})"
            ),
        };
        let rows = self.run(&statement).await?;
        let text = rows[0].as_deref().expect("a plan");
        let plan: serde_json::Value = serde_json::from_str(text).expect("a plan in JSON");
        let output = &plan[0]["Plan"]["Output"];
        let entry = |index: usize| output[index].as_str().expect("an output").to_owned();
        Ok([entry(0), entry(1)])
    }

    /// Whether two expressions have the same values.
    async fn has_same_values(&mut self, pair: &[&str; 2], place: &Place) -> Result<bool, String> {
        let [one, other] = pair;
        let statement = match place {
            Place::Row | Place::TypedRow => {
                let samples: Vec<String> = self
                    .columns
                    .iter()
                    .filter(|(name, _)| mentions(one, name) || mentions(other, name))
                    .map(|(name, declared)| {
                        let values = SAMPLES
                            .iter()
                            .find(|(sampled, _)| sampled == declared)
                            .map_or("(NULL)", |(_, values)| values);
                        format!(
                            "(SELECT v::{declared} AS {name} FROM (VALUES {values}) s(v)) s_{name}"
                        )
                    })
                    .collect();
                let from = if samples.is_empty() {
                    "(SELECT 1) s".to_owned()
                } else {
                    samples.join(" CROSS JOIN ")
                };
                format!(
                    "SELECT count(*)::text FROM {from} \
                     WHERE ({one}\n) IS DISTINCT FROM ({other}\n)"
                )
            }
            Place::Default(declared) => format!(
                "SELECT count(*)::text FROM (SELECT 1) s \
                 WHERE CAST(({one}\n) AS {declared}) \
                 IS DISTINCT FROM CAST(({other}\n) AS {declared})"
            ),
        };
        // Types without equality are compared by their plans alone.
        let rows = self.run(&statement).await.unwrap_or_default();
        Ok(rows
            .first()
            .is_some_and(|count| count.as_deref() == Some("0")))
    }

    /// The server's word: the same plan proves that two texts mean the same, and so do the same
    /// values, which only tell so much.
    async fn judge(&mut self, pair: &[&str; 2], place: &Place) -> Result<Proof, String> {
        let planned = self.plan(pair, place).await?;
        // A sequence moves on: its values are never the same twice.
        let is_volatile = pair.iter().any(|text| {
            ["nextval", "random", "clock_timestamp"]
                .iter()
                .any(|name| text.contains(name))
        });
        if planned[0] == planned[1] {
            return Ok(Proof::Same);
        }
        let is_same = !is_volatile && self.has_same_values(pair, place).await?;
        Ok(if is_same {
            Proof::SameValues
        } else {
            Proof::Different
        })
    }
}

/// Whether an expression may use a column.
fn mentions(expression: &str, column: &str) -> bool {
    expression
        .split(|character: char| !character.is_ascii_alphanumeric() && character != '_')
        .any(|word| word.eq_ignore_ascii_case(column))
}

fn table() -> Table {
    Table::read(
        Engine::PostgreSql,
        include_str!("../equivalences/postgresql.txt"),
    )
}

fn bytes(digits: &str) -> String {
    format!("'\\x{digits}'")
}

async fn disagreements(url: &str) -> Vec<String> {
    let table = table();
    let mut server = Server::connect(url, &table).await;
    let version = server
        .run("SHOW server_version_num")
        .await
        .expect("a version");
    let version: u32 = version[0]
        .as_deref()
        .unwrap_or("0")
        .parse()
        .expect("a number");
    let mut found = Vec::new();
    for pair in &table.pairs {
        if !exists_in(version, pair) {
            continue;
        }
        let texts = [pair.one.as_str(), pair.other.as_str()];
        match server.judge(&texts, &pair.place).await {
            Ok(Proof::SameValues) if pair.verdict == Verdict::Different => {}
            Ok(proof) if agrees(pair.verdict, proof) => {}
            Ok(proof) => found.push(disagreement(pair, &format!("the server: {proof:?}"))),
            Err(complaint) => found.push(disagreement(pair, &complaint)),
        }
        for text in texts {
            let normal = as_sql(table.normal(&pair.place, text), bytes);
            match server.judge(&[text, &normal], &pair.place).await {
                Ok(Proof::Same | Proof::SameValues) => {}
                Ok(Proof::Different) => {
                    found.push(disagreement(pair, &format!("{text} is not {normal}")));
                }
                Err(complaint) => {
                    found.push(disagreement(pair, &format!("{normal}: {complaint}")));
                }
            }
        }
    }
    found
}

/// Spellings that a server's version does not know yet, or prints by another rule.
fn exists_in(version: u32, pair: &Pair) -> bool {
    let has = |part: &str| pair.one.contains(part) || pair.other.contains(part);
    let since_13 = has("similar_to_escape") || has("SIMILAR TO");
    // Before, `EXTRACT` was `date_part`, and a substring could not be written with both words.
    let since_14 = has("substring(s for 1 from 2)");
    (version >= 130_000 || !since_13) && (version >= 140_000 || !since_14)
}

#[tokio::test]
async fn postgresql_agrees_with_the_table() {
    let Some(url) = url() else { return };
    let found = disagreements(&url).await;
    assert!(found.is_empty(), "{}:\n{}", found.len(), found.join("\n"));
}

/// The server's address, where one is given.
fn url() -> Option<String> {
    let url = std::env::var("SCHEMADRIFT_TEST_POSTGRES_URL").ok();
    if url.is_none() {
        eprintln!("SCHEMADRIFT_TEST_POSTGRES_URL is not set: no PostgreSQL was asked");
    }
    url
}

#[tokio::test]
async fn a_normal_form_means_what_the_text_means() {
    let Some(url) = url() else { return };
    let table = table();
    let mut server = Server::connect(&url, &table).await;
    let mut runner = TestRunner::deterministic();
    let conditions = generate::condition(Engine::PostgreSql);
    let (mut asked, mut found) = (0, Vec::new());
    for _ in 0..400 {
        let text = conditions
            .new_tree(&mut runner)
            .expect("a condition")
            .current();
        for place in [Place::Row, Place::TypedRow] {
            let normal = as_sql(table.normal(&place, &text), bytes);
            // Casts of numbers may fail where a value is out of range, on both sides alike.
            match server
                .judge(&[text.as_str(), normal.as_str()], &place)
                .await
            {
                Ok(Proof::Same | Proof::SameValues) => asked += 1,
                Ok(Proof::Different) => found.push(format!("{text}\n    is not {normal}")),
                Err(complaint) => found.push(format!("{text}\n    {normal}\n    {complaint}")),
            }
        }
    }
    assert!(found.is_empty(), "{}:\n{}", found.len(), found.join("\n"));
    assert!(asked >= 800, "only {asked} pairs");
}

/// Spellings of types as people write them.
const SPELLINGS: &[&str] = &[
    "int",
    "INT4",
    "integer",
    "int2",
    "smallint",
    "int8",
    "bigint",
    "float",
    "float(24)",
    "float(25)",
    "real",
    "float4",
    "float8",
    "double precision",
    "DOUBLE  PRECISION",
    "decimal",
    "numeric(10)",
    "dec(10,2)",
    "numeric( 10 , 2 )",
    "varchar",
    "varchar(20)",
    "character varying(20)",
    "char varying(3)",
    "char",
    "char(1)",
    "character",
    "character(7)",
    "bpchar",
    "nchar(2)",
    "national character varying(5)",
    "national char(4)",
    "bool",
    "BOOLEAN",
    "timestamp",
    "timestamp(3)",
    "timestamptz",
    "timestamptz(6)",
    "timestamp(0) with time zone",
    "timestamp without time zone",
    "time",
    "timetz(3)",
    "time(2) without time zone",
    "bit",
    "bit(8)",
    "varbit",
    "varbit(5)",
    "bit varying(7)",
    "interval",
    "interval day to second(3)",
    "interval year",
    "interval(2)",
    "interval YEAR TO MONTH",
    "int[]",
    "int[][]",
    "int array[3]",
    "integer ARRAY",
    "text[3][4]",
    "varchar(5)[]",
    "timestamp(3)[]",
    "mood",
    "public.mood",
    "mood[]",
    "\"mood\"",
    "pg_catalog.int4",
    "pg_catalog.varchar(3)",
    "pg_catalog.bpchar(3)",
    "\"char\"",
    "\"bit\"",
    "\"varchar\"",
    "\"timestamptz\"",
    "name",
    "oid",
    "regclass",
    "text",
    "TEXT",
    "bytea",
    "uuid",
    "json",
    "jsonb",
    "xml",
    "inet",
    "cidr",
    "macaddr",
    "macaddr8",
    "date",
    "money",
    "tsvector",
    "tsquery",
    "point",
    "int4range",
    "int4multirange",
    "pg_lsn",
    "jsonpath",
    "numeric(5,0)[]",
    "bit(3)[]",
    "char(2)[]",
    "timestamp(6)",
    "time(6)",
];

#[tokio::test]
async fn what_the_server_prints_of_a_type_is_the_same_type() {
    let Some(url) = url() else { return };
    let table = table();
    let mut server = Server::connect(&url, &table).await;
    let mut asked = 0;
    for spelling in SPELLINGS {
        let statement = format!(
            "CREATE TEMP TABLE spelled (c {spelling}) ON COMMIT DROP; \
             SELECT format_type(atttypid, atttypmod) FROM pg_attribute \
             WHERE attrelid = 'spelled'::regclass AND attname = 'c'; DROP TABLE spelled"
        );
        let printed = match server.run(&statement).await {
            Ok(rows) => rows[0].clone().expect("a type"),
            // Multiranges are newer than the oldest servers.
            Err(_) if spelling.contains("multirange") => continue,
            Err(complaint) => panic!("{spelling}: {complaint}"),
        };
        let read = |text: &str| table.shape(text);
        assert_eq!(
            read(&spelling.replace("public.", "")),
            read(&printed),
            "{spelling}, {printed}"
        );
        let written = write_type(Engine::PostgreSql, &read_type(Engine::PostgreSql, spelling));
        let again = format!("SELECT NULL::{written}");
        assert_eq!(
            server.run(&again).await.map(|rows| rows.len()),
            Ok(1),
            "{written}"
        );
        asked += 1;
    }
    assert!(asked >= 90, "only {asked} spellings");
}
