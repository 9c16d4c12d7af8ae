//! Owns the palette of a database: the types that generated columns have, what each is good for,
//! and the defaults it takes.

use schemadrift_core::data_type::ColumnType;
use schemadrift_core::expression::{Constant, Expression, NormalForm};

/// A type that a column may have.
#[derive(Debug, Clone)]
pub(crate) struct TypeChoice {
    pub(crate) column_type: ColumnType,
    /// Values compare: it may be indexed and unique.
    pub(crate) is_comparable: bool,
    /// It may be a key that others refer to.
    pub(crate) is_key: bool,
    /// The database can number such a column.
    pub(crate) can_number: bool,
    /// A method and operator class that only this type has.
    pub(crate) special_index: Option<(&'static str, Option<&'static str>)>,
    /// Defaults as the catalog prints them.
    pub(crate) defaults: Vec<Expression>,
    /// A condition over a column of the type, as the catalog prints it, `{}` for the column.
    pub(crate) condition: Option<&'static str>,
    /// Text that `lower` takes.
    pub(crate) is_text: bool,
    /// A number that one can be added to.
    pub(crate) is_number: bool,
}

impl TypeChoice {
    /// A type that can do nothing but be there.
    pub(crate) fn plain(column_type: ColumnType) -> Self {
        Self {
            column_type,
            is_comparable: false,
            is_key: false,
            can_number: false,
            special_index: None,
            defaults: Vec::new(),
            condition: None,
            is_text: false,
            is_number: false,
        }
    }

    pub(crate) fn comparable(mut self) -> Self {
        self.is_comparable = true;
        self
    }

    pub(crate) fn key(mut self) -> Self {
        self.is_key = true;
        self.comparable()
    }

    pub(crate) fn number(mut self) -> Self {
        self.is_number = true;
        self.condition = Some("({} > 0)");
        self
    }

    pub(crate) fn numbered(mut self) -> Self {
        self.can_number = true;
        self.number().key()
    }

    pub(crate) fn text(mut self) -> Self {
        self.is_text = true;
        self
    }

    pub(crate) fn with_condition(mut self, condition: &'static str) -> Self {
        self.condition = Some(condition);
        self
    }

    pub(crate) fn with_index(mut self, method: &'static str, class: Option<&'static str>) -> Self {
        self.special_index = Some((method, class));
        self
    }

    pub(crate) fn with_constants(
        mut self,
        constants: impl IntoIterator<Item = (&'static str, Constant)>,
    ) -> Self {
        self.defaults.extend(
            constants
                .into_iter()
                .map(|(text, constant)| expression(text, NormalForm::Constant(constant))),
        );
        self
    }

    /// Defaults that are no constants; their normal form is what is printed.
    pub(crate) fn with_expressions(
        mut self,
        texts: impl IntoIterator<Item = &'static str>,
    ) -> Self {
        self.defaults.extend(
            texts
                .into_iter()
                .map(|text| expression(text, NormalForm::Rewritten(text.to_owned()))),
        );
        self
    }
}

/// An expression from its text and normal form.
pub(crate) fn expression(text: impl Into<String>, normal: NormalForm) -> Expression {
    Expression {
        text: text.into(),
        normal,
    }
}

/// A number as a constant.
pub(crate) fn number(digits: &str) -> Constant {
    Constant::Number(digits.to_owned())
}

/// A string as a constant.
pub(crate) fn text(text: &str) -> Constant {
    Constant::Text(text.to_owned())
}

/// The types of a database.
#[derive(Debug, Clone)]
pub(crate) struct Palette {
    /// Those that columns have mostly.
    pub(crate) common: Vec<TypeChoice>,
    /// Those that are met now and then.
    pub(crate) rare: Vec<TypeChoice>,
}

impl Palette {
    /// Every type.
    pub(crate) fn all(&self) -> impl Iterator<Item = &TypeChoice> {
        self.common.iter().chain(&self.rare)
    }

    /// What is known of the type of a column.
    pub(crate) fn of(&self, column_type: &ColumnType) -> Option<&TypeChoice> {
        self.all()
            .find(|choice| choice.column_type.shape == column_type.shape)
    }
}
