//! Queries that are built by calls.

use super::{read, settled, unknown};

/// Chains with the one wrong name in them.
const WRONG: &[(&str, &str)] = &[
    ("db.selectFrom('nowhere').select('id').execute()", "nowhere"),
    (
        "db.selectFrom('users').select('users.nope').execute()",
        "nope",
    ),
    (
        "db.selectFrom('users as u').select(['u.id', 'u.nope as other']).execute()",
        "nope",
    ),
    (
        "db.selectFrom('users').select('id').where('nope', '=', 1)",
        "nope",
    ),
    (
        "db.insertInto('users').values({ id: 1, nope: 2 }).execute()",
        "nope",
    ),
    (
        "db.insertInto('users').values([{ id: 1 }, { nope: 2 }])",
        "nope",
    ),
    (
        "db.updateTable('users').set({ nope: 1 }).where('id', '=', 1)",
        "nope",
    ),
    ("db.deleteFrom('users').where('users.nope', '=', 1)", "nope"),
    (
        "db.selectFrom('users').innerJoin('nowhere as n', 'n.id', 'users.id').select('users.id')",
        "nowhere",
    ),
    (
        "import Knex from 'knex'; const db = Knex({}); db('users').where({ nope: 1 }).select('id')",
        "nope",
    ),
    ("knex('users').insert({ nope: 1 })", "nope"),
    ("knex.select('id', 'nope').from('users')", "nope"),
];

#[test]
fn literal_names_are_looked_up() {
    for (code, expected) in WRONG {
        let references = read(&[("a.ts", code)]);
        assert_eq!(unknown(&references), [*expected], "{code}: {references:?}");
        let place = references
            .found
            .iter()
            .find(|found| found.location.text() == *expected);
        assert!(place.is_some(), "{code}: {references:?}");
    }
}

#[test]
fn what_is_not_written_out_is_no_claim() {
    for code in [
        "db.selectFrom('users').select(['id', 'id as mail']).orderBy('mail').groupBy('mail')",
        "db.selectFrom(table).select('nope')",
        "db.selectFrom('users').innerJoin(other, 'a', 'b').select('nope')",
        "db.selectFrom('users').select((eb) => eb.fn.count('id').as('n')).orderBy('n', 'desc')",
        "db.with('recent', (db) => db.selectFrom('users').select('id as other')).selectFrom('recent').select('other')",
        "db.selectFrom('users').selectAll().select('users.*').where((eb) => eb('nope', '=', 1))",
        "other('users').where({ nope: 1 }); knex({ client: 'pg' }); knex.schema.createTable('made', f); knex.raw('x')",
        "db.selectFrom('users').select('id'); new CamelCasePlugin(); db.selectFrom('people').select('fullName')",
    ] {
        let references = settled(&[("a.ts", code)]);
        assert!(unknown(&references).is_empty(), "{code}: {references:?}");
    }
}
