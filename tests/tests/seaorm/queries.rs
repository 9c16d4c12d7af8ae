//! What is called a match SeaORM can use; what is said to fail makes it fail.

use schemadrift_check::{Settings, compare};
use schemadrift_core::dialect::Engine;
use schemadrift_core::finding::{Effect, Finding};
use schemadrift_tests::database::{self, Database};
use schemadrift_tests::trial::live_schema;
use sea_orm::prelude::{DateTimeUtc, Decimal, Uuid};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ConnectOptions as OrmOptions, Database as OrmDatabase,
    DatabaseConnection, DbErr, EntityTrait,
};

use crate::entities::{author, post};
use crate::reflection::from_source;

/// A database as a migration would make it, not as SeaORM itself would.
const MATCHING: &str = r#"
CREATE TABLE author (
    id integer PRIMARY KEY,
    mail varchar(200) NOT NULL UNIQUE,
    "fullName" text NOT NULL,
    age int,
    score real NOT NULL,
    is_active boolean NOT NULL DEFAULT 1,
    born date,
    seen datetime NOT NULL,
    made timestamp NOT NULL,
    token blob NOT NULL,
    settings json,
    balance real NOT NULL,
    picture blob
);
CREATE TABLE post (
    blog bigint NOT NULL,
    number bigint NOT NULL,
    "authorId" integer NOT NULL REFERENCES author (id) ON DELETE CASCADE,
    title varchar(40) NOT NULL,
    state text NOT NULL,
    rank smallint,
    "writtenAt" timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
    type varchar(20),
    PRIMARY KEY (blog, number),
    UNIQUE ("authorId", title)
);
CREATE INDEX post_state ON post (state);
"#;

/// A change to the database: what it replaces, what is said of it, and what SeaORM does.
pub(crate) struct Change {
    pub(crate) name: &'static str,
    pub(crate) old: &'static str,
    pub(crate) new: &'static str,
    /// Statements on the filled tables, before SeaORM uses them.
    pub(crate) then: &'static str,
    pub(crate) finding: Option<(&'static str, Effect)>,
}

const CHANGES: &[Change] = &[
    Change {
        name: "nothing",
        old: "",
        new: "",
        then: "",
        finding: None,
    },
    Change {
        name: "a missing column",
        old: "    age int,\n",
        new: "",
        then: "",
        finding: Some(("missing-column", Effect::ReadsFail)),
    },
    Change {
        name: "a missing table",
        old: "CREATE TABLE post (",
        new: "CREATE TABLE posts (",
        then: "",
        finding: Some(("missing-table", Effect::ReadsFail)),
    },
    Change {
        name: "a required column that the code does not know",
        old: "    picture blob\n",
        new: "    picture blob,\n    extra integer NOT NULL\n",
        then: "",
        finding: Some(("extra-required-column", Effect::WritesFail)),
    },
    Change {
        name: "an optional column that the code does not know",
        old: "    picture blob\n",
        new: "    picture blob,\n    extra integer NOT NULL DEFAULT 7\n",
        then: "",
        finding: None,
    },
    Change {
        name: "NULL where the code takes none",
        old: "\"fullName\" text NOT NULL",
        new: "\"fullName\" text",
        then: "INSERT INTO author (mail, score, seen, made, token, balance) VALUES ('null', 0.5, '2020-01-01 00:00:00', '2020-01-01 00:00:00', x'00112233445566778899aabbccddeeff', 0.5)",
        finding: Some(("column-nullability", Effect::ReadsFail)),
    },
    Change {
        name: "NOT NULL where the code writes NULL",
        old: "    age int,",
        new: "    age int NOT NULL,",
        then: "",
        finding: Some(("column-nullability", Effect::WritesFail)),
    },
    Change {
        name: "a number kept as text",
        old: "number bigint NOT NULL",
        new: "number text NOT NULL",
        then: "",
        finding: Some(("column-type", Effect::ReadsFail)),
    },
    Change {
        name: "text kept as a number",
        old: "title varchar(40)",
        new: "title integer",
        then: "",
        finding: Some(("column-type", Effect::ReadsFail)),
    },
    Change {
        name: "a fraction made whole",
        old: "score real",
        new: "score integer",
        then: "",
        finding: Some(("column-type", Effect::ReadsFail)),
    },
    Change {
        name: "a whole number made a fraction",
        old: "\"authorId\" integer NOT NULL REFERENCES author (id) ON DELETE CASCADE",
        new: "\"authorId\" real NOT NULL REFERENCES author (id) ON DELETE CASCADE",
        then: "",
        finding: Some(("column-type", Effect::ReadsFail)),
    },
    Change {
        name: "an amount made whole",
        old: "balance real",
        new: "balance decimal(12, 2)",
        then: "",
        finding: Some(("column-type", Effect::ReadsFail)),
    },
    Change {
        name: "other words for the same storage",
        old: "mail varchar(200)",
        new: "mail clob",
        then: "",
        finding: None,
    },
    Change {
        name: "a document, a day and a token in other words",
        old: "settings json",
        new: "settings jsonb_text",
        then: "",
        finding: None,
    },
];

/// The findings that say that something does not work.
pub(crate) async fn breaking(url: &str, engine: Engine) -> Vec<Finding> {
    let code = from_source(engine);
    let live = live_schema(url).await;
    let mut findings = compare(&code, &live, &Settings::default()).findings;
    findings.retain(|finding| finding.effect >= Effect::WritesFail);
    findings
}

/// Writes and reads through SeaORM, as a service would.
pub(crate) async fn use_it(connection: &DatabaseConnection) -> Result<(), DbErr> {
    let moment: DateTimeUtc = DateTimeUtc::UNIX_EPOCH;
    let token = Uuid::from_u128(7);
    let written = author::ActiveModel {
        mail: Set("a@b.c".to_owned()),
        name: Set("1815".to_owned()),
        age: Set(None),
        score: Set(2.0),
        is_active: Set(true),
        born: Set(None),
        seen: Set(moment.naive_utc()),
        made: Set(moment),
        token: Set(token),
        settings: Set(Some(serde_json::json!({"dark": true}))),
        balance: Set(Decimal::new(200, 2)),
        picture: Set(Some(vec![1, 2])),
        ..Default::default()
    }
    .insert(connection)
    .await?;
    assert_eq!((written.token, written.age), (token, None));
    post::ActiveModel {
        blog: Set(1),
        number: Set(1),
        author_id: Set(written.id),
        title: Set(post::Title("1984".to_owned())),
        state: Set(post::State::InPrint),
        rank: Set(Some(post::Rank::First)),
        written_at: Set(moment),
        r#type: Set(None),
    }
    .insert(connection)
    .await?;
    let authors = author::Entity::find().all(connection).await?;
    assert!(authors.contains(&written));
    let posts = post::Entity::find()
        .find_also_related(author::Entity)
        .all(connection)
        .await?;
    assert_eq!(posts[0].0.state, post::State::InPrint);
    assert_eq!(
        posts[0].1.as_ref().map(|author| author.id),
        Some(written.id)
    );
    Ok(())
}

async fn connected(url: &str) -> DatabaseConnection {
    let path = url.trim_start_matches("sqlite:").trim_start_matches("//");
    let mut options = OrmOptions::new(format!("sqlite://{path}"));
    options.max_connections(1).sqlx_logging(false);
    OrmDatabase::connect(options).await.unwrap()
}

#[test]
fn sea_orm_does_what_is_said_of_it() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    for change in CHANGES {
        assert!(MATCHING.contains(change.old), "{}", change.name);
        let mut script = MATCHING.replacen(change.old, change.new, 1);
        if change.old == "CREATE TABLE post (" {
            script = script.replace("ON post (state)", "ON posts (state)");
        }
        script.push_str(change.then);
        let database = Database::filled(database::Engine::Sqlite, &script);
        let found = runtime.block_on(breaking(database.url(), Engine::Sqlite));
        let said: Vec<(&str, Effect)> = found
            .iter()
            .map(|finding| (finding.rule, finding.effect))
            .collect();
        let expected: Vec<(&str, Effect)> = change.finding.into_iter().collect();
        assert_eq!(said, expected, "{}: {found:#?}", change.name);
        let used = runtime.block_on(async {
            let connection = connected(database.url()).await;
            let used = use_it(&connection).await;
            connection.close().await.unwrap();
            used
        });
        assert_eq!(
            used.is_ok(),
            expected.is_empty(),
            "{}: {used:?}",
            change.name
        );
    }
}
