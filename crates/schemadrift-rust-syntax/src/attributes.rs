//! Owns what attributes say: those that `cfg_attr` stands for, and what an item derives.

use syn::punctuated::Punctuated;
use syn::{Attribute, Meta, Path, Token};

use crate::unraw;

/// The attributes of a list, with `cfg_attr` replaced by what it stands for.
pub fn metas(attributes: &[Attribute]) -> Vec<Meta> {
    let mut found = Vec::new();
    for attribute in attributes {
        match &attribute.meta {
            Meta::List(list) if list.path.is_ident("cfg_attr") => {
                let inner = list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated);
                found.extend(inner.unwrap_or_default().into_iter().skip(1));
            }
            meta => found.push(meta.clone()),
        }
    }
    found
}

/// The last segments of everything that is derived.
pub fn derives(attributes: &[Attribute]) -> Vec<String> {
    let mut derived = Vec::new();
    for meta in metas(attributes) {
        let Meta::List(list) = &meta else { continue };
        if !list.path.is_ident("derive") {
            continue;
        }
        let paths = list.parse_args_with(Punctuated::<Path, Token![,]>::parse_terminated);
        for path in paths.unwrap_or_default() {
            derived.extend(segments(&path).pop());
        }
    }
    derived
}

/// The segments of a path as text, without `r#`.
pub fn segments(path: &Path) -> Vec<String> {
    path.segments
        .iter()
        .map(|segment| unraw(&segment.ident))
        .collect()
}
