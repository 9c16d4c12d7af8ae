//! Owns steps about views. The sketch keeps of a view's query the table that it reads.

use schemadrift_core::dialect::Engine;
use schemadrift_core::expression::{Expression, NormalForm};
use schemadrift_core::model::{Column, Schema, View};
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::origin::Origin;
use schemadrift_core::stated::Stated;

use super::{drawing, spelling};
use crate::choices::Choices;

/// `CREATE VIEW`, `CREATE OR REPLACE VIEW`, `CREATE MATERIALIZED VIEW`.
pub(super) fn create(after: &mut Schema, choices: &mut Choices) -> Option<String> {
    let place = drawing::table(after, choices)?;
    let table = after.tables.get(place)?;
    let name = drawing::relation_name(after, choices);
    let mut names: Vec<Name> = table
        .columns
        .iter()
        .map(|column| column.name.clone())
        .collect();
    let is_postgresql = after.engine == Engine::PostgreSql;
    let is_materialized = is_postgresql && choices.happens(25);
    let listed = if choices.happens(25) {
        "*".to_owned()
    } else {
        names = drawing::some_columns(&names, 4, choices);
        let listed: Vec<String> = names
            .iter()
            .map(|name| spelling::existing(after.engine, name, choices))
            .collect();
        listed.join(", ")
    };
    let kind = match (is_materialized, is_postgresql && choices.happens(30)) {
        (true, _) => "MATERIALIZED VIEW",
        (false, true) => "OR REPLACE VIEW",
        (false, false) => "VIEW",
    };
    let mut written = spelling::relation(after, &name, choices);
    if listed != "*" && choices.happens(20) {
        names = (1..=names.len())
            .map(|number| Name::new(format!("own_{number}")))
            .collect();
        let own: Vec<&str> = names.iter().map(Name::as_str).collect();
        written = format!("{written} ({})", own.join(", "));
    }
    let from = spelling::relation(after, &table.name, choices);
    let view = View {
        name: drawing::kept_relation(after, &name),
        alias: None,
        is_materialized: Stated::Written(is_materialized),
        columns: names
            .into_iter()
            .map(|name| Column::new(name, Origin::Unlocated))
            .collect(),
        definition: Stated::Written(query(&table.name)),
        indexes: Vec::new(),
        triggers: Vec::new(),
        origin: Origin::Unlocated,
        taints: Vec::new(),
    };
    after.views.push(view);
    Some(format!(
        "CREATE {kind} {written} AS SELECT {listed} FROM {from}"
    ))
}

/// A query as the sketch keeps it.
fn query(table: &QualifiedName) -> Expression {
    Expression {
        text: table.to_string(),
        normal: NormalForm::Unreadable(String::new()),
    }
}

/// Whether a view reads this table. SQLite lets the table go all the same, and then nothing can
/// tell the columns of the view.
pub(super) fn reads(sketch: &Schema, table: &QualifiedName) -> bool {
    let query = Stated::Written(query(table));
    sketch.views.iter().any(|view| view.definition == query)
}

/// Takes the views of this table out of the sketch.
pub(super) fn forget_readers(after: &mut Schema, table: &QualifiedName) {
    let query = Stated::Written(query(table));
    after.views.retain(|view| view.definition != query);
}

/// The views of a table go on reading it under its new name.
pub(super) fn follow(after: &mut Schema, from: &QualifiedName, to: &QualifiedName) {
    let old = Stated::Written(query(from));
    for view in &mut after.views {
        if view.definition == old {
            view.definition = Stated::Written(query(to));
        }
    }
}

fn any(sketch: &Schema, choices: &mut Choices) -> Option<(usize, QualifiedName, &'static str)> {
    let places: Vec<usize> = (0..sketch.views.len()).collect();
    let place = choices.one_of(&places).copied()?;
    let view = sketch.views.get(place)?;
    let kind = if view.is_materialized.is_true() {
        "MATERIALIZED VIEW"
    } else {
        "VIEW"
    };
    Some((place, view.name.clone(), kind))
}

/// `DROP VIEW`.
pub(super) fn drop(after: &mut Schema, choices: &mut Choices) -> Option<String> {
    let (place, name, kind) = any(after, choices)?;
    after.views.remove(place);
    let tolerant = spelling::maybe("IF EXISTS ", 30, choices);
    let way = match after.engine {
        Engine::PostgreSql => spelling::maybe(" CASCADE", 20, choices),
        Engine::Sqlite | Engine::MySql | Engine::MariaDb => String::new(),
    };
    let written = spelling::relation(after, &name, choices);
    Some(format!("DROP {kind} {tolerant}{written}{way}"))
}

/// `ALTER VIEW … RENAME TO`.
pub(super) fn rename(after: &mut Schema, choices: &mut Choices) -> Option<String> {
    let (place, from, kind) = any(after, choices)?;
    let to = drawing::relation_name(after, choices).name;
    let written = spelling::relation(after, &from, choices);
    let kept = drawing::kept(after, to.as_str());
    after.views.get_mut(place)?.name.name = kept;
    let to = spelling::name(after.engine, &to, choices);
    Some(format!("ALTER {kind} {written} RENAME TO {to}"))
}
