//! Scripts with what they refer to; that healthy code is left alone; and that any text is survived.

mod built;
mod filtered;
mod followed;

use std::sync::Arc;

use proptest::prelude::*;
use schemadrift_core::coverage::Coverage;
use schemadrift_core::dialect::Engine;
use schemadrift_core::model::{Column, Schema, Table};
use schemadrift_core::name::QualifiedName;
use schemadrift_core::origin::{Origin, SourceFile};
use schemadrift_sql::query::Catalog;

use super::{Clients, Modules, Scripts, script_references};
use crate::models::{Field, FieldKind, Model, Models};
use crate::reference::{Named, References, Verdict, Why};

fn field(name: &str, kind: FieldKind) -> Field {
    Field {
        name: name.to_owned(),
        kind,
    }
}

fn models() -> Models {
    let scalar = |name| field(name, FieldKind::Scalar);
    let relation = |name, to: &str| field(name, FieldKind::Relation(to.to_owned()));
    let user = Model {
        name: "User".to_owned(),
        fields: vec![
            scalar("id"),
            scalar("email"),
            field("role", FieldKind::Enum("Role".to_owned())),
            relation("orders", "Order"),
        ],
        compounds: vec!["id_email".to_owned()],
    };
    let order = Model {
        name: "Order".to_owned(),
        fields: vec![
            scalar("id"),
            scalar("total"),
            scalar("userId"),
            relation("user", "User"),
        ],
        compounds: Vec::new(),
    };
    let roles = vec!["ADMIN".to_owned(), "GUEST".to_owned()];
    Models::new(vec![user, order], vec![("Role".to_owned(), roles)])
}

fn database() -> Schema {
    let mut schema = Schema::empty(Engine::PostgreSql, Coverage::everything());
    let mut users = Table::new(QualifiedName::bare("users"), Origin::Unlocated);
    users.columns.push(Column::new("id", Origin::Unlocated));
    schema.tables.push(users);
    schema
}

/// The references of the last file; the others may offer clients.
fn read(files: &[(&str, &str)]) -> References {
    let files: Vec<_> = files
        .iter()
        .map(|(path, text)| SourceFile::new(*path, *text))
        .collect();
    let modules = modules(&files);
    let mut clients = Clients::default();
    files.iter().for_each(|file| clients.add(file, &modules));
    clients.add_handed_on(&modules);
    let (schemas, schema) = ([models()], database());
    let catalog = Catalog::new(&schema);
    let mut scripts = Scripts::new(&schemas, Some(&catalog), clients, modules);
    scripts.take_in(&files);
    script_references(files.last().unwrap(), &scripts)
}

fn modules(files: &[Arc<SourceFile>]) -> Modules {
    let paths: Vec<String> = files.iter().map(|file| file.path.clone()).collect();
    let files = files.to_vec();
    let load = move |path: &str| files.iter().find(|file| file.path == path).cloned();
    Modules::new(paths, Vec::new(), Box::new(load))
}

fn unknown(references: &References) -> Vec<String> {
    let name = |named: &Named| match named {
        Named::Model { property, .. } => property.clone(),
        Named::Row { model, .. } => format!("{model}.*"),
        Named::Field { model, field, .. } => format!("{model}.{field}"),
        Named::Value { of, value, .. } => format!("{of}={value}"),
        Named::Table(name) => name.to_string(),
        Named::Column { column, .. } => column.clone(),
        Named::WholeRow(table) => format!("{table}.*"),
        Named::Label { value, .. } => value.clone(),
    };
    references
        .found
        .iter()
        .filter(|found| found.verdict == Verdict::Unknown)
        .map(|found| {
            let text = found.location.text();
            assert!(!text.is_empty());
            name(&found.named)
        })
        .collect()
}

const CLIENT: &str =
    "import { PrismaClient } from '@prisma/client'; const prisma = new PrismaClient();\n";

fn with_client(code: &str) -> References {
    read(&[("a.ts", &format!("{CLIENT}{code}"))])
}

/// Code with the one wrong name in it.
const WRONG: &[(&str, &str)] = &[
    ("prisma.customer.findMany()", "customer"),
    ("prisma.user.findMany({ where: { nope: 1 } })", "User.nope"),
    (
        "const data = { id: 1 }; data.orders = { create: { nope: 1 } }; prisma.user.create({ data })",
        "Order.nope",
    ),
    (
        "prisma.user.findMany({ where: { AND: [{ OR: [{ nope: 1 }] }] } })",
        "User.nope",
    ),
    (
        "prisma.user.findMany({ where: { orders: { some: { nope: 1 } } } })",
        "Order.nope",
    ),
    (
        "prisma.order.findMany({ where: { user: { nope: 1 } } })",
        "User.nope",
    ),
    (
        "prisma.order.findMany({ where: { user: { is: { nope: 1 } } } })",
        "User.nope",
    ),
    (
        "prisma.user.findUnique({ where: { id_email: { id: 1, nope: 2 } } })",
        "User.nope",
    ),
    ("prisma.user.create({ data: { nope: 1 } })", "User.nope"),
    (
        "prisma.user.createMany({ data: list.map((part) => ({ id: part.id, nope: 1 })) })",
        "User.nope",
    ),
    (
        "prisma.user.createMany({ data: list.map((part) => { const id = part.id; return { id, nope: 1 }; }) })",
        "User.nope",
    ),
    (
        "prisma.user.create({ data: { orders: { create: [{ nope: 1 }] } } })",
        "Order.nope",
    ),
    (
        "prisma.order.update({ where: { id: 1 }, data: { user: { update: { data: { nope: 1 } } } } })",
        "User.nope",
    ),
    (
        "prisma.user.upsert({ where: {}, create: {}, update: { nope: 1 } })",
        "User.nope",
    ),
    (
        "prisma.user.findMany({ select: { orders: { select: { nope: true } } } })",
        "Order.nope",
    ),
    (
        "prisma.user.findMany({ include: { _count: { select: { nope: true } } } })",
        "User.nope",
    ),
    (
        "prisma.user.findMany({ orderBy: [{ orders: { _count: 'asc' } }, { nope: 'asc' }] })",
        "User.nope",
    ),
    ("prisma.user.groupBy({ by: ['role', 'nope'] })", "User.nope"),
    (
        "prisma.user.findMany({ where: { role: 'BOSS' } })",
        "Role=BOSS",
    ),
    (
        "prisma.user.findMany({ where: { role: { in: ['ADMIN', 'BOSS'] } } })",
        "Role=BOSS",
    ),
    (
        "prisma.user.update({ where: { id: 1 }, data: { role: Role.BOSS } })",
        "Role=BOSS",
    ),
    (
        "const where = { nope: 1 }; prisma.user.findMany({ where })",
        "User.nope",
    ),
    (
        "prisma.user.findMany({ where: { ...(x ? { nope: 1 } : {}) } })",
        "User.nope",
    ),
    (
        "prisma.user.findMany({ where: x && { nope: 1 } })",
        "User.nope",
    ),
    (
        "prisma.$transaction(async (tx) => { await tx.user.findMany({ where: { nope: 1 } }) })",
        "User.nope",
    ),
    ("const db = prisma.$extends({}); db.nope.create({})", "nope"),
    (
        "const { user } = prisma; user.findMany({ where: { nope: 1 } })",
        "User.nope",
    ),
    (
        "const users = prisma.user; users.findMany({ where: { nope: 1 } })",
        "User.nope",
    ),
    (
        "prisma['user']['findMany']({ where: { 'nope': 1 } })",
        "User.nope",
    ),
    (
        "prisma!.user?.findMany({ where: { nope: 1 } } as any)",
        "User.nope",
    ),
    (
        "prisma.$queryRaw`SELECT nope FROM users WHERE id = ${x}`",
        "nope",
    ),
    (
        "prisma.$queryRaw<{ a: 1 }[]>`select nope from users`",
        "nope",
    ),
    (
        "prisma.$queryRawUnsafe('select nope from ' + 'users')",
        "nope",
    ),
    (
        "pool.query(`select nope from users where id = $1`, [x])",
        "nope",
    ),
    ("const q = `SELECT id FROM nowhere WHERE ${x}`", "nowhere"),
];

#[test]
fn wrong_names_are_found_at_any_depth() {
    for (code, expected) in WRONG {
        let references = with_client(code);
        assert_eq!(unknown(&references), [*expected], "{code}: {references:?}");
    }
}

#[test]
fn healthy_code_is_left_alone() {
    for code in [
        "prisma.user.findMany({ where: { email: { contains: 'x', nope: 1 } }, take: 1, skip: 2 })",
        "prisma.user.findMany({ where: { ...other, [key]: 1, orders: { none: {} } } })",
        "prisma.user.aggregate({ _count: { _all: true, id: true }, _max: { id: true } })",
        "prisma.user.groupBy({ by: 'role', _count: true, having: { id: { _count: { gt: 1 } } } })",
        "prisma.$connect(); prisma._engine.update({}); prisma.$on('query', log)",
        "function f(prisma: Other) { prisma.customer.findMany({ where: { nope: 1 } }) }",
        "stripe.customer.create({ nope: 1 }); api.user.update({ nope: 1 }); cache.user.delete(1)",
        "db.query.user.findMany({ where: { nope: 1 } })",
        "const text = 'Select a plan from the list'; const t = `UPDATE: set it from here`",
        "const args = { select: { id: true, ...(x && { nope: true }) } }; x ? prisma.order.findMany(args) : prisma.user.findMany(args)",
        "search.query('some words'); search.query({ a: 1 })",
        "const x = sql`a = ${1}`; const y = `SELECT ${'*'} FROM ${table} WHERE a = 1`",
        "prisma.user.update({ where: { id: 1 }, data: { orders: { connect: { id: 1 }, deleteMany: {} } } })",
    ] {
        let references = with_client(code);
        assert!(
            unknown(&references).is_empty(),
            "{code}: {:?}",
            unknown(&references)
        );
    }
}

#[test]
fn a_receiver_is_proven_by_its_use() {
    let code = "function f(ctx) { ctx.db.user.findMany(); ctx.db.nope.findMany(); ctx.db.user.update({ data: { nope: 1 } }) }";
    assert_eq!(unknown(&read(&[("a.js", code)])), ["nope", "User.nope"]);
    let alone = read(&[(
        "a.js",
        "function f(ctx) { ctx.db.nope.findMany(); ctx.db.user.update({ data: {} }); ctx.db.user.update({ id: 1 }) }",
    )]);
    assert!(unknown(&alone).is_empty());
    assert_eq!(alone.counts().get(&Why::UnknownReceiver), Some(&1));
}

#[test]
fn a_receiver_that_is_called_prisma_is_a_client() {
    let code = "import { prisma } from './elsewhere'; prisma.user.update({ data: { nope: 1 } }); ctx.prismaService.nope.findMany(); prisma.other.create({})";
    let references = read(&[("a.ts", code)]);
    assert_eq!(unknown(&references), ["User.nope", "nope"]);
    assert_eq!(references.counts().get(&Why::UnknownReceiver), Some(&1));
}

#[test]
fn the_client_inside_of_a_wrapper_is_one() {
    let references = read(&[(
        "a.ts",
        "import prisma from '@/lib/wrapper';\nprisma.client.user.create({ data: { nope: 1 } });\n\
         const { client, other } = prisma;\nclient.user.update({ data: { nope: 1 } });\n\
         other.user.update({ data: { nope: 1 } });",
    )]);
    assert_eq!(unknown(&references), ["User.nope", "User.nope"]);
    assert_eq!(references.counts().get(&Why::UnknownReceiver), Some(&1));
}

#[test]
fn whole_rows_are_told_from_chosen_fields() {
    let rows = |code: &str| {
        let references = with_client(code);
        let found = references.found.iter();
        found
            .filter_map(|found| match &found.named {
                Named::Row { model, .. } => Some(model.clone()),
                _ => None,
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(rows("prisma.user.findMany()"), ["User"]);
    assert_eq!(rows("prisma.user.create({ data: { id: 1 } })"), ["User"]);
    assert_eq!(
        rows("prisma.order.findMany({ select: { user: true } })"),
        ["User"]
    );
    for none in [
        "prisma.user.count()",
        "prisma.user.updateMany({ data: { id: 1 } })",
        "prisma.user.findMany({ select: { id: true } })",
        "prisma.user.findMany({ omit: { id: true } })",
        "prisma.user.findMany(options)",
        "prisma.user.findMany({ ...options })",
        "prisma.order.findMany({ select: { user: { select: { id: true } } } })",
    ] {
        assert_eq!(rows(none), [""; 0], "{none}");
    }
}

#[test]
fn clients_are_followed_from_file_to_file() {
    let client = (
        "src/lib/db.ts",
        "import { PrismaClient } from '@prisma/client';\nexport const db = globalThis.db ?? new PrismaClient();\nexport default db;",
    );
    for import in [
        "import { db } from '../lib/db';",
        "import { db } from '@/lib/db';",
        "import db from '../lib/db.js';",
        "import { db as database } from '~/lib/db'; const db = database;",
    ] {
        let code = format!("{import}\ndb.customer.create({{}})");
        let references = read(&[client, ("src/api/a.ts", &code)]);
        assert_eq!(unknown(&references), ["customer"], "{import}");
    }
    let other = read(&[
        client,
        (
            "src/api/a.ts",
            "import { db } from '../other/db';\ndb.customer.create({})",
        ),
    ]);
    assert!(unknown(&other).is_empty());
}

#[test]
fn services_of_classes_are_clients() {
    let service = (
        "src/prisma.service.ts",
        "import { PrismaClient } from '@prisma/client';\nexport class Database extends PrismaClient {}",
    );
    let code = "class A { constructor(private readonly database: Database) {} f() { return this.database.customer.count() } }";
    assert_eq!(unknown(&read(&[service, ("src/a.ts", code)])), ["customer"]);
}

#[test]
fn fields_that_an_extension_adds_are_no_claim() {
    let code = "const db = prisma.$extends({ result: { user: { fullName: { needs: {} } } } }); db.user.findMany({ select: { fullName: true } })";
    let references = with_client(code);
    assert!(unknown(&references).is_empty(), "{references:?}");
    assert_eq!(references.counts().get(&Why::Extended), Some(&1));
}

#[test]
fn components_are_read_at_their_own_places() {
    let text = "<template><p>é</p></template>\n<script>\nprisma.user.findMany({ where: { id: 1, nope: 1 } })\n</script>";
    let references = read(&[("a.vue", text)]);
    assert_eq!(unknown(&references), ["User.nope"]);
    let place = references
        .found
        .iter()
        .find(|found| found.verdict == Verdict::Unknown);
    assert_eq!(place.unwrap().location.text(), "nope");
}

#[test]
fn calls_are_counted() {
    let references =
        with_client("prisma.user.findMany(); prisma.order.create({}); prisma.nope.count()");
    assert_eq!((references.calls, references.open_calls.len()), (3, 0));
    let references = with_client(
        "function f(where) { prisma.user.findMany({ where }); prisma.order.count({ ...where }) } prisma.user.count()",
    );
    assert_eq!((references.calls, references.open_calls.len()), (3, 2));
    assert_eq!(references.counts().get(&Why::HandedIn), Some(&2));
}

/// The references of files in one project, settled.
fn settled(files: &[(&str, &str)]) -> References {
    let mut all = References::default();
    for file in files {
        all.extend(read(&[*file]));
    }
    all.settle();
    all
}

#[test]
fn sql_that_nothing_ties_to_the_database_is_no_claim() {
    let alone = settled(&[("a.ts", "pool.query('select a from nowhere')")]);
    assert!(unknown(&alone).is_empty());
    assert_eq!(alone.counts().get(&Why::OtherDatabase), Some(&1));
    let tied = settled(&[
        ("a.ts", "pool.query('select a from nowhere')"),
        ("b.ts", "pool.query('select id from users')"),
        ("c.ts", "const q = `SELECT a FROM elsewhere`"),
    ]);
    assert_eq!(unknown(&tied), ["nowhere"]);
    let other = settled(&[
        (
            "a.ts",
            "pool.query('select id from users'); pool.query('select 1 from a, b')",
        ),
        ("b.ts", "pool.query('select id from users, c')"),
    ]);
    assert_eq!(unknown(&other), ["c"]);
    let both = settled(&[(
        "a.ts",
        "const q = ['SELECT id FROM users', 'SELECT a FROM elsewhere']",
    )]);
    assert_eq!(unknown(&both), ["elsewhere"]);
}

#[test]
fn migrations_and_tables_made_by_the_code_are_no_claim() {
    let code = "prisma.$queryRaw`select nope from users`; prisma.$queryRaw`select a from made`";
    let making = "pool.query('create temp table made (a int)')";
    let code = format!("{CLIENT}{code};{making}");
    let references = settled(&[("src/a.ts", &code)]);
    assert_eq!(unknown(&references), ["nope"]);
    let asking = "pool.query(`select 1 from information_schema.tables where table_name = 'made'`)";
    let references = settled(&[(
        "a.ts",
        &format!("{CLIENT}prisma.$queryRaw`select a from made`;{asking}"),
    )]);
    assert!(unknown(&references).is_empty());
    let adding = "pool.query('alter table users add column if not exists nope int')";
    let references = settled(&[("src/a.ts", &format!("{code};{adding}"))]);
    assert!(unknown(&references).is_empty());
    let references = settled(&[("db/migrations/1/migration.ts", &code)]);
    assert!(unknown(&references).is_empty());
}

#[test]
fn any_text_is_survived() {
    let deep = [
        format!("prisma.user.findMany({}", "(".repeat(100_000)),
        format!("x.findMany({}", "!".repeat(100_000)),
        format!("SELECT a FROM {}", "a ? b : ".repeat(50_000)),
        format!("findMany; {}", "if (a) b; else if (c) d; ".repeat(20_000)),
        format!("findMany; x = {}1", "a => ".repeat(30_000)),
        "prisma.user.findMany({ where: {".to_owned(),
        format!(
            "const w = {{}}; w.AND = w; w.OR = w; w.NOT = w; {CLIENT} prisma.user.findMany({{ where: w }})"
        ),
        "\u{feff}`SELECT \u{0} FROM ${".to_owned(),
        "<script>".to_owned(),
    ];
    for text in &deep {
        for path in ["a.ts", "a.jsx", "a.vue"] {
            let references = read(&[(path, text)]);
            assert!(unknown(&references).is_empty());
        }
    }
    let told = read(&[("a.ts", &deep[0])]);
    assert_eq!(told.counts().get(&Why::TooDeep), Some(&1));
}

/// Large files, each made so that work done anew for each of its parts would never end.
#[test]
fn large_files_come_to_an_end() {
    let shared: String = (0..5_000).map(|number| format!("k{number}:1,")).collect();
    let large = [
        // A bundle in one line.
        "e.user.findMany({where:{id:1}});t.update(n);".repeat(60_000),
        format!(
            "const q=`SELECT id FROM users WHERE {}1`",
            "id = ${x} AND ".repeat(100_000)
        ),
        format!("const q='SELECT id'{};", "+'FROM users'".repeat(2_000)),
        format!(
            "{CLIENT}const w={{{shared}}};{}",
            "prisma.user.findMany({where:w});".repeat(5_000)
        ),
        "pool.query/*".repeat(200_000),
        format!("db.selectFrom('users'){}", ".select('id')".repeat(1_500)),
        "import{a}from'./a';a();".repeat(50_000),
        "\u{1f600}".repeat(1_000_000),
    ];
    for text in large {
        let references = read(&[("a.js", &text)]);
        assert!(references.found.len() < 3_000_000, "{}", text.len());
    }
    let too_large = format!("prisma.user.findMany();{}", " ".repeat(6 * 1024 * 1024));
    let references = read(&[("a.js", &too_large)]);
    assert_eq!(references.counts().get(&Why::TooDeep), Some(&1));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn any_words_are_survived(
        words in proptest::collection::vec(
            prop::sample::select(vec![
                "prisma", ".user", ".findMany", "(", ")", "{", "}", "[", "]", ":", ",", "...", "where", "data",
                "`", "${", "'", "\"", "SELECT a FROM b", "=>", "?", "const x =", "import", "from", "class A extends",
                "PrismaClient", "new", "=", "é", "\u{0}", "<script>", "</script>", "$transaction", "$extends", "sql`",
            ]),
            0..50,
        )
    ) {
        let text = words.join(" ");
        for path in ["a.tsx", "a.js", "a.svelte"] {
            let references = read(&[(path, &text)]);
            for found in &references.found {
                prop_assert!(!found.location.text().is_empty());
            }
        }
    }
}
