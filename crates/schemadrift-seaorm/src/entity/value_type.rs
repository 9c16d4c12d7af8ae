//! Owns types of the program that are stored in columns and are no enums: wrappers that derive
//! `DeriveValueType`, documents that derive `FromJsonQueryResult`, hand-written `ValueType`s, and
//! other names for types.

use schemadrift_rust_syntax::range;
use syn::spanned::Spanned;
use syn::{Attribute, Fields, ImplItem, ItemImpl, ItemType, Stmt};

use super::{Place, TypeSource, ValueType};
use crate::attributes::Attributes;
use crate::expression::Expression;
use crate::rust_type::RustType;
use crate::sea_type::{Length, SeaType};

use super::fields::column_type;

/// Reads a struct or an enum that derives `DeriveValueType`.
pub(crate) fn wrapper(
    place: &Place,
    attributes: &[Attribute],
    fields: &Fields,
) -> Option<ValueType> {
    let attributes = Attributes::read(attributes);
    let inner = match column_type(&attributes) {
        Some((source, _)) => source,
        None if attributes
            .text("value_type")
            .is_some_and(|(text, _)| text == "String") =>
        {
            TypeSource::Sea(SeaType::String(Length::Unsaid))
        }
        None => match fields {
            Fields::Unnamed(fields) => {
                let rust_type = RustType::read(&fields.unnamed.first()?.ty);
                TypeSource::Rust(rust_type.without_option().0)
            }
            Fields::Named(_) | Fields::Unit => return None,
        },
    };
    Some(ValueType::Wrapper {
        module: place.module.clone(),
        inner,
    })
}

/// Reads `type Name = Other;`.
pub(crate) fn alias(place: &Place, item: &ItemType) -> Option<ValueType> {
    if !item.generics.params.is_empty() {
        return None;
    }
    match RustType::read(&item.ty) {
        RustType::Other => None,
        inner => Some(ValueType::Alias {
            module: place.module.clone(),
            inner,
        }),
    }
}

/// Reads a hand-written `impl ValueType for Name`: what its `fn column_type` returns, where that
/// is one expression that can be read.
pub(crate) fn written_out(place: &Place, item: &ItemImpl) -> Option<ValueType> {
    let function = item.items.iter().find_map(|item| match item {
        ImplItem::Fn(function) if function.sig.ident == "column_type" => Some(function),
        _ => None,
    })?;
    let [Stmt::Expr(expression, None)] = function.block.stmts.as_slice() else {
        return None;
    };
    let read = Expression::read(place.text(range(expression.span())))?;
    let inner = match SeaType::read(&read) {
        Some(sea_type) => TypeSource::Sea(sea_type),
        None => TypeSource::Rust(column_type_of(&read)?),
    };
    Some(ValueType::Wrapper {
        module: place.module.clone(),
        inner,
    })
}

/// The type in `String::column_type()` or `<String as ValueType>::column_type()`.
fn column_type_of(expression: &Expression) -> Option<RustType> {
    let Expression::Call(path, arguments) = expression else {
        return None;
    };
    let (last, owner) = path.split_last()?;
    (last == "column_type" && arguments.is_empty() && !owner.is_empty()).then(|| RustType::Path {
        segments: owner.to_vec(),
        arguments: Vec::new(),
    })
}
