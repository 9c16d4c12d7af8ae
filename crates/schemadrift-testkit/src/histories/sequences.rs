//! Owns steps about sequences that have a statement of their own.

use schemadrift_core::model::{Schema, Sequence};
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::origin::Origin;
use schemadrift_core::stated::Stated;

use super::{actions, drawing, spelling};
use crate::choices::Choices;
use crate::schemas::string_literal;

/// `CREATE SEQUENCE`.
pub(super) fn create(after: &mut Schema, choices: &mut Choices) -> Option<String> {
    const OPTIONS: &[&str] = &[
        "",
        " START 5",
        " INCREMENT BY -1 MAXVALUE 0",
        " AS integer CACHE 10 CYCLE",
    ];
    let name = drawing::relation_name(after, choices);
    let options = choices.one_of(OPTIONS).copied()?;
    let tolerant = spelling::maybe("IF NOT EXISTS ", 20, choices);
    let written = spelling::relation(after, &name, choices);
    after.sequences.push(Sequence {
        name: drawing::kept_relation(after, &name),
        data_type: Stated::NotStated,
        start: Stated::NotStated,
        increment: Stated::NotStated,
        minimum: Stated::NotStated,
        maximum: Stated::NotStated,
        cache: Stated::NotStated,
        is_cycling: Stated::NotStated,
        origin: Origin::Unlocated,
    });
    Some(format!("CREATE SEQUENCE {tolerant}{written}{options}"))
}

fn any(sketch: &Schema, choices: &mut Choices) -> Option<(usize, QualifiedName)> {
    let places: Vec<usize> = (0..sketch.sequences.len()).collect();
    let place = choices.one_of(&places).copied()?;
    Some((place, sketch.sequences.get(place)?.name.clone()))
}

/// A table and a column of it that can be numbered.
fn any_column(sketch: &Schema, choices: &mut Choices) -> Option<(QualifiedName, Name)> {
    let mut all = Vec::new();
    for table in &sketch.tables {
        for place in actions::numberable(sketch, table) {
            let column = table.columns.get(place)?;
            all.push((table.name.clone(), column.name.clone()));
        }
    }
    choices.one_of(&all).cloned()
}

/// `SET DEFAULT nextval(…)`.
pub(super) fn number(after: &mut Schema, choices: &mut Choices) -> Option<String> {
    let (_, sequence) = any(after, choices)?;
    let (table, column) = any_column(after, choices)?;
    let sequence = spelling::relation(after, &sequence, choices);
    let cast = spelling::maybe("::regclass", 50, choices);
    Some(format!(
        "ALTER TABLE {} ALTER COLUMN {} SET DEFAULT nextval({}{cast})",
        spelling::relation(after, &table, choices),
        spelling::name(after.engine, &column, choices),
        string_literal(&sequence),
    ))
}

/// `ALTER SEQUENCE … OWNED BY`.
pub(super) fn own(after: &mut Schema, choices: &mut Choices) -> Option<String> {
    let (_, sequence) = any(after, choices)?;
    let sequence = spelling::relation(after, &sequence, choices);
    if choices.happens(20) {
        return Some(format!("ALTER SEQUENCE {sequence} OWNED BY NONE"));
    }
    let (table, column) = any_column(after, choices)?;
    Some(format!(
        "ALTER SEQUENCE {sequence} OWNED BY {}.{}",
        spelling::relation(after, &table, choices),
        spelling::name(after.engine, &column, choices),
    ))
}

/// `ALTER SEQUENCE … RENAME TO`.
pub(super) fn rename(after: &mut Schema, choices: &mut Choices) -> Option<String> {
    let (place, from) = any(after, choices)?;
    let to = drawing::relation_name(after, choices).name;
    let written = spelling::relation(after, &from, choices);
    let kept = drawing::kept(after, to.as_str());
    after.sequences.get_mut(place)?.name.name = kept;
    let to = spelling::name(after.engine, &to, choices);
    Some(format!("ALTER SEQUENCE {written} RENAME TO {to}"))
}

/// `DROP SEQUENCE`.
pub(super) fn drop(after: &mut Schema, choices: &mut Choices) -> Option<String> {
    let (place, name) = any(after, choices)?;
    after.sequences.remove(place);
    let tolerant = spelling::maybe("IF EXISTS ", 30, choices);
    let way = spelling::maybe(" CASCADE", 40, choices);
    let written = spelling::relation(after, &name, choices);
    Some(format!("DROP SEQUENCE {tolerant}{written}{way}"))
}
