//! Owns `@default` and `@updatedAt`: what the database fills in, what numbers a column, and what
//! only Prisma's client fills in.

use schemadrift_core::Stated;
use schemadrift_core::data_type::{ColumnType, DataType};
use schemadrift_core::model::{Column, DefaultValue, Increment};
use schemadrift_core::name::Name;
use schemadrift_core::origin::Origin;

use crate::ast::{Argument, Arity, Attribute, Field, Stray, Value};

use super::context::{Context, FieldKind, attribute};
use super::literals::{self, Rendered};
use super::scalars::Scalar;
use super::stray;
use super::trouble::Trouble;

/// Who decides that a column is numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Numbering {
    /// `autoincrement()` does.
    Asked,
    /// Being the only key column of type `Int` does, and this is one or not (SQLite).
    OfKeys(bool),
}

/// What a column holds when an insert leaves it out.
#[derive(Default)]
pub(crate) struct ColumnDefault {
    default: Stated<Option<DefaultValue>>,
    increment: Stated<Option<Increment>>,
    is_client_filled: bool,
    origin: Option<Origin>,
}

impl ColumnDefault {
    /// Writes it into its column.
    pub(crate) fn put_into(self, column: &mut Column) {
        column.default = self.default;
        if matches!(self.increment.get(), Some(Some(_))) && column.is_nullable.is_true() {
            // What numbers a column also forbids NULL in it, whatever the field says.
            column.is_nullable = Stated::NotStated;
        }
        column.increment = self.increment;
        column.is_client_filled = self.is_client_filled;
        column.default_origin = self.origin;
    }
}

/// The default of a field's column.
pub(crate) fn lower(
    context: &Context<'_, '_>,
    field: &Field<'_>,
    kind: &FieldKind<'_, '_>,
    column_type: Option<&ColumnType>,
    numbering: Numbering,
    trouble: &mut Trouble<'_>,
) -> ColumnDefault {
    let is_whole_number = matches!(kind, FieldKind::Scalar(scalar) if scalar.is_whole_number())
        && field.arity != Arity::List;
    let mut lowered = ColumnDefault {
        is_client_filled: attribute(&field.attributes, "updatedAt").is_some(),
        increment: match numbering {
            Numbering::OfKeys(true) => Stated::Implied(Some(Increment::Auto)),
            Numbering::OfKeys(false) | Numbering::Asked if is_whole_number => Stated::Written(None),
            Numbering::OfKeys(false) | Numbering::Asked => Stated::NotStated,
        },
        ..ColumnDefault::default()
    };
    let Some(attribute) = attribute(&field.attributes, "default") else {
        // A live default beside a value that the client always sends is never used.
        if !lowered.is_client_filled {
            lowered.default = Stated::Written(None);
        }
        return lowered;
    };
    lowered.origin = Some(attribute.token.origin());
    let Some(value) = attribute.named_or_first("value") else {
        trouble.at(attribute.token, "`@default` needs a value");
        return lowered;
    };
    let site = Site {
        context,
        field,
        kind,
        column_type,
        attribute,
    };
    match value.call() {
        Some((function, arguments)) => {
            site.function(function, arguments, numbering, &mut lowered, trouble);
        }
        None => lowered.default = site.literal(value, trouble),
    }
    lowered
}

/// The field whose default is lowered.
struct Site<'s, 'd, 'a> {
    context: &'s Context<'d, 'a>,
    field: &'s Field<'a>,
    kind: &'s FieldKind<'d, 'a>,
    column_type: Option<&'s ColumnType>,
    attribute: &'s Attribute<'a>,
}

impl Site<'_, '_, '_> {
    fn function(
        &self,
        function: &str,
        arguments: &[Argument<'_>],
        numbering: Numbering,
        lowered: &mut ColumnDefault,
        trouble: &mut Trouble<'_>,
    ) {
        match function {
            "autoincrement" => {
                lowered.increment = match numbering {
                    Numbering::Asked | Numbering::OfKeys(true) => {
                        Stated::Written(Some(Increment::Auto))
                    }
                    // SQLite numbers nothing else, and Prisma's own DDL leaves it out.
                    Numbering::OfKeys(false) => Stated::NotStated,
                };
            }
            "sequence" => {
                lowered.increment = Stated::Written(Some(Increment::Identity { is_always: false }));
            }
            "now" => lowered.default = self.read(&self.now()),
            "uuid" | "cuid" | "ulid" | "nanoid" => lowered.is_client_filled = true,
            "dbgenerated" => {
                let text = arguments
                    .first()
                    .and_then(|argument| argument.value.string());
                if numbering != Numbering::OfKeys(true) {
                    // The text may well take numbers from a sequence.
                    lowered.increment = Stated::NotStated;
                }
                lowered.default = match text.filter(|text| !text.trim().is_empty()) {
                    Some(text) => self.read(&text),
                    None => Stated::Written(Some(DefaultValue::Unknown)),
                };
            }
            other => trouble.at(
                self.attribute.token,
                format!("function `{other}()` is not known as a default"),
            ),
        }
    }

    /// The moment of the insert; MySQL wants the column's own precision.
    fn now(&self) -> String {
        let digits = match self.column_type.map(|column_type| &column_type.shape) {
            Some(DataType::Timestamp { precision, .. } | DataType::Time { precision, .. }) => {
                precision.filter(|digits| *digits > 0)
            }
            _ => None,
        };
        match digits {
            Some(digits) if self.context.facts.clock_names_precision => {
                format!("CURRENT_TIMESTAMP({digits})")
            }
            Some(_) | None => "CURRENT_TIMESTAMP".to_owned(),
        }
    }

    /// A default as SQL, read by what reads the live side's.
    fn read(&self, sql: &str) -> Stated<Option<DefaultValue>> {
        let Some(column_type) = self.column_type else {
            return Stated::Written(Some(DefaultValue::Unknown));
        };
        let expression = self.context.defaults.read(sql, &column_type.shape);
        Stated::Written(expression.map(DefaultValue::Expression))
    }

    fn literal(
        &self,
        value: &Value<'_>,
        trouble: &mut Trouble<'_>,
    ) -> Stated<Option<DefaultValue>> {
        let rendered = match (self.field.arity, value) {
            (Arity::List, Value::List(_, elements)) => self.list(elements, trouble),
            (Arity::List, _) | (_, Value::List(..)) => self.mismatch(value, trouble),
            (Arity::Required | Arity::Optional, element) => self.element(element, trouble),
        };
        match rendered {
            Rendered::Sql(sql) => self.read(&sql),
            Rendered::Some => Stated::Written(Some(DefaultValue::Unknown)),
            Rendered::NoClaim => Stated::NotStated,
        }
    }

    fn list(&self, elements: &[Value<'_>], trouble: &mut Trouble<'_>) -> Rendered {
        let mut texts = Vec::with_capacity(elements.len());
        for element in elements {
            match self.element(element, trouble) {
                Rendered::Sql(text) => texts.push(text),
                other @ (Rendered::Some | Rendered::NoClaim) => return other,
            }
        }
        match self.column_type {
            Some(column_type) => {
                let list_type = sql_type(column_type);
                Rendered::Sql(format!("ARRAY[{}]::{list_type}", texts.join(", ")))
            }
            None => Rendered::Some,
        }
    }

    /// One value, as Prisma writes it into DDL.
    fn element(&self, value: &Value<'_>, trouble: &mut Trouble<'_>) -> Rendered {
        let provider = self.context.datasource.provider;
        let rendered = match self.kind {
            FieldKind::Enum(enumeration) => value
                .constant()
                .and_then(|constant| literals::label(enumeration, constant))
                .map(|label| Rendered::Sql(literals::quote(&label, self.context.facts))),
            FieldKind::Scalar(scalar) => {
                let shape = self
                    .column_type
                    .map(|column_type| match &column_type.shape {
                        DataType::Array(element) => element.as_ref(),
                        shape => shape,
                    });
                literals::scalar(provider, *scalar, shape, value)
            }
            // The database alone knows what such a literal means.
            FieldKind::Unsupported(_) => value
                .string()
                .map(|text| Rendered::Sql(literals::quote(&text, self.context.facts))),
            FieldKind::Relation(_) | FieldKind::Unknown(_) => None,
        };
        rendered.unwrap_or_else(|| self.mismatch(value, trouble))
    }

    fn mismatch(&self, value: &Value<'_>, trouble: &mut Trouble<'_>) -> Rendered {
        let wanted = match self.kind {
            FieldKind::Scalar(scalar) => Scalar::as_str(*scalar).to_owned(),
            FieldKind::Enum(enumeration) => enumeration.name.text().to_owned(),
            FieldKind::Unsupported(_) | FieldKind::Relation(_) | FieldKind::Unknown(_) => {
                "Unsupported".to_owned()
            }
        };
        let list = if self.field.arity == Arity::List {
            "[]"
        } else {
            ""
        };
        let stray: &[Stray<'_>] = match self.kind {
            FieldKind::Enum(enumeration) => &enumeration.stray,
            FieldKind::Scalar(_)
            | FieldKind::Unsupported(_)
            | FieldKind::Relation(_)
            | FieldKind::Unknown(_) => &[],
        };
        stray::lacks(
            stray,
            &wanted,
            value.token(),
            format!("this default is not a value of `{wanted}{list}`"),
            trouble,
        );
        Rendered::NoClaim
    }
}

/// A type as SQL takes it: the names of enums are quoted, since they may be reserved words.
fn sql_type(column_type: &ColumnType) -> String {
    match (&column_type.shape, column_type.shape.enum_name()) {
        (DataType::Array(_), Some(name)) => {
            let quote = |part: &Name| format!("\"{}\"", part.as_str().replace('"', "\"\""));
            let schema = name.schema.as_ref().map(|schema| quote(schema) + ".");
            format!("{}{}[]", schema.unwrap_or_default(), quote(&name.name))
        }
        _ => column_type.text.clone(),
    }
}
