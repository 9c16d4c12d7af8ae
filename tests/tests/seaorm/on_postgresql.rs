//! The same on PostgreSQL, which takes types at their word.

use schemadrift_core::dialect::Engine;
use schemadrift_core::finding::{Effect, Finding};
use schemadrift_tests::database::{self, Database};
use sea_orm::{ConnectOptions, Database as OrmDatabase, DbErr};

use crate::queries::{Change, breaking, use_it};

const MATCHING: &str = r#"
CREATE TYPE post_state AS ENUM ('draft', 'in print');
CREATE TABLE author (
    id serial PRIMARY KEY,
    mail varchar(200) NOT NULL UNIQUE,
    "fullName" text NOT NULL,
    age integer,
    score double precision NOT NULL,
    is_active boolean NOT NULL DEFAULT true,
    born date,
    seen timestamp NOT NULL,
    made timestamptz NOT NULL,
    token uuid NOT NULL,
    settings jsonb,
    balance numeric(12, 2) NOT NULL,
    picture bytea
);
CREATE TABLE post (
    blog bigint NOT NULL,
    number bigint NOT NULL,
    "authorId" integer NOT NULL REFERENCES author (id) ON DELETE CASCADE,
    title varchar(40) NOT NULL,
    state post_state NOT NULL,
    rank smallint,
    "writtenAt" timestamptz NOT NULL DEFAULT now(),
    type varchar(20),
    PRIMARY KEY (blog, number),
    UNIQUE ("authorId", title)
);
CREATE INDEX post_index ON post (state);
"#;

/// A change that makes reading fail, or writing.
const fn change(
    name: &'static str,
    [old, new]: [&'static str; 2],
    finding: (&'static str, Effect),
) -> Change {
    Change {
        name,
        old,
        new,
        then: "",
        finding: Some(finding),
    }
}

const fn harmless(name: &'static str, [old, new]: [&'static str; 2]) -> Change {
    Change {
        name,
        old,
        new,
        then: "",
        finding: None,
    }
}

const READS: Effect = Effect::ReadsFail;

const CHANGES: &[Change] = &[
    harmless("nothing", ["", ""]),
    harmless("a longer text", ["mail varchar(200)", "mail varchar(300)"]),
    harmless("text of any length", ["mail varchar(200)", "mail text"]),
    harmless(
        "an optional column that the code does not know",
        [
            "    picture bytea\n",
            "    picture bytea,\n    extra integer NOT NULL DEFAULT 7\n",
        ],
    ),
    Change {
        name: "a row with a label that the code does not know",
        old: "'in print')",
        new: "'in print', 'gone')",
        then: "INSERT INTO author (mail, \"fullName\", score, seen, made, token, balance) VALUES ('x', 'x', 0.5, now(), now(), gen_random_uuid(), 0.5);
            INSERT INTO post (blog, number, \"authorId\", title, state) VALUES (9, 9, 1, 'x', 'gone')",
        finding: Some(("extra-enum-value", READS)),
    },
    change(
        "a missing column",
        ["    age integer,\n", ""],
        ("missing-column", READS),
    ),
    change(
        "a missing table",
        ["TABLE post (", "TABLE posts ("],
        ("missing-table", READS),
    ),
    change(
        "a required column that the code does not know",
        [
            "    picture bytea\n",
            "    picture bytea,\n    extra integer NOT NULL\n",
        ],
        ("extra-required-column", Effect::WritesFail),
    ),
    Change {
        name: "NULL where the code takes none",
        old: "\"fullName\" text NOT NULL",
        new: "\"fullName\" text",
        then: "INSERT INTO author (mail, score, seen, made, token, balance) VALUES ('null', 0.5, now(), now(), gen_random_uuid(), 0.5)",
        finding: Some(("column-nullability", READS)),
    },
    change(
        "NOT NULL where the code writes NULL",
        ["age integer,", "age integer NOT NULL,"],
        ("column-nullability", Effect::WritesFail),
    ),
    change(
        "a number kept as text",
        ["number bigint", "number text"],
        ("column-type", READS),
    ),
    change(
        "a smaller number",
        ["number bigint", "number integer"],
        ("column-type", READS),
    ),
    change(
        "a larger number",
        ["rank smallint", "rank integer"],
        ("column-type", READS),
    ),
    change(
        "a smaller fraction",
        ["score double precision", "score real"],
        ("column-type", READS),
    ),
    change(
        "a moment without its zone",
        ["made timestamptz", "made timestamp"],
        ("column-type", READS),
    ),
    change(
        "a moment with a zone",
        ["seen timestamp", "seen timestamptz"],
        ("column-type", READS),
    ),
    change(
        "a token kept as text",
        ["token uuid", "token text"],
        ("column-type", READS),
    ),
    change(
        "an amount as a fraction",
        ["balance numeric(12, 2)", "balance double precision"],
        ("column-type", READS),
    ),
    change(
        "a label that is missing",
        ["('draft', 'in print')", "('draft')"],
        ("missing-enum-value", Effect::WritesFail),
    ),
];

/// What is said of a changed database, and what becomes of a service on it.
fn outcome(change: &Change) -> (Vec<Finding>, Result<(), DbErr>) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    assert!(MATCHING.contains(change.old), "{}", change.name);
    let mut script = MATCHING.replacen(change.old, change.new, 1);
    if change.new == "TABLE posts (" {
        script = script.replace("ON post (state)", "ON posts (state)");
    }
    script.push_str(change.then);
    let database = Database::filled(database::Engine::Postgresql, &script);
    let found = runtime.block_on(breaking(database.url(), Engine::PostgreSql));
    let used = runtime.block_on(async {
        let mut options = ConnectOptions::new(database.url());
        options.max_connections(1).sqlx_logging(false);
        let connection = OrmDatabase::connect(options).await.unwrap();
        let used = use_it(&connection).await;
        connection.close().await.unwrap();
        used
    });
    (found, used)
}

#[test]
fn sea_orm_does_on_postgresql_what_is_said_of_it() {
    for change in CHANGES {
        let (found, used) = outcome(change);
        let said: Vec<(&str, Effect)> = found
            .iter()
            .map(|finding| (finding.rule, finding.effect))
            .collect();
        let expected: Vec<(&str, Effect)> = change.finding.into_iter().collect();
        assert_eq!(said, expected, "{}: {used:?} {found:#?}", change.name);
        assert_eq!(
            used.is_ok(),
            expected.is_empty(),
            "{}: {used:?}",
            change.name
        );
    }
}
