//! Owns functions and procedures.

use schemadrift_core::data_type::{DataType, TextSize};
use schemadrift_core::dialect::Engine;
use schemadrift_core::model::{Parameter, ParameterMode, Routine, RoutineKind};
use schemadrift_core::stated::Stated;

use super::Statement;
use crate::change::{Change, Guard, ObjectId, ObjectKind, Presence, RoutineOption};
use crate::cursor::Cursor;
use crate::expression::read_body;
use crate::types::{read_type, write_type};

/// `CREATE FUNCTION` and `CREATE PROCEDURE`.
pub(super) fn create(
    statement: &Statement<'_>,
    kind: RoutineKind,
    replaces: bool,
    mut cursor: Cursor<'_>,
) -> Option<Vec<Change>> {
    let is_tolerant = cursor.take(&["if", "not", "exists"]);
    let name = cursor.path()?;
    let mut routine = Routine::new(name.value, kind, statement.place.exact(name.range));
    let listed = cursor.parenthesised();
    let parameters = listed.and_then(|list| parameters(&list));
    routine.parameters = parameters.map_or(Stated::NotStated, Stated::Written);
    routine.result = result(kind, &mut cursor);
    routine.has_owners_rights = Stated::Implied(true);
    characteristics(&mut cursor, &mut |option| option.apply(&mut routine));
    routine.language = Stated::Implied("sql".to_owned());
    let body = cursor.rest().trim_end_matches(';').trim();
    routine.body = Stated::Written(read_body(cursor.engine(), "sql", body));
    routine.definition = Stated::Written(statement.definition());
    let object = ObjectId::new(ObjectKind::Routine, routine.name.clone());
    let change = Change::CreateRoutine {
        routine: Box::new(routine),
        replaces,
    };
    Some(vec![if is_tolerant {
        Change::Guarded {
            otherwise: Vec::new(),
            guard: Guard::IfAbsent(Presence::Object(object)),
            changes: vec![change],
        }
    } else {
        change
    }])
}

/// `ALTER FUNCTION` and `ALTER PROCEDURE`, which change nothing but how it runs.
pub(super) fn alter(mut cursor: Cursor<'_>) -> Option<Vec<Change>> {
    cursor.skip();
    cursor.skip();
    let name = cursor.path()?.value;
    let mut options = Vec::new();
    characteristics(&mut cursor, &mut |option| options.push(option));
    Some(vec![Change::AlterRoutine {
        routine: ObjectId::new(ObjectKind::Routine, name),
        options,
    }])
}

/// The type of a parameter or a result in one spelling; nothing where it is not known which the
/// server makes of it.
pub fn routine_type(engine: Engine, text: &str) -> Option<String> {
    let shape = match read_type(engine, text) {
        DataType::Unreadable => return None,
        // By its length and its characters the server finds another size.
        DataType::Text(_) | DataType::Bytes(_) if is_sized(text) => return None,
        // Catalogs lose characters, see where they are read.
        DataType::InlineEnum(_) | DataType::Set(_) if text.contains('?') || !text.is_ascii() => {
            return None;
        }
        DataType::Json if engine == Engine::MariaDb => DataType::Text(TextSize::Long),
        shape => shape,
    };
    Some(write_type(engine, &shape))
}

fn is_sized(text: &str) -> bool {
    let text = text.trim_start().to_ascii_lowercase();
    text.contains('(') && !text.starts_with("varbinary") && !text.starts_with("binary")
}

/// The parameters; nothing where one of them is not understood.
fn parameters(list: &Cursor<'_>) -> Option<Vec<Parameter>> {
    let parts = list.parts().into_iter();
    parts
        .filter(|part| !part.is_at_end())
        .map(|mut part| {
            let mode = if part.take(&["inout"]) {
                ParameterMode::InOut
            } else if part.take(&["out"]) {
                ParameterMode::Out
            } else {
                part.take(&["in"]);
                ParameterMode::In
            };
            let name = part.name()?;
            let has_default = part.tokens().iter().any(|token| token.is_word("default"));
            let data_type = routine_type(part.engine(), part.rest()).filter(|_| !has_default)?;
            Some(Parameter {
                name: Some(name),
                mode,
                data_type,
                default: None,
            })
        })
        .collect()
}

fn result(kind: RoutineKind, cursor: &mut Cursor<'_>) -> Stated<Option<String>> {
    if !cursor.take(&["returns"]) {
        return if kind == RoutineKind::Procedure {
            Stated::Written(None)
        } else {
            Stated::NotStated
        };
    }
    let start = cursor.clone();
    cursor.skip();
    cursor.take(&["precision"]);
    cursor.parenthesised();
    skip_type_attributes(cursor);
    let text = start.before(cursor).rest();
    routine_type(cursor.engine(), text).map_or(Stated::NotStated, |own| Stated::Written(Some(own)))
}

/// What stands behind a type and belongs to it.
fn skip_type_attributes(cursor: &mut Cursor<'_>) {
    loop {
        if cursor.take(&["unsigned"]) || cursor.take(&["signed"]) || cursor.take(&["zerofill"]) {
            continue;
        }
        let has_name = cursor.take(&["charset"])
            || cursor.take(&["character", "set"])
            || cursor.take(&["collate"]);
        if !has_name || cursor.skip().is_none() {
            return;
        }
    }
}

/// What stands between the header of a routine and its body
/// (<https://dev.mysql.com/doc/refman/8.4/en/create-procedure.html>).
fn characteristics(cursor: &mut Cursor<'_>, found: &mut dyn FnMut(RoutineOption)) {
    const UNHEARD: &[&[&str]] = &[
        &["language", "sql"],
        &["not", "deterministic"],
        &["deterministic"],
        &["contains", "sql"],
        &["no", "sql"],
        &["reads", "sql", "data"],
        &["modifies", "sql", "data"],
    ];
    loop {
        if UNHEARD.iter().any(|words| cursor.take(words)) {
            continue;
        }
        if cursor.take(&["sql", "security", "definer"]) {
            found(RoutineOption::OwnersRights(true));
            continue;
        }
        if cursor.take(&["sql", "security", "invoker"]) {
            found(RoutineOption::OwnersRights(false));
            continue;
        }
        if !cursor.take(&["comment"]) || cursor.skip().is_none() {
            return;
        }
    }
}
