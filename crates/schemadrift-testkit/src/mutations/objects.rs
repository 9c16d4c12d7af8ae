//! Owns mutations of what stands beside tables.

use schemadrift_core::data_type::{ColumnType, DataType};
use schemadrift_core::dialect::Engine;
use schemadrift_core::expression::{Expression, NormalForm};
use schemadrift_core::model::{Column, Routine, Schema, Volatility};
use schemadrift_core::name::QualifiedName;
use schemadrift_core::object::{ObjectKind, ObjectPath};
use schemadrift_core::origin::Origin;
use schemadrift_core::stated::Stated;

use super::drafting::Draft;
use super::{Mutation, MutationKind};
use crate::choices::Choices;
use crate::schemas::{define_routine, view_query};

/// Takes one object of a list away.
fn drop_one<T>(
    (kind, rule, object): (MutationKind, &'static str, ObjectKind),
    schema: &Schema,
    choices: &mut Choices,
    list: fn(&mut Schema) -> &mut Vec<T>,
    name: fn(&T) -> &QualifiedName,
) -> Option<Mutation> {
    let mut draft = Draft::new(kind, schema);
    let objects = list(&mut draft.schema);
    if objects.is_empty() {
        return None;
    }
    let gone = objects.remove(choices.below(objects.len()));
    let path = ObjectPath::top(object, name(&gone));
    draft.expect(rule, path).finish()
}

/// A sequence is gone.
pub(super) fn drop_sequence(schema: &Schema, choices: &mut Choices) -> Option<Mutation> {
    let what = (
        MutationKind::DropSequence,
        "missing-sequence",
        ObjectKind::Sequence,
    );
    drop_one(
        what,
        schema,
        choices,
        |schema| &mut schema.sequences,
        |own| &own.name,
    )
}

/// A domain is gone.
pub(super) fn drop_domain(schema: &Schema, choices: &mut Choices) -> Option<Mutation> {
    let what = (
        MutationKind::DropDomain,
        "missing-domain",
        ObjectKind::Domain,
    );
    drop_one(
        what,
        schema,
        choices,
        |schema| &mut schema.domains,
        |own| &own.name,
    )
}

/// A composite type is gone.
pub(super) fn drop_composite(schema: &Schema, choices: &mut Choices) -> Option<Mutation> {
    let what = (
        MutationKind::DropComposite,
        "missing-composite",
        ObjectKind::CompositeType,
    );
    drop_one(
        what,
        schema,
        choices,
        |schema| &mut schema.composites,
        |own| &own.name,
    )
}

/// A view is gone.
pub(super) fn drop_view(schema: &Schema, choices: &mut Choices) -> Option<Mutation> {
    let what = (MutationKind::DropView, "missing-view", ObjectKind::View);
    drop_one(
        what,
        schema,
        choices,
        |schema| &mut schema.views,
        |own| &own.name,
    )
}

/// A sequence has another step.
pub(super) fn change_sequence(schema: &Schema, choices: &mut Choices) -> Option<Mutation> {
    let mut draft = Draft::new(MutationKind::ChangeSequence, schema);
    let place = choices.below(schema.sequences.len());
    let sequence = draft.schema.sequences.get_mut(place)?;
    let step = *sequence.increment.get()?;
    sequence.increment = Stated::Written(step * 2);
    let path = ObjectPath::top(ObjectKind::Sequence, &sequence.name);
    draft.expect("sequence-definition", path).finish()
}

/// A domain takes NULL that takes none, or the other way round, or has lost its rule.
pub(super) fn change_domain(schema: &Schema, choices: &mut Choices) -> Option<Mutation> {
    let mut draft = Draft::new(MutationKind::ChangeDomain, schema);
    let place = choices.below(schema.domains.len());
    let domain = draft.schema.domains.get_mut(place)?;
    if domain.checks.is_empty() {
        domain.is_nullable = Stated::Written(!domain.is_nullable.is_true());
    } else {
        domain.checks.clear();
    }
    let path = ObjectPath::top(ObjectKind::Domain, &domain.name);
    draft.expect("domain-definition", path).finish()
}

/// A composite type has one field more.
pub(super) fn change_composite(schema: &Schema, choices: &mut Choices) -> Option<Mutation> {
    let mut draft = Draft::new(MutationKind::ChangeComposite, schema);
    let place = choices.below(schema.composites.len());
    let composite = draft.schema.composites.get_mut(place)?;
    let mut field = Column::new("one more", Origin::Unlocated);
    let data_type = ColumnType::exact("integer", DataType::integer(32));
    field.data_type = Stated::Written(data_type);
    composite.fields.push(field);
    let path = ObjectPath::top(ObjectKind::CompositeType, &composite.name);
    draft.expect("composite-definition", path).finish()
}

/// A function is gone.
pub(super) fn drop_function(schema: &Schema, choices: &mut Choices) -> Option<Mutation> {
    let mut draft = Draft::new(MutationKind::DropFunction, schema);
    if schema.routines.is_empty() {
        return None;
    }
    let gone = draft
        .schema
        .routines
        .remove(choices.below(schema.routines.len()));
    draft.expect("missing-function", path_of(&gone)).finish()
}

/// A function may change its result for other reasons, or runs with other rights.
pub(super) fn change_function(schema: &Schema, choices: &mut Choices) -> Option<Mutation> {
    let mut draft = Draft::new(MutationKind::ChangeFunction, schema);
    let place = choices.below(schema.routines.len());
    let routine = draft.schema.routines.get_mut(place)?;
    if choices.happens(50) {
        let volatility = match routine.volatility.get()? {
            Volatility::Immutable => Volatility::Stable,
            Volatility::Stable | Volatility::Volatile => Volatility::Immutable,
        };
        routine.volatility = Stated::Written(volatility);
    } else {
        let has = routine.has_owners_rights.is_true();
        routine.has_owners_rights = Stated::Written(!has);
    }
    define_routine(routine);
    let path = path_of(routine);
    draft.expect("function-definition", path).finish()
}

fn path_of(routine: &Routine) -> ObjectPath {
    let mut path = ObjectPath::top(ObjectKind::Function, &routine.name);
    path.name.push_str(&format!("({})", routine.arguments));
    path
}

/// A view shows more rows, or fewer. What that means only a PostgreSQL server can tell.
pub(super) fn change_view(schema: &Schema, choices: &mut Choices) -> Option<Mutation> {
    if schema.engine != Engine::PostgreSql {
        return None;
    }
    let mut draft = Draft::new(MutationKind::ChangeView, schema);
    let place = choices.below(schema.views.len());
    let view = draft.schema.views.get_mut(place)?;
    let definition = view.definition.get()?;
    let queries = schema.tables.iter().flat_map(|table| {
        let query = |is_narrowed| view_query(schema.engine, table, &view.columns, is_narrowed);
        [(query(false), query(true)), (query(true), query(false))]
    });
    let text = queries
        .into_iter()
        .find(|(own, other)| *own == definition.text && own != other)
        .map(|(_, other)| other)?;
    view.definition = Stated::Written(Expression {
        normal: NormalForm::Rewritten(text.clone()),
        text,
    });
    let path = ObjectPath::top(ObjectKind::View, &view.name);
    draft.expect("view-definition", path).finish()
}
