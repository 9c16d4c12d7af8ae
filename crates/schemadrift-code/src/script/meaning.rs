//! Owns what an object is to a Prisma client: which of its keys are fields, of which model.

use crate::models::Models;

/// What an object is to a client, and of which model or enum.
#[derive(Debug, Clone, Copy)]
pub(super) struct Meaning<'w> {
    pub(super) slot: Slot,
    pub(super) of: &'w str,
}

impl<'w> Meaning<'w> {
    pub(super) fn new(slot: Slot, of: &'w str) -> Self {
        Self { slot, of }
    }
}

/// The place that an object takes in the argument of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Slot {
    /// `{ where, data, select, … }`
    Arguments,
    /// What rows must be like.
    Filter,
    /// `{ some: {…} }`, `{ is: {…} }`, or the filter of the other model itself.
    Related,
    /// What is written.
    Data,
    /// `{ create: {…}, connect: {…}, update: {…} }`
    NestedWrites,
    /// What is written, alone or as `{ where, data }`.
    NestedUpdate,
    /// Which fields are given back.
    Selection,
    /// `_count`
    Counts,
    /// The order of rows.
    Order,
    /// `_relevance`
    Relevance,
    /// Names of fields as strings.
    Fields,
    /// Values of an enum.
    Values,
}

/// Endings of the types of arguments, beside `Args` itself.
const ARGUMENTS: &[&str] = &[
    "Default",
    "FindMany",
    "FindFirst",
    "FindFirstOrThrow",
    "FindUnique",
    "FindUniqueOrThrow",
    "Create",
    "CreateMany",
    "CreateManyAndReturn",
    "Update",
    "UpdateMany",
    "UpdateManyAndReturn",
    "Upsert",
    "Delete",
    "DeleteMany",
    "Count",
    "Aggregate",
    "GroupBy",
    "",
];

/// What an object of one of Prisma's generated types is: `UserWhereInput`, `UserSelect`
/// (<https://www.prisma.io/docs/orm/prisma-client/type-safety>).
pub(super) fn of_type<'w>(name: &str, schema: &'w Models) -> Option<Meaning<'w>> {
    // The longest model whose rest makes sense: there may be `User` and `UserWhere`.
    (1..=name.len())
        .rev()
        .filter(|end| name.is_char_boundary(*end))
        .find_map(|end| {
            let model = schema.by_name(&name[..end])?;
            Some(Meaning::new(of_ending(&name[end..])?, &model.name))
        })
}

fn of_ending(ending: &str) -> Option<Slot> {
    match ending {
        "Select" | "Include" | "Omit" => return Some(Slot::Selection),
        "ScalarFieldEnum" => return None,
        _ => {}
    }
    if let Some(method) = ending.strip_suffix("Args") {
        return ARGUMENTS.contains(&method).then_some(Slot::Arguments);
    }
    let inner = ending.strip_suffix("Input")?;
    let inner = inner.strip_prefix("Unchecked").unwrap_or(inner);
    let begins = |words: &[&str]| words.iter().any(|word| inner.starts_with(word));
    // Wrappers that hold `where`, `data`, `create` or `update`.
    let is_wrapper = begins(&[
        "CreateOrConnectWithout",
        "UpsertWithout",
        "UpsertWithWhere",
        "UpdateWithWhere",
        "UpdateManyWithWhere",
        "UpdateToOneWithWhere",
        "CreateMany",
    ]) && inner.contains("Without")
        || inner.ends_with("Envelope");
    if begins(&["Where", "ScalarWhere"]) && !inner.contains("Without") {
        Some(Slot::Filter)
    } else if begins(&["OrderBy"]) {
        Some(Slot::Order)
    } else if begins(&["CreateNested", "UpdateOne", "UpdateManyWithout"]) {
        Some(Slot::NestedWrites)
    } else if is_wrapper {
        None
    } else if begins(&["Create", "Update"]) {
        Some(Slot::Data)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::{Slot, of_type};
    use crate::models::{Model, Models};

    fn models() -> Models {
        let model = |name: &str| Model {
            name: name.to_owned(),
            fields: Vec::new(),
            compounds: Vec::new(),
        };
        Models::new(vec![model("User"), model("UserWhere")], Vec::new())
    }

    #[test]
    fn types_are_told_by_their_endings() {
        let models = models();
        for (name, expected) in [
            ("UserWhereInput", Some(("User", Slot::Filter))),
            ("UserWhereWhereInput", Some(("UserWhere", Slot::Filter))),
            ("UserWhereUniqueInput", Some(("User", Slot::Filter))),
            ("UserCreateInput", Some(("User", Slot::Data))),
            ("UserUncheckedUpdateManyInput", Some(("User", Slot::Data))),
            ("UserUpdateManyMutationInput", Some(("User", Slot::Data))),
            ("UserCreateManyInput", Some(("User", Slot::Data))),
            ("UserCreateWithoutOrdersInput", Some(("User", Slot::Data))),
            (
                "UserCreateNestedManyWithoutTeamInput",
                Some(("User", Slot::NestedWrites)),
            ),
            ("UserCreateOrConnectWithoutTeamInput", None),
            ("UserSelect", Some(("User", Slot::Selection))),
            ("UserFindManyArgs", Some(("User", Slot::Arguments))),
            ("UserDefaultArgs", Some(("User", Slot::Arguments))),
            ("UserOrderByWithRelationInput", Some(("User", Slot::Order))),
            ("UserNameCompoundUniqueInput", None),
            ("UserScalarFieldEnum", None),
            ("User", None),
            ("OtherWhereInput", None),
        ] {
            let found = of_type(name, &models).map(|found| (found.of, found.slot));
            assert_eq!(found, expected, "{name}");
        }
    }
}
