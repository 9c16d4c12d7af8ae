//! What a comparison says of small schemas built by hand.

use schemadrift_check::settings::{RowFact, Rows};
use schemadrift_check::{Comparison, Settings, compare};
use schemadrift_core::coverage::Coverage;
use schemadrift_core::data_type::{ColumnType, DataType};
use schemadrift_core::dialect::Engine;
use schemadrift_core::finding::{Level, Verdict};
use schemadrift_core::model::{
    Column, Duplicate, ForeignKey, Index, PrimaryKey, Reach, Schema, Table, Taint,
};
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::object::ObjectKind;
use schemadrift_core::origin::Origin;
use schemadrift_core::stated::Stated;

fn schema(tables: Vec<Table>) -> Schema {
    let mut schema = Schema::empty(Engine::PostgreSql, Coverage::everything());
    schema.default_namespace = Some(Name::new("public"));
    schema.tables = tables;
    schema
}

fn table(name: &str, columns: &[&str]) -> Table {
    let mut table = Table::new(QualifiedName::new("public", name), Origin::Unlocated);
    table.columns = columns.iter().map(|column| number(column)).collect();
    table.primary_key = Stated::Written(Some(PrimaryKey {
        name: Stated::NotStated,
        columns: vec![Name::new(columns[0])],
        include: Stated::NotStated,
        origin: Origin::Unlocated,
    }));
    table
}

fn number(name: &str) -> Column {
    let mut column = Column::new(name, Origin::Unlocated);
    column.data_type = Stated::Written(ColumnType::exact("integer", DataType::integer(32)));
    column.is_nullable = Stated::Written(true);
    column
}

fn unique(columns: &[&str]) -> Index {
    let mut index = Index::over_columns(columns.iter().copied(), Origin::Unlocated);
    index.is_unique = true;
    index
}

fn reference(columns: &[&str], target: &str) -> ForeignKey {
    ForeignKey {
        name: Stated::NotStated,
        columns: columns.iter().map(|name| Name::new(*name)).collect(),
        target: QualifiedName::bare(target),
        target_columns: vec![Name::new("id")],
        on_delete: Stated::NotStated,
        on_update: Stated::NotStated,
        deferral: Stated::NotStated,
        validity: Stated::NotStated,
        is_relation_only: false,
        origin: Origin::Unlocated,
    }
}

fn lines(comparison: &Comparison) -> Vec<String> {
    let line = |finding: &schemadrift_core::finding::Finding| {
        format!("{} {} {}", finding.level, finding.rule, finding.object)
    };
    comparison.findings.iter().map(line).collect()
}

#[test]
fn a_schema_against_itself_is_silent() {
    let mut users = table("users", &["id", "age"]);
    users.indexes.push(unique(&["age"]));
    let one = schema(vec![users, table("posts", &["id"])]);
    let comparison = compare(&one, &one, &Settings::default());
    assert_eq!(lines(&comparison), Vec::<String>::new());
    assert_eq!(comparison.verdict(), Verdict::Match);
    let columns = comparison
        .coverage
        .iter()
        .find(|kind| kind.kind.as_str() == "column")
        .unwrap();
    assert_eq!((columns.declared, columns.visible, columns.same), (3, 3, 3));
}

#[test]
fn a_missing_column_takes_its_index_key_and_reference_with_it() {
    let mut posts = table("posts", &["id", "author"]);
    posts.indexes.push(unique(&["author"]));
    posts.foreign_keys.push(reference(&["author"], "users"));
    let code = schema(vec![table("users", &["id"]), posts]);
    let live = schema(vec![table("users", &["id"]), table("posts", &["id"])]);
    let comparison = compare(&code, &live, &Settings::default());
    assert_eq!(
        lines(&comparison),
        ["error missing-column public.posts.author"]
    );
    assert_eq!(comparison.verdict(), Verdict::Behind);
}

#[test]
fn a_missing_table_takes_references_to_it_along() {
    let mut posts = table("posts", &["id", "author"]);
    posts.foreign_keys.push(reference(&["author"], "users"));
    let code = schema(vec![table("users", &["id"]), posts]);
    let live = schema(vec![table("posts", &["id", "author"])]);
    let comparison = compare(&code, &live, &Settings::default());
    assert_eq!(lines(&comparison), ["error missing-table public.users"]);
}

#[test]
fn one_headline_where_nothing_is_there() {
    let code = schema(vec![table("users", &["id"]), table("posts", &["id"])]);
    let live = schema(vec![table("test_table", &["id"])]);
    let comparison = compare(&code, &live, &Settings::default());
    assert_eq!(lines(&comparison), ["error never-migrated database"]);
    let settings = Settings {
        lists_everything: true,
        ..Settings::default()
    };
    let comparison = compare(&code, &live, &settings);
    assert_eq!(
        lines(&comparison),
        [
            "error never-migrated database",
            "error missing-table public.posts",
            "note extra-table public.test_table",
            "error missing-table public.users",
        ]
    );
}

#[test]
fn a_primary_key_keeps_the_promise_of_a_unique() {
    let mut code_table = table("_AToB", &["A", "B"]);
    code_table.primary_key = Stated::NotStated;
    code_table.indexes.push(unique(&["A", "B"]));
    let mut live_table = table("_AToB", &["A", "B"]);
    live_table.primary_key = Stated::Written(Some(PrimaryKey {
        name: Stated::NotStated,
        columns: vec![Name::new("A"), Name::new("B")],
        include: Stated::NotStated,
        origin: Origin::Unlocated,
    }));
    let comparison = compare(
        &schema(vec![code_table]),
        &schema(vec![live_table]),
        &Settings::default(),
    );
    assert_eq!(lines(&comparison), Vec::<String>::new());
    // Either form is the right one, so nothing stands on one side alone.
    for kind in &comparison.coverage {
        assert_eq!(kind.declared, kind.compared, "{kind:?}");
        assert_eq!(kind.visible, kind.compared, "{kind:?}");
    }
    let uniques = comparison
        .coverage
        .iter()
        .find(|kind| kind.kind == ObjectKind::Unique);
    assert_eq!(uniques.map(|kind| kind.same), Some(1));
}

#[test]
fn a_tainted_table_makes_no_claim_of_absence() {
    let mut code_table = table("users", &["id"]);
    code_table.taints.push(Taint {
        reach: Reach::More,
        reason: "a line was not read".into(),
        origin: Origin::Unlocated,
    });
    let live = schema(vec![table("users", &["id", "age"])]);
    let comparison = compare(&schema(vec![code_table]), &live, &Settings::default());
    assert_eq!(lines(&comparison), Vec::<String>::new());
    assert_eq!(comparison.cannot_tell.len(), 1);
    assert_eq!(comparison.cannot_tell[0].reason, "a line was not read");
}

#[test]
fn silence_is_no_claim() {
    let mut code_table = table("users", &["id"]);
    code_table.columns[0].is_nullable = Stated::NotStated;
    code_table.columns[0].data_type = Stated::NotStated;
    let mut code = schema(vec![code_table]);
    code.coverage = Coverage::default();
    let mut live_table = table("users", &["id", "age"]);
    live_table.columns[0].is_nullable = Stated::Written(false);
    live_table.indexes.push(unique(&["age"]));
    let live = schema(vec![live_table, table("posts", &["id"])]);
    assert_eq!(
        lines(&compare(&code, &live, &Settings::default())),
        Vec::<String>::new()
    );
}

#[test]
fn levels_can_be_set_and_rules_switched_off() {
    let code = schema(vec![table("users", &["id"])]);
    let live = schema(vec![
        table("users", &["id", "age"]),
        table("posts", &["id"]),
    ]);
    let mut settings = Settings::default();
    settings.levels.insert("extra-table".into(), Level::Off);
    settings.levels.insert("extra-column".into(), Level::Error);
    assert_eq!(
        lines(&compare(&code, &live, &settings)),
        ["error extra-column public.users.age"]
    );
}

#[test]
fn rows_are_expected_only_where_they_can_be_seen() {
    let both = schema(vec![table("users", &["id"]), table("posts", &["id"])]);
    let fact = |name: &str, rows: Rows| RowFact {
        table: QualifiedName::bare(name),
        rows,
    };
    let settings = Settings {
        expected_rows: vec![
            fact("users", Rows::None),
            fact("posts", Rows::NotVisible("no right to read it".into())),
        ],
        ..Settings::default()
    };
    let comparison = compare(&both, &both, &settings);
    assert_eq!(lines(&comparison), ["error empty-table public.users"]);
    assert_eq!(comparison.cannot_tell[0].object.to_string(), "public.posts");
}

#[test]
fn every_rule_is_known_by_its_name_and_has_a_page() {
    for rule in schemadrift_check::rules::RULES {
        assert!(schemadrift_check::rules::find(rule.name).is_some());
        assert!(
            rule.page.starts_with(&format!("# {}", rule.name)),
            "{}",
            rule.name
        );
        assert!(!rule.summary.ends_with('.'), "{}", rule.name);
    }
}

#[test]
fn definitions_of_a_table_are_one_finding_and_no_difference_of_the_database() {
    let duplicate = |differing: &[&str]| Duplicate {
        table: QualifiedName::new("public", "users"),
        differing: differing.iter().map(|name| Name::new(*name)).collect(),
        first: Origin::Unlocated,
        second: Origin::Unlocated,
    };
    let live = schema(vec![table("users", &["id"])]);
    let mut code = live.clone();
    code.duplicates = vec![
        duplicate(&["name", "age"]),
        duplicate(&[]),
        duplicate(&["age"]),
    ];
    let comparison = compare(&code, &live, &Settings::default());
    let [finding] = comparison.findings.as_slice() else {
        panic!("{} findings", comparison.findings.len());
    };
    assert_eq!(
        finding.message,
        "table `users` is defined 4 times, and the definitions disagree on `age`, `name`"
    );
    assert_eq!(comparison.verdict(), Verdict::Match);
    assert!(comparison.coverage.iter().all(|kind| kind.differs == 0));

    code.duplicates = vec![duplicate(&[])];
    let comparison = compare(&code, &live, &Settings::default());
    assert_eq!(
        comparison
            .findings
            .first()
            .map(|finding| (finding.level, finding.message.as_str())),
        Some((
            Level::Note,
            "table `users` is defined twice, with the same columns"
        ))
    );
}
