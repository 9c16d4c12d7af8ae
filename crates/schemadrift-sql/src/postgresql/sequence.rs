//! Owns `CREATE SEQUENCE` and `ALTER SEQUENCE`.

use schemadrift_core::data_type::{ColumnType, DataType};
use schemadrift_core::dialect::Engine;
use schemadrift_core::model::Sequence;
use schemadrift_core::name::QualifiedName;
use schemadrift_core::stated::Stated;
use squawk_syntax::ast;

use super::alter::{moved, renamed};
use super::reader::{Read, Reader, required};
use super::table::is_temporary;
use crate::change::{Change, Guard, ObjectId, ObjectKind, Presence, SequenceAction, SequenceOwner};
use crate::tokens::tokenize;

/// `CREATE SEQUENCE`.
pub(super) fn create(reader: &Reader<'_>, node: &ast::CreateSequence) -> Read<Vec<Change>> {
    let name = required(node.sequence())?;
    let qualified = reader.qualified(&name)?;
    // Nothing that stays can depend on one that lives for the session only.
    if is_temporary(node.persistence().as_ref(), &qualified) {
        return Ok(Vec::new());
    }
    let mut actions = Vec::new();
    for option in node.sequence_options() {
        actions.extend(action(reader, &option)?);
    }
    let owner = actions.iter().find_map(|action| match action {
        SequenceAction::OwnedBy(owner) => Some(owner.clone()),
        _ => None,
    });
    Ok(vec![Change::CreateSequence {
        sequence: Box::new(Sequence {
            origin: reader.name_origin(&name),
            ..with_options(qualified, &actions)
        }),
        owner,
        is_tolerant: node.if_not_exists().is_some(),
    }])
}

/// A sequence with what the server fills in: it counts up from one, or down from minus one
/// (<https://www.postgresql.org/docs/current/sql-createsequence.html>).
fn with_options(name: QualifiedName, actions: &[SequenceAction]) -> Sequence {
    let mut data_type = Stated::Implied(ColumnType::exact("bigint", DataType::integer(64)));
    let mut increment = Stated::Implied(1);
    let (mut start, mut minimum, mut maximum) = (None, None, None);
    let (mut cache, mut is_cycling) = (Stated::Implied(1), Stated::Implied(false));
    for action in actions {
        match action {
            SequenceAction::Increment(step) => increment = Stated::Written(*step),
            SequenceAction::Start(value) => start = Some(*value),
            SequenceAction::Minimum(value) => minimum = *value,
            SequenceAction::Maximum(value) => maximum = *value,
            SequenceAction::Cache(value) => cache = Stated::Written(*value),
            SequenceAction::Cycle(value) => is_cycling = Stated::Written(*value),
            SequenceAction::Type(written) => {
                data_type = Stated::Written(written.as_ref().clone());
            }
            SequenceAction::OwnedBy(_) => {}
        }
    }
    let largest = largest_of(data_type.get());
    let goes_up = increment.get().is_none_or(|step| *step > 0);
    let stated = |value: Option<i64>, otherwise: i64| {
        value.map_or(Stated::Implied(otherwise), Stated::Written)
    };
    let minimum = stated(minimum, if goes_up { 1 } else { -largest - 1 });
    let maximum = stated(maximum, if goes_up { largest } else { -1 });
    let first = if goes_up { &minimum } else { &maximum };
    Sequence {
        name,
        start: stated(start, first.get().copied().unwrap_or(1)),
        data_type,
        increment,
        minimum,
        maximum,
        cache,
        is_cycling,
        origin: schemadrift_core::origin::Origin::Unlocated,
    }
}

/// The largest number that a sequence of this type can give.
pub(crate) fn largest_of(data_type: Option<&ColumnType>) -> i64 {
    let bits = match data_type.map(|data_type| &data_type.shape) {
        Some(DataType::Integer { bits, .. }) => u32::from(*bits),
        _ => 64,
    };
    i64::MAX >> 64_u32.saturating_sub(bits).min(62)
}

/// What an option of a sequence does; `None` where it says nothing that the model holds.
fn action(reader: &Reader<'_>, option: &ast::SequenceOption) -> Read<Option<SequenceAction>> {
    use ast::SequenceOption as Option_;
    Ok(Some(match option {
        Option_::OptionCache(node) => SequenceAction::Cache(number(reader, node.expr())?),
        Option_::OptionIncrement(node) => SequenceAction::Increment(number(reader, node.expr())?),
        Option_::OptionStart(node) => SequenceAction::Start(number(reader, node.expr())?),
        Option_::OptionMaxValue(node) => {
            SequenceAction::Maximum(Some(number(reader, node.expr())?))
        }
        Option_::OptionMinValue(node) => {
            SequenceAction::Minimum(Some(number(reader, node.expr())?))
        }
        Option_::OptionNoMaxValue(_) => SequenceAction::Maximum(None),
        Option_::OptionNoMinValue(_) => SequenceAction::Minimum(None),
        Option_::OptionCycle(_) => SequenceAction::Cycle(true),
        Option_::OptionNoCycle(_) => SequenceAction::Cycle(false),
        Option_::OptionOwnedBy(node) => {
            SequenceAction::OwnedBy(owner(reader, &required(node.owned_by_target())?)?)
        }
        Option_::OptionAsType(node) => {
            SequenceAction::Type(Box::new(reader.column_type(&required(node.ty())?)))
        }
        Option_::OptionSequenceName(_)
        | Option_::OptionRestart(_)
        | Option_::OptionLogged(_)
        | Option_::OptionUnlogged(_) => return Ok(None),
    }))
}

fn owner(reader: &Reader<'_>, target: &ast::OwnedByTarget) -> Read<SequenceOwner> {
    match target {
        ast::OwnedByTarget::OwnedByNone(_) => Ok(SequenceOwner::Nobody),
        ast::OwnedByTarget::QualifiedColumnNameRef(node) => {
            let (table, column) = super::comment::column(reader, node)?;
            Ok(SequenceOwner::Column { table, column })
        }
    }
}

fn number(reader: &Reader<'_>, node: Option<ast::Expr>) -> Read<i64> {
    let node = required(node)?;
    let digits: String = tokenize(Engine::PostgreSql, reader.written(&node))
        .iter()
        .filter(|token| !token.is_symbol("+"))
        .map(|token| token.text)
        .collect();
    digits
        .replace('_', "")
        .parse()
        .map_err(|_| "a number of a sequence cannot be read".to_owned())
}

/// `ALTER SEQUENCE`.
pub(super) fn alter(reader: &Reader<'_>, node: &ast::AlterSequence) -> Read<Vec<Change>> {
    let name = reader.qualified(&required(node.sequence_ref())?)?;
    let is_tolerant = node.if_exists().is_some();
    let object = ObjectId::new(ObjectKind::Sequence, name.clone());
    let mut actions = Vec::new();
    for part in node.actions() {
        match part {
            ast::AlterSequenceAction::SequenceOption(option) => {
                actions.extend(action(reader, &option)?);
            }
            ast::AlterSequenceAction::SequenceRenameTo(node) => {
                return renamed(reader, object, &required(node.sequence())?, is_tolerant);
            }
            ast::AlterSequenceAction::SetSchema(node) => {
                return moved(reader, object, &node, is_tolerant);
            }
            ast::AlterSequenceAction::OwnerTo(_)
            | ast::AlterSequenceAction::SetLogged(_)
            | ast::AlterSequenceAction::SetUnlogged(_) => {}
        }
    }
    if actions.is_empty() {
        return Ok(Vec::new());
    }
    let change = Change::AlterSequence { name, actions };
    if !is_tolerant {
        return Ok(vec![change]);
    }
    Ok(vec![Change::Guarded {
        guard: Guard::IfPresent(Presence::Object(object)),
        changes: vec![change],
        otherwise: Vec::new(),
    }])
}
