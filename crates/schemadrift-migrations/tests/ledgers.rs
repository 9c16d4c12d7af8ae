//! What ledgers and files say together, tool by tool: every state that a tool's ledger can tell.
//! Rows are written as `column=value`; a column that is left out is NULL.

use std::cell::Cell;

use proptest::collection::vec;
use proptest::prelude::{any, prop_assert, prop_oneof};
use proptest::sample::select;
use proptest::strategy::{Just, Strategy};
use proptest::test_runner::TestRunner;
use schemadrift_core::migration::{
    LEDGER_TABLES, LedgerReading, LedgerRow, LedgerTable, Migration, MigrationKind, State, Tool,
    Transaction,
};
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::origin::{Location, SourceFile};
use schemadrift_migrations::ledger::{Place, choose, compare, parse, summary};
use schemadrift_migrations::{Found, Layout};

fn migration(text: &str) -> Migration {
    let (name, checksum) = match text.split_once('#') {
        Some((name, checksum)) => (name, vec![checksum.to_owned()]),
        None => (text, Vec::new()),
    };
    let (name, kind) = match name.strip_prefix("R:") {
        Some(name) => (name, MigrationKind::Repeatable),
        None => (name, MigrationKind::Versioned),
    };
    let file = SourceFile::new(name, "select 1");
    Migration {
        name: name.to_owned(),
        label: name.to_owned(),
        version: (kind == MigrationKind::Versioned).then(|| name.to_owned()),
        kind,
        location: Location::new(&file, 0..8),
        up: Vec::new(),
        doubts: Vec::new(),
        conditions: Vec::new(),
        transaction: Transaction::ToolDefault,
        checksums: checksum,
    }
}

fn found(tool: Tool, disk: &str) -> Found {
    Found {
        tool,
        layout: Layout::PlainFiles,
        place: "migrations".to_owned(),
        engine: None,
        ledger: None,
        migrations: disk.split_whitespace().map(migration).collect(),
        files: Vec::new(),
        problems: Vec::new(),
        left_alone: Vec::new(),
    }
}

fn table_of(tool: Tool) -> &'static LedgerTable {
    let mut tables = LEDGER_TABLES.iter();
    tables.find(|table| table.tools.contains(&tool)).unwrap()
}

fn reading(tool: Tool, rows: &[&str]) -> LedgerReading {
    let table = table_of(tool);
    let row = |text: &&str| LedgerRow {
        columns: text
            .split(' ')
            .map(|pair| {
                let (column, value) = pair.split_once('=').unwrap();
                let known = table.columns.iter().chain(table.optional_columns);
                assert!(known.clone().any(|known| *known == column), "{column}");
                (column.to_owned(), Some(value.replace('~', " ")))
            })
            .collect(),
    };
    LedgerReading {
        table,
        name: QualifiedName::bare(table.table),
        rows: rows.iter().map(row).collect(),
    }
}

fn check(tool: Tool, disk: &str, rows: &[&str], expected: &[&str]) {
    let ledger = parse(&reading(tool, rows), tool);
    assert_eq!(ledger.problems, [], "{tool}");
    let said: Vec<String> = compare(&found(tool, disk), Some(&ledger))
        .iter()
        .map(|status| {
            let more = match &status.state {
                State::Assumed { by } => format!(" by {by}"),
                State::OutOfOrder { newest } => format!(" before {newest}"),
                State::Failed {
                    reason: Some(reason),
                } => format!(": {reason}"),
                State::Edited { recorded, found } => format!(": {recorded} is {found}"),
                State::Applied
                | State::Pending
                | State::Failed { reason: None }
                | State::RolledBack
                | State::Outdated
                | State::Unknown
                | State::Unrecorded => String::new(),
            };
            format!("{} {}{more}", status.name, status.state)
        })
        .collect();
    assert_eq!(said, expected, "{tool}");
}

#[test]
fn prisma() {
    check(
        Tool::Prisma,
        "1_a#x 2_b#x 3_c#x 4_d#x 5_e#x 6_f#x 7_g#x",
        &[
            "migration_name=1_a checksum=x finished_at=now",
            "migration_name=2_b checksum=old finished_at=now",
            "migration_name=3_c checksum=x rolled_back_at=now",
            // Tried, rolled back, and applied at last.
            "migration_name=4_d checksum=x rolled_back_at=now",
            "migration_name=4_d checksum=x finished_at=now",
            // Applied, and an attempt that was rolled back came later.
            "migration_name=0_gone checksum=x finished_at=now",
            "migration_name=6_f checksum=x finished_at=now",
            "migration_name=6_f checksum=x rolled_back_at=now",
            "migration_name=7_g checksum=x logs=~",
            "migration_name=8_h rolled_back_at=now",
        ],
        &[
            "1_a applied",
            "2_b edited after applying: old is x",
            "3_c rolled back",
            "4_d applied",
            "5_e out of order before 6_f",
            "6_f applied",
            "7_g failed",
            "0_gone applied, file gone",
        ],
    );
}

#[test]
fn prisma_fails_whatever_else_is_recorded() {
    check(
        Tool::Prisma,
        "1_a#x",
        &[
            "migration_name=1_a checksum=x finished_at=now",
            "migration_name=1_a checksum=x logs=\n~syntax~error\nmore",
        ],
        &["1_a failed: syntax error"],
    );
}

#[test]
fn diesel() {
    check(
        Tool::Diesel,
        "20240101000000 20240102000000 20240103000000 20240104000000",
        &[
            "version=20240101000000",
            "version=2024-01-03-000000",
            "version=20230101000000",
        ],
        &[
            "20240101000000 applied",
            "20240102000000 out of order before 20240103000000",
            "20240103000000 applied",
            "20240104000000 pending",
            "20230101000000 applied, file gone",
        ],
    );
}

#[test]
fn sqlx() {
    check(
        Tool::Sqlx,
        "1#ab 2#ab 3#ab 4#ab",
        &[
            "version=1 description=one success=true checksum=\\xAB",
            "version=2 description=two success=t checksum=ac",
            "version=3 description=three success=f checksum=ab",
            "version=9 description=nine success=1 checksum=ab",
        ],
        &[
            "1 applied",
            "2 edited after applying: ac is ab",
            "3 failed",
            "4 pending",
            "9 applied, file gone",
        ],
    );
}

#[test]
fn seaorm() {
    check(
        Tool::SeaOrm,
        "m1_a m2_b m3_c",
        &[
            "version=m1_a applied_at=1",
            "version=m3_c applied_at=3",
            "version=m0 applied_at=0",
        ],
        &[
            "m1_a applied",
            "m2_b out of order before m3_c",
            "m3_c applied",
            "m0 applied, file gone",
        ],
    );
}

#[test]
fn refinery() {
    check(
        Tool::Refinery,
        "1#10 2#20 3#30 4#40",
        &[
            "version=1 name=a applied_on=x checksum=10",
            "version=3 name=c applied_on=x checksum=31",
            "version=7 name=z applied_on=x checksum=70",
        ],
        &[
            "1 applied",
            "2 out of order before 3",
            "3 edited after applying: 31 is 30",
            "4 pending",
            "7 applied, file gone",
        ],
    );
}

#[test]
fn flyway() {
    check(
        Tool::Flyway,
        "1 1.1#5 2#7 3#8 4#9 5#9 6#1 R:view#1 R:other#1 R:new#1",
        &[
            // In whatever order they come, ranks count.
            "installed_rank=9 version=3 description=c type=UNDO_SQL script=U3 success=1",
            "installed_rank=1 version=1.0 description=base type=BASELINE success=t",
            "installed_rank=2 version=2 description=b type=SQL script=V2 checksum=7 success=t",
            "installed_rank=3 version=3 description=c type=SQL script=V3 checksum=8 success=t",
            "installed_rank=4 version=4 description=d type=SQL script=V4 checksum=-9 success=t",
            "installed_rank=5 description=view type=SQL script=R__view checksum=1 success=t",
            "installed_rank=6 description=other type=SQL script=R__other checksum=2 success=t",
            "installed_rank=7 version=0.5 description=z type=SQL script=V0.5 success=t",
            "installed_rank=8 version=5 description=e type=SQL script=V5 checksum=9 success=f",
            "installed_rank=10 version=6 description=f type=SQL script=V6 checksum=1 success=t",
            "installed_rank=11 version=6 description=f type=DELETE script=V6 success=t",
            "installed_rank=0 description=x type=SCHEMA success=t",
        ],
        &[
            "1 assumed applied by 1",
            "1.1 out of order before 4",
            "2 applied",
            "3 rolled back",
            "4 edited after applying: -9 is 9",
            "5 failed",
            "6 pending",
            "view applied",
            "other changed, runs again",
            "new pending",
            "0.5 applied, file gone",
        ],
    );
}

#[test]
fn goose() {
    check(
        Tool::Goose,
        "1 2 3 4",
        &[
            "id=1 version_id=0 is_applied=t",
            "id=2 version_id=1 is_applied=t",
            "id=3 version_id=2 is_applied=t",
            "id=4 version_id=2 is_applied=f",
            "id=5 version_id=4 is_applied=0",
            "id=6 version_id=4 is_applied=1",
            "id=7 version_id=8 is_applied=1",
        ],
        &[
            "1 applied",
            "2 rolled back",
            "3 out of order before 4",
            "4 applied",
            "8 applied, file gone",
        ],
    );
}

#[test]
fn golang_migrate() {
    let tool = Tool::GolangMigrate;
    check(
        tool,
        "1 9 10 11",
        &["version=10 dirty=f"],
        &[
            "1 assumed applied by 10",
            "9 assumed applied by 10",
            "10 applied",
            "11 pending",
        ],
    );
    check(
        tool,
        "1 2 3",
        &["version=2 dirty=1"],
        &["1 assumed applied by 2", "2 failed", "3 pending"],
    );
    check(
        tool,
        "1",
        &["version=7 dirty=0"],
        &["1 assumed applied by 7", "7 applied, file gone"],
    );
    check(tool, "1", &["version=-1 dirty=0"], &["1 pending"]);
    check(tool, "1", &[], &["1 pending"]);
}

#[test]
fn tools_that_only_record_names() {
    for (tool, column) in [
        (Tool::Dbmate, "version"),
        (Tool::Rails, "version"),
        (Tool::Supabase, "version"),
        (Tool::NodePgMigrate, "name"),
    ] {
        let (one, three, gone) = (
            format!("{column}=1"),
            format!("{column}=3"),
            format!("{column}=0"),
        );
        check(
            tool,
            "1 2 3 4",
            &[&one, &three, &gone],
            &[
                "1 applied",
                "2 out of order before 3",
                "3 applied",
                "4 pending",
                "0 applied, file gone",
            ],
        );
    }
}

#[test]
fn liquibase() {
    check(
        Tool::Liquibase,
        "db/a.sql::1::ann db/a.sql::2::ann db/a.sql::3::bob db/b.sql::1::ann db/b.sql::2::ann",
        &[
            "id=1 author=ann filename=a.sql orderexecuted=1 exectype=EXECUTED",
            "id=2 author=ann filename=classpath:db/a.sql orderexecuted=2 exectype=MARK_RAN",
            "id=3 author=ann filename=db/a.sql orderexecuted=3 exectype=EXECUTED",
            "id=1 author=ann filename=x/db/b.sql orderexecuted=4 exectype=FAILED",
            "id=2 author=ann filename=notdb/b.sql orderexecuted=5 exectype=SKIPPED",
        ],
        &[
            "db/a.sql::1::ann applied",
            "db/a.sql::2::ann applied",
            "db/a.sql::3::bob pending",
            "db/b.sql::1::ann failed",
            "db/b.sql::2::ann pending",
            "db/a.sql::3::ann applied, file gone",
        ],
    );
}

#[test]
fn without_a_ledger_nothing_is_told() {
    let statuses = compare(&found(Tool::Diesel, "1 2"), None);
    assert!(
        statuses
            .iter()
            .all(|status| status.state == State::Unrecorded)
    );
    assert_eq!(statuses.len(), 2);
    assert_eq!(State::Unrecorded.is_applied(), None);
}

#[test]
fn a_row_that_makes_no_sense_is_a_problem() {
    for tool in Tool::ALL
        .into_iter()
        .filter(|tool| *tool != Tool::PlainFiles)
    {
        let mut reading = reading(tool, &[]);
        reading.rows = vec![LedgerRow::default(), LedgerRow::default()];
        let ledger = parse(&reading, tool);
        assert_eq!(ledger.entries, [], "{tool}");
        assert!(!ledger.problems.is_empty(), "{tool}");
    }
}

fn names<'a>(ledgers: &'a [LedgerReading]) -> Vec<Place<'a>> {
    let place = |ledger: &'a LedgerReading| (ledger.table, &ledger.name);
    ledgers.iter().map(place).collect()
}

fn ledger_in(schema: &str, tool: Tool) -> LedgerReading {
    let mut ledger = reading(tool, &[]);
    ledger.name.schema = Some(Name::new(schema));
    ledger
}

#[test]
fn the_own_ledger_is_the_nearest_of_the_tool() {
    let public = Name::new("public");
    let own = |found: &Found, ledgers: &[LedgerReading]| {
        choose(found, Some(&public), &names(ledgers)).own
    };
    // What GoTrue keeps in a schema of its own looks like dbmate's.
    let both = [
        ledger_in("auth", Tool::Dbmate),
        ledger_in("public", Tool::Dbmate),
    ];
    assert_eq!(own(&found(Tool::Dbmate, "1"), &both), Some(1));
    assert_eq!(own(&found(Tool::Dbmate, "1"), &both[..1]), Some(0));
    assert_eq!(own(&found(Tool::Prisma, "1"), &both), None);
    let supabase = [ledger_in("supabase_migrations", Tool::Supabase)];
    assert_eq!(own(&found(Tool::Supabase, "1"), &supabase), Some(0));
    let mut renamed = found(Tool::Sqlx, "1");
    renamed.ledger = Some(QualifiedName::new("app", "versions"));
    let mut versions = ledger_in("app", Tool::Sqlx);
    versions.name.name = Name::new("versions");
    let ledgers = [ledger_in("public", Tool::Sqlx), versions];
    assert_eq!(own(&renamed, &ledgers), Some(1));
}

#[test]
fn other_ledgers_count_where_the_own_one_lies() {
    let public = Name::new("public");
    let others = |found: &Found, ledgers: &[LedgerReading]| {
        choose(found, Some(&public), &names(ledgers)).others
    };
    let ledgers = [
        ledger_in("public", Tool::Prisma),
        ledger_in("public", Tool::SeaOrm),
        ledger_in("auth", Tool::Dbmate),
        ledger_in("supabase_migrations", Tool::Supabase),
    ];
    assert_eq!(others(&found(Tool::Prisma, "1"), &ledgers), [1, 3]);
    assert_eq!(others(&found(Tool::Supabase, "1"), &ledgers), [0, 1]);
    // Without a ledger of its own a project looks at where its tables are.
    assert_eq!(others(&found(Tool::Diesel, "1"), &ledgers), [0, 1, 3]);
    let apart = [
        ledger_in("app", Tool::Flyway),
        ledger_in("public", Tool::Prisma),
    ];
    assert_eq!(others(&found(Tool::Flyway, "1"), &apart), [] as [usize; 0]);
}

#[test]
fn a_ledger_in_short_is_how_much_and_what_came_last() {
    let short = |tool: Tool, rows: &[&str]| {
        summary(&parse(&reading(tool, rows), tool)).map(|short| {
            let when = short.applied_at.unwrap_or_default();
            format!(
                "{} {} {} {when}",
                short.count, short.is_newest_only, short.newest
            )
        })
    };
    let said = short(
        Tool::SeaOrm,
        &[
            "version=m1 applied_at=1709209845",
            "version=m2 applied_at=1609209845",
        ],
    );
    assert_eq!(said.as_deref(), Some("2 false m1 2024-02-29 12:30:45 UTC"));
    let said = short(Tool::GolangMigrate, &["version=7 dirty=f"]);
    assert_eq!(said.as_deref(), Some("1 true 7 "));
    // The row of the ledger itself is no migration, and what was taken back does not count.
    let rows = [
        "id=1 version_id=0 is_applied=t",
        "id=2 version_id=4 is_applied=f",
    ];
    assert_eq!(short(Tool::Goose, &rows), None);
    assert_eq!(short(Tool::Diesel, &[]), None);
}

/// Every tool's rows with values of any kind: they are understood or they are problems.
#[test]
fn any_values_are_survived() {
    let value = prop_oneof![
        Just(None),
        "[0-9.]{1,25}".prop_map(Some),
        select(&["t", "0", "BASELINE", "DELETE", "UNDO_SQL", "FAILED", "1"][..])
            .prop_map(|text| Some(text.to_owned())),
        any::<String>().prop_map(Some),
    ];
    let rows = vec(vec(value, 10), 0..6);
    let entries = Cell::new(0_usize);
    let outcome = TestRunner::default().run(&(select(&Tool::ALL[..14]), rows), |(tool, rows)| {
        let mut reading = reading(tool, &[]);
        let columns = reading
            .table
            .columns
            .iter()
            .chain(reading.table.optional_columns);
        let names: Vec<String> = columns.map(|name| (*name).to_owned()).collect();
        reading.rows = rows
            .into_iter()
            .map(|values| LedgerRow {
                columns: names.iter().cloned().zip(values).collect(),
            })
            .collect();
        let ledger = parse(&reading, tool);
        entries.set(entries.get() + ledger.entries.len());
        let statuses = compare(&found(tool, "1 2#x R:3"), Some(&ledger));
        prop_assert!(statuses.len() >= 3);
        Ok(())
    });
    outcome.unwrap();
    assert!(entries.get() > 100, "only {} entries", entries.get());
}
