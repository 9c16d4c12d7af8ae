//! Owns what the definition of a trigger says, in every database's language: the texts of
//! catalogs, dumps and scripts are read alike.

use schemadrift_core::data_type::DataType;
use schemadrift_core::dialect::Engine;
use schemadrift_core::expression::{Expression, NormalForm};
use schemadrift_core::model::{
    Deferral, Trigger, TriggerAction, TriggerEvent, TriggerShape, TriggerTiming,
};
use schemadrift_core::name::Name;
use schemadrift_core::stated::Stated;

use crate::cursor::Cursor;
use crate::expression::{read_query, read_row_expression};
use crate::tokens::{Kind, decode_text, tokenize};

/// Reads a whole `CREATE TRIGGER`. Not stated where it is not understood.
///
/// `columns` answers with the type of the table's column of this name.
pub fn read_trigger(
    engine: Engine,
    definition: &str,
    columns: &dyn Fn(&str) -> Option<DataType>,
) -> Stated<TriggerShape> {
    let tokens = tokenize(engine, definition);
    let cursor = Cursor::new(engine, definition, &tokens);
    if !cursor.is_balanced() {
        return Stated::NotStated;
    }
    match shape(engine, cursor) {
        Some(mut shape) => {
            read_condition(engine, &mut shape, columns);
            Stated::Written(shape)
        }
        None => Stated::NotStated,
    }
}

/// Reads the definition of a trigger as far as it goes without the columns of its table.
pub(crate) fn with_shape(engine: Engine, mut trigger: Trigger) -> Trigger {
    if let Some(definition) = trigger.definition.get() {
        trigger.shape = read_trigger(engine, definition, &|_| None);
    }
    trigger
}

/// Reads the condition in the light of the columns that it is about.
pub(crate) fn read_condition(
    engine: Engine,
    shape: &mut TriggerShape,
    columns: &dyn Fn(&str) -> Option<DataType>,
) {
    if let Some(condition) = &mut shape.condition {
        *condition = read_row_expression(engine, &condition.text, columns);
    }
}

fn shape(engine: Engine, mut cursor: Cursor<'_>) -> Option<TriggerShape> {
    let is_constraint = opening(&mut cursor)?;
    cursor.path()?;
    let timing = timing(&mut cursor, engine)?;
    let (events, update_columns) = events(&mut cursor)?;
    cursor.take(&["on"]).then_some(())?;
    cursor.path()?;
    let referenced = if cursor.take(&["from"]) {
        Some(cursor.path()?.value)
    } else {
        None
    };
    let deferral = deferral(&mut cursor);
    let (old_rows, new_rows) = all_rows(&mut cursor)?;
    let is_for_each_row = level(&mut cursor, engine);
    order(&mut cursor)?;
    let condition = condition(&mut cursor, engine)?;
    Some(TriggerShape {
        timing,
        events,
        update_columns,
        is_for_each_row,
        condition,
        old_rows,
        new_rows,
        deferral: is_constraint.then_some(deferral),
        referenced,
        action: action(cursor, engine)?,
    })
}

/// Steps up to the trigger's name; says whether it is a constraint trigger.
fn opening(cursor: &mut Cursor<'_>) -> Option<bool> {
    cursor.take(&["create"]).then_some(())?;
    // `OR REPLACE`, `TEMP`, `DEFINER = …` say nothing of what it does.
    let before = cursor.until(&["trigger"]);
    cursor.skip()?;
    cursor.take(&["if", "not", "exists"]);
    let words = before.tokens();
    Some(words.last().is_some_and(|word| word.is_word("constraint")))
}

/// SQLite's triggers fire before where nothing is said
/// (<https://sqlite.org/lang_createtrigger.html>).
fn timing(cursor: &mut Cursor<'_>, engine: Engine) -> Option<TriggerTiming> {
    if cursor.take(&["before"]) {
        Some(TriggerTiming::Before)
    } else if cursor.take(&["after"]) {
        Some(TriggerTiming::After)
    } else if cursor.take(&["instead", "of"]) {
        Some(TriggerTiming::InsteadOf)
    } else {
        (engine == Engine::Sqlite).then_some(TriggerTiming::Before)
    }
}

fn events(cursor: &mut Cursor<'_>) -> Option<(Vec<TriggerEvent>, Vec<Name>)> {
    let mut events = Vec::new();
    let mut columns = Vec::new();
    loop {
        let word = cursor.skip()?;
        events.push(match word.text.to_ascii_lowercase().as_str() {
            "insert" => TriggerEvent::Insert,
            "delete" => TriggerEvent::Delete,
            "update" => TriggerEvent::Update,
            "truncate" => TriggerEvent::Truncate,
            _ => return None,
        });
        if cursor.take(&["of"]) {
            columns.push(cursor.name()?);
            while cursor.take_symbol(",") {
                columns.push(cursor.name()?);
            }
        }
        if !cursor.take(&["or"]) {
            break;
        }
    }
    events.sort();
    events.dedup();
    Some((events, columns))
}

/// When a constraint trigger fires: at once, unless it is said otherwise.
fn deferral(cursor: &mut Cursor<'_>) -> Deferral {
    let is_fixed = cursor.take(&["not", "deferrable"]);
    let is_deferrable = !is_fixed && cursor.take(&["deferrable"]);
    let is_late = cursor.take(&["initially", "deferred"]);
    cursor.take(&["initially", "immediate"]);
    if is_late {
        Deferral::InitiallyDeferred
    } else if is_deferrable {
        Deferral::InitiallyImmediate
    } else {
        Deferral::NotDeferrable
    }
}

/// `REFERENCING`: the names under which all rows are seen.
fn all_rows(cursor: &mut Cursor<'_>) -> Option<(Option<Name>, Option<Name>)> {
    let (mut old, mut new) = (None, None);
    if !cursor.take(&["referencing"]) {
        return Some((old, new));
    }
    loop {
        let place = if cursor.take(&["old", "table"]) {
            &mut old
        } else if cursor.take(&["new", "table"]) {
            &mut new
        } else {
            return Some((old, new));
        };
        cursor.take(&["as"]);
        *place = Some(cursor.name()?);
    }
}

/// Only PostgreSQL has triggers for whole statements, and has them where nothing is said.
fn level(cursor: &mut Cursor<'_>, engine: Engine) -> bool {
    if !cursor.take(&["for"]) {
        return engine != Engine::PostgreSql;
    }
    cursor.take(&["each"]);
    let is_statement = cursor.take(&["statement"]);
    cursor.take(&["row"]);
    !is_statement
}

/// MySQL's place among the triggers of the same event.
fn order(cursor: &mut Cursor<'_>) -> Option<()> {
    if cursor.take(&["follows"]) || cursor.take(&["precedes"]) {
        cursor.path()?;
    }
    Some(())
}

fn condition(cursor: &mut Cursor<'_>, engine: Engine) -> Option<Option<Expression>> {
    if !cursor.take(&["when"]) {
        return Some(None);
    }
    // In SQLite parentheses belong to the expression, which may go on behind them.
    let condition = if engine == Engine::Sqlite {
        cursor.until(&["begin"])
    } else {
        cursor.parenthesised()?
    };
    Some(Some(Expression {
        text: condition.rest().to_owned(),
        normal: NormalForm::Rewritten(String::new()),
    }))
}

fn action(mut cursor: Cursor<'_>, engine: Engine) -> Option<TriggerAction> {
    if engine != Engine::PostgreSql {
        let body = read_query(engine, cursor.rest());
        return (!cursor.is_at_end()).then_some(TriggerAction::Body(body));
    }
    cursor.take(&["execute"]).then_some(())?;
    let is_call = cursor.take(&["function"]) || cursor.take(&["procedure"]);
    is_call.then_some(())?;
    let function = cursor.path()?.value;
    let inner = cursor.parenthesised()?;
    let arguments: Option<Vec<String>> = inner
        .parts()
        .into_iter()
        .filter(|part| !part.is_at_end())
        .map(|part| argument(&part))
        .collect();
    Some(TriggerAction::Call {
        function,
        arguments: arguments?,
    })
}

/// An argument is a text, whatever is written.
fn argument(part: &Cursor<'_>) -> Option<String> {
    match part.tokens() {
        [token] if token.kind == Kind::Text => decode_text(part.engine(), token.text),
        [_] => Some(part.rest().to_owned()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use schemadrift_core::dialect::Engine;
    use schemadrift_core::model::{TriggerAction, TriggerEvent, TriggerTiming};

    use super::read_trigger;

    fn read(engine: Engine, text: &str) -> schemadrift_core::model::TriggerShape {
        let shape = read_trigger(engine, text, &|_| None);
        shape.into_inner().unwrap_or_else(|| panic!("{text}"))
    }

    #[test]
    fn every_clause_of_postgresql_is_read() {
        let shape = read(
            Engine::PostgreSql,
            "CREATE CONSTRAINT TRIGGER g AFTER UPDATE OF a, \"B\" OR INSERT ON app.t FROM other \
             DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((old.a IS DISTINCT FROM new.a)) \
             EXECUTE FUNCTION app.f('x', 'it''s')",
        );
        assert_eq!(shape.timing, TriggerTiming::After);
        assert_eq!(shape.events, [TriggerEvent::Insert, TriggerEvent::Update]);
        assert_eq!(shape.update_columns.len(), 2);
        assert!(shape.is_for_each_row && shape.deferral.is_some() && shape.referenced.is_some());
        assert!(shape.condition.unwrap().normal.is_known());
        let TriggerAction::Call { arguments, .. } = shape.action else {
            panic!("no call");
        };
        assert_eq!(arguments, ["x", "it's"]);
    }

    #[test]
    fn bodies_are_read_token_by_token() {
        let one = read(
            Engine::Sqlite,
            "CREATE TRIGGER g UPDATE ON t WHEN (new.a) > 1 BEGIN SELECT 1; END",
        );
        let other = read(
            Engine::Sqlite,
            "create trigger if not exists g before update on t for each row when (NEW.a)>1 \
             begin select 1 ; end",
        );
        assert_eq!(one.timing, TriggerTiming::Before);
        let normal = |shape: &schemadrift_core::model::TriggerShape| match &shape.action {
            TriggerAction::Body(body) => body.normal.clone(),
            TriggerAction::Call { .. } => panic!("no body"),
        };
        assert_eq!(normal(&one), normal(&other));
        let third = read(
            Engine::MySql,
            "CREATE DEFINER=`r`@`%` TRIGGER g BEFORE INSERT ON t FOR EACH ROW FOLLOWS h SET NEW.a = 1",
        );
        assert!(third.is_for_each_row && third.timing == TriggerTiming::Before);
    }

    #[test]
    fn what_is_no_trigger_is_not_understood() {
        for text in [
            "",
            "CREATE TABLE t (a int)",
            "CREATE TRIGGER g",
            "CREATE TRIGGER g BEFORE (",
        ] {
            assert!(!read_trigger(Engine::PostgreSql, text, &|_| None).is_stated());
        }
    }
}
