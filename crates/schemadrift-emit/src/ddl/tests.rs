//! Small schemas with the statements they become. That statements apply is tested on real
//! servers.

use schemadrift_core::coverage::Coverage;
use schemadrift_core::data_type::{ColumnType, DataType};
use schemadrift_core::dialect::Engine;
use schemadrift_core::expression::{Constant, Expression, NormalForm};
use schemadrift_core::model::{
    Check, Column, DefaultValue, Deferral, EnumType, EnumValue, Extension, ForeignKey, Increment,
    Index, NullsOrder, Partition, PartitionBound, PartitionValues, Partitioning, Policy,
    PolicyCommand, PrimaryKey, ReferentialAction, Routine, RoutineKind, RowSecurity, Schema,
    SortOrder, Table, TableKind, Trigger, TriggerFiring, Validity, View,
};
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::object::ObjectKind;
use schemadrift_core::origin::Origin;
use schemadrift_core::stated::Stated;

use super::ddl;

fn schema(engine: Engine) -> Schema {
    Schema::empty(engine, Coverage::everything())
}

fn name(name: &str) -> QualifiedName {
    QualifiedName::bare(name)
}

fn expression(text: &str) -> Expression {
    Expression {
        text: text.to_owned(),
        normal: NormalForm::Rewritten(text.to_owned()),
    }
}

fn column(name: &str, text: &str, shape: DataType) -> Column {
    let mut column = Column::new(name, Origin::Unlocated);
    column.data_type = Stated::Written(ColumnType::exact(text, shape));
    column.is_nullable = Stated::Written(false);
    column
}

fn integer(name: &str) -> Column {
    column(name, "INTEGER", DataType::integer(32))
}

fn table(table: &str, columns: Vec<Column>) -> Table {
    let mut table = Table::new(name(table), Origin::Unlocated);
    table.columns = columns;
    table
}

fn key(columns: &[&str]) -> Stated<Option<PrimaryKey>> {
    Stated::Written(Some(PrimaryKey {
        name: Stated::NotStated,
        columns: columns.iter().map(|name| Name::from(*name)).collect(),
        include: Stated::NotStated,
        origin: Origin::Unlocated,
    }))
}

fn reference(columns: &[&str], target: &str) -> ForeignKey {
    ForeignKey {
        name: Stated::Written(Name::from("f")),
        columns: columns.iter().map(|name| Name::from(*name)).collect(),
        target: name(target),
        target_columns: vec![Name::from("id")],
        on_delete: Stated::Written(ReferentialAction::SetNull),
        on_update: Stated::NotStated,
        deferral: Stated::Written(Deferral::InitiallyDeferred),
        validity: Stated::Written(Validity::NotValid),
        is_relation_only: false,
        origin: Origin::Unlocated,
    }
}

#[test]
fn foreign_keys_follow_all_tables_on_postgresql() {
    let mut schema = schema(Engine::PostgreSql);
    let mut child = table("child", vec![integer("parent")]);
    child.foreign_keys.push(reference(&["parent"], "parent"));
    let mut parent = table("parent", vec![integer("id")]);
    parent.primary_key = key(&["id"]);
    schema.tables = vec![child, parent];
    assert_eq!(
        ddl(&schema).statements,
        [
            "CREATE TABLE \"child\" (\n    \"parent\" integer NOT NULL\n)",
            "CREATE TABLE \"parent\" (\n    \"id\" integer NOT NULL,\n    PRIMARY KEY (\"id\")\n)",
            "ALTER TABLE \"child\" ADD CONSTRAINT \"f\" FOREIGN KEY (\"parent\") \
             REFERENCES \"parent\" (\"id\") ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED NOT VALID",
        ]
    );
}

#[test]
fn sqlite_takes_foreign_keys_inline_and_says_what_it_cannot() {
    let mut schema = schema(Engine::Sqlite);
    let mut child = table("child", vec![integer("parent")]);
    child.foreign_keys.push(reference(&["parent"], "parent"));
    schema.tables = vec![child];
    let written = ddl(&schema);
    assert_eq!(
        written.statements,
        [
            "CREATE TABLE \"child\" (\n    \"parent\" INTEGER NOT NULL,\n    CONSTRAINT \"f\" \
          FOREIGN KEY (\"parent\") REFERENCES \"parent\" (\"id\") ON DELETE SET NULL \
          DEFERRABLE INITIALLY DEFERRED\n)"
        ]
    );
    assert_eq!(written.skipped.len(), 1);
    assert_eq!(written.skipped[0].object.kind, ObjectKind::ForeignKey);
}

#[test]
fn columns_number_themselves_in_each_way() {
    let mut schema = schema(Engine::PostgreSql);
    let sequence = |name: &str| {
        Stated::Written(Some(Increment::Serial {
            sequence: QualifiedName::bare(name),
        }))
    };
    let mut plain = integer("a");
    plain.increment = sequence("t_a_seq");
    let mut renamed = integer("b");
    renamed.increment = sequence("old's name");
    let mut identity = integer("c");
    identity.increment = Stated::Written(Some(Increment::Identity { is_always: true }));
    schema.tables = vec![table("t", vec![plain, renamed, identity])];
    assert_eq!(
        ddl(&schema).statements,
        [
            "CREATE SEQUENCE \"old's name\" AS integer",
            "CREATE TABLE \"t\" (\n    \"a\" serial NOT NULL,\n    \
             \"b\" integer NOT NULL DEFAULT nextval('\"old''s name\"'::regclass),\n    \
             \"c\" integer NOT NULL GENERATED ALWAYS AS IDENTITY\n)",
            "ALTER SEQUENCE \"old's name\" OWNED BY \"t\".\"b\"",
        ]
    );
}

#[test]
fn sqlite_numbers_its_key() {
    let mut schema = schema(Engine::Sqlite);
    let mut id = integer("id");
    id.increment = Stated::Written(Some(Increment::Auto));
    let mut table = table("t", vec![id]);
    table.primary_key = key(&["id"]);
    schema.tables = vec![table];
    assert_eq!(
        ddl(&schema).statements,
        ["CREATE TABLE \"t\" (\n    \"id\" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT\n)"]
    );
}

#[test]
fn a_key_carries_columns_and_a_class_has_parameters() {
    let mut schema = schema(Engine::PostgreSql);
    let mut index = Index::over_columns(["b"], Origin::Unlocated);
    index.name = Stated::Written(Name::from("i"));
    index.method = Stated::Written("gist".to_owned());
    let part = &mut index.parts[0];
    part.operator_class = Stated::Written(Some(Name::from("gist_trgm_ops")));
    part.operator_class_parameters = Stated::Written(vec!["siglen=32".to_owned()]);
    let mut table = table("t", vec![integer("a"), integer("b")]);
    table.primary_key = key(&["a"]);
    if let Stated::Written(Some(key)) = &mut table.primary_key {
        key.include = Stated::Written(vec![Name::from("b")]);
    }
    table.indexes.push(index);
    schema.tables = vec![table];
    let written = ddl(&schema);
    assert!(
        written.statements[0].contains("PRIMARY KEY (\"a\") INCLUDE (\"b\")"),
        "{}",
        written.statements[0]
    );
    assert_eq!(
        written.statements[1],
        "CREATE INDEX \"i\" ON \"t\" USING gist (\"b\" gist_trgm_ops (siglen = '32'))"
    );
    assert!(written.skipped.is_empty());
    // Without the name of the class there is no place for them.
    schema.tables[0].indexes[0].parts[0].operator_class = Stated::Written(None);
    let written = ddl(&schema);
    assert_eq!(written.statements.len(), 1);
    assert_eq!(written.skipped[0].object.kind, ObjectKind::Index);
    schema.engine = Engine::Sqlite;
    let kinds: Vec<ObjectKind> = ddl(&schema)
        .skipped
        .iter()
        .map(|skipped| skipped.object.kind)
        .collect();
    assert_eq!(kinds, [ObjectKind::PrimaryKey, ObjectKind::Index]);
}

#[test]
fn an_index_says_every_detail() {
    let mut schema = schema(Engine::PostgreSql);
    let mut index = Index::over_columns(["a b"], Origin::Unlocated);
    index.name = Stated::Written(Name::from("i"));
    index.is_unique = true;
    index.method = Stated::Written("btree".to_owned());
    index.include = Stated::Written(vec![Name::from("c")]);
    index.is_nulls_not_distinct = Stated::Written(true);
    index.predicate = Stated::Written(Some(expression("c > 0")));
    let part = &mut index.parts[0];
    part.order = Stated::Written(SortOrder::Descending);
    part.nulls = Stated::Written(NullsOrder::Last);
    part.collation = Stated::Written(Some(Name::from("C")));
    part.operator_class = Stated::Written(Some(Name::from("text_pattern_ops")));
    let mut table = table("t", vec![integer("a b"), integer("c")]);
    table.indexes.push(index);
    schema.tables = vec![table];
    assert_eq!(
        ddl(&schema).statements[1],
        "CREATE UNIQUE INDEX \"i\" ON \"t\" USING btree (\"a b\" COLLATE \"C\" text_pattern_ops \
         DESC NULLS LAST) INCLUDE (\"c\") NULLS NOT DISTINCT WHERE (c > 0)"
    );
    schema.engine = Engine::Sqlite;
    let written = ddl(&schema);
    assert_eq!(written.statements.len(), 1);
    assert_eq!(written.skipped[0].object.kind, ObjectKind::Index);
    schema.engine = Engine::PostgreSql;
    schema.tables[0].indexes[0].name = Stated::NotStated;
    schema.tables[0].indexes[0].parts[0].prefix = Stated::Written(Some(3));
    let left_out = ddl(&schema).skipped[0].to_string();
    assert!(left_out.starts_with("index `t.(a b)`: "), "{left_out}");
}

#[test]
fn sqlite_takes_expressions_behind_default_in_parentheses_only() {
    let mut schema = schema(Engine::Sqlite);
    for (text, written) in [
        ("lower(hex(randomblob(16)))", "(lower(hex(randomblob(16))))"),
        ("datetime('now')", "(datetime('now'))"),
        ("1 + 2", "(1 + 2)"),
        ("'a' || 'b'", "('a' || 'b')"),
        ("(1)+(2)", "((1)+(2))"),
        ("1 -- one", "(1 -- one\n)"),
        ("'it''s'", "'it''s'"),
        ("''", "''"),
        ("x'00'", "x'00'"),
        ("-1.5e3", "-1.5e3"),
        ("CURRENT_TIMESTAMP", "CURRENT_TIMESTAMP"),
        ("NULL", "NULL"),
        ("\"a b\"", "\"a b\""),
    ] {
        let mut column = integer("a");
        column.default = Stated::Written(Some(DefaultValue::Expression(expression(text))));
        schema.tables = vec![table("t", vec![column])];
        assert_eq!(
            ddl(&schema).statements,
            [format!(
                "CREATE TABLE \"t\" (\n    \"a\" INTEGER NOT NULL DEFAULT {written}\n)"
            )]
        );
    }
}

#[test]
fn a_pair_that_comes_once_is_the_key_on_postgresql() {
    let mut pairs = table("_AToB", vec![integer("A"), integer("B")]);
    let mut index = Index::over_columns(["A", "B"], Origin::Unlocated);
    index.is_unique = true;
    pairs.indexes.push(index);
    let mut schema = schema(Engine::PostgreSql);
    schema.tables = vec![pairs.clone()];
    let columns = "\"A\" integer NOT NULL,\n    \"B\" integer NOT NULL";
    assert_eq!(
        ddl(&schema).statements,
        [format!(
            "CREATE TABLE \"_AToB\" (\n    {columns},\n    \
             CONSTRAINT \"_AToB_AB_pkey\" PRIMARY KEY (\"A\", \"B\")\n)"
        )]
    );
    // Near misses: another column, no key for sure, a name.
    let mut wider = pairs.clone();
    wider.columns.push(integer("C"));
    let mut without_key = pairs.clone();
    without_key.primary_key = Stated::Written(None);
    let mut named = pairs;
    named.indexes[0].name = Stated::Written(Name::from("i"));
    for table in [wider, without_key, named] {
        schema.tables = vec![table];
        assert!(ddl(&schema).statements[1].starts_with("CREATE UNIQUE INDEX"));
    }
}

#[test]
fn types_of_an_extension_are_found_where_it_lives() {
    let mut schema = schema(Engine::PostgreSql);
    let list = DataType::Array(Box::new(DataType::named("hstore")));
    schema.tables = vec![table(
        "t",
        vec![
            column("a", "citext", DataType::Citext),
            column("b", "hstore[]", list),
            column("c", "ltree", DataType::named("ltree")),
        ],
    )];
    for (name, place) in [("citext", "Shop"), ("hstore", "Shop"), ("ltree", "public")] {
        schema.extensions.push(Extension {
            name: Name::from(name),
            schema: Stated::Written(Name::from(place)),
            version: Stated::NotStated,
            origin: Origin::Unlocated,
        });
    }
    assert_eq!(
        ddl(&schema).statements.last().unwrap(),
        "CREATE TABLE \"t\" (\n    \"a\" \"Shop\".\"citext\" NOT NULL,\n    \
         \"b\" \"Shop\".\"hstore\"[] NOT NULL,\n    \"c\" ltree NOT NULL\n)"
    );
}

#[test]
fn a_unique_constraint_is_written_as_one() {
    let mut schema = schema(Engine::Sqlite);
    let mut index = Index::over_columns(["a"], Origin::Unlocated);
    index.is_unique = true;
    index.name = Stated::Written(Name::from("sqlite_autoindex_t_1"));
    let mut table = table("t", vec![integer("a")]);
    table.indexes.push(index);
    schema.tables = vec![table];
    assert_eq!(
        ddl(&schema).statements,
        ["CREATE TABLE \"t\" (\n    \"a\" INTEGER NOT NULL,\n    UNIQUE (\"a\")\n)"]
    );
}

#[test]
fn checks_that_rows_are_not_held_to_come_later() {
    let mut schema = schema(Engine::PostgreSql);
    let mut table = table("t", vec![integer("a")]);
    for (name, validity) in [("held", Validity::Valid), ("not held", Validity::NotValid)] {
        table.checks.push(Check {
            name: Stated::Written(Name::from(name)),
            expression: expression("a > 0"),
            validity: Stated::Written(validity),
            origin: Origin::Unlocated,
        });
    }
    schema.tables = vec![table];
    assert_eq!(
        ddl(&schema).statements,
        [
            "CREATE TABLE \"t\" (\n    \"a\" integer NOT NULL,\n    \
             CONSTRAINT \"held\" CHECK (a > 0)\n)",
            "ALTER TABLE \"t\" ADD CONSTRAINT \"not held\" CHECK (a > 0) NOT VALID",
        ]
    );
}

#[test]
fn what_a_source_does_not_state_is_left_out_aloud() {
    let mut schema = schema(Engine::PostgreSql);
    let mut some = integer("some");
    some.default = Stated::Written(Some(DefaultValue::Unknown));
    let silent = Column::new("silent", Origin::Unlocated);
    schema.tables = vec![table("t", vec![some, silent])];
    let written = ddl(&schema);
    assert_eq!(
        written.statements,
        ["CREATE TABLE \"t\" (\n    \"some\" integer NOT NULL\n)"]
    );
    let names: Vec<&str> = written
        .skipped
        .iter()
        .map(|skipped| skipped.object.name.as_str())
        .collect();
    assert_eq!(names, ["some", "silent"]);
}

#[test]
fn partitions_join_after_everything_they_bring() {
    let mut schema = schema(Engine::PostgreSql);
    let mut parent = table("p", vec![integer("a")]);
    parent.kind = Stated::Written(TableKind::Partitioned);
    parent.partitioning = Stated::Written(Some(Partitioning {
        method: "RANGE".to_owned(),
        key: vec![expression("a")],
    }));
    let mut part = table("p1", vec![integer("a")]);
    part.kind = Stated::Written(TableKind::Partition(Partition {
        parent: name("p"),
        bound: PartitionBound {
            text: "FOR VALUES FROM (1) TO (9)".to_owned(),
            values: PartitionValues::NotUnderstood,
        },
    }));
    schema.tables = vec![part, parent];
    let written = ddl(&schema).statements;
    assert!(written[1].ends_with(") PARTITION BY RANGE (a)"));
    assert_eq!(
        written[2],
        "ALTER TABLE \"p\" ATTACH PARTITION \"p1\" FOR VALUES FROM (1) TO (9)"
    );
}

#[test]
fn views_follow_what_they_read_from() {
    let mut schema = schema(Engine::Sqlite);
    let view = |own: &str, query: &str| View {
        name: name(own),
        alias: None,
        is_materialized: Stated::Written(false),
        columns: Vec::new(),
        definition: Stated::Written(expression(query)),
        indexes: Vec::new(),
        triggers: Vec::new(),
        origin: Origin::Unlocated,
        taints: Vec::new(),
    };
    schema.views = vec![view("a", " SELECT * FROM b;\n"), view("b", "SELECT 1")];
    assert_eq!(
        ddl(&schema).statements,
        [
            "CREATE VIEW \"b\" AS\nSELECT 1",
            "CREATE VIEW \"a\" AS\nSELECT * FROM b"
        ]
    );
}

#[test]
fn what_runs_in_the_database_is_written_as_it_stands() {
    let mut schema = schema(Engine::PostgreSql);
    let mut table = table("t", vec![integer("a")]);
    table.triggers.push(Trigger {
        name: Name::from("g"),
        definition: Stated::Written(
            "CREATE TRIGGER g BEFORE INSERT ON t EXECUTE FUNCTION f()".into(),
        ),
        shape: Stated::NotStated,
        firing: Stated::Written(TriggerFiring::Never),
        origin: Origin::Unlocated,
    });
    table.policies.push(Policy {
        name: Name::from("own rows"),
        is_permissive: Stated::Written(false),
        command: Stated::Written(PolicyCommand::Select),
        roles: Stated::Written(vec![Name::from("public"), Name::from("Reader")]),
        using: Stated::Written(Some(expression("a = 1"))),
        with_check: Stated::Written(None),
        origin: Origin::Unlocated,
    });
    table.row_security = Stated::Written(RowSecurity {
        is_enabled: true,
        is_forced: false,
    });
    schema.tables = vec![table];
    let mut routine = Routine::new(name("f"), RoutineKind::Function, Origin::Unlocated);
    routine.result = Stated::Written(Some("trigger".to_owned()));
    routine.language = Stated::Written("plpgsql".to_owned());
    routine.definition =
        Stated::Written("CREATE FUNCTION f() RETURNS trigger AS $$ t $$".to_owned());
    schema.routines = vec![routine];
    assert_eq!(
        ddl(&schema).statements,
        [
            "SET check_function_bodies = off",
            "CREATE FUNCTION f() RETURNS trigger AS $$ t $$",
            "CREATE TABLE \"t\" (\n    \"a\" integer NOT NULL\n)",
            "CREATE TRIGGER g BEFORE INSERT ON t EXECUTE FUNCTION f()",
            "ALTER TABLE \"t\" DISABLE TRIGGER \"g\"",
            "CREATE POLICY \"own rows\" ON \"t\" AS RESTRICTIVE FOR SELECT TO PUBLIC, \"Reader\" \
             USING (a = 1)",
            "ALTER TABLE \"t\" ENABLE ROW LEVEL SECURITY",
        ]
    );
}

#[test]
fn enums_and_schemas_come_before_their_columns() {
    let mut schema = schema(Engine::PostgreSql);
    let mood = QualifiedName::new("app", "Mood");
    schema.enums = vec![EnumType {
        name: mood.clone(),
        alias: None,
        values: vec![EnumValue {
            label: "it's".to_owned(),
            alias: None,
            origin: Origin::Unlocated,
        }],
        origin: Origin::Unlocated,
        taints: Vec::new(),
    }];
    let mut feeling = column("m", "app.\"Mood\"", DataType::Enum(mood));
    feeling.default = Stated::Written(Some(DefaultValue::Expression(Expression {
        text: "'it''s'::app.\"Mood\"".to_owned(),
        normal: NormalForm::Constant(Constant::Text("it's".to_owned())),
    })));
    feeling.comment = Stated::Written(Some("a 'b'".to_owned()));
    schema.tables = vec![table("t", vec![feeling])];
    assert_eq!(
        ddl(&schema).statements,
        [
            "CREATE SCHEMA IF NOT EXISTS \"app\"",
            "CREATE TYPE \"app\".\"Mood\" AS ENUM ('it''s')",
            "CREATE TABLE \"t\" (\n    \"m\" \"app\".\"Mood\" NOT NULL DEFAULT \
             'it''s'::app.\"Mood\"\n)",
            "COMMENT ON COLUMN \"t\".\"m\" IS 'a ''b'''",
        ]
    );
    schema.engine = Engine::Sqlite;
    let skipped = ddl(&schema).skipped;
    let kinds: Vec<ObjectKind> = skipped.iter().map(|skipped| skipped.object.kind).collect();
    assert_eq!(kinds, [ObjectKind::Enum, ObjectKind::Column]);
}

#[test]
fn mysql_says_everything_beside_its_column() {
    let mut schema = schema(Engine::MySql);
    let mut text = column("a", "varchar(9)", DataType::Varchar(Some(9)));
    text.comment = Stated::Written(Some("it's \\".to_owned()));
    text.default = Stated::Written(Some(DefaultValue::Expression(Expression {
        text: "'x'".to_owned(),
        normal: NormalForm::Constant(Constant::Text("x".to_owned())),
    })));
    let mut owner = table("t", vec![text]);
    let mut index = Index::over_columns(["a"], Origin::Unlocated);
    index.parts[0].prefix = Stated::Written(Some(3));
    index.is_visible = Stated::Written(false);
    owner.indexes = vec![index];
    schema.tables = vec![owner];
    let written = ddl(&schema);
    assert_eq!(
        written.statements,
        [
            "CREATE TABLE `t` (\n    `a` varchar(9) NOT NULL DEFAULT 'x' COMMENT 'it''s \\\\'\n)",
            "CREATE INDEX `t_a_idx` ON `t` (`a`(3)) INVISIBLE",
        ]
    );
    assert!(written.skipped.is_empty());
    schema.engine = Engine::MariaDb;
    assert!(ddl(&schema).to_sql().contains("(3)) IGNORED"));
}

#[test]
fn a_script_ends_every_statement() {
    let mut schema = schema(Engine::Sqlite);
    assert_eq!(ddl(&schema).to_sql(), "");
    schema.tables = vec![table("a", vec![integer("x")])];
    assert_eq!(
        ddl(&schema).to_sql(),
        "CREATE TABLE \"a\" (\n    \"x\" INTEGER NOT NULL\n);\n"
    );
}
