//! Owns columns: types out of the palette, nullability, defaults.

use schemadrift_core::data_type::ColumnType;
use schemadrift_core::model::{Column, DefaultValue};
use schemadrift_core::name::Name;
use schemadrift_core::origin::Origin;
use schemadrift_core::stated::Stated;

use super::palette::{Palette, TypeChoice};
use crate::choices::Choices;

/// A column of this type that states every facet, all of them the plainest.
pub(crate) fn plain(name: Name, column_type: ColumnType, is_nullable: bool) -> Column {
    let mut column = Column::new(name, Origin::Unlocated);
    column.data_type = Stated::Written(column_type);
    column.is_nullable = Stated::Written(is_nullable);
    column.default = Stated::Written(None);
    column.increment = Stated::Written(None);
    column.generated = Stated::Written(None);
    column.collation = Stated::Written(None);
    column.comment = Stated::Written(None);
    column
}

/// A type: mostly a common one.
pub(crate) fn any_type<'a>(palette: &'a Palette, choices: &mut Choices) -> Option<&'a TypeChoice> {
    if choices.happens(50) {
        choices.one_of(&palette.rare)
    } else {
        choices.one_of(&palette.common)
    }
}

/// Any column of this type.
pub(crate) fn of_type(name: Name, choice: &TypeChoice, choices: &mut Choices) -> Column {
    // Prisma's lists carry no NOT NULL.
    let is_list = choice.column_type.shape.is_array();
    let is_nullable = is_list || choices.happens(40);
    let mut column = plain(name, choice.column_type.clone(), is_nullable);
    if choices.happens(50)
        && let Some(default) = choices.one_of(&choice.defaults)
    {
        column.default = Stated::Written(Some(DefaultValue::Expression(default.clone())));
    }
    column
}
