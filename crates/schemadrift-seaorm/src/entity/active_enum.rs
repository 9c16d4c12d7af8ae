//! Owns enums that are stored in columns: `#[derive(DeriveActiveEnum)]`.

use schemadrift_core::model::{Reach, Taint};
use schemadrift_core::problem::Problem;
use schemadrift_rust_syntax::range;
use syn::spanned::Spanned;
use syn::{ItemEnum, Variant};

use super::fields::report_unknown;
use super::{ActiveEnum, Label, Place, Storage, Written};
use crate::attributes::{Attributes, Value};
use crate::expression::Expression;
use crate::naming::{self, CaseStyle};
use crate::sea_type::SeaType;

const ENUM_KEYS: &[&str] = &["rs_type", "db_type", "enum_name", "rename_all"];

const VARIANT_KEYS: &[&str] = &["string_value", "num_value", "rename", "display_value"];

/// Reads an enum that derives `DeriveActiveEnum`.
pub(crate) fn read(place: &Place, item: &ItemEnum, problems: &mut Vec<Problem>) -> ActiveEnum {
    let attributes = Attributes::read(&item.attrs);
    report_unknown(&attributes, ENUM_KEYS, place, problems);
    let identifier = item.ident.to_string();
    let name = match attributes.text("enum_name") {
        Some((text, range)) => Written {
            text: text.to_owned(),
            origin: place.exact(range),
        },
        None => Written {
            text: naming::enum_type(&identifier),
            origin: place.exact(range(item.ident.span())),
        },
    };
    let storage = match attributes.text("db_type") {
        Some(("Enum", _)) => Storage::Native,
        Some((text, _)) => {
            Storage::Column(Expression::read(text).and_then(|read| SeaType::read(&read)))
        }
        None => Storage::Column(None),
    };
    let style = attributes
        .text("rename_all")
        .and_then(|(text, _)| CaseStyle::read(text));
    let mut labels = Vec::new();
    let mut taint = None;
    for variant in &item.variants {
        let own = Attributes::read(&variant.attrs);
        report_unknown(&own, VARIANT_KEYS, place, problems);
        match label(&own, variant, style) {
            Some(text) => labels.push(Label {
                text,
                variant: variant.ident.to_string(),
                origin: place.exact(range(variant.ident.span())),
            }),
            None => {
                let origin = place.exact(range(variant.span()));
                let reason = format!("the value of `{}` cannot be told", variant.ident);
                taint.get_or_insert(Taint {
                    reason,
                    reach: Reach::More,
                    origin,
                });
            }
        }
    }
    ActiveEnum {
        name,
        identifier,
        storage,
        labels,
        taint,
    }
}

/// What stands for a variant in the database: a label, or a number in digits.
fn label(attributes: &Attributes, variant: &Variant, style: Option<CaseStyle>) -> Option<String> {
    if let Some(entry) = attributes
        .get("string_value")
        .or(attributes.get("num_value"))
    {
        return match entry.value.as_ref()? {
            Value::Text { text, .. } => Some(text.clone()),
            Value::Number(digits) => Some(digits.clone()),
            Value::Boolean(_) | Value::Other => None,
        };
    }
    let rename = attributes.text("rename").map(|(text, _)| text);
    let style = match rename {
        Some(text) => Some(CaseStyle::read(text)?),
        None => style,
    };
    if let Some(style) = style {
        return Some(style.apply(&variant.ident.to_string()));
    }
    let (_, discriminant) = variant.discriminant.as_ref()?;
    number(discriminant)
}

fn number(expression: &syn::Expr) -> Option<String> {
    match expression {
        syn::Expr::Lit(literal) => match &literal.lit {
            syn::Lit::Int(number) => Some(number.base10_digits().to_owned()),
            _ => None,
        },
        syn::Expr::Unary(unary) if matches!(unary.op, syn::UnOp::Neg(_)) => {
            Some(format!("-{}", number(&unary.expr)?))
        }
        _ => None,
    }
}
