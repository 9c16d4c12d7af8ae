//! Owns what of a changed column is put right at once, and what is only shown: what can lose data,
//! or refuse what other programs may rely on, is for a person to decide.

use schemadrift_core::data_type::ColumnType;
use schemadrift_core::model::{Column, DefaultValue};
use schemadrift_core::name::Name;

use super::Hazard;
use super::conversion::{self, Conversion};
use crate::ddl::grammar::Grammar;

/// A changed column in two steps.
pub(super) struct Forward {
    /// The column with everything put right that costs nothing but time.
    pub(super) column: Column,
    /// What the change of type in it takes.
    pub(super) conversion: Conversion,
    /// What is held back, and why.
    pub(super) held_back: Vec<(&'static str, Hazard)>,
}

/// Divides what lies between two columns.
pub(super) fn divide(grammar: &Grammar, found: &Column, aimed: &Column) -> Forward {
    let mut forward = Forward {
        column: Column {
            is_nullable: aimed.is_nullable.clone(),
            on_update: aimed.on_update.clone(),
            ..found.clone()
        },
        conversion: Conversion::InPlace,
        held_back: Vec::new(),
    };
    forward.take_type(grammar, found, aimed);
    forward.take_filling(found, aimed);
    forward.take_generation(grammar, found, aimed);
    forward.take_rest(grammar, found, aimed);
    forward
}

impl Forward {
    fn hold(&mut self, note: &'static str, hazard: Hazard) {
        self.held_back.push((note, hazard));
    }

    fn take_type(&mut self, grammar: &Grammar, found: &Column, aimed: &Column) {
        let Some((from, to)) = found.data_type.both(&aimed.data_type) else {
            return;
        };
        let conversion = if from == to || is_stored_alike(grammar, from, to) {
            Conversion::InPlace
        } else {
            conversion::between(grammar.engine, &from.shape, &to.shape)
        };
        match conversion {
            Conversion::InPlace | Conversion::Rewrites => {
                self.column.data_type = aimed.data_type.clone();
                self.conversion = conversion;
            }
            Conversion::Loses => self.hold(
                "another type",
                Hazard::DataLoss("values that the new type cannot hold are refused or cut"),
            ),
        }
    }

    fn take_filling(&mut self, found: &Column, aimed: &Column) {
        let has_default = |column: &Column| matches!(column.default.get(), Some(Some(_)));
        let has_number = |column: &Column| matches!(column.increment.get(), Some(Some(_)));
        if has_number(aimed) || !has_number(found) {
            self.column.increment = aimed.increment.clone();
        } else {
            self.hold(
                "numbers are no longer given",
                Hazard::MayFail("writes that leave the number to the database fail from then on"),
            );
        }
        if has_default(aimed) || !has_default(found) || has_number(aimed) {
            if !matches!(aimed.default.get(), Some(Some(DefaultValue::Unknown))) {
                self.column.default = aimed.default.clone();
            }
        } else {
            self.hold(
                "the default is taken away",
                Hazard::MayFail("writes of other programs that leave the column out may fail"),
            );
        }
    }

    fn take_generation(&mut self, grammar: &Grammar, found: &Column, aimed: &Column) {
        if found.generated == aimed.generated {
            return;
        }
        let stays_plain = matches!(aimed.generated.get(), None | Some(None));
        if stays_plain && grammar.has_catalog_objects {
            self.column.generated = aimed.generated.clone();
        } else {
            self.hold(
                "the column is computed in another way",
                Hazard::DataLoss(
                    "the column is made anew: what stands in it is computed again, and indexes, keys and privileges on it go",
                ),
            );
        }
    }

    fn take_rest(&mut self, grammar: &Grammar, found: &Column, aimed: &Column) {
        if is_same_character_set(grammar, found, aimed) {
            self.column.collation = aimed.collation.clone();
        } else if found.collation != aimed.collation {
            self.hold(
                "another character set",
                Hazard::DataLoss("characters that the new character set lacks are lost"),
            );
        }
        let loses_comment = matches!(found.comment.get(), Some(Some(_)))
            && !matches!(aimed.comment.get(), Some(Some(_)));
        if loses_comment {
            self.hold(
                "the comment is taken away",
                Hazard::DataLoss("what the comment says"),
            );
        } else {
            self.column.comment = aimed.comment.clone();
        }
    }
}

/// Whether declared types are only a hint here, and both hint at the same.
fn is_stored_alike(grammar: &Grammar, from: &ColumnType, to: &ColumnType) -> bool {
    let Some(affinity) = grammar.dialect().affinity else {
        return false;
    };
    match ((grammar.column_type)(from), (grammar.column_type)(to)) {
        (Some(from), Some(to)) => affinity(&from) == affinity(&to),
        _ => false,
    }
}

/// Whether two collations are of one character set, which their names begin with on MySQL.
fn is_same_character_set(grammar: &Grammar, found: &Column, aimed: &Column) -> bool {
    if !grammar.has_index_kinds {
        return true;
    }
    let set = |column: &Column| {
        let collation = column.collation.get().and_then(Option::as_ref);
        collation
            .map(Name::as_str)
            .and_then(|name| name.split('_').next())
            .map(str::to_owned)
    };
    set(found) == set(aimed)
}
