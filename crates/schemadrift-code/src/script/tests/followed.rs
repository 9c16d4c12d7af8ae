//! Objects that calls take from elsewhere: names, functions, types, other files.

use super::{CLIENT, read, unknown, with_client};
use crate::reference::Why;

/// Ways from a call to the one wrong name, all of which are followed.
const WAYS: &[&str] = &[
    "const where: Prisma.UserWhereInput = { nope: 1 };",
    "const where: Prisma.UserWhereInput = {}; where.nope = 1;",
    "const where = { nope: 1 } satisfies Prisma.UserWhereInput;",
    "const orders: Prisma.UserOrderByWithRelationInput[] = [{ nope: 'asc' }];",
    "const args = Prisma.validator<Prisma.UserFindManyArgs>()({ where: { nope: 1 } });",
    "function where(): Prisma.UserWhereInput { if (x) { return { nope: 1 }; } return {}; }",
    "const where = async (): Promise<Prisma.UserWhereInput | undefined> => ({ nope: 1 });",
    "class A { where: Prisma.UserWhereInput = { nope: 1 }; }",
    "type Where = Prisma.UserWhereInput; const where: Where = { nope: 1 };",
    "const data: Prisma.UserCreateInput = { orders: { create: { id: 1 } }, nope: 1 };",
    "const build = () => ({ where: { nope: 1 } }); prisma.user.findMany(build());",
    "function build() { return { nope: 1 }; } prisma.user.findMany({ where: build() });",
    "function build() { return { a: { nope: 1 } }; } prisma.user.findMany({ where: build().a });",
    "const all = { a: { nope: 1 } }; prisma.user.findMany({ where: all.a });",
    "const { a } = { a: { nope: 1 } }; prisma.user.findMany({ where: { ...a } });",
    "const parts = []; parts.push({ nope: 1 }); prisma.user.findMany({ where: { OR: parts } });",
    "const base = [{ nope: 1 }]; prisma.user.findMany({ where: { OR: [...base, { id: 1 }] } });",
    "let where; where = { nope: 1 }; prisma.user.findMany({ where });",
    "const row = (x) => ({ nope: x }); prisma.user.createMany({ data: list.map(row) });",
    "prisma.user.createMany({ data: Array.from({ length: 2 }, () => ({ nope: 1 })) });",
    "prisma.user.createMany({ data: [{ nope: 1 }].filter(Boolean) });",
    "prisma.user.update({ where: { id: 1 }, data: Object.assign({}, { nope: 1 }) });",
    "class A { where() { return { nope: 1 }; } f() { prisma.user.findMany({ where: this.where() }); } }",
    "function make() { return { where: { nope: 1 } }; } async function f() { const { where } = await make(); prisma.user.findMany({ where }); }",
];

#[test]
fn objects_are_followed_through_names_functions_and_types() {
    for code in WAYS {
        let code = format!("import {{ Prisma }} from '@prisma/client'; {code}");
        let references = with_client(&code);
        assert_eq!(
            unknown(&references),
            ["User.nope"],
            "{code}: {references:?}"
        );
    }
}

#[test]
fn what_may_be_meant_for_others_is_no_claim() {
    for code in [
        "const where: Prisma.UserWhereInput | Prisma.OrderWhereInput = { total: 1, email: 1 };",
        "const where: Other.UserWhereInput = { nope: 1 };",
        "const key: Prisma.UserScalarFieldEnum = 'nope';",
        "const where = { nope: 1 } as Prisma.UserWhereInput;",
        "function build(kind) { if (kind) { return { total: 1 }; } return { email: 1 }; } prisma.user.findMany({ where: build(1) }); prisma.order.findMany({ where: build() });",
        "const where = match(x).with(1, () => ({ total: 1 })).otherwise(() => ({ email: 1 })); prisma.user.findMany({ where }); prisma.order.findMany({ where });",
        "let where = { a: {} }; where = { ...where, OR: [where] }; prisma.user.findMany({ where: where.a });",
    ] {
        let code = format!("import {{ Prisma }} from '@prisma/client'; {code}");
        let references = with_client(&code);
        assert!(unknown(&references).is_empty(), "{code}: {references:?}");
    }
}

/// Two files, of which the second takes the object of the first.
const ELSEWHERE: &[(&str, &str, &str)] = &[
    (
        "src/lib/where.ts",
        "export const where = { nope: 1 };",
        "import { where } from '../lib/where';",
    ),
    (
        "src/lib/where.ts",
        "export const where = { nope: 1 };",
        "import { where } from '@/lib/where';",
    ),
    (
        "src/lib/where.js",
        "const own = { nope: 1 }; export { own as where };",
        "import { where } from '~/lib/where.js';",
    ),
    (
        "src/lib/where/index.ts",
        "export default { nope: 1 };",
        "import where from '../lib/where';",
    ),
    (
        "src/lib/where.ts",
        "export const all = { a: { nope: 1 } };",
        "import { all } from '../lib/where'; const where = all.a;",
    ),
    (
        "src/lib/where.ts",
        "export const all = { a: { nope: 1 } };",
        "import * as lib from '../lib/where'; const where = lib.all.a;",
    ),
    (
        "src/lib/where.ts",
        "export const build = () => { return { nope: 1 }; };",
        "import { build } from '../lib/where'; const where = build();",
    ),
    (
        "src/lib/where.ts",
        "export default function build() { return { nope: 1 }; }",
        "import build from '../lib/where'; const where = { ...build() };",
    ),
];

#[test]
fn objects_of_other_files_are_followed() {
    for (path, text, import) in ELSEWHERE {
        let code = format!("{CLIENT}{import} prisma.user.findMany({{ where }});");
        let references = read(&[(path, text), ("src/api/a.ts", &code)]);
        assert_eq!(
            unknown(&references),
            ["User.nope"],
            "{import}: {references:?}"
        );
        let found = references
            .found
            .iter()
            .find(|found| found.location.text() == "nope");
        assert_eq!(found.unwrap().location.file.path, *path);
    }
}

#[test]
fn modules_hand_on_what_others_have() {
    let own = ("src/lib/a.ts", "export const where = { nope: 1 };");
    for barrel in [
        "export * from './a';",
        "export { where } from './a';",
        "export { where as where } from './a'; export * from './nowhere';",
        "import { where } from './a'; export { where };",
    ] {
        let code =
            format!("{CLIENT}import {{ where }} from '../lib'; prisma.user.findMany({{ where }});");
        let files = [own, ("src/lib/index.ts", barrel), ("src/api/b.ts", &code)];
        let references = read(&files);
        assert_eq!(
            unknown(&references),
            ["User.nope"],
            "{barrel}: {references:?}"
        );
    }
}

#[test]
fn what_nobody_has_is_counted_where_it_is_taken() {
    for (import, why) in [
        ("import { where } from 'a-package';", Why::NotALiteral),
        ("import { where } from '../lib/a';", Why::NotALiteral),
        ("const where = await fetch();", Why::NotALiteral),
        ("const { where } = parse(input);", Why::NotALiteral),
    ] {
        let code = format!("{CLIENT}{import} prisma.user.findMany({{ where }});");
        let files = [
            ("src/lib/a.ts", "export const other = 1;"),
            ("src/api/b.ts", code.as_str()),
        ];
        let references = read(&files);
        assert_eq!(
            references.counts().get(&why),
            Some(&1),
            "{import}: {references:?}"
        );
        assert_eq!(references.open_calls.len(), 1);
        assert_eq!(references.unresolved[0].location.text(), "where");
    }
}

#[test]
fn modules_that_lead_to_each_other_come_to_an_end() {
    let files = [
        (
            "a.ts",
            "import { b } from './b'; export const a = { ...b, AND: b }; export * from './b';",
        ),
        (
            "b.ts",
            "import { a } from './a'; export const b = { ...a, OR: [a] }; export * from './a';",
        ),
        (
            "c.ts",
            &format!("{CLIENT}import {{ a }} from './a'; prisma.user.findMany({{ where: a }});"),
        ),
    ];
    assert!(unknown(&read(&files)).is_empty());
}

#[test]
fn clients_are_handed_on_and_made_by_functions() {
    let client = (
        "src/lib/db/client.ts",
        "import { PrismaClient } from '@prisma/client';\nexport const database = new PrismaClient();\nexport default database;\nexport function connect() { return database; }",
    );
    for (barrel, code) in [
        (
            "export * from './client';",
            "import { database as db } from '@/lib/db'; db.customer.create({});",
        ),
        (
            "export { default as db } from './client';",
            "import { db } from '@/lib/db'; db.customer.create({});",
        ),
        (
            "export { database } from './client';",
            "import * as all from 'x'; import { database } from '../lib/db'; database.customer.create({});",
        ),
        (
            "",
            "import { connect } from '../lib/db/client'; connect().customer.create({});",
        ),
        (
            "",
            "import { connect } from '../lib/db/client'; const db = connect(); db.customer.create({});",
        ),
        (
            "",
            "import { database } from '../lib/db/client'; const db = (tx) => tx ?? database; db(x).customer.create({});",
        ),
    ] {
        let files = [
            client,
            ("src/lib/db/index.ts", barrel),
            ("src/api/a.ts", code),
        ];
        assert_eq!(unknown(&read(&files)), ["customer"], "{code}");
    }
}

#[test]
fn members_of_imported_enums_are_values() {
    let references = with_client(
        "import { Role } from '@prisma/client'; if (user.role === Role.BOSS) { f(Role.ADMIN); }",
    );
    assert_eq!(unknown(&references), ["Role=BOSS"]);
    let other = with_client("import { Role } from './roles'; f(Role.BOSS);");
    assert!(unknown(&other).is_empty());
}

#[test]
fn what_no_client_takes_is_no_call_of_one() {
    for call in [
        "sdk.user.update(id, data)",
        "sdk.user.delete('id')",
        "sdk.user.create({ name: 1 })",
        "sdk.user.update({ where: { id: 1 } })",
        "sdk.user.create()",
    ] {
        let references = with_client(call);
        assert_eq!(references.unknown_receivers, 0, "{call}");
    }
    let near = with_client("sdk.user.create({ data: { nope: 1 } }); sdk.user.delete(x)");
    assert_eq!((near.calls, near.unknown_receivers), (0, 2));
}
