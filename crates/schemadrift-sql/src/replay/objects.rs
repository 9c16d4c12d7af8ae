//! Owns what is neither a table nor a sequence: views, types, extensions, routines,
//! policies, comments.

use schemadrift_core::model::{
    Check, Column, Composite, Domain, EnumType, Extension, Namespace, Policy, Routine, Validity,
    View,
};
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::origin::Origin;
use schemadrift_core::stated::Stated;

use super::columns::resolve_type;
use super::naming::{Label, postgresql};
use super::state::State;
use super::tables::known_columns;
use super::{Outcome, grants, labels, reads, views};
use crate::change::{
    Comment, DomainAction, EnumAction, FieldAction, ObjectId, PolicyAction, RoutineOption,
    ValuePosition, ViewColumns,
};

/// Changes where names without a schema are looked for.
pub(super) fn search_path(state: &mut State, path: Option<&[Name]>) -> Outcome {
    state.set_path(path);
    Ok(())
}

/// Makes a schema, if there is none of the name.
pub(super) fn create_namespace(state: &mut State, name: &Name, origin: &Origin) -> Outcome {
    let namespaces = &mut state.schema.namespaces;
    if !namespaces.iter().any(|namespace| &namespace.name == name) {
        namespaces.push(Namespace {
            name: name.clone(),
            origin: origin.clone(),
        });
    }
    Ok(())
}

/// What a statement says about a view that may be there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Making {
    replaces: bool,
    is_tolerant: bool,
    is_temporary: bool,
}

impl Making {
    pub(super) fn of(replaces: bool, is_tolerant: bool, is_temporary: bool) -> Self {
        Self {
            replaces,
            is_tolerant,
            is_temporary,
        }
    }
}

/// Makes a view, or puts another in its place.
pub(super) fn create_view(
    state: &mut State,
    view: &View,
    columns: &ViewColumns,
    making: Making,
) -> Outcome {
    if making.is_temporary {
        state.remember_temporary(&view.name);
        return Ok(());
    }
    let mut made = view.clone();
    made.name = state.place(&view.name);
    views::qualify(state, &mut made);
    // A view without columns says nothing of them: every view has some.
    if let Some(known) = known_columns(state, columns) {
        made.columns = known;
    }
    match state.view_place(&made.name) {
        Some(_) if making.is_tolerant => return Ok(()),
        Some(place) if making.replaces => {
            // Its triggers stay.
            made.triggers = std::mem::take(&mut state.schema.views[place].triggers);
            state.schema.views[place] = made.clone();
        }
        Some(_) => return Err(format!("view `{}` exists already", made.name)),
        None => state.schema.views.push(made.clone()),
    }
    views::remember(state, &made.name, columns);
    reads::remember(state, &made);
    Ok(())
}

/// Makes an enum type.
pub(super) fn create_enum(state: &mut State, enum_type: &EnumType) -> Outcome {
    let name = state.place(&enum_type.name);
    // The rows of a table have a type of its name.
    let has_rows = state.table_place(&name).is_some() || state.view_place(&name).is_some();
    if has_rows || state.schema.enums.iter().any(|own| own.name == name) {
        return Err(format!("type `{name}` exists already"));
    }
    let mut made = enum_type.clone();
    made.name = name;
    state.schema.enums.push(made);
    Ok(())
}

/// Changes an enum type's values.
pub(super) fn alter_enum(state: &mut State, name: &QualifiedName, action: &EnumAction) -> Outcome {
    let place_of_type = state
        .find(&state.schema.enums, |enum_type| &enum_type.name, name)
        .ok_or_else(|| format!("no earlier statement creates `{name}`"))?;
    let values = &mut state.schema.enums[place_of_type].values;
    let place_of = |label: &str| values.iter().position(|value| value.label == label);
    match action {
        EnumAction::AddValue {
            value,
            position,
            is_tolerant,
        } => {
            if place_of(&value.label).is_some() {
                return if *is_tolerant {
                    Ok(())
                } else {
                    Err(format!("`{name}` has the value `{}` already", value.label))
                };
            }
            let missing = |label: &str| format!("`{name}` has no value `{label}`");
            let place = match position {
                ValuePosition::Last => values.len(),
                ValuePosition::Before(label) => place_of(label).ok_or_else(|| missing(label))?,
                ValuePosition::After(label) => place_of(label).ok_or_else(|| missing(label))? + 1,
            };
            values.insert(place, value.clone());
        }
        EnumAction::RenameValue { from, to, origin } => {
            let place = place_of(from).ok_or_else(|| format!("`{name}` has no value `{from}`"))?;
            values[place].label.clone_from(to);
            values[place].origin = origin.clone();
            let full = state.schema.enums[place_of_type].name.clone();
            labels::rename(state, &full, from, to);
        }
    }
    Ok(())
}

/// Makes a domain.
pub(super) fn create_domain(state: &mut State, domain: &Domain) -> Outcome {
    let name = state.place(&domain.name);
    if state.schema.domains.iter().any(|own| own.name == name) {
        return Err(format!("domain `{name}` exists already"));
    }
    let mut made = domain.clone();
    made.name = name.clone();
    made.base = resolve_type(state, &domain.base);
    made.checks.clear();
    if !made.is_nullable.is_stated() {
        made.is_nullable = Stated::Implied(true);
    }
    if !made.default.is_stated() {
        made.default = Stated::Implied(None);
    }
    state.schema.domains.push(made);
    for check in &domain.checks {
        add_check(state, &name, check);
    }
    Ok(())
}

fn add_check(state: &mut State, name: &QualifiedName, check: &Check) {
    let mut check = check.clone();
    let place = state.find(&state.schema.domains, |domain| &domain.name, name);
    let Some(place) = place else { return };
    if !check.name.is_stated() {
        let full = state.schema.domains[place].name.clone();
        check.name = Stated::Implied(postgresql(state, &full, Label::Check, ""));
    }
    if !check.validity.is_stated() {
        check.validity = Stated::Implied(Validity::Valid);
    }
    state.schema.domains[place].checks.push(check);
}

/// Changes a domain.
pub(super) fn alter_domain(
    state: &mut State,
    name: &QualifiedName,
    action: &DomainAction,
) -> Outcome {
    let place = state
        .find(&state.schema.domains, |domain| &domain.name, name)
        .ok_or_else(|| format!("no earlier statement creates `{name}`"))?;
    let domain = &mut state.schema.domains[place];
    let missing = |constraint: &Name| Err(format!("`{name}` has no constraint `{constraint}`"));
    match action {
        DomainAction::SetDefault(default) => domain.default = Stated::Written(default.clone()),
        DomainAction::SetNullable(is_nullable) => {
            domain.is_nullable = Stated::Written(*is_nullable);
        }
        DomainAction::AddCheck(check) => add_check(state, name, check),
        DomainAction::DropConstraint { name, is_tolerant } => {
            let before = domain.checks.len();
            domain.checks.retain(|check| check.name.get() != Some(name));
            if domain.checks.len() == before && !is_tolerant {
                return missing(name);
            }
        }
        DomainAction::RenameConstraint { from, to } => {
            let check = domain.checks.iter_mut();
            match check
                .into_iter()
                .find(|check| check.name.get() == Some(from))
            {
                Some(check) => check.name = Stated::Written(to.clone()),
                None => return missing(from),
            }
        }
        DomainAction::ValidateConstraint(constraint) => {
            for check in &mut domain.checks {
                if check.name.get() == Some(constraint) {
                    check.validity = Stated::Written(Validity::Valid);
                }
            }
        }
    }
    Ok(())
}

/// Makes a composite type.
pub(super) fn create_composite(state: &mut State, composite: &Composite) -> Outcome {
    let mut made = composite.clone();
    made.name = state.place(&composite.name);
    for field in &mut made.fields {
        if let Some(data_type) = field.data_type.get() {
            field.data_type = Stated::Written(resolve_type(state, data_type));
        }
    }
    state.schema.composites.push(made);
    Ok(())
}

/// Changes the fields of a composite type.
pub(super) fn alter_composite(
    state: &mut State,
    name: &QualifiedName,
    actions: &[FieldAction],
) -> Outcome {
    let place = state
        .find(&state.schema.composites, |composite| &composite.name, name)
        .ok_or_else(|| format!("no earlier statement creates `{name}`"))?;
    for action in actions {
        let action = resolved(state, action);
        alter_fields(&mut state.schema.composites[place], action)?;
    }
    Ok(())
}

/// An action with the types that it speaks of resolved.
fn resolved(state: &State, action: &FieldAction) -> FieldAction {
    let mut action = action.clone();
    match &mut action {
        FieldAction::Add(field) => {
            if let Some(data_type) = field.data_type.get() {
                field.data_type = Stated::Written(resolve_type(state, data_type));
            }
        }
        FieldAction::SetType { data_type, .. } => **data_type = resolve_type(state, data_type),
        FieldAction::Drop { .. } | FieldAction::Rename { .. } => {}
    }
    action
}

fn alter_fields(composite: &mut Composite, action: FieldAction) -> Outcome {
    let own = composite.name.clone();
    let fields = &mut composite.fields;
    let place_of = |fields: &[Column], name: &Name| {
        let place = fields.iter().position(|field| &field.name == name);
        place.ok_or_else(|| format!("`{own}` has no field `{name}`"))
    };
    match action {
        FieldAction::Add(field) if place_of(fields, &field.name).is_ok() => {
            return Err(format!("`{own}` has the field `{}` already", field.name));
        }
        FieldAction::Add(field) => fields.push(*field),
        FieldAction::Drop { name, is_tolerant } => match place_of(fields, &name) {
            Ok(place) => {
                fields.remove(place);
            }
            Err(_) if is_tolerant => {}
            Err(reason) => return Err(reason),
        },
        FieldAction::SetType { name, data_type } => {
            let place = place_of(fields, &name)?;
            fields[place].data_type = Stated::Written(*data_type);
        }
        FieldAction::Rename { from, to } => {
            let place = place_of(fields, &from)?;
            fields[place].name = to;
        }
    }
    Ok(())
}

/// Makes a type of which only the name matters.
pub(super) fn create_other_type(state: &mut State, name: &QualifiedName) -> Outcome {
    let name = state.place(name);
    state.other_types.push(name);
    Ok(())
}

/// Installs an extension.
pub(super) fn create_extension(
    state: &mut State,
    extension: &Extension,
    is_tolerant: bool,
) -> Outcome {
    let extensions = &mut state.schema.extensions;
    if !extensions.iter().any(|own| own.name == extension.name) {
        extensions.push(extension.clone());
        return Ok(());
    }
    if is_tolerant {
        Ok(())
    } else {
        Err(format!("extension `{}` exists already", extension.name))
    }
}

/// Brings an extension to another version. Which one is the newest, only the server knows.
pub(super) fn update_extension(
    state: &mut State,
    name: &Name,
    version: Option<&String>,
) -> Outcome {
    for own in &mut state.schema.extensions {
        if &own.name == name {
            own.version = version.cloned().map_or(Stated::NotStated, Stated::Written);
        }
    }
    Ok(())
}

/// Makes a routine, or puts another in its place.
pub(super) fn create_routine(state: &mut State, routine: &Routine, replaces: bool) -> Outcome {
    let mut made = routine.clone();
    made.name = state.place(&routine.name);
    let same = |own: &Routine| own.name == made.name && own.arguments == made.arguments;
    match state.schema.routines.iter().position(same) {
        Some(place) if replaces => state.schema.routines[place] = made,
        Some(_) => return Err(format!("`{}` exists already", made.name)),
        None => {
            grants::made_routine(state, &made);
            state.schema.routines.push(made);
        }
    }
    Ok(())
}

/// Changes how routines run. One that no statement has made belongs to an extension, or to somebody
/// else.
pub(super) fn alter_routine(
    state: &mut State,
    object: &ObjectId,
    options: &[RoutineOption],
) -> Outcome {
    let candidates = state.candidates(&object.name);
    let routines = state.schema.routines.iter_mut();
    let meant = routines.filter(|routine| {
        candidates.contains(&routine.name)
            && object
                .arguments
                .as_ref()
                .is_none_or(|arguments| arguments == &routine.arguments)
    });
    for routine in meant {
        for option in options {
            option.apply(routine);
        }
    }
    Ok(())
}

/// Makes a policy.
pub(super) fn create_policy(state: &mut State, table: &QualifiedName, policy: &Policy) -> Outcome {
    if let Some(table) = state.table_mut(table)? {
        if table.policies.iter().any(|own| own.name == policy.name) {
            return Err(format!("policy `{}` exists already", policy.name));
        }
        table.policies.push(policy.clone());
    }
    Ok(())
}

/// Changes a policy.
pub(super) fn alter_policy(
    state: &mut State,
    table: &QualifiedName,
    name: &Name,
    action: &PolicyAction,
) -> Outcome {
    let Some(table) = state.table_mut(table)? else {
        return Ok(());
    };
    let policy = table
        .policies
        .iter_mut()
        .find(|policy| &policy.name == name);
    let policy = policy.ok_or_else(|| format!("there is no policy `{name}`"))?;
    if action.roles.is_stated() {
        policy.roles = action.roles.clone();
    }
    if action.using.is_stated() {
        policy.using = action.using.clone();
    }
    if action.with_check.is_stated() {
        policy.with_check = action.with_check.clone();
    }
    Ok(())
}

/// Sets the comment of a table, a view's column or a table's column.
pub(super) fn comment(state: &mut State, comment: &Comment) -> Outcome {
    let text = Stated::Written(comment.text.clone());
    let set = |columns: &mut Vec<Column>, name: &Name| {
        if let Some(column) = columns.iter_mut().find(|column| &column.name == name) {
            column.comment = text.clone();
        }
    };
    if let Some(view) = state.view_mut(&comment.table) {
        if let Some(column) = &comment.column {
            set(&mut view.columns, column);
        }
        return Ok(());
    }
    if let Some(table) = state.table_mut(&comment.table)? {
        match &comment.column {
            Some(column) => set(&mut table.columns, column),
            None => table.comment = text,
        }
    }
    Ok(())
}
