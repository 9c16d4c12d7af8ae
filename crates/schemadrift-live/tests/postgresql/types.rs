//! What named types and views say of their columns.

use schemadrift_core::expression::{Constant, NormalForm};
use schemadrift_core::model::{Column, DefaultValue, Schema};
use schemadrift_core::name::Name;
use schemadrift_core::stated::Stated;

use crate::scratch::{Scratch, read};

fn column<'a>(schema: &'a Schema, table: &str, name: &str) -> &'a Column {
    let tables = schema
        .tables
        .iter()
        .map(|table| (&table.name, &table.columns));
    let views = schema.views.iter().map(|view| (&view.name, &view.columns));
    let (_, columns) = tables
        .chain(views)
        .find(|(own, _)| own.name == Name::from(table))
        .unwrap();
    let found = columns
        .iter()
        .find(|column| column.name == Name::from(name));
    found.unwrap()
}

fn default(column: &Column) -> Option<&NormalForm> {
    match column.default.get() {
        Some(Some(DefaultValue::Expression(expression))) => Some(&expression.normal),
        _ => None,
    }
}

fn constant(text: &str) -> NormalForm {
    NormalForm::Constant(Constant::Text(text.to_owned()))
}

#[tokio::test]
async fn defaults_of_enums_are_read_whatever_the_default_schema() {
    let scratch = Scratch::new(
        "CREATE SCHEMA app;
        CREATE TYPE app.mood AS ENUM ('sad', 'ok');
        CREATE TABLE app.things (
            one app.mood DEFAULT 'ok',
            list app.mood[] DEFAULT ARRAY['ok']::app.mood[]
        )",
    )
    .await;
    for url in [scratch.url(), format!("{}?schema=app", scratch.url())] {
        let live = read(&url).await;
        let schema = &live.reading.schema;
        let one = column(schema, "things", "one");
        assert_eq!(default(one), Some(&constant("ok")), "{url}");
        let list = NormalForm::Constant(Constant::Array(vec![Constant::Text("ok".to_owned())]));
        assert_eq!(
            default(column(schema, "things", "list")),
            Some(&list),
            "{url}"
        );
    }
}

#[tokio::test]
async fn the_default_of_a_domain_column_is_read_as_the_type_beneath() {
    let scratch = Scratch::new(
        "CREATE DOMAIN short AS varchar(20) DEFAULT 'x';
        CREATE DOMAIN shorter AS short CHECK (length(VALUE) < 10);
        CREATE TABLE things (a shorter DEFAULT 'y', b shorter)",
    )
    .await;
    let live = scratch.read().await;
    let schema = &live.reading.schema;
    let a = column(schema, "things", "a");
    assert_eq!(default(a), Some(&constant("y")));
    // What the domain gives is the domain's.
    assert_eq!(column(schema, "things", "b").default, Stated::Written(None));
}

#[tokio::test]
async fn views_say_which_columns_take_writes() {
    let scratch = Scratch::new(
        "CREATE TABLE things (a integer, b integer);
        CREATE VIEW simple AS SELECT a, a + b AS sum FROM things;
        CREATE VIEW grouped AS SELECT DISTINCT a FROM things;
        CREATE MATERIALIZED VIEW stored AS SELECT a FROM things",
    )
    .await;
    let live = scratch.read().await;
    let schema = &live.reading.schema;
    for (view, name, expected) in [
        ("simple", "a", true),
        ("simple", "sum", false),
        ("grouped", "a", false),
        ("stored", "a", false),
    ] {
        let is_writable = &column(schema, view, name).is_writable;
        assert_eq!(*is_writable, Stated::Written(expected), "{view}.{name}");
    }
    assert_eq!(column(schema, "things", "a").is_writable, Stated::NotStated);
}
