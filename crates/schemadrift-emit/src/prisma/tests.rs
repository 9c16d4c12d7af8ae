//! Small schemas with the text they become. That Prisma's validator takes such texts, and that
//! they read back as the same schema, is tested over generated schemas.

use schemadrift_core::coverage::Coverage;
use schemadrift_core::data_type::{ColumnType, DataType, TextSize};
use schemadrift_core::dialect::Engine;
use schemadrift_core::expression::{Constant, Expression, NormalForm};
use schemadrift_core::model::{
    Check, Column, DefaultValue, EnumType, EnumValue, ForeignKey, Increment, Index, PrimaryKey,
    ReferentialAction, Schema, SortOrder, Table,
};
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::object::ObjectKind;
use schemadrift_core::origin::Origin;
use schemadrift_core::stated::Stated;

use super::prisma;

fn schema() -> Schema {
    Schema::empty(Engine::PostgreSql, Coverage::everything())
}

fn column(name: &str, shape: DataType) -> Column {
    let mut column = Column::new(name, Origin::Unlocated);
    column.data_type = Stated::Written(ColumnType::exact("", shape));
    column.is_nullable = Stated::Written(false);
    column
}

fn with_default(mut column: Column, text: &str, normal: NormalForm) -> Column {
    column.default = Stated::Written(Some(DefaultValue::Expression(Expression {
        text: text.to_owned(),
        normal,
    })));
    column
}

fn table(name: QualifiedName, columns: Vec<Column>, key: &[&str]) -> Table {
    let mut table = Table::new(name, Origin::Unlocated);
    table.columns = columns;
    let columns: Vec<Name> = key.iter().map(|name| Name::from(*name)).collect();
    table.primary_key = Stated::Written(if columns.is_empty() {
        None
    } else {
        Some(PrimaryKey {
            name: Stated::NotStated,
            columns,
            include: Stated::NotStated,
            origin: Origin::Unlocated,
        })
    });
    table
}

fn public(name: &str) -> QualifiedName {
    QualifiedName::new("public", name)
}

fn text() -> DataType {
    DataType::Text(TextSize::Regular)
}

/// The blocks behind datasource and generator.
fn blocks(schema: &Schema) -> String {
    let written = prisma(schema).text;
    let start = written.find("\nmodel ").unwrap();
    written[start + 1..].to_owned()
}

#[test]
fn a_name_that_is_no_identifier_is_mapped() {
    let mut schema = schema();
    let columns = vec![
        column("Größe", DataType::integer(32)),
        column("grö?e", DataType::integer(32)),
    ];
    schema.tables = vec![table(public("my table"), columns, &["Größe"])];
    assert_eq!(
        blocks(&schema),
        "model my_table {\n  \
         Gr__e Int @id @map(\"Größe\")\n  \
         gr__e Int @map(\"grö?e\")\n\n  \
         @@map(\"my table\")\n}\n"
    );
}

#[test]
fn defaults_are_literals_where_prisma_has_them() {
    let mut schema = schema();
    let constant = NormalForm::Constant;
    let mut id = column("id", DataType::integer(32));
    id.increment = Stated::Written(Some(Increment::Identity { is_always: false }));
    let columns = vec![
        id,
        with_default(
            column("a", text()),
            "'it''s'::text",
            constant(Constant::Text("it's".to_owned())),
        ),
        with_default(
            column("b", DataType::Boolean),
            "true",
            constant(Constant::Boolean(true)),
        ),
        with_default(
            column("c", text()),
            "lower('A'::text)",
            NormalForm::Rewritten(String::new()),
        ),
        with_default(column("d", text()), "NULL", constant(Constant::Null)),
        with_default(
            column("e", DataType::Uuid),
            "5",
            constant(Constant::Number("5".to_owned())),
        ),
    ];
    schema.tables = vec![table(public("t"), columns, &["id"])];
    let written = blocks(&schema);
    for line in [
        "id Int     @id @default(autoincrement())\n",
        "a  String  @default(\"it's\")\n",
        "b  Boolean @default(true)\n",
        "c  String  @default(dbgenerated(\"lower('A'::text)\"))\n",
        "d  String\n",
        "e  String  @default(dbgenerated(\"5\")) @db.Uuid\n",
    ] {
        assert!(written.contains(line), "{line}{written}");
    }
}

#[test]
fn relations_stand_on_both_sides_and_are_told_apart() {
    let mut schema = schema();
    let users = table(
        public("User"),
        vec![column("id", DataType::integer(32))],
        &["id"],
    );
    let mut posts = table(
        public("Post"),
        vec![
            column("author", DataType::integer(32)),
            column("editor", DataType::integer(32)),
        ],
        &["author"],
    );
    for name in ["author", "editor"] {
        posts.foreign_keys.push(ForeignKey {
            name: Stated::Written(Name::new(format!("Post_{name}_fkey"))),
            columns: vec![Name::from(name)],
            target: public("User"),
            target_columns: Vec::new(),
            on_delete: Stated::Written(ReferentialAction::Cascade),
            on_update: Stated::NotStated,
            deferral: Stated::NotStated,
            validity: Stated::NotStated,
            is_relation_only: false,
            origin: Origin::Unlocated,
        });
    }
    schema.tables = vec![users, posts];
    assert_eq!(
        blocks(&schema),
        "model User {\n  \
         id             Int    @id\n  \
         Post_by_author Post?  @relation(\"Post.User\")\n  \
         Post_by_editor Post[] @relation(\"Post.User_2\")\n}\n\n\
         model Post {\n  \
         author Int  @id\n  \
         editor Int\n  \
         User   User @relation(\"Post.User\", fields: [author], references: [id], \
         onDelete: Cascade, onUpdate: NoAction)\n  \
         User_2 User @relation(\"Post.User_2\", fields: [editor], references: [id], \
         onDelete: Cascade, onUpdate: NoAction)\n}\n"
    );
}

#[test]
fn a_table_without_a_key_is_hidden_and_so_is_what_leads_to_it() {
    let mut schema = schema();
    let mut log = table(
        public("log"),
        vec![column("user", DataType::integer(32))],
        &[],
    );
    log.foreign_keys.push(ForeignKey {
        name: Stated::NotStated,
        columns: vec![Name::from("user")],
        target: public("user"),
        target_columns: vec![Name::from("id")],
        on_delete: Stated::NotStated,
        on_update: Stated::NotStated,
        deferral: Stated::NotStated,
        validity: Stated::NotStated,
        is_relation_only: false,
        origin: Origin::Unlocated,
    });
    let users = table(
        public("user"),
        vec![column("id", DataType::integer(32))],
        &["id"],
    );
    schema.tables = vec![log, users];
    let written = blocks(&schema);
    assert!(written.contains("\n  @@ignore\n}"), "{written}");
    assert!(written.contains("log_by_user log[] @ignore\n"), "{written}");
}

#[test]
fn several_schemas_are_all_named() {
    let mut schema = schema();
    let mood = QualifiedName::new("app", "mood");
    schema.enums = vec![EnumType {
        name: mood.clone(),
        alias: None,
        values: vec![EnumValue {
            label: "so so".to_owned(),
            alias: None,
            origin: Origin::Unlocated,
        }],
        origin: Origin::Unlocated,
        taints: Vec::new(),
    }];
    let columns = vec![
        column("id", DataType::integer(32)),
        column("m", DataType::Array(Box::new(DataType::Enum(mood)))),
    ];
    schema.tables = vec![table(QualifiedName::bare("t"), columns, &["id"])];
    let written = prisma(&schema).text;
    assert!(written.contains("schemas = [\"app\", \"public\"]\n"));
    assert!(
        written.ends_with(
            "model t {\n  id Int    @id\n  m  mood[]\n\n  @@schema(\"public\")\n}\n\n\
         enum mood {\n  so_so  @map(\"so so\")\n\n  @@schema(\"app\")\n}\n"
        ),
        "{written}"
    );
}

#[test]
fn indexes_say_what_prisma_can_and_the_rest_is_left_out_aloud() {
    let mut schema = schema();
    let mut table = table(
        public("t"),
        vec![column("id", DataType::integer(32)), column("a", text())],
        &["id"],
    );
    let mut partial = Index::over_columns(["a"], Origin::Unlocated);
    partial.name = Stated::Written(Name::from("t_a_idx"));
    partial.parts[0].order = Stated::Written(SortOrder::Descending);
    partial.predicate = Stated::Written(Some(Expression {
        text: "(a <> \"b\")".to_owned(),
        normal: NormalForm::Unreadable(String::new()),
    }));
    let mut unsayable = Index::over_columns(["a"], Origin::Unlocated);
    unsayable.include = Stated::Written(vec![Name::from("id")]);
    table.indexes = vec![partial, unsayable];
    table.checks.push(Check {
        name: Stated::Written(Name::from("c")),
        expression: Expression {
            text: "true".to_owned(),
            normal: NormalForm::Constant(Constant::Boolean(true)),
        },
        validity: Stated::NotStated,
        origin: Origin::Unlocated,
    });
    schema.tables = vec![table];
    let written = prisma(&schema);
    assert!(
        written
            .text
            .contains("previewFeatures = [\"partialIndexes\"]")
    );
    assert!(
        written
            .text
            .contains("  @@index([a(sort: Desc)], where: raw(\"(a <> \\\"b\\\")\"))\n")
    );
    let kinds: Vec<ObjectKind> = written
        .skipped
        .iter()
        .map(|skipped| skipped.object.kind)
        .collect();
    assert_eq!(kinds, [ObjectKind::Index, ObjectKind::Check]);
}

#[test]
fn sqlite_knows_no_native_types_and_no_names_of_keys() {
    let mut schema = schema();
    schema.engine = Engine::Sqlite;
    let mut uuid = column("b", DataType::Uuid);
    let declared = ColumnType::exact("uuid_text", DataType::Uuid);
    uuid.data_type = Stated::Written(declared);
    let columns = vec![
        column("id", DataType::integer(32)),
        column("a", DataType::Varchar(Some(20))),
        uuid,
    ];
    schema.tables = vec![table(QualifiedName::bare("t"), columns, &["id"])];
    assert_eq!(
        blocks(&schema),
        "model t {\n  id Int                      @id\n  a  String\n  b  Unsupported(\"uuid_text\")\n}\n"
    );
}
