//! Owns one entity for each Rust type that is tried, all of them of a table `held`.

use std::pin::Pin;

use schemadrift_core::dialect::Engine;
use schemadrift_core::model::Schema;
use sea_orm::{DatabaseConnection, DbErr};

type Work<'a> = Pin<Box<dyn Future<Output = Result<(), DbErr>> + 'a>>;

/// A Rust type as a field of an entity.
pub(crate) struct Field {
    pub(crate) name: &'static str,
    pub(crate) schema: fn(Engine) -> Schema,
    /// Reads the row of this key.
    pub(crate) read: for<'a> fn(&'a DatabaseConnection, i32) -> Work<'a>,
    /// Writes one of the values under this key.
    pub(crate) write: for<'a> fn(&'a DatabaseConnection, i32, usize) -> Work<'a>,
    /// How many values there are: a plain one first, then the largest.
    pub(crate) values: usize,
    /// Whether it takes some values of its type only.
    pub(crate) is_closed: bool,
}

macro_rules! fields {
    ($($module:ident: $(#[$($attribute:tt)*])? [$($own:tt)+] = $values:expr;)+) => {
        $(mod $module {
            use sea_orm::entity::prelude::*;
            use sea_orm::{ActiveValue::Set, DatabaseConnection};
            use super::*;

            #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
            #[sea_orm(table_name = "held")]
            pub(super) struct Model {
                #[sea_orm(primary_key, auto_increment = false)]
                id: i32,
                $(#[$($attribute)*])?
                value: $($own)+,
            }

            #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
            pub(super) enum Relation {}

            impl ActiveModelBehavior for ActiveModel {}

            pub(super) fn values() -> Vec<$($own)+> {
                $values
            }

            pub(super) fn read(connection: &DatabaseConnection, id: i32) -> Work<'_> {
                Box::pin(async move {
                    let row = Entity::find_by_id(id).one(connection).await?;
                    row.map(drop).ok_or(DbErr::RecordNotFound("no row".to_owned()))
                })
            }

            pub(super) fn write(
                connection: &DatabaseConnection,
                id: i32,
                position: usize,
            ) -> Work<'_> {
                let value = Set(values().remove(position));
                let row = ActiveModel { id: Set(id), value };
                Box::pin(async move { Entity::insert(row).exec_without_returning(connection).await.map(drop) })
            }
        })+

        /// All of them.
        pub(crate) fn all() -> Vec<Field> {
            vec![$(Field {
                name: stringify!($module),
                schema: |engine| schemadrift_seaorm::entities![$module::Entity].read(engine).schema,
                read: $module::read,
                write: $module::write,
                values: $module::values().len(),
                is_closed: matches!(stringify!($module), "mood" | "rank"),
            }),+]
        }
    };
}

/// A native enum, or text on databases without enums of their own.
#[derive(Debug, Clone, PartialEq, Eq, sea_orm::EnumIter, sea_orm::DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Enum", enum_name = "mood")]
pub(crate) enum Mood {
    #[sea_orm(string_value = "glad")]
    Glad,
    #[sea_orm(string_value = "sad")]
    Sad,
}

/// An enum that is kept as a number.
#[derive(Debug, Clone, PartialEq, Eq, sea_orm::EnumIter, sea_orm::DeriveActiveEnum)]
#[sea_orm(rs_type = "i32", db_type = "Integer")]
pub(crate) enum Rank {
    #[sea_orm(num_value = 7)]
    Seventh,
    #[sea_orm(num_value = 2_000_000_000)]
    Last,
}

fn long() -> String {
    "x".repeat(300)
}

fn moment() -> sea_orm::prelude::DateTimeUtc {
    sea_orm::prelude::DateTimeUtc::from_timestamp(1_700_000_000, 0).unwrap()
}

fields! {
    short: [i16] = vec![7, i16::MAX];
    whole: [i32] = vec![7, i32::MAX];
    long_whole: [i64] = vec![7, i64::MAX];
    natural: [u32] = vec![7, u32::MAX];
    small_fraction: [f32] = vec![1.5, 2.0, f32::MAX];
    fraction: [f64] = vec![1.5, 2.0, f64::MAX];
    amount: #[sea_orm(column_type = "Decimal(Some((12, 2)))")] [Decimal] = vec![Decimal::new(150, 2), Decimal::new(200, 2), Decimal::new(999_999_999_999, 2)];
    any_amount: [Decimal] = vec![Decimal::new(150, 2), Decimal::new(200, 2), Decimal::new(150_001, 5)];
    truth: [bool] = vec![true, false];
    words: [String] = vec!["7".to_owned(), long()];
    limited: #[sea_orm(column_type = "String(StringLen::N(40))")] [String] = vec!["7".to_owned(), "x".repeat(40)];
    text: #[sea_orm(column_type = "Text")] [String] = vec!["7".to_owned(), long()];
    token: [Uuid] = vec![Uuid::from_u128(7)];
    document: #[sea_orm(column_type = "JsonBinary")] [Json] = vec![serde_json::json!({"a": 1})];
    plain_document: #[sea_orm(column_type = "Json")] [Json] = vec![serde_json::json!({"a": 1})];
    day: [Date] = vec![moment().date_naive()];
    time: [Time] = vec![moment().time()];
    local: [DateTime] = vec![moment().naive_utc()];
    instant: [DateTimeUtc] = vec![moment()];
    zoned: [DateTimeWithTimeZone] = vec![moment().fixed_offset()];
    bytes: [Vec<u8>] = vec![vec![1, 2, 255]];
    mood: [Mood] = vec![Mood::Glad, Mood::Sad];
    rank: [Rank] = vec![Rank::Seventh, Rank::Last];
}

/// What SeaORM reads from MySQL alone.
pub(crate) mod of_mysql {
    use super::{Field, Work};

    fields! {
        long_natural: [u64] = vec![7, u64::MAX];
    }
}

/// What only PostgreSQL has.
pub(crate) mod lists {
    use super::{Field, Work};

    fields! {
        wholes: [Vec<i32>] = vec![vec![7], vec![i32::MAX]];
        long_wholes: [Vec<i64>] = vec![vec![7], vec![i64::MAX]];
        texts: [Vec<String>] = vec![vec!["7".to_owned()], vec!["x".repeat(300)]];
    }
}
