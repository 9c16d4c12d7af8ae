//! Whatever stands in the files, reading ends, and never in a panic.

use proptest::prelude::{any, prop, prop_assert, proptest};
use proptest::sample::select;
use schemadrift_core::dialect::Engine;
use schemadrift_core::origin::SourceFile;
use schemadrift_seaorm::{ProgramFile, ReadSettings, SeaOrmReading, read};

/// Pieces that entities are made of, whole and broken.
const PIECES: &[&str] = &[
    "#[derive(DeriveEntityModel)] #[sea_orm(table_name = \"a\")] pub struct Model {",
    "#[sea_orm(primary_key)] pub id: i32,",
    "#[sea_orm(column_type = \"String(StringLen::N(3))\", unique)] pub s: String,",
    "#[sea_orm(column_type = \"",
    "Array(Array(Array(",
    "\")] pub t: Option<Vec<Own>>,",
    "#[sea_orm(default_expr = \"Expr::cust(\\\"now()\\\")\")] pub d: DateTimeUtc,",
    "#[sea_orm(rename_all = \"camelCase\")]",
    "#[sea_orm(ignore)] pub x: (u8, [i32; 4]),",
    "}",
    "pub enum Relation {",
    "#[derive(DeriveRelation)]",
    "#[sea_orm(belongs_to = \"Entity\", from = \"Column::S\", to = \"Column::Id\")] A,",
    "#[sea_orm(belongs_to = \"super::super::super::Entity\", from = \"(\", to = \")\")] B,",
    "#[derive(DeriveActiveEnum)] #[sea_orm(rs_type = \"String\", db_type = \"Enum\")] pub enum Own {",
    "#[sea_orm(string_value = \"x\")] X,",
    "Y = -3,",
    "use self::a::b as a; use a::b as b; use super::*; pub use crate::*;",
    "type Own = Other; type Other = Own;",
    "#[derive(DeriveValueType)] pub struct Own(pub Own);",
    "mod inner {",
    "impl ColumnTrait for Column { fn def(&self) -> ColumnDef { match self { Self::Id => ",
    "ColumnType::Integer.def().null(),",
    "} } }",
    "#[derive(DeriveColumn)] pub enum Column { Id, S }",
    "#[derive(DerivePrimaryKey)] pub enum PrimaryKey { Id }",
    "#[derive(DeriveEntity)] pub struct Entity;",
    "impl EntityName for Entity { fn table_name(&self) -> &'static str { \"b\" } }",
    "\u{0}ü\r\n",
];

fn read_texts(texts: &[String]) -> Vec<SeaOrmReading> {
    let files: Vec<ProgramFile> = texts
        .iter()
        .enumerate()
        .map(|(number, text)| ProgramFile {
            file: SourceFile::new(format!("src/m{number}.rs"), text.as_str()),
            crate_name: "app".to_owned(),
            is_of_entities: true,
        })
        .collect();
    [Engine::PostgreSql, Engine::MySql, Engine::Sqlite]
        .into_iter()
        .map(|engine| {
            let settings = ReadSettings {
                engine,
                major: Some(2),
            };
            read(&files, settings)
        })
        .collect()
}

proptest! {
    #[test]
    fn pieces_in_any_order_are_survived(
        texts in prop::collection::vec(prop::collection::vec(select(PIECES), 0..12), 1..3)
    ) {
        let texts: Vec<String> = texts.iter().map(|pieces| pieces.join(" ")).collect();
        for reading in read_texts(&texts) {
            for problem in &reading.reading.problems {
                prop_assert!(problem.origin.location().is_some(), "{}", problem.message);
            }
        }
    }

    #[test]
    fn any_text_in_an_attribute_is_survived(text in any::<String>()) {
        let entity = format!(
            "#[derive(DeriveEntityModel)] #[sea_orm(table_name = {text:?})] pub struct Model {{ \
             #[sea_orm(primary_key, column_type = {text:?}, default_expr = {text:?})] pub id: i32 }}"
        );
        for reading in read_texts(&[entity]) {
            prop_assert!(reading.reading.schema.tables.len() <= 1);
        }
    }

    #[test]
    fn any_text_is_survived(text in any::<String>()) {
        for reading in read_texts(&[format!("DeriveEntityModel {text}")]) {
            prop_assert!(reading.reading.schema.tables.is_empty());
        }
    }
}

#[test]
fn pieces_make_entities() {
    let text = format!("{}{}{}", PIECES[0], PIECES[1], PIECES[9]);
    for reading in read_texts(&[text]) {
        assert_eq!(reading.reading.schema.tables.len(), 1);
        assert!(reading.reading.problems.is_empty());
    }
}

#[test]
fn deep_input_ends_on_a_small_stack() {
    let deep = |open: &str, count: usize| open.repeat(count);
    let attribute = |value: &str| {
        format!(
            "#[derive(DeriveEntityModel)] #[sea_orm(table_name = \"a\")] pub struct Model {{ \
             #[sea_orm(column_type = {value:?})] pub id: i32 }}"
        )
    };
    let texts = vec![
        attribute(&deep("Array(", 50_000)),
        attribute(&deep("&", 50_000)),
        attribute(&deep("a.b(", 50_000)),
        attribute(&deep("<", 50_000)),
        format!("use {}x; struct DeriveEntityModel;", deep("a::", 50_000)),
        format!(
            "type Own = {}i32; // DeriveEntityModel",
            deep("Vec<", 50_000)
        ),
    ];
    let reader = std::thread::Builder::new().stack_size(2 << 20);
    let handle = reader.spawn(move || read_texts(&texts).len()).unwrap();
    assert_eq!(handle.join().unwrap(), 3);
}
