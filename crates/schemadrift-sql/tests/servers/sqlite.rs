//! SQLite as the judge of a table, by values alone.

use proptest::strategy::{Strategy as _, ValueTree as _};
use proptest::test_runner::TestRunner;
use schemadrift_core::dialect::Engine;
use sqlx::{AssertSqlSafe, Connection as _, Row as _, SqliteConnection};

use super::table::{Place, Table};
use super::{Proof, agrees, as_sql, disagreement, generate};

const SAMPLES: &[(&str, &str)] = &[
    (
        "s",
        "(NULL), (''), ('a'), ('b'), ('A'), ('a%'), ('a#%'), ('7'), ('2000-01-01'), ('3000')",
    ),
    ("n", "(NULL), (-1), (0), (1), (2), (3), (5), (6)"),
    ("r", "(NULL), (-1.0), (0.0), (1.0), (1.5), (2.5)"),
    ("x", "(NULL), (1), ('1'), (0), (x'00ff')"),
    ("k", "(NULL), (1), ('a')"),
];

struct Database {
    connection: SqliteConnection,
}

impl Database {
    async fn open(table: &Table) -> Self {
        let connection = SqliteConnection::connect("sqlite::memory:")
            .await
            .expect("a database in memory");
        let mut database = Self { connection };
        for (name, declared) in &table.columns {
            let (_, values) = SAMPLES
                .iter()
                .find(|(sampled, _)| sampled == name)
                .expect("samples of the column");
            database
                .run(&format!("CREATE TABLE s_{name} ({name} {declared})"))
                .await
                .expect(name);
            database
                .run(&format!("INSERT INTO s_{name} VALUES {values}"))
                .await
                .expect(name);
        }
        database
    }

    async fn run(&mut self, statement: &str) -> Result<Vec<String>, String> {
        let rows = sqlx::raw_sql(AssertSqlSafe(statement.to_owned()))
            .fetch_all(&mut self.connection)
            .await
            .map_err(|error| error.to_string())?;
        Ok(rows
            .iter()
            .map(|row| {
                row.try_get_unchecked::<String, _>(0)
                    .expect("a text column")
            })
            .collect())
    }

    async fn judge(
        &mut self,
        table: &Table,
        pair: &[&str; 2],
        place: &Place,
    ) -> Result<Proof, String> {
        let [one, other] = pair;
        let differences = match place {
            Place::Row | Place::TypedRow => {
                let from: Vec<String> = table
                    .columns
                    .iter()
                    .map(|(name, _)| format!("s_{name}"))
                    .collect();
                let statement = format!(
                    "SELECT CAST(count(*) AS TEXT) FROM {} \
                     WHERE quote(({one}\n)) IS NOT quote(({other}\n))",
                    from.join(", ")
                );
                self.run(&statement).await?
            }
            Place::Default(declared) => {
                let [one, other] = [as_default(one), as_default(other)];
                // The third column is there to be named by the insert.
                let statement = format!(
                    "DROP TABLE IF EXISTS d; \
                     CREATE TABLE d (one {declared} DEFAULT {one}, \
                     other {declared} DEFAULT {other}, z); \
                     INSERT INTO d (z) VALUES (0); \
                     SELECT CAST(count(*) AS TEXT) FROM d WHERE quote(one) IS NOT quote(other)"
                );
                self.run(&statement).await?
            }
        };
        Ok(match differences.first().map(String::as_str) {
            Some("0") => Proof::SameValues,
            _ => Proof::Different,
        })
    }
}

/// A default as SQLite takes it: a name is a string only outside of parentheses.
fn as_default(text: &str) -> String {
    let is_name = text.starts_with('"') || text.bytes().all(|byte| byte.is_ascii_alphabetic());
    if is_name {
        text.to_owned()
    } else {
        format!("({text}\n)")
    }
}

fn bytes(digits: &str) -> String {
    format!("x'{digits}'")
}

#[tokio::test]
async fn sqlite_agrees_with_the_table() {
    let table = Table::read(Engine::Sqlite, include_str!("../equivalences/sqlite.txt"));
    let mut database = Database::open(&table).await;
    let mut found = Vec::new();
    for pair in &table.pairs {
        let texts = [pair.one.as_str(), pair.other.as_str()];
        match database.judge(&table, &texts, &pair.place).await {
            Ok(proof) if agrees(pair.verdict, proof) => {}
            Ok(proof) => found.push(disagreement(pair, &format!("{proof:?}"))),
            Err(complaint) => found.push(disagreement(pair, &complaint)),
        }
        for text in texts {
            let normal = as_sql(table.normal(&pair.place, text), bytes);
            let proof = database.judge(&table, &[text, &normal], &pair.place).await;
            if proof != Ok(Proof::SameValues) {
                found.push(disagreement(
                    pair,
                    &format!("{text} is not {normal}: {proof:?}"),
                ));
            }
        }
    }
    assert!(found.is_empty(), "{}:\n{}", found.len(), found.join("\n"));
}

#[tokio::test]
async fn a_normal_form_means_what_the_text_means() {
    let table = Table::read(Engine::Sqlite, include_str!("../equivalences/sqlite.txt"));
    let mut database = Database::open(&table).await;
    let mut runner = TestRunner::deterministic();
    let conditions = generate::condition(Engine::Sqlite);
    let (mut asked, mut found) = (0, Vec::new());
    for _ in 0..300 {
        let text = conditions
            .new_tree(&mut runner)
            .expect("a condition")
            .current();
        let normal = as_sql(table.normal(&Place::Row, &text), bytes);
        let pair = [text.as_str(), normal.as_str()];
        match database.judge(&table, &pair, &Place::Row).await {
            Ok(Proof::SameValues) => asked += 1,
            Ok(proof) => found.push(format!("{text}\n    is not {normal}: {proof:?}")),
            Err(complaint) => found.push(format!("{text}\n    {normal}\n    {complaint}")),
        }
    }
    assert!(found.is_empty(), "{}:\n{}", found.len(), found.join("\n"));
    assert_eq!(asked, 300);
}
