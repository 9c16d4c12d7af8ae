//! What is said of every type of Diesel over every type of PostgreSQL is what Diesel meets there:
//! a row is written by the database and read by Diesel, and the other way round.

use std::pin::Pin;

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection};
use schemadrift_core::dialect;
use schemadrift_core::finding::Effect;
use schemadrift_core::model::Schema;
use schemadrift_tests::database::{Database, Engine};
use schemadrift_tests::trial::{
    BEFORE_POSTGRESQL, Claim, Kept, POSTGRESQL, Seen, Tally, live_schema,
};

type Work<'a, T> = Pin<Box<dyn Future<Output = QueryResult<T>> + 'a>>;

/// A type of Diesel with a Rust type that goes with it, as a table of its own.
struct Field {
    name: &'static str,
    schema: fn() -> Schema,
    /// Reads the row of this key, and says whether it is one of the values.
    read: for<'a> fn(&'a mut AsyncPgConnection, i32, usize) -> Work<'a, bool>,
    write: for<'a> fn(&'a mut AsyncPgConnection, i32, usize) -> Work<'a, ()>,
    values: usize,
}

macro_rules! fields {
    ($($module:ident: [$($sql:tt)+] as [$($own:tt)+] = $values:expr;)+) => {
        $(mod $module {
            use diesel::prelude::*;
            use diesel_async::{AsyncPgConnection, RunQueryDsl};
            use super::*;

            diesel::table! {
                held (id) {
                    id -> Integer,
                    value -> $($sql)+,
                }
            }

            pub(super) fn values() -> Vec<$($own)+> {
                $values
            }

            pub(super) fn read(
                connection: &mut AsyncPgConnection,
                id: i32,
                position: usize,
            ) -> Work<'_, bool> {
                Box::pin(async move {
                    let rows = held::table.find(id).select(held::value);
                    let read = rows.first::<$($own)+>(connection).await?;
                    Ok(read == values().remove(position))
                })
            }

            pub(super) fn write(
                connection: &mut AsyncPgConnection,
                id: i32,
                position: usize,
            ) -> Work<'_, ()> {
                let row = (held::id.eq(id), held::value.eq(values().remove(position)));
                Box::pin(async move {
                    let insert = diesel::insert_into(held::table).values(row);
                    insert.execute(connection).await.map(drop)
                })
            }
        })+

        fn fields() -> Vec<Field> {
            vec![$(Field {
                name: stringify!($module),
                schema: || {
                    let tables = schemadrift_diesel::compiled_tables![$module::held];
                    let reading = schemadrift_diesel::reflect::read(&tables, dialect::Engine::PostgreSql);
                    reading.reading.schema
                },
                read: $module::read,
                write: $module::write,
                values: $module::values().len(),
            }),+]
        }
    };
}

fn moment() -> chrono::DateTime<chrono::Utc> {
    chrono::DateTime::from_timestamp(1_700_000_000, 0).unwrap()
}

fields! {
    short: [SmallInt] as [i16] = vec![7, i16::MAX];
    whole: [Integer] as [i32] = vec![7, i32::MAX];
    long_whole: [BigInt] as [i64] = vec![7, i64::MAX];
    small_fraction: [Float] as [f32] = vec![1.5, f32::MAX];
    fraction: [Double] as [f64] = vec![1.5, f64::MAX];
    amount: [Numeric] as [bigdecimal::BigDecimal] = vec!["1.5".parse().unwrap()];
    truth: [Bool] as [bool] = vec![false, true];
    words: [Text] as [String] = vec!["7".to_owned(), "x".repeat(300)];
    short_words: [Varchar] as [String] = vec!["7".to_owned(), "x".repeat(300)];
    token: [Uuid] as [uuid::Uuid] = vec![uuid::Uuid::from_u128(u128::MAX / 3)];
    document: [Jsonb] as [serde_json::Value] = vec![serde_json::json!({"a": 1})];
    plain_document: [Json] as [serde_json::Value] = vec![serde_json::json!({"a": 1})];
    day: [Date] as [NaiveDate] = vec![moment().date_naive()];
    time: [Time] as [NaiveTime] = vec![moment().time()];
    local: [Timestamp] as [NaiveDateTime] = vec![moment().naive_utc()];
    instant: [Timestamptz] as [DateTime<Utc>] = vec![moment()];
    bytes: [Binary] as [Vec<u8>] = vec![vec![1, 2, 255]];
    identifier: [Oid] as [u32] = vec![7];
    wholes: [Array<Integer>] as [Vec<i32>] = vec![vec![7]];
    long_wholes: [Array<BigInt>] as [Vec<i64>] = vec![vec![7]];
    texts: [Array<Text>] as [Vec<String>] = vec![vec!["7".to_owned()]];
}

/// Reads what is there, then writes under keys from `free` on and reads that.
async fn look(url: &str, field: &Field, kept: &Kept, free: i32) -> Seen {
    let mut connection = AsyncPgConnection::establish(url).await.unwrap();
    let mut seen = Seen::default();
    for id in 1..=i32::try_from(kept.values.len()).unwrap() {
        let row = (field.read)(&mut connection, id, 0).await;
        seen.reads.push(row.is_ok());
    }
    for position in 0..field.values {
        let id = free + i32::try_from(position).unwrap();
        let written = (field.write)(&mut connection, id, position).await;
        seen.writes.push(written.is_ok());
        if written.is_ok() {
            let row = (field.read)(&mut connection, id, position).await;
            seen.reads_back.push(row.is_ok());
            seen.is_changed |= row.is_ok_and(|is_it| !is_it);
        }
    }
    seen
}

/// Where one client takes the bytes of a type for its own, another value comes out. That shows
/// only where the value can be written; where it cannot, writing fails.
fn is_borne_out(claim: Claim, seen: &Seen, kept: &Kept) -> bool {
    let misreads = claim == Claim::Effect(Effect::ReadsFail) && !seen.writes[0];
    misreads || seen.bears_out(claim, kept.values.len())
}

async fn over(url: &str, kept: &Kept, tally: &mut Tally) {
    let live = live_schema(url).await;
    for (free, field) in (100..).step_by(10).zip(fields()) {
        let claim = Claim::of(&(field.schema)(), &live);
        let seen = look(url, &field, kept, free).await;
        let is_so = is_borne_out(claim, &seen, kept);
        let what = format!("{} over `{}`: {seen:?}", field.name, kept.name);
        tally.add(claim, is_so, &what);
    }
}

#[test]
fn every_type_of_diesel_over_every_type_of_postgresql() {
    let database = Database::filled(Engine::Postgresql, BEFORE_POSTGRESQL);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let mut tally = Tally::default();
    for kept in POSTGRESQL {
        database.execute(&kept.script());
        runtime.block_on(over(database.url(), kept, &mut tally));
    }
    tally.assert(30, 400);
}
