//! Owns `#[sea_orm(...)]` and `#[derive(...)]`: attributes as keys and values with their places.

use std::ops::Range;

pub(crate) use schemadrift_rust_syntax::{derives, segments};
use schemadrift_rust_syntax::{metas, range};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{Attribute, Expr, Lit, Meta, Token};

/// One entry of `#[sea_orm(...)]`.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) key: String,
    pub(crate) value: Option<Value>,
    /// The entry as a whole.
    pub(crate) range: Range<usize>,
    /// Its key alone.
    pub(crate) key_range: Range<usize>,
}

/// The value of an entry.
#[derive(Debug, Clone)]
pub(crate) enum Value {
    /// A string literal.
    Text { text: String, range: Range<usize> },
    /// A truth value.
    Boolean(bool),
    /// A number as written, with its sign.
    Number(String),
    /// Anything else.
    Other,
}

/// The `sea_orm` entries of one item, field or variant.
#[derive(Debug, Clone, Default)]
pub(crate) struct Attributes {
    pub(crate) entries: Vec<Entry>,
    /// Attributes that do not read as such.
    pub(crate) unreadable: Vec<Range<usize>>,
}

impl Attributes {
    /// Reads the `sea_orm` attributes of a list, also those behind `cfg_attr`.
    pub(crate) fn read(attributes: &[Attribute]) -> Self {
        let mut read = Self::default();
        for meta in metas(attributes) {
            if !is_sea_orm(&meta) {
                continue;
            }
            let Meta::List(list) = &meta else { continue };
            match list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated) {
                Ok(metas) => read.entries.extend(metas.iter().map(entry)),
                Err(_) => read.unreadable.push(range(list.span())),
            }
        }
        read
    }

    /// The last entry of a key: the macros overwrite the one before.
    pub(crate) fn get(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().rev().find(|entry| entry.key == key)
    }

    /// Whether a key is there.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// The text of a key's string literal with its place.
    pub(crate) fn text(&self, key: &str) -> Option<(&str, Range<usize>)> {
        match &self.get(key)?.value {
            Some(Value::Text { text, range }) => Some((text, range.clone())),
            Some(Value::Boolean(_) | Value::Number(_) | Value::Other) | None => None,
        }
    }

    /// The truth value of a key; a key without a value is true.
    pub(crate) fn flag(&self, key: &str) -> Option<bool> {
        match &self.get(key)?.value {
            None => Some(true),
            Some(Value::Boolean(value)) => Some(*value),
            Some(Value::Text { .. } | Value::Number(_) | Value::Other) => None,
        }
    }

    /// The entries whose key is none of these.
    pub(crate) fn unknown<'a>(&'a self, known: &'a [&str]) -> impl Iterator<Item = &'a Entry> {
        let entries = self.entries.iter();
        entries.filter(move |entry| !known.contains(&entry.key.as_str()))
    }
}

fn is_sea_orm(meta: &Meta) -> bool {
    meta.path().is_ident("sea_orm")
}

fn entry(meta: &Meta) -> Entry {
    let value = match meta {
        Meta::Path(_) => None,
        Meta::List(_) => Some(Value::Other),
        Meta::NameValue(pair) => Some(value(&pair.value)),
    };
    Entry {
        key: segments(meta.path()).join("::"),
        value,
        range: range(meta.span()),
        key_range: range(meta.path().span()),
    }
}

fn value(expression: &Expr) -> Value {
    match expression {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Str(text) => Value::Text {
                text: text.value(),
                range: range(text.span()),
            },
            Lit::Bool(value) => Value::Boolean(value.value),
            Lit::Int(number) => Value::Number(number.base10_digits().to_owned()),
            Lit::Float(number) => Value::Number(number.base10_digits().to_owned()),
            Lit::Char(character) => Value::Text {
                text: character.value().to_string(),
                range: range(character.span()),
            },
            _ => Value::Other,
        },
        Expr::Unary(unary) if matches!(unary.op, syn::UnOp::Neg(_)) => match value(&unary.expr) {
            Value::Number(digits) => Value::Number(format!("-{digits}")),
            Value::Text { .. } | Value::Boolean(_) | Value::Other => Value::Other,
        },
        Expr::Group(group) => value(&group.expr),
        Expr::Paren(inner) => value(&inner.expr),
        _ => Value::Other,
    }
}
