//! Owns which statements there are.

use super::{Statement, alter, create, data, drop, routine, session};
use crate::change::{Call, Change, ObjectId, ObjectKind, Rename};
use crate::cursor::Cursor;

/// The statements that change neither the schema nor the number of rows.
const HARMLESS: &[&str] = &[
    "values",
    "table",
    "update",
    "do",
    "show",
    "describe",
    "desc",
    "explain",
    "analyze",
    "optimize",
    "check",
    "checksum",
    "repair",
    "flush",
    "kill",
    "reset",
    "purge",
    "lock",
    "unlock",
    "savepoint",
    "release",
    "deallocate",
    "handler",
    "help",
    "cache",
    "install",
    "uninstall",
    "stop",
    "xa",
    "get",
    "binlog",
    "clone",
    "shutdown",
    "restart",
];
/// Settings that change what quotes and backslashes mean.
const LEXICAL_MODES: &[&str] = &["ansi", "no_backslash_escapes"];

/// Reads a statement. `None` where it is not understood.
pub(super) fn read(statement: &Statement<'_>) -> Option<Vec<Change>> {
    let mut cursor = statement.cursor.clone();
    if cursor.is_at_end() {
        return Some(Vec::new());
    }
    while cursor.take_symbol("(") {}
    let verb = cursor.first()?;
    if verb.is_one_of(HARMLESS) {
        return Some(Vec::new());
    }
    match verb.text.to_ascii_lowercase().as_str() {
        "create" => create::create(statement, cursor),
        "alter" => alter(statement, cursor),
        "drop" => drop::drop(statement, cursor),
        "rename" => rename(statement, cursor),
        "insert" | "replace" | "delete" | "truncate" | "load" | "with" => data::read(cursor),
        "use" => {
            cursor.skip();
            let name = cursor.name()?;
            Some(vec![Change::SearchPath(Some(vec![name]))])
        }
        "set" => Some(set(statement, &cursor)),
        "select" => Some(session::select(statement, &cursor)),
        "prepare" => session::prepare(statement, cursor),
        "execute" => session::execute(statement, cursor),
        "call" => call(statement, cursor),
        "grant" | "revoke" => Some(crate::grant::changes(statement.place, &cursor)),
        "signal" | "resignal" => {
            let reason = "it stops the script".to_owned();
            Some(vec![statement.unclear_about_all(reason)])
        }
        "begin" | "start" | "commit" | "rollback" => transaction(statement, cursor),
        _ => None,
    }
}

fn alter(statement: &Statement<'_>, cursor: Cursor<'_>) -> Option<Vec<Change>> {
    const IGNORED: &[&str] = &[
        "database",
        "schema",
        "event",
        "user",
        "role",
        "server",
        "tablespace",
        "undo",
        "instance",
        "logfile",
        "resource",
        "sequence",
    ];
    let routine = cursor.tokens().get(1);
    if routine.is_some_and(|word| word.is_one_of(&["function", "procedure"])) {
        return routine::alter(cursor);
    }
    let mut ahead = cursor.clone();
    let kind = ahead.until(&["table", "view"]);
    if ahead.sees(&["table"]) && kind.tokens().len() <= 3 {
        return alter::alter(statement, ahead);
    }
    if ahead.sees(&["view"]) {
        return create::alter_view(statement, cursor);
    }
    let mut words = kind.tokens().iter();
    words.any(|word| word.is_one_of(IGNORED)).then(Vec::new)
}

/// `CALL p(…)`: what it does is not followed.
fn call(statement: &Statement<'_>, mut cursor: Cursor<'_>) -> Option<Vec<Change>> {
    let origin = statement.place.enclosing(cursor.range());
    cursor.skip();
    let routine = cursor.path()?.value;
    Some(vec![Change::Call(Box::new(Call {
        routine,
        arguments: Vec::new(),
        is_certain: false,
        touches: Vec::new(),
        origin,
    }))])
}

/// `RENAME TABLE a TO b, c TO d`.
fn rename(statement: &Statement<'_>, mut cursor: Cursor<'_>) -> Option<Vec<Change>> {
    cursor.skip();
    if cursor.take(&["user"]) {
        return Some(Vec::new());
    }
    if !cursor.take(&["table"]) {
        cursor.take(&["tables"]).then_some(())?;
    }
    let is_tolerant = cursor.take(&["if", "exists"]);
    let renames = cursor.parts().into_iter().map(|mut part| {
        let name = part.path()?.value;
        part.take(&["to"]).then_some(())?;
        let to = part.path()?;
        part.is_at_end().then(|| {
            Change::Rename(Rename {
                object: ObjectId::new(ObjectKind::Table, name),
                to: to.value,
                is_tolerant,
                origin: statement.place.exact(to.range),
            })
        })
    });
    renames.collect()
}

fn set(statement: &Statement<'_>, cursor: &Cursor<'_>) -> Vec<Change> {
    let text = cursor.rest().to_ascii_lowercase();
    let is_lexical =
        text.contains("sql_mode") && LEXICAL_MODES.iter().any(|mode| text.contains(mode));
    if !is_lexical {
        return session::set(statement, cursor);
    }
    let reason = "it changes what quotes mean in the statements that follow";
    vec![statement.unclear_about_all(reason)]
}

fn transaction(statement: &Statement<'_>, mut cursor: Cursor<'_>) -> Option<Vec<Change>> {
    if cursor.take(&["start"]) {
        return Some(if cursor.take(&["transaction"]) {
            vec![Change::Begin]
        } else {
            // `START REPLICA`
            Vec::new()
        });
    }
    let verb = cursor.skip()?;
    cursor.take(&["work"]);
    let is_partial = cursor.sees(&["to"]);
    if verb.is_word("begin") {
        if !cursor.is_at_end() {
            let reason = "a block of statements is not looked into";
            return Some(vec![statement.unclear(reason)]);
        }
        return Some(vec![Change::Begin]);
    }
    if verb.is_word("commit") {
        return Some(vec![Change::Commit]);
    }
    // Back to a savepoint goes only what rows hold.
    Some(if is_partial {
        Vec::new()
    } else {
        vec![Change::Rollback]
    })
}
