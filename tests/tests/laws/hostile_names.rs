//! Names that would leave a comment, a literal or a line if they could go through a fix unharmed, and
//! harm nobody.

use schemadrift_check::aim::aim;
use schemadrift_core::coverage::Coverage;
use schemadrift_core::data_type::{ColumnType, DataType};
use schemadrift_core::dialect::Engine;
use schemadrift_core::model::{Column, Index, Schema, Table};
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::origin::Origin;
use schemadrift_core::stated::Stated;
use schemadrift_emit::{FixSetting, ddl, fix};

use crate::filling::quoted;
use crate::scene::{Alterable, MySqlScene, PostgresScene, SqliteScene};

const NAMES: &[&str] = &[
    "it's \"quoted\" `so`",
    "new\nline; DROP TABLE victims; --",
    "a\rDROP TABLE victims;\r.",
    "a\r\n-- migrate:down\r\nDROP TABLE victims;",
    "-- +goose Down",
    "*/ DROP TABLE victims; /*",
    "\u{1b}[31mred\u{1b}[0m",
    "</script><script>alert(1)</script>",
    "\u{202e}sdrawkcab\u{202c}",
    "\u{2028}DROP TABLE victims;",
    "back\\slash\\'; DROP TABLE victims; --",
    "$$; DROP TABLE victims; $$",
    "long_long_long_long_long_long_long_long_long_long_long_long_lo",
];

fn column(name: &str, is_nullable: bool) -> Column {
    let mut column = Column::new(name, Origin::Unlocated);
    column.data_type = Stated::Written(ColumnType::exact("integer", DataType::integer(32)));
    column.is_nullable = Stated::Written(is_nullable);
    column.default = Stated::Written(None);
    column.increment = Stated::Written(None);
    column.generated = Stated::Written(None);
    column
}

fn table(namespace: Option<&Name>, name: &str, columns: Vec<Column>) -> Table {
    let name = QualifiedName {
        schema: namespace.cloned(),
        name: Name::from(name),
    };
    let mut table = Table::new(name, Origin::Unlocated);
    table.columns = columns;
    table.primary_key = Stated::Written(None);
    table
}

/// What the code has, and what the database has of it: less here, more there.
fn sides(engine: Engine) -> (Schema, Schema) {
    let mut code = Schema::empty(engine, Coverage::everything());
    code.default_namespace = engine.dialect().default_namespace.map(Name::from);
    let mut live = code.clone();
    let namespace = code.default_namespace.clone();
    let victims = table(namespace.as_ref(), "victims", vec![column("id", true)]);
    code.tables.push(victims.clone());
    live.tables.push(victims);
    for (number, name) in NAMES.iter().enumerate() {
        let place = format!("t{number}");
        let own = |columns| table(namespace.as_ref(), &place, columns);
        let mut wanted = own(vec![column("id", true), column(name, true)]);
        let mut index = Index::over_columns([*name], Origin::Unlocated);
        // Names of indexes share one room.
        let label: String = name.chars().take(50).collect();
        index.name = Stated::Written(Name::new(format!("{number}{label}")));
        wanted.indexes.push(index);
        code.tables.push(wanted);
        live.tables.push(own(vec![
            column("id", true),
            column(&format!("x{label}"), true),
        ]));
        code.tables
            .push(table(namespace.as_ref(), name, vec![column("id", true)]));
    }
    (code, live)
}

fn go_through(scene: &mut impl Alterable, engine: Engine) {
    let (code, live) = sides(engine);
    for statement in ddl(&live).statements {
        scene.run(&statement).unwrap();
    }
    let victims = quoted(&code, &code.tables[0].name);
    scene
        .run(&format!("INSERT INTO {victims} VALUES (1)"))
        .unwrap();
    let (found, comparison) = scene.look(&code);
    let aimed = aim(&code, &found, &comparison.findings);
    let setting = FixSetting {
        can_leave_transactions: true,
    };
    let drafted = fix(&found, &aimed.schema, setting);
    assert!(aimed.left.is_empty() && drafted.skipped.is_empty());
    assert_eq!(drafted.held_back.len(), NAMES.len());
    for position in 0..drafted.files.len() {
        let text = drafted.file_text(position);
        scene
            .run(&text)
            .unwrap_or_else(|error| panic!("{error}\n{text}"));
        let comments = text.lines().filter(|line| line.starts_with("--"));
        assert!(comments.flat_map(str::chars).all(|own| !own.is_control()));
    }
    let (found, comparison) = scene.look(&code);
    let left: Vec<&str> = comparison
        .findings
        .iter()
        .filter(|finding| finding.rule != "extra-column")
        .map(|finding| finding.message.as_str())
        .collect();
    assert_eq!(left, Vec::<&str>::new());
    assert_eq!(found.tables.len(), code.tables.len());
    let rows = scene.number(&format!("SELECT count(*) FROM {victims}"));
    assert_eq!(rows, Ok(1));
}

#[test]
fn hostile_names_go_through_a_fix_on_a_real_postgresql() {
    let mut scene = PostgresScene::open();
    scene.apply(&[]).unwrap();
    go_through(&mut scene, Engine::PostgreSql);
}

#[test]
fn hostile_names_go_through_a_fix_in_a_real_sqlite_file() {
    go_through(&mut SqliteScene::open(), Engine::Sqlite);
}

#[test]
fn hostile_names_go_through_a_fix_on_a_real_mariadb() {
    let Some(mut scene) = MySqlScene::open(Engine::MariaDb) else {
        return;
    };
    scene
        .apply_schema(&Schema::empty(Engine::MariaDb, Coverage::everything()))
        .unwrap();
    go_through(&mut scene, Engine::MariaDb);
}
