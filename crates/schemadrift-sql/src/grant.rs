//! Owns `GRANT` and `REVOKE` of every engine, by their tokens.

use schemadrift_core::dialect::Engine;
use schemadrift_core::model::{Grant, GrantClass};
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::origin::Origin;

use crate::change::{
    Change, GrantAction, GrantChange, GrantedName, GrantedObjects, Granting, Privilege,
};
use crate::cursor::Cursor;
use crate::place::Place;
use crate::tokens::{Kind, Token};

/// What a `GRANT` or `REVOKE` does; nothing where it is about roles, or about what the model does
/// not hold.
pub(crate) fn changes(place: Place<'_>, cursor: &Cursor<'_>) -> Vec<Change> {
    let read = read(place, cursor.clone()).unwrap_or_else(|| {
        Some(GrantChange::Unclear {
            reason: "a statement about privileges is not understood".to_owned(),
            may_revoke: true,
            origin: origin(place, cursor),
        })
    });
    read.map(Change::Grant).into_iter().collect()
}

/// Where it stands, unless a password stands there too.
fn origin(place: Place<'_>, cursor: &Cursor<'_>) -> Origin {
    let is_secret = |token: &Token<'_>| token.is_one_of(&["identified", "password"]);
    if cursor.tokens().iter().any(is_secret) {
        return Origin::Unlocated;
    }
    place.enclosing(cursor.range())
}

/// `Some(None)` where nothing is said of the objects of the model, `None` where it is not
/// understood.
fn read(place: Place<'_>, mut cursor: Cursor<'_>) -> Option<Option<GrantChange>> {
    let origin = origin(place, &cursor);
    let is_grant = cursor.take(&["grant"]);
    if !is_grant && !cursor.take(&["revoke"]) {
        return None;
    }
    cursor.take(&["if", "exists"]);
    let is_of_option = cursor.take(&["grant", "option", "for"]);
    let privileges = cursor.until(&["on", "to", "from"]);
    if !cursor.take(&["on"]) {
        return of_account(&privileges, cursor, is_grant, &origin);
    }
    let objects = cursor.until(&["to", "from"]);
    cursor.skip()?;
    let (grantees, is_grantable) = grantees(cursor)?;
    let Some(objects) = self::objects(objects)? else {
        return Some(None);
    };
    let action = match (is_grant, is_of_option) {
        (true, _) => GrantAction::Give { is_grantable },
        (false, true) => GrantAction::TakeOption,
        (false, false) => GrantAction::Take,
    };
    let granting = Granting {
        action,
        privileges: self::privileges(&privileges)?,
        objects,
        grantees,
        origin,
    };
    let is_of_session = granting.grantees.iter().any(is_of_session);
    Some(Some(if is_of_session {
        granting.in_doubt("privileges are given to whoever runs the statement")
    } else {
        GrantChange::Known(Box::new(granting))
    }))
}

/// Without `ON` it is about roles, or, in MySQL, about everything that an account has.
fn of_account(
    privileges: &Cursor<'_>,
    mut cursor: Cursor<'_>,
    is_grant: bool,
    origin: &Origin,
) -> Option<Option<GrantChange>> {
    let takes_all = !is_grant && privileges.sees(&["all"]);
    if !takes_all || privileges.engine() == Engine::PostgreSql {
        return Some(None);
    }
    cursor.skip()?;
    let (grantees, _) = grantees(cursor)?;
    Some(Some(GrantChange::Known(Box::new(Granting {
        action: GrantAction::Take,
        privileges: vec![Privilege {
            name: Grant::EVERY.to_owned(),
            columns: Vec::new(),
        }],
        objects: GrantedObjects::Everything,
        grantees,
        origin: origin.clone(),
    }))))
}

fn privileges(cursor: &Cursor<'_>) -> Option<Vec<Privilege>> {
    let parts = cursor.parts().into_iter();
    parts
        .map(|mut part| {
            let mut words = Vec::new();
            while let Some(token) = part.first().filter(|token| token.kind == Kind::Word) {
                words.push(token.text.to_ascii_uppercase());
                part.skip();
            }
            let columns = match part.parenthesised() {
                Some(inner) => inner.parts().iter().map(Cursor::only_name).collect(),
                None => Some(Vec::new()),
            }?;
            let name = words.join(" ");
            let name = name.strip_suffix(" PRIVILEGES").unwrap_or(&name).to_owned();
            (part.is_at_end() && !name.is_empty()).then_some(Privilege { name, columns })
        })
        .collect()
}

/// What stands behind `ON`: `Some(None)` for objects of which the model holds no privileges.
fn objects(mut cursor: Cursor<'_>) -> Option<Option<GrantedObjects>> {
    if cursor.engine() != Engine::PostgreSql {
        return mysql_objects(cursor);
    }
    if cursor.take(&["all"]) {
        let class = match cursor.skip()?.text.to_ascii_lowercase().as_str() {
            "tables" => GrantClass::Table,
            "sequences" => GrantClass::Sequence,
            "functions" | "procedures" | "routines" => GrantClass::Routine,
            _ => return None,
        };
        cursor.take(&["in", "schema"]).then_some(())?;
        let schemas: Option<Vec<Name>> = cursor.parts().iter().map(Cursor::only_name).collect();
        return Some(Some(GrantedObjects::AllIn(class, schemas?)));
    }
    if is_of_another_kind(&cursor) {
        return Some(None);
    }
    let class = if cursor.take(&["schema"]) {
        GrantClass::Schema
    } else if cursor.take(&["sequence"]) {
        GrantClass::Sequence
    } else if ["function", "procedure", "routine"]
        .iter()
        .any(|word| cursor.take(&[word]))
    {
        GrantClass::Routine
    } else {
        cursor.take(&["table"]);
        GrantClass::Table
    };
    let names: Option<Vec<GrantedName>> = cursor
        .parts()
        .into_iter()
        .map(|part| granted_name(part, class))
        .collect();
    Some(Some(GrantedObjects::Named(class, names?)))
}

/// Whether a keyword names a kind of objects whose privileges the model does not hold, and not a
/// table of that name.
fn is_of_another_kind(cursor: &Cursor<'_>) -> bool {
    const OTHERS: &[&str] = &[
        "database",
        "domain",
        "language",
        "parameter",
        "tablespace",
        "type",
    ];
    let is_followed = cursor
        .tokens()
        .get(1)
        .is_some_and(|next| matches!(next.kind, Kind::Word | Kind::QuotedName | Kind::Number));
    let is_other = cursor.first().is_some_and(|first| first.is_one_of(OTHERS));
    is_other && is_followed || cursor.sees(&["foreign"]) || cursor.sees(&["large", "object"])
}

fn granted_name(mut part: Cursor<'_>, class: GrantClass) -> Option<GrantedName> {
    let name = part.path()?.value;
    let inner = part.parenthesised();
    let arguments = match inner {
        Some(inner) if class == GrantClass::Routine => Some(inner.rest().to_owned()),
        Some(_) => return None,
        None => None,
    };
    part.is_at_end().then_some(GrantedName { name, arguments })
}

/// `db.*`, `db.table`, `table`, with a word for the kind in front; privileges on `*.*` are the
/// server's.
fn mysql_objects(mut cursor: Cursor<'_>) -> Option<Option<GrantedObjects>> {
    let is_routine = cursor.take(&["function"]) || cursor.take(&["procedure"]);
    cursor.take(&["table"]);
    let text = cursor.rest().replace(char::is_whitespace, "");
    if text == "*.*" || cursor.sees(&["package"]) {
        return Some(None);
    }
    if text == "*" || text.ends_with(".*") {
        let name = GrantedName {
            name: QualifiedName::bare(Name::from("")),
            arguments: None,
        };
        return Some(Some(GrantedObjects::Named(
            GrantClass::Database,
            vec![name],
        )));
    }
    let class = if is_routine {
        GrantClass::Routine
    } else {
        GrantClass::Table
    };
    let name = granted_name(cursor, class)?;
    Some(Some(GrantedObjects::Named(class, vec![name])))
}

/// Who stands behind `TO` or `FROM`, and whether the right goes along to pass it on.
fn grantees(mut cursor: Cursor<'_>) -> Option<(Vec<Name>, bool)> {
    const ENDS: &[&str] = &[
        "with",
        "granted",
        "cascade",
        "restrict",
        "identified",
        "require",
        "as",
        "ignore",
    ];
    let mut grantees = Vec::new();
    let mut ahead = cursor.until(&[
        "with", "granted", "cascade", "restrict", "require", "as", "ignore",
    ]);
    ahead.take(&["group"]);
    for mut part in ahead.parts() {
        let name = part.until(ENDS);
        grantees.push(grantee(&name)?);
    }
    let mut option = cursor;
    option.until(&["with"]);
    Some((grantees, option.sees(&["with", "grant", "option"])))
}

fn grantee(cursor: &Cursor<'_>) -> Option<Name> {
    if cursor.engine() == Engine::PostgreSql {
        return cursor.only_name();
    }
    (!cursor.is_at_end()).then(|| Name::new(account(cursor.rest())))
}

/// An account of MySQL in one spelling: without quotes, and without the host where every one is
/// meant.
pub fn account(text: &str) -> String {
    let mut plain = String::new();
    let mut quote = None;
    let mut host_at = None;
    let mut characters = text.trim().chars().peekable();
    while let Some(character) = characters.next() {
        match quote {
            Some(open) if character == open && characters.peek() == Some(&open) => {
                plain.push(open);
                characters.next();
            }
            Some(open) if character == open => quote = None,
            Some(_) => plain.push(character),
            None if matches!(character, '\'' | '"' | '`') => quote = Some(character),
            None if character == '@' => {
                host_at = Some(plain.len());
                plain.push('@');
            }
            None if character.is_whitespace() => {}
            None => plain.push(character),
        }
    }
    let host = host_at.and_then(|at| plain.get(at + 1..));
    if matches!(host, Some("%" | ""))
        && let Some(at) = host_at
    {
        plain.truncate(at);
    }
    if plain.eq_ignore_ascii_case(Grant::PUBLIC) && host_at.is_none() {
        return Grant::PUBLIC.to_owned();
    }
    plain
}

/// Whether a grantee is whoever runs the statement.
fn is_of_session(grantee: &Name) -> bool {
    const WORDS: &[&str] = &[
        "current_user",
        "current_role",
        "session_user",
        "current_user()",
    ];
    WORDS
        .iter()
        .any(|word| grantee.as_str().eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::account;

    #[test]
    fn accounts_have_one_spelling() {
        assert_eq!(account("'app'@'%'"), "app");
        assert_eq!(account("`app` @ localhost"), "app@localhost");
        assert_eq!(account("'it''s'@''"), "it's");
        assert_eq!(account("PUBLIC"), "public");
    }
}
