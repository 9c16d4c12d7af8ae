//! What statements of MySQL and MariaDB do to a schema.

mod print;

use schemadrift_core::dialect::Engine;
use schemadrift_core::origin::SourceFile;
use schemadrift_sql::change::{Change, Element};
use schemadrift_sql::read_statement;

fn hold_in(engine: Engine, cases: &[(&str, &[&str])]) {
    for (statement, expected) in cases {
        assert_eq!(
            print::read(engine, statement),
            *expected,
            "{engine}: {statement}"
        );
    }
}

/// Statements, each with what it does in both engines.
fn hold(cases: &[(&str, &[&str])]) {
    hold_in(Engine::MySql, cases);
    hold_in(Engine::MariaDb, cases);
}

#[test]
fn columns_have_many_properties() {
    hold(&[
        (
            "CREATE TABLE `a``b` (`id` BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY COMMENT 'it\\'s', n int(5) zerofill null default -1, d double precision default 1e3)",
            &[
                "table a`b: id <BIGINT UNSIGNED> not null auto comment \"it's\" {primary key(id)}, n <int(5) zerofill> null default -1, d <double precision> default 1e3",
            ],
        ),
        (
            "create table a (b varchar(9) character set utf8mb4 collate 'utf8mb4_bin' default _utf8mb4'x', c text charset latin1, d char(1) character set utf8mb4, e enum('a','b,(') collate binary)",
            &[
                "table a: b <varchar(9)> default _utf8mb4'x' collate utf8mb4_bin, c <text> collate latin1_swedish_ci, d <char(1)>, e <enum('a','b,(')> collate binary",
            ],
        ),
        (
            "create table a (b datetime(3) default current_timestamp(3) on update current_timestamp(3) not null, c timestamp default now() on update now(), d binary(16) default (uuid_to_bin(uuid())) invisible, e bit default b'1')",
            &[
                "table a: b <datetime(3)> not null default current_timestamp(3), c <timestamp> default now(), d <binary(16)> default (uuid_to_bin(uuid())), e <bit> default b'1'",
            ],
        ),
        (
            "create table a (b int generated always as (c + 1) virtual unique key, c int as (1) stored, d int as (2) not null check (d > 0), e int as (3) persistent constraint f check (e) storage disk column_format fixed)",
            &[
                "table a: b <int> as (c + 1) virtual {unique constraint(b)}, c <int> as (1) stored, d <int> not null as (2) virtual {check(d > 0)}, e <int> as (3) stored {check f(e)}",
            ],
        ),
        (
            "create table a (id serial, b national character varying (3), c long varchar)",
            &[
                "table a: id <serial> not null auto {unique constraint(id)}, b <national character varying (3)>, c <long varchar>",
            ],
        ),
    ]);
}

#[test]
fn a_reference_beside_a_column_depends_on_the_server() {
    let statement = "create table a (b int references c (d) on delete cascade)";
    hold_in(
        Engine::MariaDb,
        &[(
            statement,
            &["table a: b <int> {foreign key(b) to c(d) on delete cascade NotDeferrable}"],
        )],
    );
    hold_in(
        Engine::MySql,
        &[(
            statement,
            &[
                "table a: b <int>",
                "unclear, touches [a]: whether `REFERENCES` beside column `b` makes a foreign key depends on the server: MySQL 8 ignores it",
            ],
        )],
    );
}

#[test]
fn tables_have_keys() {
    hold(&[
        (
            "create table a (b int, primary key using btree (b, c desc), unique k (b(9) desc, c asc), unique key (d), constraint u unique index (e), constraint u unique v (f), key g using hash (h) comment 'x' key_block_size=1, index (`i`) invisible)",
            &[
                "table a: b <int>, primary key(b, c), unique constraint k(b[9] desc, c), unique constraint(d), unique constraint u(e), unique constraint v(f), index g(h) using hash, index(i) invisible",
            ],
        ),
        (
            "create table a (b int, fulltext key f (b) with parser ngram, spatial index (c), key x ((lower(b)) desc, (c + 1)))",
            &[
                "table a: b <int>, index f(b) using fulltext, index(c) using spatial, index x((lower(b)) desc, (c + 1))",
            ],
        ),
        (
            "create table a (b int, constraint f foreign key g (b, c) references s.d (e, f) on update set null on delete no action, foreign key (b) references d (e) match full on delete cascade, constraint check (b > 0) not enforced, constraint n check (c))",
            &[
                "table a: b <int>, foreign key f(b, c) to s.d(e, f) on delete no action on update set null NotDeferrable, foreign key(b) to d(e) NotDeferrable, check(b > 0) not enforced, check n(c)",
            ],
        ),
    ]);
}

#[test]
fn tables_have_options() {
    hold(&[
        (
            "create temporary table if not exists s.a (b int) engine = InnoDB auto_increment=3 default charset=utf8mb4 collate utf8mb4_bin, comment 'x;''y' row_format=dynamic stats_persistent 1 union=(a, b)",
            &[
                "table s.a if not exists temporary: b <int> charset utf8mb4 collate utf8mb4_bin comment \"x;'y\"",
            ],
        ),
        (
            "create table a (b int) /*!50100 partition by linear key algorithm=2 (b) partitions 4 */",
            &["table a by LINEAR KEY (b): b <int>"],
        ),
        ("create table a like s.b", &["table a: like s.b"]),
        ("create table a (like b)", &["table a: like b"]),
        (
            "create table a as select b, c as d from e",
            &["table a(b, d)"],
        ),
        (
            "create table a (b int) engine=x ignore select * from c where d",
            &["table a(all of c): b <int>"],
        ),
        ("create table a (select 1)", &["table a(?)"]),
        (
            "create or replace table a (b int)",
            &["drop table a if exists", "table a: b <int>"],
        ),
    ]);
}

#[test]
fn comments_with_a_version_are_read() {
    hold_in(
        Engine::MySql,
        &[
            (
                "CREATE TABLE a (b int /*!80023 INVISIBLE */, c point /*!80003 SRID 0 */, d int /*!99999 , e int */ /*M! , f int */)",
                &["table a: b <int>, c <point>, d <int>"],
            ),
            (
                "/*!50003 CREATE*/ /*!50017 DEFINER=`x`@`y`*/ /*!50003 TRIGGER t BEFORE INSERT ON a FOR EACH ROW SET @x = 1 */",
                &[
                    "trigger t on a: CREATE DEFINER=`x`@`y` TRIGGER t BEFORE INSERT ON a FOR EACH ROW SET @x = 1",
                ],
            ),
        ],
    );
    hold_in(
        Engine::MariaDb,
        &[(
            "CREATE TABLE a (b int /*!80023 INVISIBLE foo */ /*M!100300 , c int */ /*!40000 , d int */)",
            &["table a: b <int>, c <int>, d <int>"],
        )],
    );
}

#[test]
fn tables_are_altered() {
    hold(&[
        (
            "alter table s.a add b int first, add column c text after `b`, add (d int, key k (d)), add unique (e), add constraint f foreign key (b) references g (h)",
            &[
                "alter s.a: add b <int> first, add c <text> after b, add d <int>, add index k(d), add unique constraint(e), add foreign key f(b) to g(h) NotDeferrable",
            ],
        ),
        (
            "alter table a drop b, drop column c, drop key d, drop index e, drop primary key, drop foreign key f, drop constraint g, drop check h",
            &[
                "alter a: drop b, drop c, drop Index d, drop Index e, drop PrimaryKey, drop ForeignKey f, drop Constraint g, drop Check h",
            ],
        ),
        (
            "alter table a modify b int not null after c, change column d e text first, alter f set default (1 + 1), alter column g drop default, rename column h to i, rename index j to k",
            &[
                "alter a: replace b by b <int> not null after c, replace d by e <text> first, f default (1 + 1), g without default, rename h to i, rename constraint j to k",
            ],
        ),
        (
            "alter table a rename to s.b, add c int, algorithm=inplace, lock=none",
            &["alter a: add c <int>", "rename table a to s.b"],
        ),
        (
            "alter online ignore table a engine=InnoDB row_format=compact, default character set utf8mb4 collate utf8mb4_bin comment='x', auto_increment 3",
            &["alter a: set charset utf8mb4 collate utf8mb4_bin comment \"x\""],
        ),
        (
            "alter table a convert to character set utf8mb4 collate utf8mb4_bin",
            &[
                "alter a: ConvertTo { character_set: Some(Name(\"utf8mb4\")), collation: Some(Name(\"utf8mb4_bin\")) }",
            ],
        ),
        ("alter table a disable keys", &[]),
        ("alter table a force", &[]),
        (
            "alter table a add partition (partition p1 values less than (3))",
            &[],
        ),
        ("alter table a drop partition p1", &["some rows of a gone"]),
        (
            "alter table a add b int, remove partitioning",
            &["alter a: add b <int>, partitioned no more"],
        ),
        (
            "alter table a partition by linear hash (b + 1) partitions 4",
            &["alter a: partitioned by LINEAR HASH (b + 1)"],
        ),
        (
            "alter table a rotate partitions",
            &["unclear, touches [a]: `rotate partitions` of an `ALTER TABLE` is not understood"],
        ),
    ]);
    hold_in(
        Engine::MariaDb,
        &[(
            "alter table if exists a add column if not exists b int, drop column if exists c, add index if not exists d (b), drop index if exists e",
            &[
                "alter a if exists: add b <int> if not exists, drop c if exists, add index d(b) if not exists, drop Index e if exists",
            ],
        )],
    );
}

#[test]
fn some_actions_depend_on_what_is_there() {
    let statement = "alter table a add b int, modify column if exists c int, add d int";
    let file = SourceFile::new("a.sql", statement);
    let read = read_statement(Engine::MariaDb, &file, 0..statement.len());
    let [first, Change::Guarded { changes, .. }, last] = read.changes.as_slice() else {
        panic!("an alteration, a guarded one, and another");
    };
    assert_eq!(print::change(first), "alter a: add b <int>");
    assert_eq!(print::change(&changes[0]), "alter a: replace c by c <int>");
    assert_eq!(print::change(last), "alter a: add d <int>");
}

#[test]
fn other_objects_are_made() {
    hold(&[
        (
            "create unique index i using btree on s.a (b(3) desc) comment 'x' algorithm=inplace lock none",
            &["index on s.a: unique constraint i(b[3] desc) using btree"],
        ),
        (
            "create index if not exists i on a (b)",
            &["index on a if not exists: index i(b)"],
        ),
        (
            "create or replace index i on a (b)",
            &["drop index i of a if exists", "index on a: index i(b)"],
        ),
        (
            "create or replace algorithm=merge definer=current_user() sql security invoker view v (a, b) as select 1, 2 with local check option",
            &["view v or replace (a, b): select 1, 2"],
        ),
        (
            "alter view v as select a from b",
            &["view v or replace (a): select a from b"],
        ),
        (
            "create trigger if not exists t before insert on s.a for each row begin set @x = 1; end",
            &[
                "trigger t on s.a if not exists: create trigger if not exists t before insert on s.a for each row begin set @x = 1; end",
            ],
        ),
        (
            "create definer='x'@'%' function f(a int) returns varchar(3) return 'x'",
            &["routine f Function returns Some(Some(\"varchar(3)\"))"],
        ),
        (
            "create procedure p() begin select 1; end",
            &["routine p Procedure returns Some(None)"],
        ),
        (
            "create database if not exists d",
            &["schema d if not exists"],
        ),
        ("use d", &["search path d"]),
    ]);
}

#[test]
fn objects_go_and_get_names() {
    hold(&[
        (
            "drop table if exists a, s.b restrict",
            &["drop table a, table s.b if exists"],
        ),
        ("drop temporary table a", &["drop table a"]),
        ("drop view v cascade", &["drop view v cascade"]),
        ("drop index i on a lock=none", &["drop index i of a"]),
        ("drop trigger s.t", &["drop trigger s.t"]),
        ("drop function f", &["drop routine f"]),
        ("drop database d", &["drop schema d cascade"]),
        ("drop event e", &[]),
        (
            "rename table a to b, c to s.d",
            &["rename table a to b", "rename table c to s.d"],
        ),
    ]);
}

#[test]
fn rows_are_counted() {
    hold(&[
        (
            "insert into a values (1, 'x;('), (2, \"y\")",
            &["2 rows in a"],
        ),
        ("insert a (b) value (1)", &["1 rows in a"]),
        ("insert into a set b = 1", &["1 rows in a"]),
        ("insert ignore into a values (1)", &["some rows in a"]),
        (
            "insert into a values (1) on duplicate key update b = 1",
            &["some rows in a"],
        ),
        ("insert into s.a select * from b", &["some rows in s.a"]),
        ("replace into a values (1)", &["some rows in a"]),
        ("load data infile 'x' into table a", &["some rows in a"]),
        ("truncate a", &["all rows of a gone"]),
        ("delete from a", &["all rows of a gone"]),
        (
            "delete low_priority from a where b",
            &["some rows of a gone"],
        ),
        (
            "delete a, b from a join b",
            &["some rows of a gone", "some rows of b gone"],
        ),
    ]);
}

#[test]
fn some_statements_leave_the_schema_alone() {
    for statement in [
        "set names utf8mb4",
        "SET SQL_MODE='NO_AUTO_VALUE_ON_ZERO'",
        "lock tables a write",
        "unlock tables",
        "select 1",
        "(select 1)",
        "update a set b = 1",
        "with a as (select 1) select * from a",
        "create user u",
        "create event e on schedule every 1 day do begin delete from a; end",
        "alter database d character set utf8mb4",
        "deallocate prepare s",
        "savepoint a",
        "rollback to a",
        "grant all on *.* to u",
    ] {
        hold(&[(statement, &[])]);
    }
    hold(&[
        ("start transaction", &["begin"]),
        ("begin work", &["begin"]),
        ("commit", &["commit"]),
        ("rollback", &["rollback"]),
    ]);
}

#[test]
fn what_is_not_understood_is_said() {
    hold(&[
        (
            "signal sqlstate '45000'",
            &["unclear, touches []: it stops the script"],
        ),
        (
            "set sql_mode = 'ANSI_QUOTES'",
            &["unclear, touches []: it changes what quotes mean in the statements that follow"],
        ),
        (
            "create table a (b int foo, c, key (d e), f int) foo=bar",
            &[
                "table a: b <int>, f <int>",
                "unclear, touches [a]: `foo` of column `b` is not understood",
                "unclear, touches [a]: `c` is not understood",
                "unclear, touches [a]: `key (d e)` is not understood",
                "unclear, touches [a]: `foo` behind the table's body is not understood",
            ],
        ),
        (
            "create table a (b int",
            &["unclear, touches [a, b]: its parentheses do not match"],
        ),
        (
            "frobnicate `a`.`b`, c",
            &["unclear, touches [frobnicate, b, c]: the statement is not understood"],
        ),
    ]);
}

#[test]
fn places_are_exact() {
    let text = "# x\nCREATE TABLE s.`a` (`b`  varchar (2) NOT NULL DEFAULT 'x');";
    let file = SourceFile::new("a.sql", text);
    let statement = read_statement(Engine::MySql, &file, 4..text.len() - 1);
    let [Change::CreateTable(table)] = statement.changes.as_slice() else {
        panic!("one table");
    };
    let [Element::Column(definition)] = table.elements.as_slice() else {
        panic!("one column");
    };
    let column = &definition.column;
    let origins = [
        &table.origin,
        &column.origin,
        column.type_origin.as_ref().unwrap(),
        column.default_origin.as_ref().unwrap(),
    ];
    let texts = origins.map(|origin| origin.location().unwrap().text());
    assert_eq!(texts, ["`a`", "`b`", "varchar (2)", "'x'"]);
}
