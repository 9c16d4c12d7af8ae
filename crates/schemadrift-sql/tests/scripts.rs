//! Scripts cut into statements, as each engine's client cuts them.

use std::time::{Duration, Instant};

use proptest::prelude::*;
use schemadrift_core::dialect::Engine;
use schemadrift_sql::script::{PieceKind, split};

/// The pieces in short: a statement as it is, the others with their kind in front.
fn pieces(engine: Engine, text: &str) -> Vec<String> {
    split(engine, text)
        .into_iter()
        .map(|piece| {
            let inner = &text[piece.range];
            match piece.kind {
                PieceKind::Statement => inner.to_owned(),
                PieceKind::CopyData { rows: Some(rows) } => format!("{rows} rows: {inner:?}"),
                PieceKind::CopyData { rows: None } => format!("some rows: {inner:?}"),
                PieceKind::Client => format!("client: {inner}"),
                PieceKind::Unclosed => format!("unclosed: {inner}"),
            }
        })
        .collect()
}

/// Texts that are one statement each, however they are put together.
fn stay_whole(engine: Engine, statements: &[&str]) {
    for statement in statements {
        assert_eq!(pieces(engine, statement), [*statement], "at the end");
        assert_eq!(
            pieces(engine, &format!("{statement};\nSELECT 1;")),
            [statement, "SELECT 1"]
        );
    }
}

#[test]
fn space_comments_and_terminators_are_left_out() {
    let text = "\u{feff}-- one;\r\n SELECT 1 /* ; */ ;;\r\n ; /* x */ SELECT ';' -- end;\n";
    for engine in [
        Engine::PostgreSql,
        Engine::MySql,
        Engine::MariaDb,
        Engine::Sqlite,
    ] {
        assert_eq!(pieces(engine, text), ["SELECT 1", "SELECT ';'"]);
        assert_eq!(pieces(engine, " -- only a comment"), [""; 0]);
        assert_eq!(pieces(engine, "a;\0;b"), ["a", "\0", "b"]);
    }
}

#[test]
fn quotes_hide_semicolons() {
    stay_whole(
        Engine::PostgreSql,
        &[
            "SELECT 'a;''b;' || E'c\\';' || \"d;\" || $$e;$$ || $f$ $$;' $f$",
            "SELECT /* a /* b; */ c; */ 1",
            "SELECT 'a\\'",
            "DO $do$ BEGIN EXECUTE 'x;'; END $do$",
        ],
    );
    stay_whole(
        Engine::MySql,
        &[
            "SELECT 'a\\';', \"b\\\";\", `c;`, 'd'';' # e;\n, 1",
            "SELECT 1 -- a;\n , 2",
            "SELECT 1--1",
        ],
    );
    assert_eq!(pieces(Engine::MySql, "SELECT 1--;1"), ["SELECT 1--", "1"]);
    stay_whole(
        Engine::Sqlite,
        &["SELECT 'a\\', \"b;\", [c;], `d;` /* /* */ , 1"],
    );
}

#[test]
fn a_comment_of_postgresql_ends_with_a_carriage_return() {
    assert_eq!(pieces(Engine::PostgreSql, "-- a\rSELECT 1;"), ["SELECT 1"]);
    assert_eq!(pieces(Engine::Sqlite, "-- a\rSELECT 1;"), [""; 0]);
}

#[test]
fn bodies_of_postgresql_hold_semicolons() {
    stay_whole(
        Engine::PostgreSql,
        &[
            "CREATE FUNCTION f(a int) RETURNS int BEGIN ATOMIC SELECT CASE WHEN a > 0 THEN 1 END; SELECT 2; END",
            "CREATE OR REPLACE PROCEDURE p() LANGUAGE sql BEGIN ATOMIC INSERT INTO t VALUES (1); END",
            "CREATE RULE r AS ON INSERT TO t DO ALSO (DELETE FROM a; DELETE FROM b)",
        ],
    );
    assert_eq!(
        pieces(Engine::PostgreSql, "BEGIN; SELECT f(; END;"),
        ["BEGIN", "SELECT f(", "END"],
    );
}

#[test]
fn rows_of_copy_are_counted() {
    let text = "COPY t (a, b) FROM stdin;\n1\t;\n\n2\t\\N\n\\.\n\nSELECT 1;\n\
                COPY \"from\" FROM STDIN WITH (FORMAT csv);\r\n\"a\r\nb\"\r\n\\.\r\nSELECT 2;\n\
                copy t from stdin;\n\\.\nCOPY t FROM 'file'; COPY t TO stdout; SELECT 3";
    assert_eq!(
        pieces(Engine::PostgreSql, text),
        [
            "COPY t (a, b) FROM stdin",
            "3 rows: \"1\\t;\\n\\n2\\t\\\\N\\n\"",
            "SELECT 1",
            "COPY \"from\" FROM STDIN WITH (FORMAT csv)",
            "some rows: \"\\\"a\\r\\nb\\\"\\r\\n\"",
            "SELECT 2",
            "copy t from stdin",
            "0 rows: \"\"",
            "COPY t FROM 'file'",
            "COPY t TO stdout",
            "SELECT 3",
        ]
    );
    assert_eq!(
        pieces(Engine::PostgreSql, "COPY t FROM stdin;\n1\nSELECT 1;"),
        ["COPY t FROM stdin", "unclosed: 1\nSELECT 1;"]
    );
}

#[test]
fn psql_takes_lines_with_a_backslash() {
    let text = "\\restrict abc;\nSELECT 1 \\gexec\n\\connect 'a;b'\r\n\\set a 1 \\\\ SELECT 2;\
                \n\\if :{?x}\nSELECT 3;\n\\endif";
    assert_eq!(
        pieces(Engine::PostgreSql, text),
        [
            "client: \\restrict abc;",
            "SELECT 1",
            "client: \\gexec",
            "client: \\connect 'a;b'",
            "client: \\set a 1 \\\\",
            "SELECT 2",
            "client: \\if :{?x}",
            "SELECT 3",
            "client: \\endif",
        ]
    );
}

#[test]
fn mysql_scripts_have_their_own_delimiters() {
    let text = "DELIMITER ;;\nCREATE TRIGGER a BEFORE INSERT ON t FOR EACH ROW BEGIN SET @x = 1; END;;\n\
                delimiter $$\r\nSELECT 1; SELECT '$$'$$ CALL end$$\nDELIMITER //\nSELECT 4/2//\n\
                SELECT 5\nDELIMITER ;\nSELECT 6;\nCREATE TABLE t (\ndelimiter int,\nsource int);\n\
                source a.sql;\nSELECT 7\\G\nSELECT 8";
    assert_eq!(
        pieces(Engine::MySql, text),
        [
            "client: DELIMITER ;;",
            "CREATE TRIGGER a BEFORE INSERT ON t FOR EACH ROW BEGIN SET @x = 1; END",
            "client: delimiter $$",
            "SELECT 1; SELECT '$$'",
            "CALL end",
            "client: DELIMITER //",
            "SELECT 4/2",
            "SELECT 5",
            "client: DELIMITER ;",
            "SELECT 6",
            "CREATE TABLE t (\ndelimiter int,\nsource int)",
            "client: source a.sql;",
            "SELECT 7",
            "client: \\G",
            "SELECT 8",
        ]
    );
}

#[test]
fn comments_of_mysql_that_are_executed_are_no_comments() {
    let text = "/*!40101 SET NAMES utf8 */;\n/*!50003 CREATE*/ /*!50017 DEFINER=`a`@`b`*/ \
                /*!50003 TRIGGER c BEFORE INSERT ON t FOR EACH ROW SET @x = 1 */;\n\
                /*!99999 DROP TABLE a; */ CREATE TABLE t (a int) /*!50100 PARTITION BY HASH (a) */;\n\
                /*! SELECT 1; SELECT 2 */;/*+ x; */";
    assert_eq!(
        pieces(Engine::MySql, text),
        [
            "/*!40101 SET NAMES utf8",
            "/*!50003 CREATE*/ /*!50017 DEFINER=`a`@`b`*/ \
             /*!50003 TRIGGER c BEFORE INSERT ON t FOR EACH ROW SET @x = 1",
            "CREATE TABLE t (a int) /*!50100 PARTITION BY HASH (a)",
            "/*! SELECT 1",
            "SELECT 2",
        ]
    );
    let text =
        "/*M!999999\\- enable the sandbox mode */\n/*M!100100 SELECT 1 */;/*!80016 SELECT 2 */;";
    assert_eq!(pieces(Engine::MariaDb, text), ["/*M!100100 SELECT 1"]);
    assert_eq!(pieces(Engine::MySql, text), ["/*!80016 SELECT 2"]);
}

#[test]
fn compound_bodies_of_mysql_hold_semicolons() {
    stay_whole(
        Engine::MySql,
        &[
            "CREATE DEFINER=`root`@`%` TRIGGER a AFTER UPDATE ON t FOR EACH ROW BEGIN \
             IF NEW.end <> OLD.begin THEN INSERT INTO l VALUES (1); ELSEIF 1 THEN SET @x = IF(1, 2, 3); END IF; END",
            "CREATE PROCEDURE p(IN a INT) DETERMINISTIC BEGIN DECLARE x INT; \
             CASE a WHEN 1 THEN SET x = CASE WHEN a THEN CASE WHEN b THEN IF(1,2,3) END ELSE IF(1,2,3) END; ELSE BEGIN END; END CASE; \
             l: LOOP LEAVE l; END LOOP l; WHILE x DO SET x = 0; END WHILE; REPEAT SET x = REPEAT('a', 2); UNTIL x END REPEAT; END",
            "CREATE TRIGGER a BEFORE INSERT ON t FOR EACH ROW IF NEW.a THEN SET NEW.a = 1; SET NEW.b = 2; END IF",
            "CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO BEGIN DELETE FROM a; DELETE FROM b; END",
            "CREATE FUNCTION f() RETURNS INT RETURN (SELECT CASE WHEN 1 THEN 2 END)",
            "CREATE TABLE event (`trigger` int, begin int)",
            "CREATE OR REPLACE VIEW v AS SELECT 1",
        ],
    );
}

#[test]
fn triggers_of_sqlite_hold_semicolons() {
    stay_whole(
        Engine::Sqlite,
        &[
            "CREATE TEMP TRIGGER a AFTER INSERT ON t BEGIN SELECT CASE WHEN 1 THEN 2 END; UPDATE t SET b = 1; END",
            "create trigger if not exists a after insert on t when new.a begin select 1; end",
            "CREATE TABLE t (begin, \"trigger\")",
        ],
    );
    assert_eq!(
        pieces(
            Engine::Sqlite,
            "BEGIN; CREATE TRIGGER a; END;\n.read x;\nSELECT 1\n.5;\n  .quit"
        ),
        [
            "BEGIN",
            "CREATE TRIGGER a",
            "END",
            "client: .read x;",
            "SELECT 1\n.5",
            "client: .quit"
        ]
    );
}

#[test]
fn what_is_not_closed_says_so() {
    for (engine, text) in [
        (Engine::PostgreSql, "SELECT $a$ x; SELECT 1; $b$"),
        (Engine::PostgreSql, "/* a /* b */ SELECT 1;"),
        (
            Engine::PostgreSql,
            "CREATE FUNCTION f() BEGIN ATOMIC SELECT 1; SELECT 2;",
        ),
        (Engine::MySql, "SELECT 'a\\'; SELECT 1;"),
        (
            Engine::MySql,
            "CREATE PROCEDURE p() BEGIN SELECT 1; SELECT 2;",
        ),
        (Engine::Sqlite, "CREATE TABLE [a (b);\nSELECT 1;"),
        (
            Engine::Sqlite,
            "CREATE TRIGGER a AFTER INSERT ON t BEGIN SELECT 1; SELECT 2;",
        ),
    ] {
        let whole = format!("SELECT 0; {text} \n");
        assert_eq!(
            pieces(engine, &whole),
            ["SELECT 0".to_owned(), format!("unclosed: {text}")]
        );
    }
}

const PARTS: &str = r#"; ;; ( ) ' " ` [ ] $$ $a$ E' -- # /* */ /*!40101 /*M!100100 \ \. \connect . @ ,
    DELIMITER // $$ source .read CREATE TRIGGER FUNCTION PROCEDURE RULE TABLE BEGIN ATOMIC END IF
    CASE WHEN THEN LOOP COPY FROM stdin csv SELECT EXPLAIN a 1 é"#;

fn scripts() -> impl Strategy<Value = String> {
    let parts: Vec<&str> = PARTS.split_whitespace().chain(["\0", "\u{feff}"]).collect();
    let part = (
        prop::sample::select(parts),
        prop::sample::select(vec!["", " ", "\n", "\r\n", "\r"]),
    );
    prop::collection::vec(part, 0..40).prop_map(|parts| {
        parts
            .into_iter()
            .flat_map(|(part, gap)| [part, gap])
            .collect()
    })
}

fn holds_for_every_script(text: &str) {
    for engine in [
        Engine::PostgreSql,
        Engine::MySql,
        Engine::MariaDb,
        Engine::Sqlite,
    ] {
        let pieces = split(engine, text);
        let mut end = 0;
        for piece in &pieces {
            assert!(piece.range.start >= end, "{engine}: in order: {text:?}");
            assert!(
                text.get(piece.range.clone()).is_some(),
                "{engine}: {text:?}"
            );
            let is_empty = piece.range.is_empty();
            let may_be_empty = !matches!(piece.kind, PieceKind::Statement | PieceKind::Client);
            assert!(!is_empty || may_be_empty, "{engine}: {text:?}");
            end = piece.range.end;
        }
    }
}

/// What stands between pieces is space, comments and terminators: nothing is lost.
fn loses_nothing(engine: Engine, text: &str) -> usize {
    let mut end = 0;
    let mut between = Vec::new();
    let pieces = split(engine, text);
    for piece in &pieces {
        between.push(&text[end..piece.range.start]);
        end = piece.range.end;
    }
    between.push(&text[end..]);
    for gap in between {
        assert_eq!(split(engine, gap), [], "{engine}: {gap:?} of {text:?}");
    }
    pieces.len()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn any_bytes_are_cut(bytes in prop::collection::vec(any::<u8>(), 0..120)) {
        holds_for_every_script(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn any_script_is_cut(text in scripts()) {
        holds_for_every_script(&text);
    }

    #[test]
    fn nothing_is_lost(text in scripts()) {
        // Delimiters, the end of rows and the marks of executed comments stand between pieces as
        // well, and look like statements when they stand alone.
        let plain = text.replace("\\.", "").replace("DELIMITER", "").replace("/*!", "").replace("/*M!", "");
        for engine in [Engine::PostgreSql, Engine::MySql, Engine::Sqlite] {
            loses_nothing(engine, &plain);
        }
    }
}

#[test]
fn nothing_of_a_real_script_is_lost() {
    let text = "-- a\nCREATE TABLE a (b int); /* x */\nINSERT INTO a VALUES (1), (2);;\nSELECT 1";
    for engine in [Engine::PostgreSql, Engine::MySql, Engine::Sqlite] {
        assert_eq!(loses_nothing(engine, text), 3);
    }
}

#[test]
fn twice_the_text_takes_twice_the_time() {
    let parts = [
        "INSERT INTO t VALUES (1,'a;b',NULL),(2,'c''d',3.5);\n",
        "$a ",
        "$ ",
        "'",
        "/*",
        "/* ",
        "\\\n",
        "CREATE TRIGGER a BEGIN ",
        "case ",
        "DELIMITER //\n",
        ". ",
        "copy t from stdin;\n",
        "\0",
        " \t",
    ];
    for part in parts {
        for engine in [Engine::PostgreSql, Engine::MySql, Engine::Sqlite] {
            let text = part.repeat(200_000 / part.len());
            let start = Instant::now();
            split(engine, &text);
            assert!(
                start.elapsed() < Duration::from_secs(5),
                "{engine}: {part:?}"
            );
        }
    }
}
