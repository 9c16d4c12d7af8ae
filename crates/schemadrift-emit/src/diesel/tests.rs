//! The exact text of small schemas.

use schemadrift_core::Stated;
use schemadrift_core::coverage::Coverage;
use schemadrift_core::data_type::{ColumnType, DataType};
use schemadrift_core::dialect::Engine;
use schemadrift_core::model::{Column, PrimaryKey, Schema, Table};
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::origin::Origin;

use super::diesel;

fn column(name: &str, shape: DataType, is_nullable: bool) -> Column {
    let mut column = Column::new(name, Origin::Unlocated);
    column.data_type = Stated::Written(ColumnType::exact("", shape));
    column.is_nullable = Stated::Written(is_nullable);
    column
}

fn table(name: QualifiedName, columns: Vec<Column>, keys: &[&str]) -> Table {
    let mut table = Table::new(name, Origin::Unlocated);
    table.columns = columns;
    table.primary_key = Stated::Written((!keys.is_empty()).then(|| PrimaryKey {
        name: Stated::NotStated,
        columns: keys.iter().map(|key| Name::from(*key)).collect(),
        include: Stated::NotStated,
        origin: Origin::Unlocated,
    }));
    table
}

fn schema(engine: Engine, tables: Vec<Table>) -> Schema {
    let mut schema = Schema::empty(engine, Coverage::everything());
    schema.default_namespace = engine.dialect().default_namespace.map(Name::from);
    schema.tables = tables;
    schema
}

#[test]
fn names_that_rust_does_not_take_keep_their_name_in_the_database() {
    let own = table(
        QualifiedName::new("public", "type"),
        vec![
            column("id", DataType::integer(32), false),
            column("a-b", DataType::Varchar(Some(20)), true),
            column(
                "type",
                DataType::Enum(QualifiedName::new("app", "mood")),
                false,
            ),
            column("type_", DataType::Array(Box::new(DataType::Uuid)), false),
        ],
        &["id"],
    );
    let written = diesel(&schema(Engine::PostgreSql, vec![own]));
    assert_eq!(
        written.text,
        "pub mod sql_types {
    #[derive(diesel::query_builder::QueryId, diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = \"mood\", schema = \"app\"))]
    pub struct Mood;
}

diesel::table! {
    use diesel::sql_types::*;
    use super::sql_types::Mood;

    #[sql_name = \"type\"]
    type_ (id) {
        id -> Int4,
        #[sql_name = \"a-b\"]
        #[max_length = 20]
        a_b -> Nullable<Varchar>,
        #[sql_name = \"type\"]
        type__ -> Mood,
        #[sql_name = \"type_\"]
        type___ -> Array<Nullable<Uuid>>,
    }
}
"
    );
}

#[test]
fn what_diesel_has_no_words_for_is_said() {
    let columns = || vec![column("x", DataType::Xml, false)];
    let no_key = table(QualifiedName::new("public", "a"), columns(), &[]);
    let odd_schema = table(QualifiedName::new("my schema", "b"), columns(), &["x"]);
    let written = diesel(&schema(Engine::PostgreSql, vec![no_key, odd_schema]));
    assert_eq!(written.text, "");
    let reasons: Vec<String> = written.skipped.iter().map(ToString::to_string).collect();
    assert_eq!(
        reasons[1..],
        [
            "table `public.a`: Diesel wants a primary key, and it has none",
            "table `my schema.b`: its schema has no name that Rust can write",
        ]
    );
    let typeless = table(
        QualifiedName::bare("t"),
        vec![column("rowid", DataType::integer(32), true)],
        &[],
    );
    let written = diesel(&schema(Engine::Sqlite, vec![typeless]));
    assert!(
        written
            .text
            .contains("t (oid) {\n        oid -> Integer,\n"),
        "{}",
        written.text
    );
    let written = diesel(&schema(Engine::MySql, Vec::new()));
    assert_eq!(written.skipped.len(), 1);
}
