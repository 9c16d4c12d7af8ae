//! Owns what an object is to be where both sides state it: what the code states, and the live
//! facts that the code is silent on.

use schemadrift_core::model::{Check, ForeignKey, Index, IndexPart, Policy, Sequence, Trigger};
use schemadrift_core::stated::Stated;

/// The code's claim, or the database's where the code makes none or the same.
pub(super) fn over<T: Clone + PartialEq>(code: &Stated<T>, live: &Stated<T>) -> Stated<T> {
    let is_same = code.both(live).is_some_and(|(code, live)| code == live);
    if is_same || !code.is_stated() {
        live.clone()
    } else {
        code.clone()
    }
}

/// An index that does what the code states.
pub(super) fn index(code: &Index, live: &Index) -> Index {
    Index {
        name: over(&code.name, &live.name),
        is_unique: code.is_unique,
        // A constraint and a unique index promise the same: what is there stays what it is.
        is_constraint: if code.is_unique == live.is_unique {
            live.is_constraint.clone()
        } else {
            code.is_constraint.clone()
        },
        method: over(&code.method, &live.method),
        parts: parts(&code.parts, &live.parts),
        include: over(&code.include, &live.include),
        predicate: over(&code.predicate, &live.predicate),
        is_nulls_not_distinct: over(&code.is_nulls_not_distinct, &live.is_nulls_not_distinct),
        validity: Stated::NotStated,
        is_visible: over(&code.is_visible, &live.is_visible),
        origin: live.origin.clone(),
    }
}

fn parts(code: &[IndexPart], live: &[IndexPart]) -> Vec<IndexPart> {
    let is_same_list = code.len() == live.len()
        && code
            .iter()
            .zip(live)
            .all(|(code, live)| code.key == live.key);
    if !is_same_list {
        return code.to_vec();
    }
    code.iter()
        .zip(live)
        .map(|(code, live)| IndexPart {
            key: code.key.clone(),
            order: over(&code.order, &live.order),
            // Where the order turns round, the live place of NULLs was only its consequence.
            nulls: if code.order.get() == live.order.get() || !code.order.is_stated() {
                over(&code.nulls, &live.nulls)
            } else {
                code.nulls.clone()
            },
            operator_class: over(&code.operator_class, &live.operator_class),
            operator_class_parameters: over(
                &code.operator_class_parameters,
                &live.operator_class_parameters,
            ),
            collation: over(&code.collation, &live.collation),
            prefix: over(&code.prefix, &live.prefix),
        })
        .collect()
}

/// A foreign key that does what the code states.
pub(super) fn foreign_key(code: &ForeignKey, live: &ForeignKey) -> ForeignKey {
    ForeignKey {
        name: over(&code.name, &live.name),
        on_delete: over(&code.on_delete, &live.on_delete),
        on_update: over(&code.on_update, &live.on_update),
        deferral: over(&code.deferral, &live.deferral),
        validity: over(&code.validity, &live.validity),
        ..live.clone()
    }
}

/// A check that asks for what the code states, under the name it has.
pub(super) fn check(code: &Check, live: &Check) -> Check {
    Check {
        expression: code.expression.clone(),
        validity: over(&code.validity, &live.validity),
        ..live.clone()
    }
}

/// A trigger that does what the code states.
pub(super) fn trigger(code: &Trigger, live: &Trigger) -> Trigger {
    Trigger {
        name: code.name.clone(),
        definition: over(&code.definition, &live.definition),
        shape: code.shape.clone(),
        firing: over(&code.firing, &live.firing),
        origin: live.origin.clone(),
    }
}

/// A policy that does what the code states.
pub(super) fn policy(code: &Policy, live: &Policy) -> Policy {
    Policy {
        name: code.name.clone(),
        is_permissive: over(&code.is_permissive, &live.is_permissive),
        command: over(&code.command, &live.command),
        roles: over(&code.roles, &live.roles),
        using: over(&code.using, &live.using),
        with_check: over(&code.with_check, &live.with_check),
        origin: live.origin.clone(),
    }
}

/// A sequence that counts as the code states.
pub(super) fn sequence(code: &Sequence, live: &Sequence) -> Sequence {
    Sequence {
        name: live.name.clone(),
        data_type: over(&code.data_type, &live.data_type),
        start: over(&code.start, &live.start),
        increment: over(&code.increment, &live.increment),
        minimum: over(&code.minimum, &live.minimum),
        maximum: over(&code.maximum, &live.maximum),
        cache: over(&code.cache, &live.cache),
        is_cycling: over(&code.is_cycling, &live.is_cycling),
        origin: live.origin.clone(),
    }
}
