//! Lowers functions and procedures. There are no overloads.

use std::collections::HashMap;

use schemadrift_core::dialect::Engine;
use schemadrift_core::model::{Parameter, ParameterMode, Routine, RoutineKind};
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::origin::Origin;
use schemadrift_core::stated::Stated;
use schemadrift_sql::expression::read_body;
use schemadrift_sql::routine_type;

use crate::mysql::catalog::{Catalog, Query};
use crate::mysql::rows::{ParameterRow, RoutineRow};

/// Every function and procedure.
pub(super) fn lower(engine: Engine, catalog: &Catalog) -> Vec<Routine> {
    let mut parameters: HashMap<(&str, &str), Vec<&ParameterRow>> = HashMap::new();
    for row in &catalog.parameters {
        let key = (row.kind.as_str(), row.routine.as_str());
        parameters.entry(key).or_default().push(row);
    }
    let is_refused = catalog.is_refused(Query::Parameters);
    let lowered = catalog.routines.iter().map(|row| {
        let key = (row.kind.as_str(), row.name.as_str());
        let own = parameters.get(&key).map_or(&[][..], Vec::as_slice);
        // A routine whose body is not shown may hide its parameters, too.
        let own = (!is_refused && row.body.is_some()).then_some(own);
        routine(engine, row, own)
    });
    lowered.collect()
}

fn routine(engine: Engine, row: &RoutineRow, rows: Option<&[&ParameterRow]>) -> Routine {
    let kind = if row.kind == "PROCEDURE" {
        RoutineKind::Procedure
    } else {
        RoutineKind::Function
    };
    let name = QualifiedName::bare(row.name.as_str());
    let mut routine = Routine::new(name, kind, Origin::Catalog(row.name.clone()));
    routine.language = Stated::Implied("sql".to_owned());
    routine.has_owners_rights = Stated::Written(row.has_owners_rights);
    let body = row.body.as_deref();
    let read = body.map(|body| read_body(engine, "sql", body));
    routine.body = read.map_or(Stated::NotStated, Stated::Written);
    routine.definition = row.body.clone().map_or(Stated::NotStated, Stated::Written);
    if let Some(rows) = rows {
        let parameters = rows.iter().filter(|row| row.place > 0);
        let parameters: Option<Vec<Parameter>> =
            parameters.map(|row| parameter(engine, row)).collect();
        routine.parameters = parameters.map_or(Stated::NotStated, Stated::Written);
        routine.result = result(engine, kind, rows);
    }
    routine
}

fn result(engine: Engine, kind: RoutineKind, rows: &[&ParameterRow]) -> Stated<Option<String>> {
    let given = rows.iter().find(|row| row.place == 0);
    match given {
        Some(row) => routine_type(engine, &row.type_text)
            .map_or(Stated::NotStated, |own| Stated::Written(Some(own))),
        None if kind == RoutineKind::Procedure => Stated::Written(None),
        None => Stated::NotStated,
    }
}

fn parameter(engine: Engine, row: &ParameterRow) -> Option<Parameter> {
    Some(Parameter {
        name: row.name.as_deref().map(Name::from),
        mode: match row.mode.as_deref() {
            Some("OUT") => ParameterMode::Out,
            Some("INOUT") => ParameterMode::InOut,
            _ => ParameterMode::In,
        },
        data_type: routine_type(engine, &row.type_text)?,
        default: None,
    })
}
