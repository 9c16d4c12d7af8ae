//! Every kind of object appears as what it is.

use schemadrift_core::data_type::DataType;
use schemadrift_core::model::{
    Column, DefaultValue, Deferral, GeneratedStorage, Increment, Index, IndexKey, NullsOrder,
    PolicyCommand, ReferentialAction, RoutineKind, Schema, SortOrder, Table, TableKind,
    TriggerFiring, Validity,
};
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::object::ObjectKind;
use schemadrift_core::stated::Stated;

use crate::scratch::{Scratch, major_version};

const EVERY_KIND: &str = include_str!("every_kind.sql");

fn table<'a>(schema: &'a Schema, name: &str) -> &'a Table {
    let (namespace, name) = name.split_once('.').unwrap_or(("public", name));
    let name = QualifiedName::new(namespace, name);
    schema
        .tables
        .iter()
        .find(|table| table.name == name)
        .unwrap_or_else(|| panic!("no table {name}"))
}

fn column<'a>(table: &'a Table, name: &str) -> &'a Column {
    table.column(&Name::from(name)).unwrap()
}

fn index<'a>(table: &'a Table, name: &str) -> &'a Index {
    let name = Stated::Written(Name::from(name));
    table
        .indexes
        .iter()
        .find(|index| index.name == name)
        .unwrap()
}

fn default_text(column: &Column) -> Option<&str> {
    match column.default.get() {
        Some(Some(DefaultValue::Expression(expression))) => Some(&expression.text),
        _ => None,
    }
}

fn type_text(column: &Column) -> &str {
    &column.data_type.get().unwrap().text
}

#[tokio::test]
async fn columns_state_everything() {
    let scratch = Scratch::new(EVERY_KIND).await;
    let live = scratch.read().await;
    assert!(
        live.reading.problems.is_empty(),
        "{:?}",
        live.reading.problems
    );
    let schema = &live.reading.schema;
    assert_eq!(schema.default_namespace, Some(Name::from("public")));
    let person = table(schema, "person");

    let id = column(person, "id");
    assert_eq!(id.default, Stated::Written(None));
    assert_eq!(
        id.increment,
        Stated::Written(Some(Increment::Serial {
            sequence: QualifiedName::new("public", "person_id_seq")
        }))
    );
    assert_eq!(id.is_nullable, Stated::Written(false));
    let ticket = column(person, "ticket");
    assert_eq!(default_text(ticket), Some("nextval('tickets'::regclass)"));
    assert_eq!(ticket.increment, Stated::NotStated);
    assert_eq!(
        column(person, "always_id").increment,
        Stated::Written(Some(Increment::Identity { is_always: true }))
    );
    assert_eq!(column(person, "price").increment, Stated::Written(None));
    let gross = column(person, "gross");
    assert_eq!(gross.default, Stated::Written(None));
    let generated = gross.generated.get().unwrap().clone().unwrap();
    assert_eq!(generated.expression.text, "(price * 2)");
    assert_eq!(generated.storage, Stated::Written(GeneratedStorage::Stored));
    let code = column(person, "code");
    assert_eq!(code.collation, Stated::Written(Some(Name::from("C"))));
    assert_eq!(code.comment, Stated::Written(Some("the code".to_owned())));
    assert_eq!(column(person, "born").collation, Stated::Written(None));
    assert_eq!(default_text(column(person, "mood")), Some("'ok'::mood"));
    assert_eq!(
        default_text(column(person, "role")),
        Some("'USER'::app.\"Role\"")
    );
}

#[tokio::test]
async fn types_are_resolved() {
    let scratch = Scratch::new(EVERY_KIND).await;
    let live = scratch.read().await;
    let schema = &live.reading.schema;
    let person = table(schema, "person");
    let shape = |name: &str| column(person, name).data_type.get().unwrap().shape.clone();
    let mood = QualifiedName::new("public", "mood");
    assert_eq!(shape("mood"), DataType::Enum(mood.clone()));
    assert_eq!(
        shape("moods"),
        DataType::Array(Box::new(DataType::Enum(mood)))
    );
    assert_eq!(
        shape("role"),
        DataType::Enum(QualifiedName::new("app", "Role"))
    );
    assert_eq!(type_text(column(person, "mood")), "mood");
    assert_eq!(type_text(column(person, "role")), "app.\"Role\"");
    assert_eq!(type_text(column(person, "nick")), "citext");
    assert_eq!(type_text(column(person, "nicks")), "citext[]");
    assert_eq!(
        type_text(column(person, "born")),
        "timestamp(3) without time zone"
    );
    assert_eq!(
        shape("email"),
        DataType::Named {
            name: QualifiedName::new("public", "email"),
            arguments: None
        }
    );

    let labels: Vec<&str> = schema.enums[1]
        .values
        .iter()
        .map(|value| value.label.as_str())
        .collect();
    assert_eq!(schema.enums[1].name, QualifiedName::new("public", "mood"));
    assert_eq!(labels, ["sad", "calm", "ok", "happy"]);
    let domain = &schema.domains[0];
    assert_eq!(domain.base.text, "character varying(320)");
    assert_eq!(domain.is_nullable, Stated::Written(false));
    assert!(matches!(domain.default.get(), Some(Some(_))));
    assert_eq!(domain.checks[0].name, Stated::Written(Name::from("has_at")));
    assert_eq!(domain.checks.len(), 1);
    assert_eq!(schema.composites[0].name.name.as_str(), "address");
    assert_eq!(schema.composites[0].fields.len(), 2);
    assert_eq!(schema.sequences.len(), 1);
    let sequence = &schema.sequences[0];
    assert_eq!(sequence.start, Stated::Written(10));
    assert_eq!(sequence.increment, Stated::Written(5));
    assert_eq!(sequence.cache, Stated::Written(3));
    assert_eq!(sequence.is_cycling, Stated::Written(true));
    assert!(
        schema
            .extensions
            .iter()
            .any(|extension| extension.name.as_str() == "citext")
    );
}

#[tokio::test]
async fn constraints_state_everything() {
    let scratch = Scratch::new(EVERY_KIND).await;
    let live = scratch.read().await;
    let schema = &live.reading.schema;
    let person = table(schema, "person");
    assert_eq!(person.primary_key_columns(), [Name::from("id")]);
    let in_team = person
        .foreign_keys
        .iter()
        .find(|key| key.name == Stated::Written(Name::from("in_team")))
        .unwrap();
    assert_eq!(in_team.target, QualifiedName::new("app", "team"));
    assert_eq!(in_team.target_columns, [Name::from("id")]);
    assert_eq!(
        in_team.on_delete,
        Stated::Written(ReferentialAction::Cascade)
    );
    assert_eq!(
        in_team.on_update,
        Stated::Written(ReferentialAction::SetNull)
    );
    assert_eq!(
        in_team.deferral,
        Stated::Written(Deferral::InitiallyDeferred)
    );
    assert_eq!(in_team.validity, Stated::Written(Validity::Valid));
    let boss = &person.foreign_keys[0];
    assert_eq!(boss.validity, Stated::Written(Validity::NotValid));
    assert_eq!(boss.on_delete, Stated::Written(ReferentialAction::NoAction));
    let checks: Vec<_> = person
        .checks
        .iter()
        .map(|check| (check.name.get().unwrap().as_str(), check.validity.clone()))
        .collect();
    assert_eq!(
        checks,
        [
            ("amount_positive", Stated::Written(Validity::Valid)),
            ("later", Stated::Written(Validity::NotValid))
        ]
    );
    assert_eq!(person.exclusions.len(), 1);
    assert_eq!(table(schema, "child").checks.len(), 1);
    assert_eq!(table(schema, "event").primary_key_columns().len(), 2);
    assert_eq!(table(schema, "parent").primary_key, Stated::Written(None));
}

#[tokio::test]
async fn indexes_state_everything() {
    let scratch = Scratch::new(EVERY_KIND).await;
    let live = scratch.read().await;
    let person = table(&live.reading.schema, "person");
    let names: Vec<&str> = person
        .indexes
        .iter()
        .map(|index| index.name.get().unwrap().as_str())
        .collect();
    assert_eq!(
        names,
        [
            "by_hash",
            "by_lower",
            "by_other_collation",
            "by_pattern",
            "code_key"
        ]
    );
    let lower = index(person, "by_lower");
    assert!(lower.is_partial() && lower.has_expression_key());
    assert_eq!(lower.include, Stated::Written(vec![Name::from("amount")]));
    assert_eq!(lower.parts.len(), 2);
    assert_eq!(lower.parts[0].order, Stated::Written(SortOrder::Descending));
    assert_eq!(lower.parts[0].nulls, Stated::Written(NullsOrder::First));
    let IndexKey::Expression(expression) = &lower.parts[0].key else {
        panic!("no expression")
    };
    assert_eq!(expression.text, "lower((code)::text)");
    assert_eq!(
        lower.predicate.get().unwrap().as_ref().unwrap().text,
        "(price > 5)"
    );
    assert_eq!(lower.parts[1].key, IndexKey::Column(Name::from("price")));
    assert_eq!(lower.parts[1].operator_class, Stated::Written(None));
    assert_eq!(lower.is_constraint, Stated::Written(false));

    let pattern = index(person, "by_pattern");
    assert!(pattern.is_unique);
    assert_eq!(
        pattern.parts[0].operator_class,
        Stated::Written(Some(Name::from("text_pattern_ops")))
    );
    assert_eq!(pattern.parts[0].collation, Stated::Written(None));
    assert_eq!(pattern.parts[1].nulls, Stated::Written(NullsOrder::Last));
    assert_eq!(
        index(person, "by_other_collation").parts[0].collation,
        Stated::Written(Some(Name::from("POSIX")))
    );
    let hash = index(person, "by_hash");
    assert_eq!(hash.method, Stated::Written("hash".to_owned()));
    assert_eq!(hash.parts[0].order, Stated::NotStated);
    let unique = index(person, "code_key");
    assert!(unique.is_unique);
    assert_eq!(unique.is_constraint, Stated::Written(true));
    assert_eq!(unique.validity, Stated::Written(Validity::Valid));
    assert_eq!(unique.is_nulls_not_distinct, Stated::Written(false));
}

#[tokio::test]
async fn tables_of_every_kind_are_told_apart() {
    let scratch = Scratch::new(EVERY_KIND).await;
    let live = scratch.read().await;
    let schema = &live.reading.schema;
    assert_eq!(
        table(schema, "person").kind,
        Stated::Written(TableKind::Ordinary)
    );
    assert_eq!(
        table(schema, "person").comment,
        Stated::Written(Some("people".to_owned()))
    );
    let event = table(schema, "event");
    assert_eq!(event.kind, Stated::Written(TableKind::Partitioned));
    assert_eq!(
        event
            .partitioning
            .get()
            .unwrap()
            .as_ref()
            .unwrap()
            .to_string(),
        "RANGE (at)"
    );
    let Stated::Written(TableKind::Partition(partition)) = &table(schema, "event_2020").kind else {
        panic!("no partition")
    };
    assert_eq!(partition.parent, event.name);
    assert_eq!(
        partition.bound.text,
        "FOR VALUES FROM ('2020-01-01') TO ('2021-01-01')"
    );
    // What a partition has from its parent is no statement of its own.
    let own: Vec<_> = table(schema, "event_2020")
        .indexes
        .iter()
        .map(|index| index.name.get().unwrap().as_str())
        .collect();
    assert_eq!(own, ["only_2020"]);
    assert!(table(schema, "event_2020").triggers.is_empty());
    assert_eq!(event.triggers.len(), 1);
    assert_eq!(
        table(schema, "remote").kind,
        Stated::Written(TableKind::Foreign)
    );
}

#[tokio::test]
async fn code_inside_the_database_appears() {
    let scratch = Scratch::new(EVERY_KIND).await;
    let live = scratch.read().await;
    let schema = &live.reading.schema;
    let adults = &schema.views[0];
    assert_eq!(adults.is_materialized, Stated::Written(false));
    assert_eq!(adults.columns.len(), 2);
    assert!(!adults.definition.get().unwrap().text.contains("public."));
    assert_eq!(adults.columns[0].is_nullable, Stated::NotStated);
    let totals = &schema.views[1];
    assert_eq!(totals.is_materialized, Stated::Written(true));
    assert_eq!(totals.indexes.len(), 1);

    let routines: Vec<_> = schema
        .routines
        .iter()
        .map(|routine| {
            (
                routine.name.name.as_str(),
                routine.arguments.as_str(),
                routine.kind,
            )
        })
        .collect();
    assert_eq!(
        routines,
        [
            ("nothing", "mood", RoutineKind::Procedure),
            ("total", "integer", RoutineKind::Aggregate),
            ("touch", "", RoutineKind::Function),
            ("twice", "integer", RoutineKind::Function),
            ("twice", "text", RoutineKind::Function)
        ]
    );
    let twice = &schema.routines[3];
    let parameters = twice.parameters.get().unwrap();
    assert_eq!(parameters[0].name, Some(Name::from("n")));
    assert_eq!(twice.result, Stated::Written(Some("integer".to_owned())));
    assert!(twice.body.get().unwrap().normal.is_known());
    let person = table(schema, "person");
    let triggers: Vec<_> = person
        .triggers
        .iter()
        .map(|trigger| (trigger.name.as_str(), trigger.firing.clone()))
        .collect();
    assert_eq!(
        triggers,
        [
            ("asleep", Stated::Written(TriggerFiring::Never)),
            ("touched", Stated::Written(TriggerFiring::Ordinary))
        ]
    );
    assert_eq!(
        person.triggers[1].definition.get().unwrap(),
        "CREATE TRIGGER touched BEFORE UPDATE OF code ON person FOR EACH ROW EXECUTE FUNCTION touch()"
    );
    assert!(person.row_security.get().unwrap().is_enabled);
    let policy = &person.policies[0];
    assert_eq!(policy.is_permissive, Stated::Written(false));
    assert_eq!(policy.command, Stated::Written(PolicyCommand::Update));
    assert_eq!(policy.roles, Stated::Written(vec![Name::from("public")]));
    assert!(policy.with_check.get().unwrap().is_some());
}

#[tokio::test]
async fn what_belongs_to_others_is_left_out_and_kept_aside() {
    let scratch = Scratch::new(EVERY_KIND).await;
    let live = scratch.read().await;
    let left: Vec<String> = live
        .left_out
        .iter()
        .map(|object| format!("{} {}", object.kind, object.name))
        .collect();
    assert_eq!(
        left,
        [
            "schema drizzle",
            "table drizzle.__drizzle_migrations",
            "table public._prisma_migrations"
        ]
    );
    assert_eq!(live.left_out[2].table.as_ref().unwrap().columns.len(), 1);
    assert!(
        live.left_out
            .iter()
            .all(|object| object.kind != ObjectKind::Function)
    );
    let namespaces: Vec<&str> = live
        .reading
        .schema
        .namespaces
        .iter()
        .map(|namespace| namespace.name.as_str())
        .collect();
    assert_eq!(namespaces, ["app", "public"]);
}

#[tokio::test]
async fn newer_servers_say_more() {
    let major = major_version().await;
    let mut sql = String::new();
    if major >= 15 {
        sql.push_str(
            "CREATE TABLE a (x integer, UNIQUE NULLS NOT DISTINCT (x), y integer UNIQUE);",
        );
    }
    if major >= 18 {
        sql.push_str(
            "CREATE TABLE b (x integer, y integer, v integer GENERATED ALWAYS AS (x + 1) VIRTUAL,
                 CONSTRAINT off CHECK (x > 0) NOT ENFORCED);
             ALTER TABLE b ADD CONSTRAINT y_there NOT NULL y NOT VALID;
             ALTER TABLE b ADD CONSTRAINT x_there NOT NULL x;",
        );
    }
    let scratch = Scratch::new(&sql).await;
    let live = scratch.read().await;
    assert!(live.reading.problems.is_empty());
    let schema = &live.reading.schema;
    if major >= 15 {
        let a = table(schema, "a");
        assert_eq!(
            index(a, "a_x_key").is_nulls_not_distinct,
            Stated::Written(true)
        );
        assert_eq!(
            index(a, "a_y_key").is_nulls_not_distinct,
            Stated::Written(false)
        );
    }
    if major >= 18 {
        let b = table(schema, "b");
        assert_eq!(column(b, "x").is_nullable, Stated::Written(false));
        assert_eq!(column(b, "y").is_nullable, Stated::Written(true));
        let generated = column(b, "v").generated.get().unwrap().clone().unwrap();
        assert_eq!(
            generated.storage,
            Stated::Written(GeneratedStorage::Virtual)
        );
        let checks: Vec<_> = b
            .checks
            .iter()
            .map(|check| (check.name.get().unwrap().as_str(), check.validity.clone()))
            .collect();
        assert_eq!(
            checks,
            [
                ("off", Stated::Written(Validity::NotEnforced)),
                ("y_there", Stated::Written(Validity::NotValid))
            ]
        );
        assert_eq!(b.checks[1].expression.text, "(\"y\" IS NOT NULL)");
    }
    assert_eq!(live.server.version_number / 10_000, major);
    assert_eq!(live.server.variant, None);
}

#[tokio::test]
async fn the_url_names_the_default_schema() {
    let scratch = Scratch::new(EVERY_KIND).await;
    let live = crate::scratch::read(&format!("{}?schema=app", scratch.url())).await;
    let schema = &live.reading.schema;
    assert_eq!(schema.default_namespace, Some(Name::from("app")));
    let person = table(schema, "public.person");
    assert_eq!(type_text(column(person, "role")), "\"Role\"");
    assert_eq!(type_text(column(person, "mood")), "public.mood");
    assert_eq!(
        default_text(column(person, "role")),
        Some("'USER'::\"Role\"")
    );
}

#[tokio::test]
async fn a_platform_keeps_its_schemas() {
    let sql = "CREATE SCHEMA auth; CREATE TYPE auth.level AS ENUM ('a'); \
               CREATE TABLE auth.users (id uuid PRIMARY KEY, level auth.level);";
    let scratch = Scratch::new(sql).await;
    assert_eq!(scratch.read().await.reading.schema.tables.len(), 1);
    crate::scratch::execute(&scratch.url(), "CREATE SCHEMA storage").await;
    let live = scratch.read().await;
    assert!(live.reading.schema.tables.is_empty());
    assert!(
        live.left_out
            .iter()
            .any(|object| object.enum_type.is_some())
    );
    let named = crate::scratch::read(&format!("{}?schema=auth", scratch.url())).await;
    assert_eq!(named.reading.schema.tables.len(), 1);
}

#[tokio::test]
async fn keys_carry_columns_and_classes_have_parameters() {
    // Parameters of operator classes came with PostgreSQL 13.
    let has_parameters = major_version().await >= 13;
    let written = if has_parameters { "(siglen=64)" } else { "" };
    let scratch = Scratch::new(&format!(
        "CREATE TABLE pages (id int, a int, b int, c text, place point, words tsvector,
             PRIMARY KEY (id, a) INCLUDE (c, b));
         CREATE INDEX pages_words ON pages USING gist (place, words tsvector_ops{written});
         CREATE TABLE plain (id int PRIMARY KEY, n int);
         ALTER TABLE plain ALTER n SET (n_distinct = 5);
         CREATE INDEX plain_n ON plain (n);"
    ))
    .await;
    let live = scratch.read().await;
    assert_eq!(live.reading.problems, Vec::new());
    let schema = &live.reading.schema;
    let carried = |name: &str| {
        let key = table(schema, name).primary_key.get().unwrap();
        let names = key.as_ref().unwrap().include.get().unwrap();
        names.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(carried("pages"), ["c", "b"]);
    assert_eq!(carried("plain"), Vec::<String>::new());
    let parameters = |owner: &str, name: &str| {
        let index = index(table(schema, owner), name);
        let parts = index.parts.iter();
        parts
            .map(|part| part.operator_class_parameters.get().unwrap().join(","))
            .collect::<Vec<_>>()
    };
    let expected = if has_parameters { "siglen=64" } else { "" };
    assert_eq!(parameters("pages", "pages_words"), ["", expected]);
    assert_eq!(parameters("plain", "plain_n"), [""]);
}
