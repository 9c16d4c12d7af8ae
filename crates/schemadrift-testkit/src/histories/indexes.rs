//! Owns steps about indexes.

use schemadrift_core::dialect::Engine;
use schemadrift_core::expression::{Expression, NormalForm};
use schemadrift_core::model::{Index, IndexKey, IndexPart, Schema};
use schemadrift_core::name::Name;
use schemadrift_core::origin::Origin;
use schemadrift_core::stated::Stated;

use super::{constraints, drawing, spelling};
use crate::choices::Choices;
use crate::schemas::{
    TypeChoice, comparable_columns, condition_of, palette_of, quoted, referable_keys,
};

/// `CREATE INDEX` of any kind.
pub(super) fn create(after: &mut Schema, choices: &mut Choices) -> Option<String> {
    let place = drawing::table(after, choices)?;
    let table = after.tables.get(place)?.clone();
    let is_postgresql = after.engine == Engine::PostgreSql;
    let comparable = comparable_columns(after, &table);
    if comparable.is_empty() {
        return None;
    }
    let columns = drawing::some_columns(&comparable, 3, choices);
    let mut index = Index::over_columns(columns.clone(), Origin::Unlocated);
    index.is_unique = choices.happens(35);
    let mut name = String::new();
    let mut known = constraints::known("", after, &table, &columns, "idx");
    if !is_postgresql || choices.happens(60) {
        let own = drawing::constraint_name(after, known.as_str(), choices);
        name = format!("{} ", spelling::name(after.engine, &own, choices));
        known = drawing::kept(after, own.as_str());
    }
    index.name = Stated::Written(known);
    let mut keys: Vec<String> = columns
        .iter()
        .map(|column| key(after.engine, column, choices))
        .collect();
    if choices.happens(15)
        && let Some(written) = expression_key(after, place, choices)
    {
        index
            .parts
            .push(IndexPart::of(IndexKey::Expression(Expression {
                text: written.clone(),
                normal: NormalForm::Unreadable(String::new()),
            })));
        keys.push(written);
    }
    let mut rest = String::new();
    if is_postgresql && choices.happens(10) {
        let included = drawing::some_columns(&comparable, 2, choices);
        let listed = spelling::list(after.engine, &included, choices);
        rest = format!(" INCLUDE ({listed})");
    }
    if choices.happens(20)
        && let Some(condition) = condition_of(after, &table, &comparable)
    {
        index.predicate = Stated::Written(Some(condition.clone()));
        rest = format!("{rest} WHERE {}", condition.text);
    }
    let unique = if index.is_unique { "UNIQUE " } else { "" };
    let tolerant = if name.is_empty() {
        String::new()
    } else {
        spelling::maybe("IF NOT EXISTS ", 15, choices)
    };
    let earlier = referable_keys(&table);
    let mut with_index = table.clone();
    with_index.indexes.push(index.clone());
    if constraints::repeats_key(&with_index, &earlier) {
        return None;
    }
    let on = spelling::relation(after, &table.name, choices);
    let method = if is_postgresql {
        spelling::maybe(" USING btree", 15, choices)
    } else {
        String::new()
    };
    after.tables.get_mut(place)?.indexes.push(index);
    Some(format!(
        "CREATE {unique}INDEX {tolerant}{name}ON {on}{method} ({}){rest}",
        keys.join(", ")
    ))
}

fn key(engine: Engine, column: &Name, choices: &mut Choices) -> String {
    const ORDERS: &[&str] = &["", "", "", "", " DESC", " ASC"];
    const NULLS: &[&str] = &["", "", "", "", " NULLS FIRST", " NULLS LAST"];
    let name = spelling::existing(engine, column, choices);
    let order = choices.one_of(ORDERS).copied().unwrap_or_default();
    let nulls = match engine {
        Engine::PostgreSql => choices.one_of(NULLS).copied().unwrap_or_default(),
        Engine::Sqlite | Engine::MySql | Engine::MariaDb => "",
    };
    format!("{name}{order}{nulls}")
}

fn expression_key(sketch: &Schema, place: usize, choices: &mut Choices) -> Option<String> {
    let palette = palette_of(sketch);
    let fitting = |is_fit: fn(&TypeChoice) -> bool| -> Vec<Name> {
        let columns = sketch.tables.get(place).map(|table| &table.columns);
        columns
            .into_iter()
            .flatten()
            .filter(|column| {
                let choice = column.data_type.get().and_then(|own| palette.of(own));
                choice.is_some_and(is_fit)
            })
            .map(|column| column.name.clone())
            .collect()
    };
    if choices.happens(50) {
        let column = choices.one_of(&fitting(|choice| choice.is_text)).cloned()?;
        return Some(format!("lower({})", quoted(column.as_str())));
    }
    let column = choices
        .one_of(&fitting(|choice| choice.can_number))
        .cloned()?;
    Some(format!("({} * 2)", quoted(column.as_str())))
}

/// The place of a table with indexes that are no constraints, and one of these.
fn any(sketch: &Schema, choices: &mut Choices) -> Option<(usize, usize, Name)> {
    let mut all = Vec::new();
    for (place, table) in sketch.tables.iter().enumerate() {
        for (own, index) in table.indexes.iter().enumerate() {
            if let Some(name) = index.name.get()
                && !index.is_constraint.is_true()
            {
                all.push((place, own, name.clone()));
            }
        }
    }
    choices.one_of(&all).cloned()
}

/// `CREATE INDEX IF NOT EXISTS` for one that exists.
pub(super) fn repeat(after: &mut Schema, choices: &mut Choices) -> Option<String> {
    let (place, _, name) = any(after, choices)?;
    let table = after.tables.get(place)?;
    let column = choices.one_of(&table.columns)?;
    Some(format!(
        "CREATE INDEX IF NOT EXISTS {} ON {} ({})",
        spelling::name(after.engine, &name, choices),
        spelling::relation(after, &table.name, choices),
        spelling::existing(after.engine, &column.name, choices),
    ))
}

/// `DROP INDEX`.
pub(super) fn drop(after: &mut Schema, choices: &mut Choices) -> Option<String> {
    let (place, own, name) = any(after, choices)?;
    let table = after.tables.get_mut(place)?;
    table.indexes.remove(own);
    let table = table.name.clone();
    let tolerant = spelling::maybe("IF EXISTS ", 30, choices);
    let name = spelling::beside(after, &table, &name, choices);
    Some(format!("DROP INDEX {tolerant}{name}"))
}

/// `ALTER INDEX … RENAME TO`.
pub(super) fn rename(after: &mut Schema, choices: &mut Choices) -> Option<String> {
    let (place, own, from) = any(after, choices)?;
    let table = after.tables.get(place)?.name.clone();
    let to = drawing::constraint_name(after, &format!("{}_renamed", table.name), choices);
    let kept = drawing::kept(after, to.as_str());
    let index = after.tables.get_mut(place)?.indexes.get_mut(own)?;
    index.name = Stated::Written(kept);
    let tolerant = spelling::maybe("IF EXISTS ", 15, choices);
    Some(format!(
        "ALTER INDEX {tolerant}{} RENAME TO {}",
        spelling::beside(after, &table, &from, choices),
        spelling::name(after.engine, &to, choices),
    ))
}
