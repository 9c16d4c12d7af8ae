//! Owns the replay: changes carried out one after the other on a schema, by the rules of the
//! engine that would carry them out. No database takes part.
//!
//! A change that cannot be carried out costs a problem and changes nothing. One that was not
//! understood taints what it may touch.

mod alter;
mod calls;
mod columns;
mod constraints;
mod drop;
mod finish;
mod grants;
mod guard;
mod indexes;
mod labels;
mod mentions;
mod named;
mod naming;
mod objects;
mod passes;
mod reads;
mod references;
mod rename;
mod repeats;
mod rows;
mod sequences;
mod session;
mod state;
mod tables;
mod triggers;
mod unclear;
mod views;

use schemadrift_core::dialect::Engine;
use schemadrift_core::model::Schema;
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::object::ObjectPath;
use schemadrift_core::origin::Origin;
use schemadrift_core::problem::Problem;

use crate::change::{Call, Change, Guard, Statement};
use crate::placeholders;
use state::State;
use unclear::Templates;

pub use rows::RowCount;

/// Why a change cannot be carried out, as one clause.
type Outcome = Result<(), String>;

/// A schema in the making.
#[derive(Debug)]
pub struct Replay {
    state: State,
    /// The state at the beginning of the open transaction, where the engine can go back to it.
    before: Option<Box<State>>,
    problems: Vec<Problem>,
    /// The files that something else fills in, which cost one problem each.
    templates: Templates,
    /// How many routines have called one another.
    depth: usize,
}

/// The most routines that call one another.
const DEEPEST_CALL: usize = 8;

/// What the changes have led to.
#[derive(Debug, Clone)]
pub struct Replayed {
    /// The schema.
    pub schema: Schema,
    /// Statements that cannot be carried out or were not understood.
    pub problems: Vec<Problem>,
    /// What was written into the tables that exist.
    pub rows: Vec<(QualifiedName, RowCount)>,
    /// What was dropped on the way.
    pub gone: Vec<Gone>,
    /// Tables that were created once more where they existed (`IF NOT EXISTS`).
    pub repeated: Vec<Repeated>,
}

/// An object that a change took away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gone {
    /// The object as it was called then.
    pub object: ObjectPath,
    /// The change that took it away.
    pub origin: Origin,
}

/// A table that is created a second time, to no effect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repeated {
    /// The table.
    pub table: QualifiedName,
    /// Where it was created.
    pub first: Origin,
    /// Where it is created once more.
    pub second: Origin,
    /// Columns that only one of both creations has, or that differ in type.
    pub differing: Vec<Name>,
}

impl Replay {
    /// An empty database. `default_namespace` is where unqualified names live, if not where the
    /// engine puts them.
    pub fn new(engine: Engine, default_namespace: Option<Name>) -> Self {
        Self {
            state: State::new(engine, default_namespace),
            before: None,
            problems: Vec::new(),
            templates: Templates::default(),
            depth: 0,
        }
    }

    /// A database that holds what another source states, so that a script can add to it. What the
    /// script adds is told from the rest by its origins.
    pub fn over(schema: &Schema) -> Self {
        Self {
            state: State::over(schema),
            before: None,
            problems: Vec::new(),
            templates: Templates::default(),
            depth: 0,
        }
    }

    /// Carries out what a statement does.
    pub fn apply(&mut self, statement: &Statement) {
        for change in &statement.changes {
            // A dump may begin with what clears the database that it is put into.
            let is_of_nothing =
                self.state.schema.tables.is_empty() && drop::only_takes_away(change);
            if let Err(reason) = self.carry_out(change, &statement.origin)
                && !is_of_nothing
            {
                self.problems.push(Problem::warning(
                    format!("this statement cannot be carried out: {reason}"),
                    statement.origin.clone(),
                ));
            }
        }
    }

    /// Ends a script: what it set for its session is forgotten, an open transaction is kept.
    pub fn end_session(&mut self) {
        self.before = None;
        self.state.end_session();
    }

    /// The schema as it is now, with everything read as a live catalog would be.
    pub fn finish(self) -> Replayed {
        finish::finish(self.state, self.problems)
    }

    fn carry_out(&mut self, change: &Change, origin: &Origin) -> Outcome {
        match change {
            Change::Begin => {
                if self.before.is_none() && self.state.rules.is_transactional {
                    self.before = Some(Box::new(self.state.clone()));
                }
                Ok(())
            }
            Change::Commit => {
                self.before = None;
                Ok(())
            }
            Change::Rollback => {
                if let Some(before) = self.before.take() {
                    self.state = *before;
                }
                Ok(())
            }
            Change::Guarded {
                guard,
                changes,
                otherwise,
            } => self.guarded(guard, changes, otherwise, origin),
            Change::Call(call) => self.call(call),
            Change::SetVariable { name, value } => {
                session::set(&mut self.state, name, value);
                Ok(())
            }
            Change::Prepare { name, value } => {
                session::prepare(&mut self.state, name, value);
                Ok(())
            }
            Change::Execute { name, origin } => self.execute(name, origin),
            Change::Unclear {
                reason,
                touches,
                origin,
            } => {
                self.unclear(reason, touches, origin);
                Ok(())
            }
            other => carry_out(&mut self.state, other),
        }
    }

    fn unclear(&mut self, reason: &str, touches: &[Name], origin: &Origin) {
        unclear::taint(&mut self.state, reason, touches, origin);
        if placeholders::is_reason(reason) {
            self.templates.add(reason, origin, &mut self.problems);
            return;
        }
        self.problems.push(Problem::warning(
            format!("not understood: {reason}"),
            origin.clone(),
        ));
    }

    /// Runs a prepared statement.
    fn execute(&mut self, name: &Name, origin: &Origin) -> Outcome {
        match session::prepared(&self.state, name) {
            Ok(changes) if self.depth < DEEPEST_CALL => self.follow(&changes, origin),
            Ok(_) => {
                self.unclear("it runs itself over and over", &[], origin);
                Ok(())
            }
            Err(touches) => {
                self.unclear("what `EXECUTE` runs is not known", &touches, origin);
                Ok(())
            }
        }
    }

    /// What a routine does that an earlier statement has made.
    fn call(&mut self, call: &Call) -> Outcome {
        let made = calls::made(&self.state, call);
        if made.is_empty() {
            return Ok(());
        }
        let is_followed = self.depth < DEEPEST_CALL;
        if !call.is_certain && is_followed {
            let rows: Option<Vec<Change>> = made.iter().map(Change::happening_or_not).collect();
            if let Some(rows) = rows {
                return self.follow(&rows, &call.origin);
            }
        }
        if self.state.engine() != Engine::PostgreSql {
            return self.carry_out_all(&made, &call.origin);
        }
        if !call.is_certain || !is_followed {
            let reason = format!("`{}` may change the schema", call.routine);
            let touches = calls::touched(&self.state, &made, call);
            self.unclear(&reason, &touches, &call.origin);
            return Ok(());
        }
        self.follow(&made, &call.origin)
    }

    fn follow(&mut self, made: &[Change], origin: &Origin) -> Outcome {
        self.depth += 1;
        let outcome = self.carry_out_all(made, origin);
        self.depth -= 1;
        outcome
    }

    fn guarded(
        &mut self,
        guard: &Guard,
        changes: &[Change],
        otherwise: &[Change],
        origin: &Origin,
    ) -> Outcome {
        match guard {
            Guard::HandlingErrors => {
                let before = self.state.clone();
                if self.carry_out_all(changes, origin).is_ok() {
                    return Ok(());
                }
                // The error takes back what the block did, and the handler goes on from there.
                self.state = before;
                self.carry_out_all(otherwise, origin)
            }
            Guard::IfPresent(presence) if guard::is_there(&self.state, presence) => {
                self.carry_out_all(changes, origin)
            }
            Guard::IfAbsent(presence) if !guard::is_there(&self.state, presence) => {
                self.carry_out_all(changes, origin)
            }
            Guard::IfPresent(_) | Guard::IfAbsent(_) => self.carry_out_all(otherwise, origin),
        }
    }

    fn carry_out_all(&mut self, changes: &[Change], origin: &Origin) -> Outcome {
        changes
            .iter()
            .try_for_each(|change| self.carry_out(change, origin))
    }
}

/// Carries out a change that the state alone decides.
fn carry_out(state: &mut State, change: &Change) -> Outcome {
    match change {
        Change::CreateSchema { name, origin, .. } => objects::create_namespace(state, name, origin),
        Change::SearchPath(path) => objects::search_path(state, path.as_deref()),
        Change::CreateTable(table) => tables::create(state, table),
        Change::AlterTable(alter) => alter::table(state, alter),
        Change::CreateIndex(index) => indexes::create(state, index),
        Change::CreateView {
            view,
            columns,
            replaces,
            is_tolerant,
            is_temporary,
        } => {
            let makes = objects::Making::of(*replaces, *is_tolerant, *is_temporary);
            objects::create_view(state, view, columns, makes)
        }
        Change::CreateEnum(enum_type) => objects::create_enum(state, enum_type),
        Change::AlterEnum { name, action } => objects::alter_enum(state, name, action),
        Change::CreateDomain(domain) => objects::create_domain(state, domain),
        Change::AlterDomain { name, action } => objects::alter_domain(state, name, action),
        Change::CreateComposite(composite) => objects::create_composite(state, composite),
        Change::AlterComposite { name, actions } => objects::alter_composite(state, name, actions),
        Change::CreateOtherType { name } => objects::create_other_type(state, name),
        Change::CreateSequence {
            sequence,
            owner,
            is_tolerant,
        } => sequences::create(state, sequence, owner.as_ref(), *is_tolerant),
        Change::AlterSequence { name, actions } => sequences::alter(state, name, actions),
        Change::CreateExtension {
            extension,
            is_tolerant,
        } => objects::create_extension(state, extension, *is_tolerant),
        Change::UpdateExtension { name, version } => {
            objects::update_extension(state, name, version.as_ref())
        }
        Change::CreateRoutine { routine, replaces } => {
            objects::create_routine(state, routine, *replaces)
        }
        Change::AlterRoutine { routine, options } => {
            objects::alter_routine(state, routine, options)
        }
        Change::CreateTrigger {
            table,
            trigger,
            replaces,
            is_tolerant,
        } => triggers::create(state, table, trigger, *replaces, *is_tolerant),
        Change::CreatePolicy { table, policy } => objects::create_policy(state, table, policy),
        Change::AlterPolicy {
            table,
            name,
            action,
        } => objects::alter_policy(state, table, name, action),
        Change::Drop(drop) => drop::drop(state, drop),
        Change::Rename(rename) => rename::rename(state, rename),
        Change::Move {
            object,
            schema,
            is_tolerant,
        } => rename::relocate(state, object, schema, *is_tolerant),
        Change::AttachIndex { index, .. } => indexes::attach(state, index),
        Change::Comment(comment) => objects::comment(state, comment),
        Change::Grant(grant) => grants::apply(state, grant),
        Change::Rows { table, count } => rows::added(state, table, *count),
        Change::RowsGone { table, is_all } => rows::gone(state, table, *is_all),
        Change::Begin
        | Change::Commit
        | Change::Rollback
        | Change::Guarded { .. }
        | Change::SetVariable { .. }
        | Change::Prepare { .. }
        | Change::Execute { .. }
        | Change::Call(_)
        | Change::Unclear { .. } => Ok(()),
    }
}
