//! Owns privileges: what is given and taken, and what becomes of it when an object goes or gets
//! another name.

use schemadrift_core::dialect::Engine;
use schemadrift_core::model::{
    Grant, GrantClass, GrantObject, Reach, Routine, Sequence, Table, Taint, View,
};
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::origin::Origin;

use super::Outcome;
use super::state::{Relation, State};
use crate::change::{GrantAction, GrantChange, GrantedName, GrantedObjects, Granting, Privilege};

/// The privileges that can be given on single columns.
const OF_COLUMNS: &[&str] = &["SELECT", "INSERT", "UPDATE", "REFERENCES"];

/// What everybody may do in a new database of PostgreSQL: before version 15 the schema `public` is
/// open to all (<https://www.postgresql.org/docs/15/release-15.html>).
pub(super) fn of_new_database(engine: Engine) -> Vec<Grant> {
    if engine != Engine::PostgreSql {
        return Vec::new();
    }
    let schema = GrantObject::Schema(Name::from("public"));
    let privileges = ["USAGE", "CREATE"].into_iter();
    privileges
        .map(|privilege| Grant {
            is_implied: true,
            ..to_everybody(schema.clone(), privilege, Origin::Unlocated)
        })
        .collect()
}

fn to_everybody(object: GrantObject, privilege: &str, origin: Origin) -> Grant {
    Grant {
        object,
        column: None,
        grantee: Name::from(Grant::PUBLIC),
        privilege: privilege.to_owned(),
        is_grantable: false,
        is_implied: false,
        origin,
    }
}

/// A new routine of PostgreSQL: everybody may call it.
pub(super) fn made_routine(state: &mut State, routine: &Routine) {
    if state.engine() == Engine::PostgreSql {
        let object = GrantObject::Routine {
            name: routine.name.clone(),
            arguments: routine.arguments.clone(),
        };
        let origin = routine.origin.clone();
        let grant = to_everybody(object, "EXECUTE", origin);
        state.schema.grants.held.push(grant);
    }
}

/// Forgets what was given on objects that are gone.
pub(super) fn forget(state: &mut State, is_gone: impl Fn(&GrantObject) -> bool) {
    state.schema.grants.held.retain(|own| !is_gone(&own.object));
}

/// Forgets what was given on a table, a view or a sequence that is gone.
pub(super) fn forget_relation(state: &mut State, gone: &QualifiedName) {
    forget(state, |object| match object {
        GrantObject::Table(name) | GrantObject::Sequence(name) => name == gone,
        GrantObject::Database | GrantObject::Schema(_) | GrantObject::Routine { .. } => false,
    });
}

/// Gives a table, a view, a sequence or a routine its new name.
pub(super) fn rename(state: &mut State, old: &QualifiedName, new: &QualifiedName) {
    for grant in &mut state.schema.grants.held {
        match &mut grant.object {
            GrantObject::Table(name)
            | GrantObject::Sequence(name)
            | GrantObject::Routine { name, .. } => {
                if name == old {
                    *name = new.clone();
                }
            }
            GrantObject::Database | GrantObject::Schema(_) => {}
        }
    }
}

/// Gives a column its new name.
pub(super) fn rename_column(state: &mut State, table: &QualifiedName, old: &Name, new: &Name) {
    for grant in &mut state.schema.grants.held {
        let is_here = matches!(&grant.object, GrantObject::Table(name) if name == table);
        if is_here && grant.column.as_ref() == Some(old) {
            grant.column = Some(new.clone());
        }
    }
}

/// Forgets what was given on a column that is gone.
pub(super) fn forget_column(state: &mut State, table: &QualifiedName, column: &Name) {
    state.schema.grants.held.retain(|own| {
        let is_here = matches!(&own.object, GrantObject::Table(name) if name == table);
        !is_here || own.column.as_ref() != Some(column)
    });
}

/// Gives a schema its new name.
pub(super) fn rename_schema(state: &mut State, old: &Name, new: &Name) {
    for grant in &mut state.schema.grants.held {
        match &mut grant.object {
            GrantObject::Schema(name) if name == old => *name = new.clone(),
            GrantObject::Routine { name, .. } if name.schema.as_ref() == Some(old) => {
                name.schema = Some(new.clone());
            }
            GrantObject::Database
            | GrantObject::Schema(_)
            | GrantObject::Table(_)
            | GrantObject::Sequence(_)
            | GrantObject::Routine { .. } => {}
        }
    }
}

/// Gives or takes.
pub(super) fn apply(state: &mut State, change: &GrantChange) -> Outcome {
    match change {
        GrantChange::Known(granting) => carry_out(state, granting),
        GrantChange::Unclear {
            reason,
            may_revoke,
            origin,
        } => state.schema.grants.taints.push(Taint {
            reason: reason.clone(),
            reach: if *may_revoke {
                Reach::Everything
            } else {
                Reach::More
            },
            origin: origin.clone(),
        }),
    }
    Ok(())
}

fn carry_out(state: &mut State, granting: &Granting) {
    let objects = match &granting.objects {
        GrantedObjects::Everything => {
            let held = &mut state.schema.grants.held;
            held.retain(|own| !granting.grantees.contains(&own.grantee));
            return;
        }
        GrantedObjects::Named(class, names) => names
            .iter()
            .flat_map(|name| named(state, *class, name))
            .collect(),
        GrantedObjects::AllIn(class, schemas) => all_in(state, *class, schemas),
    };
    for object in &objects {
        for privilege in &granting.privileges {
            for grant in grants(state, granting, object, privilege) {
                match granting.action {
                    GrantAction::Give { .. } => give(state, grant),
                    GrantAction::Take => take(state, &grant),
                    GrantAction::TakeOption => take_option(state, &grant),
                }
            }
        }
    }
}

/// The objects that a name means.
fn named(state: &State, class: GrantClass, named: &GrantedName) -> Vec<GrantObject> {
    let name = &named.name;
    match class {
        GrantClass::Database => vec![GrantObject::Database],
        GrantClass::Schema => vec![GrantObject::Schema(name.name.clone())],
        GrantClass::Table => table(state, name).into_iter().collect(),
        GrantClass::Sequence => {
            let full = sequence(state, name).unwrap_or_else(|| state.place(name));
            vec![GrantObject::Sequence(full)]
        }
        GrantClass::Routine => routines(state, named),
    }
}

/// A table or a view; the word for tables is good for sequences, too.
fn table(state: &State, name: &QualifiedName) -> Option<GrantObject> {
    match state.relation(name) {
        Ok(Relation::Table(place)) => {
            let table = state.schema.tables.get(place)?;
            Some(GrantObject::Table(table.name.clone()))
        }
        Ok(Relation::View(place)) => {
            let view = state.schema.views.get(place)?;
            Some(GrantObject::Table(view.name.clone()))
        }
        // It ends with the session, or a tool keeps it for itself.
        Ok(Relation::Foreign) => None,
        Err(_) => Some(match sequence(state, name) {
            Some(sequence) => GrantObject::Sequence(sequence),
            None => GrantObject::Table(state.place(name)),
        }),
    }
}

fn sequence(state: &State, name: &QualifiedName) -> Option<QualifiedName> {
    let sequences = &state.schema.sequences;
    let place = state.find(sequences, |own| &own.name, name)?;
    Some(sequences.get(place)?.name.clone())
}

fn routines(state: &State, named: &GrantedName) -> Vec<GrantObject> {
    let candidates = state.candidates(&named.name);
    let known = state.schema.routines.iter().filter(|own| {
        let arguments = named.arguments.as_ref();
        candidates.contains(&own.name) && arguments.is_none_or(|own_| own_ == &own.arguments)
    });
    let known: Vec<GrantObject> = known
        .map(|own| GrantObject::Routine {
            name: own.name.clone(),
            arguments: own.arguments.clone(),
        })
        .collect();
    match &named.arguments {
        Some(arguments) if known.is_empty() => vec![GrantObject::Routine {
            name: state.place(&named.name),
            arguments: arguments.clone(),
        }],
        _ => known,
    }
}

/// Every object of a kind that is in one of these schemas at the moment.
fn all_in(state: &State, class: GrantClass, schemas: &[Name]) -> Vec<GrantObject> {
    let schema = &state.schema;
    let is_here = |name: &&QualifiedName| {
        let own = name.schema.as_ref();
        own.is_some_and(|own| schemas.contains(own))
    };
    match class {
        GrantClass::Table => {
            let tables = schema.tables.iter().map(|own: &Table| &own.name);
            let views = schema.views.iter().map(|own: &View| &own.name);
            let all = tables.chain(views).filter(is_here);
            all.cloned().map(GrantObject::Table).collect()
        }
        GrantClass::Sequence => {
            let all = schema.sequences.iter().map(|own: &Sequence| &own.name);
            let all = all.filter(is_here);
            all.cloned().map(GrantObject::Sequence).collect()
        }
        GrantClass::Routine => schema
            .routines
            .iter()
            .filter(|own| is_here(&&own.name))
            .map(|own| GrantObject::Routine {
                name: own.name.clone(),
                arguments: own.arguments.clone(),
            })
            .collect(),
        GrantClass::Database | GrantClass::Schema => Vec::new(),
    }
}

/// What a privilege on an object says, one by one: for each grantee and each column.
fn grants(
    state: &State,
    granting: &Granting,
    object: &GrantObject,
    privilege: &Privilege,
) -> Vec<Grant> {
    let is_every = privilege.name == Grant::EVERY;
    let every = (state.dialect.privileges)(object.class());
    let names: Vec<&str> = match (is_every, privilege.columns.is_empty()) {
        (false, _) => vec![privilege.name.as_str()],
        (true, true) => every.iter().copied().chain([Grant::EVERY]).collect(),
        (true, false) => OF_COLUMNS.to_vec(),
    };
    let columns: Vec<Option<Name>> = if privilege.columns.is_empty() {
        vec![None]
    } else {
        privilege.columns.iter().cloned().map(Some).collect()
    };
    let mut grants = Vec::new();
    for grantee in &granting.grantees {
        for column in &columns {
            grants.extend(names.iter().map(|name| Grant {
                object: object.clone(),
                column: column.clone(),
                grantee: grantee.clone(),
                privilege: (*name).to_owned(),
                is_grantable: granting.action == GrantAction::Give { is_grantable: true },
                is_implied: false,
                origin: granting.origin.clone(),
            }));
        }
    }
    grants
}

fn is_same(one: &Grant, other: &Grant) -> bool {
    one.object == other.object
        && one.column == other.column
        && one.grantee == other.grantee
        && one.privilege == other.privilege
}

fn give(state: &mut State, grant: Grant) {
    // The right to pass others on is written as a privilege, too (MySQL).
    if grant.privilege == "GRANT OPTION" || grant.privilege == "USAGE" && is_mysql(state) {
        return;
    }
    let mut held = state.schema.grants.held.iter_mut();
    match held.find(|own| is_same(own, &grant)) {
        Some(own) => {
            own.is_grantable |= grant.is_grantable;
            own.is_implied = false;
        }
        None => state.schema.grants.held.push(grant),
    }
}

fn is_mysql(state: &State) -> bool {
    state.engine().dialect().base == Engine::MySql
}

/// In PostgreSQL, what is taken of a table is taken of its columns as well
/// (<https://www.postgresql.org/docs/current/sql-revoke.html>).
fn take(state: &mut State, grant: &Grant) {
    let takes_columns = !is_mysql(state) && grant.column.is_none();
    state.schema.grants.held.retain(|own| {
        let is_of_column = takes_columns
            && own.object == grant.object
            && own.grantee == grant.grantee
            && own.privilege == grant.privilege;
        !is_same(own, grant) && !is_of_column
    });
}

fn take_option(state: &mut State, grant: &Grant) {
    let held = state.schema.grants.held.iter_mut();
    for own in held.filter(|own| is_same(own, grant)) {
        own.is_grantable = false;
    }
}
