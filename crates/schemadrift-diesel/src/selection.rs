//! Owns the choice among tables of one name: which of them are for this kind of database, which
//! belong to the schema that the Diesel CLI writes, and what several definitions state together.

use schemadrift_core::dialect::Engine;
use schemadrift_core::problem::Problem;

use crate::ast::{Declarations, Engines, JoinDecl, TableDecl, TypeStruct};
use crate::engines::allows;
use crate::parse::engines_of_word;
use crate::reading::ReadSettings;

/// What counts for one kind of database.
pub(crate) struct Selected {
    pub(crate) tables: Vec<SelectedTable>,
    pub(crate) joins: Vec<JoinDecl>,
    pub(crate) types: Vec<TypeStruct>,
}

/// A table and what is known of it.
pub(crate) struct SelectedTable {
    pub(crate) declaration: TableDecl,
    /// It stands outside of the files that the Diesel CLI writes, or in a function.
    pub(crate) is_aside: bool,
    /// Columns whose definitions contradict each other.
    pub(crate) disputed: Vec<String>,
}

/// Chooses what counts.
pub(crate) fn select(
    declarations: Declarations,
    engine: Engine,
    settings: &ReadSettings,
    problems: &mut Vec<Problem>,
) -> Selected {
    let modules = declarations.modules;
    let is_meant = |module: &[String], own: &Engines| {
        allows(own.as_ref(), engine) && allows(of_module(module, &modules).as_ref(), engine)
    };
    let mut tables: Vec<SelectedTable> = Vec::new();
    let meant = declarations
        .tables
        .into_iter()
        .filter(|table| is_meant(&table.module, &table.engines));
    for mut declaration in meant {
        declaration
            .columns
            .retain(|column| allows(column.engines.as_ref(), engine));
        let is_aside = declaration.is_local || settings.is_aside(&declaration.name.place.file.path);
        add(&mut tables, declaration, is_aside, problems);
    }
    Selected {
        tables,
        joins: declarations
            .joins
            .into_iter()
            .filter(|join| is_meant(&join.module, &join.engines))
            .collect(),
        types: declarations.types,
    }
}

/// The databases that a module is for, by its conditions or else by its name.
pub(crate) fn of_module(module: &[String], modules: &[(Vec<String>, Engines)]) -> Engines {
    let conditions = modules.iter().filter(|(path, _)| module.starts_with(path));
    let by_condition = conditions
        .filter_map(|(_, engines)| engines.clone())
        .reduce(|one, other| {
            one.into_iter()
                .filter(|engine| other.contains(engine))
                .collect()
        });
    by_condition.or_else(|| module.iter().find_map(|part| engines_of_word(part)))
}

/// Adds a table, or what it states of one that is there already. A program may declare a table
/// several times, each time with the columns that it needs there.
fn add(
    tables: &mut Vec<SelectedTable>,
    declaration: TableDecl,
    is_aside: bool,
    problems: &mut Vec<Problem>,
) {
    let known = tables.iter_mut().find(|known| {
        known.declaration.schema == declaration.schema
            && known.declaration.name.database == declaration.name.database
    });
    let Some(known) = known else {
        tables.push(SelectedTable {
            declaration,
            is_aside,
            disputed: Vec::new(),
        });
        return;
    };
    // What the CLI writes is the fullest word on a table.
    // What the CLI writes stands against what the program writes beside it.
    let is_dispute = known.is_aside == is_aside;
    let (mut first, second) = if known.is_aside && !is_aside {
        (declaration, &known.declaration)
    } else {
        let second = declaration;
        let empty = std::mem::replace(&mut known.declaration, second);
        (empty, &known.declaration)
    };
    for column in &second.columns {
        let own = first
            .columns
            .iter()
            .find(|own| own.name.database == column.name.database);
        match own {
            None => first.columns.push(column.clone()),
            Some(own) if own.data_type.shape == column.data_type.shape => {}
            Some(own) => {
                let (here, what) = if is_dispute {
                    known.disputed.push(column.name.database.clone());
                    (column, "it is not compared")
                } else {
                    (column, "that one is compared")
                };
                problems.push(Problem::warning(
                    format!(
                        "column `{}` of `{}` has another type here than in `{}`: {what}",
                        column.name.rust,
                        first.name.rust,
                        own.name.place.location()
                    ),
                    here.data_type.place.exact(),
                ));
            }
        }
    }
    first.unread.extend(second.unread.iter().cloned());
    known.declaration = first;
    known.is_aside &= is_aside;
}
