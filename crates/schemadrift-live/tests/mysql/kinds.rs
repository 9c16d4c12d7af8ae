//! Every kind of object that a server has, as the model has it.

use schemadrift_core::data_type::DataType;
use schemadrift_core::dialect::Engine;
use schemadrift_core::model::{
    GeneratedStorage, Increment, IndexKey, ReferentialAction, SortOrder, Table, TableKind,
};
use schemadrift_core::name::Name;
use schemadrift_core::stated::Stated;
use schemadrift_live::LiveReading;

use crate::scratch::{Scratch, read, servers};

const SCRIPT: &str = "CREATE TABLE parent (id int PRIMARY KEY, code varchar(9) UNIQUE);
    CREATE TABLE t (
        id bigint unsigned NOT NULL AUTO_INCREMENT,
        parent_id int,
        flag tinyint(1) NOT NULL DEFAULT true,
        doc json,
        name varchar(99) CHARACTER SET latin1 NOT NULL DEFAULT 'it''s' COMMENT 'a comment',
        kind enum('a','b') NOT NULL DEFAULT 'a',
        changed timestamp(3) NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),
        twice int AS (flag * 2) STORED,
        PRIMARY KEY (id), KEY by_name (name(10) DESC, kind), FULLTEXT KEY words (name),
        CONSTRAINT small CHECK (flag < 2),
        CONSTRAINT to_parent FOREIGN KEY (parent_id) REFERENCES parent (id)
            ON DELETE SET NULL ON UPDATE CASCADE
    ) COMMENT 'of a table';
    CREATE TABLE parts (id int) PARTITION BY HASH (id) PARTITIONS 2;
    CREATE TABLE _prisma_migrations (id varchar(36) PRIMARY KEY);
    CREATE VIEW seen AS SELECT id, name FROM t;
    CREATE TRIGGER marked BEFORE INSERT ON parent FOR EACH ROW SET NEW.code = 'x';
    CREATE FUNCTION one() RETURNS int DETERMINISTIC RETURN 1;";

fn table<'a>(live: &'a LiveReading, name: &str) -> &'a Table {
    let mut tables = live.reading.schema.tables.iter();
    tables
        .find(|table| table.name.name.as_str() == name)
        .unwrap()
}

#[tokio::test]
async fn every_kind_is_read() {
    for server in servers() {
        let scratch = Scratch::new(&server, SCRIPT).await;
        let live = read(&scratch.url()).await;
        assert_eq!(live.reading.problems, Vec::new());
        let is_mariadb = live.server.engine == Engine::MariaDb;
        assert_eq!(is_mariadb, server.starts_with("mariadb"));
        columns(table(&live, "t"));
        keys(table(&live, "t"), is_mariadb);
        let parts = table(&live, "parts");
        assert_eq!(parts.kind, Stated::Written(TableKind::Partitioned));
        assert_eq!(table(&live, "parent").triggers.len(), 1);
        assert!(table(&live, "parent").indexes[0].is_unique);
        let schema = &live.reading.schema;
        assert_eq!((schema.views.len(), schema.routines.len()), (1, 1));
        assert_eq!(schema.views[0].columns.len(), 2);
        assert_eq!(live.left_out.len(), 1);
    }
}

fn columns(t: &Table) {
    let column = |name: &str| t.column(&Name::from(name)).unwrap();
    let shape = |name: &str| column(name).data_type.get().unwrap().shape.clone();
    assert_eq!(
        column("id").increment,
        Stated::Written(Some(Increment::Auto))
    );
    assert_eq!(
        shape("id"),
        DataType::Integer {
            bits: 64,
            is_unsigned: true
        }
    );
    assert_eq!(shape("flag"), DataType::Boolean);
    assert_eq!(shape("doc"), DataType::Json);
    let name = column("name");
    assert_eq!(
        name.collation,
        Stated::Written(Some(Name::from("latin1_swedish_ci")))
    );
    assert_eq!(name.comment, Stated::Written(Some("a comment".to_owned())));
    assert!(matches!(column("changed").on_update.get(), Some(Some(_))));
    assert!(matches!(name.on_update.get(), Some(None)));
    let generated = column("twice").generated.get().unwrap().as_ref().unwrap();
    assert_eq!(generated.storage, Stated::Written(GeneratedStorage::Stored));
    assert_eq!(column("twice").default, Stated::Written(None));
    assert_eq!(t.comment, Stated::Written(Some("of a table".to_owned())));
}

fn keys(t: &Table, is_mariadb: bool) {
    assert_eq!(t.primary_key_columns(), [Name::from("id")]);
    let index = |name: &str| {
        let mut indexes = t.indexes.iter();
        indexes
            .find(|index| index.name.get() == Some(&Name::from(name)))
            .unwrap()
    };
    let first = &index("by_name").parts[0];
    assert_eq!(first.key, IndexKey::Column(Name::from("name")));
    assert_eq!(first.prefix, Stated::Written(Some(10)));
    assert_eq!(first.order, Stated::Written(SortOrder::Descending));
    assert_eq!(
        index("words").method,
        Stated::Written("fulltext".to_owned())
    );
    // The foreign key brought it along.
    assert_eq!(index("to_parent").parts.len(), 1);
    let key = &t.foreign_keys[0];
    assert_eq!(key.on_delete, Stated::Written(ReferentialAction::SetNull));
    assert_eq!(key.on_update, Stated::Written(ReferentialAction::Cascade));
    // The check that makes a text JSON in MariaDB is part of the type.
    assert_eq!(t.checks.len(), 1, "{is_mariadb}");
}

#[tokio::test]
async fn a_character_that_the_catalog_loses_is_no_value() {
    use schemadrift_core::expression::NormalForm;
    use schemadrift_core::model::DefaultValue;
    for server in servers() {
        let script = "CREATE TABLE t (a varchar(9) DEFAULT '😀', b enum('😀'))";
        let scratch = Scratch::new(&server, script).await;
        let live = read(&scratch.url()).await;
        let t = table(&live, "t");
        let Some(Some(DefaultValue::Expression(default))) = t.columns[0].default.get() else {
            panic!("{t:?}");
        };
        let is_lost = default.text.contains('?');
        assert_eq!(is_lost, matches!(default.normal, NormalForm::ReadAnew(_)));
        assert_eq!(is_lost, !default.text.contains('😀'));
        let labels = &t.columns[1].data_type.get().unwrap().shape;
        assert_eq!(is_lost, *labels == DataType::Unreadable);
    }
}

#[tokio::test]
async fn keys_over_expressions_and_hidden_indexes_are_read() {
    for server in servers() {
        let script = if server.starts_with("mariadb") {
            "CREATE TABLE t (a int, KEY hidden (a) IGNORED)"
        } else {
            "CREATE TABLE t (a int, s varchar(9), KEY hidden (a) INVISIBLE,
                KEY lowered ((lower(s))), CONSTRAINT loose CHECK (a > 0) NOT ENFORCED)"
        };
        let scratch = Scratch::new(&server, script).await;
        let live = read(&scratch.url()).await;
        let t = table(&live, "t");
        assert_eq!(t.indexes[0].is_visible, Stated::Written(false));
        if let Some(lowered) = t.indexes.get(1) {
            let IndexKey::Expression(expression) = &lowered.parts[0].key else {
                panic!("{lowered:?}");
            };
            assert_eq!(expression.normal.to_string(), "lower(s)");
            assert_eq!(lowered.is_visible, Stated::Written(true));
        }
    }
}
