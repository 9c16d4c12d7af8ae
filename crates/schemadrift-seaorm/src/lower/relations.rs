//! Owns relations as foreign keys.

use schemadrift_core::model::{ForeignKey, ReferentialAction};
use schemadrift_core::name::Name;
use schemadrift_core::problem::Problem;
use schemadrift_core::stated::Stated;

use super::table_name;
use super::types::Types;
use crate::entity::{Entity, Relation};
use crate::index::Index;

pub(super) fn foreign_keys(
    entity: &Entity,
    index: &Index<'_>,
    types: &Types<'_>,
    problems: &mut Vec<Problem>,
) -> Vec<ForeignKey> {
    let mut keys: Vec<ForeignKey> = Vec::new();
    for relation in &entity.relations {
        if let Some(key) = foreign_key(entity, relation, index, types, problems) {
            // Several relations may go over the same columns.
            let is_known = |known: &ForeignKey| {
                known.columns == key.columns
                    && known.target == key.target
                    && known.target_columns == key.target_columns
            };
            if !keys.iter().any(is_known) {
                keys.push(key);
            }
        }
    }
    keys
}

fn foreign_key(
    entity: &Entity,
    relation: &Relation,
    index: &Index<'_>,
    types: &Types<'_>,
    problems: &mut Vec<Problem>,
) -> Option<ForeignKey> {
    let target = match relation.target.as_slice() {
        [only] if *only == entity.identifier => Some(entity),
        path => index.entity(&entity.module, path),
    };
    let Some(target) = target else {
        problems.push(Problem::note(
            format!(
                "no entity `{}` is found, so the relation to it is not compared",
                relation.target.join("::")
            ),
            relation.origin.clone(),
        ));
        return None;
    };
    let columns = |of: &Entity, names: &[String]| -> Option<Vec<Name>> {
        names
            .iter()
            .map(|name| Some(Name::from(of.column(name)?.name.as_str())))
            .collect()
    };
    let target_columns = columns(target, &relation.to)?;
    // A constraint can only refer to what is unique; over anything else the code just joins.
    if !is_unique(target, &target_columns) {
        return None;
    }
    Some(ForeignKey {
        name: match &relation.name {
            Some(name) => Stated::Written(Name::from(name.as_str())),
            None => Stated::NotStated,
        },
        columns: columns(entity, &relation.from)?,
        target: table_name(target, types.backend),
        target_columns,
        on_delete: action(relation.on_delete.as_deref()),
        on_update: action(relation.on_update.as_deref()),
        deferral: Stated::NotStated,
        validity: Stated::NotStated,
        is_relation_only: true,
        origin: relation.origin.clone(),
    })
}

/// Whether the entity says that no two rows agree on these columns.
fn is_unique(entity: &Entity, columns: &[Name]) -> bool {
    let is_all = |of: &mut dyn Iterator<Item = &str>| {
        let of: Vec<&str> = of.collect();
        of.len() == columns.len() && columns.iter().all(|column| of.contains(&column.as_str()))
    };
    if is_all(&mut entity.key().map(|column| column.name.as_str())) {
        return true;
    }
    let uniques = entity.columns.iter().filter(|column| column.is_unique);
    let by_column = uniques.map(|column| vec![column.name.as_str()]);
    let mut groups: Vec<Vec<&str>> = by_column.collect();
    let keys = entity.columns.iter().flat_map(|column| &column.unique_keys);
    for key in keys {
        let members = entity.columns.iter();
        let members = members.filter(|column| column.unique_keys.contains(key));
        groups.push(members.map(|column| column.name.as_str()).collect());
    }
    groups
        .iter()
        .any(|group| is_all(&mut group.iter().copied()))
}

/// An action as written; without one, the database's default stands, whichever was chosen when
/// the table was made.
fn action(text: Option<&str>) -> Stated<ReferentialAction> {
    Stated::Written(match text {
        Some("Cascade") => ReferentialAction::Cascade,
        Some("Restrict") => ReferentialAction::Restrict,
        Some("NoAction") => ReferentialAction::NoAction,
        Some("SetNull") => ReferentialAction::SetNull,
        Some("SetDefault") => ReferentialAction::SetDefault,
        Some(_) | None => return Stated::NotStated,
    })
}
