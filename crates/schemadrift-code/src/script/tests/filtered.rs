//! That the filter in front of the parser stops no file in which something is found.

use proptest::prelude::*;
use schemadrift_core::origin::SourceFile;
use schemadrift_sql::query::Catalog;

use super::{CLIENT, WRONG, database, models, modules};
use crate::reference::References;
use crate::script::{Clients, Needles, Scripts, script_references};

/// What a file gives with the filter and without it.
fn both(text: &str) -> (References, References) {
    let file = SourceFile::new("src/a.ts", text);
    let (schemas, schema) = ([models()], database());
    let catalog = Catalog::new(&schema);
    let files = [file];
    let read = |needles: Option<Needles>| {
        let modules = modules(&files);
        let mut clients = Clients::default();
        clients.add(&files[0], &modules);
        let mut scripts = Scripts::new(&schemas, Some(&catalog), clients, modules);
        scripts.needles = needles.unwrap_or(scripts.needles);
        script_references(&files[0], &scripts)
    };
    let needles = Needles::new(&schemas, &Clients::default());
    let mut with = read(None);
    // What is not kept when the project is read is not read later either.
    if !needles.may_matter(text) {
        with = References::default();
    }
    (with, read(Some(Needles::none())))
}

#[test]
fn no_case_is_stopped() {
    for (code, _) in WRONG {
        for text in [(*code).to_owned(), format!("{CLIENT}{code}")] {
            let (with, without) = both(&text);
            assert_eq!(with.found, without.found, "{text}");
        }
    }
}

/// Pieces of code; some refer to something alone, some only with others.
const PIECES: &[&str] = &[
    "import { Role } from '@prisma/client';",
    "import { Role as R } from \"@prisma/client\";",
    "import { Prisma } from '../generated';",
    "f(Role.ADMIN);",
    "f(R . BOSS);",
    "f(Role\n  .ADMIN);",
    "const w: Prisma.UserWhereInput = { email: 1 };",
    "x.user.findMany();",
    "x.user.create({ data: { id: 1 } });",
    "x.user\n  .update({ where: { id: 1 }, data: {} });",
    "prisma.user?.delete({ where: { id: 1 } });",
    "prisma[\"user\"][\"count\"]();",
    "const { user } = prisma; user.aggregate({});",
    "new PrismaClient().order.count();",
    "import { PrismaClient } from 'p'; const db = new PrismaClient();",
    "db.order.create<A>({ data: {} });",
    "db.$queryRaw`select id from users`;",
    "sql`select id from users`;",
    "sql<number>`Select email from users`;",
    "pool.query('select id from users');",
    "pool\n.query(\n'delete from users where id = 1')",
    "pool?.query?.('insert into users (id) values (1)');",
    "pool[\"query\"]('update users set id = 1');",
    "pool.query!('select id from users');",
    "pool.query /* why */ ('select id from users');",
    "pool.query(\"with a as (select id from users) select 1\")",
    "const q = `SELECT\tid FROM users`;",
    "const q = 'DELETE FROM\\n users';",
    "const q = 'SELECT ' + 'id FROM users';",
    "const q = \"INSERT INTO users (id) VALUES (1)\";",
    "const q = \"UPDATE\\nusers SET id = 1\";",
    "function f() { return 1; }",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn no_file_is_stopped_in_which_something_is_found(
        pieces in proptest::collection::vec(prop::sample::select(PIECES.to_vec()), 1..4),
    ) {
        let text = pieces.join("\n");
        let (with, without) = both(&text);
        prop_assert_eq!(with.found, without.found, "{}", text);
    }
}

#[test]
fn every_piece_is_read_as_without_the_filter() {
    let mut found = 0;
    for piece in PIECES {
        let (with, without) = both(piece);
        found += usize::from(!without.found.is_empty());
        assert_eq!(with.found, without.found, "{piece}");
    }
    assert!(found > PIECES.len() / 2, "{found}");
}
