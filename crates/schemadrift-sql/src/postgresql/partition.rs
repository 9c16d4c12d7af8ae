//! Owns how partition keys and bounds are written: as the catalog prints them.

use schemadrift_core::dialect::Engine;
use squawk_syntax::ast::{self, AstNode};
use squawk_syntax::quote::quote_ident;

use super::reader::{Read, Reader, required};
use crate::operator_classes::is_default_class;
use crate::tokens::{Kind, Token, tokenize};

/// Strategy and key, such as `RANGE (created_at)`.
pub(super) fn key(reader: &Reader<'_>, clause: &ast::PartitionBy) -> Read<String> {
    let strategy = required(clause.partition_strategy())?;
    let strategy = reader.written(&strategy).to_ascii_uppercase();
    let method = if strategy == "HASH" { "hash" } else { "btree" };
    let items: Read<Vec<String>> = required(clause.partition_item_list())?
        .partition_items()
        .map(|item| key_item(reader, method, &item))
        .collect();
    Ok(format!("{strategy} ({})", items?.join(", ")))
}

/// A column or a call stands bare, any other expression in two pairs of parentheses, of which one
/// is written. A class is printed if it is not the default.
fn key_item(reader: &Reader<'_>, method: &str, item: &ast::PartitionItem) -> Read<String> {
    let mut printed = match required(item.expr())? {
        ast::Expr::NameRef(column) => quote_ident(reader.name(&column)?.as_str()),
        ast::Expr::ParenExpr(inner) => format!("({})", reader.written(&inner)),
        other => reader.written(&other).to_owned(),
    };
    if let Some(class) = item.op_class_ref() {
        let class = reader.name(&class)?;
        if !is_default_class(method, class.as_str()) {
            printed.push(' ');
            printed.push_str(class.as_str());
        }
    }
    Ok(printed)
}

/// A bound, such as `FOR VALUES FROM ('a') TO (MAXVALUE)`.
pub(super) fn bound(reader: &Reader<'_>, node: &ast::PartitionType) -> Read<String> {
    match node {
        ast::PartitionType::PartitionDefault(_) => Ok("DEFAULT".to_owned()),
        ast::PartitionType::PartitionForValuesFrom(range) => {
            let from = values(reader, &required(range.from())?)?;
            let to = values(reader, &required(range.to())?)?;
            Ok(format!("FOR VALUES FROM ({from}) TO ({to})"))
        }
        ast::PartitionType::PartitionForValuesIn(list) => {
            Ok(format!("FOR VALUES IN ({})", values(reader, list)?))
        }
        ast::PartitionType::PartitionForValuesWith(hash) => {
            let (modulus, remainder) = (
                hash_part(reader, hash, "modulus")?,
                hash_part(reader, hash, "remainder")?,
            );
            Ok(format!(
                "FOR VALUES WITH (modulus {modulus}, remainder {remainder})"
            ))
        }
    }
}

fn hash_part(reader: &Reader<'_>, hash: &ast::PartitionForValuesWith, word: &str) -> Read<String> {
    let tokens = tokenize(Engine::PostgreSql, reader.written(hash));
    tokens
        .windows(2)
        .find_map(|pair| match pair {
            [name, value] if name.is_word(word) => Some(value.text.to_owned()),
            _ => None,
        })
        .ok_or_else(|| format!("a bound has no `{word}`"))
}

fn values(reader: &Reader<'_>, node: &impl AstNode) -> Read<String> {
    let text = reader.slice(Reader::parentheses(node.syntax())?);
    let tokens = tokenize(Engine::PostgreSql, text);
    let mut printed = Vec::new();
    let mut start = 0;
    let mut depth = 0_usize;
    for (index, token) in tokens.iter().enumerate() {
        if token.is_symbol("(") || token.is_symbol("[") {
            depth += 1;
        } else if token.is_symbol(")") || token.is_symbol("]") {
            depth = depth.saturating_sub(1);
        } else if depth == 0 && token.is_symbol(",") {
            printed.push(value(text, tokens.get(start..index).unwrap_or_default()));
            start = index + 1;
        }
    }
    printed.push(value(text, tokens.get(start..).unwrap_or_default()));
    Ok(printed.join(", "))
}

/// A constant as the server prints it: no type, negative numbers in quotes, keywords in capitals.
fn value(text: &str, tokens: &[Token<'_>]) -> String {
    match tokens {
        [literal] if literal.kind == Kind::Text => literal.text.to_owned(),
        [literal, cast, ..] if literal.kind == Kind::Text && cast.is_symbol("::") => {
            literal.text.to_owned()
        }
        [word, literal] if word.kind == Kind::Word && literal.kind == Kind::Text => {
            literal.text.to_owned()
        }
        [word] if word.is_one_of(&["minvalue", "maxvalue", "null"]) => {
            word.text.to_ascii_uppercase()
        }
        [word] if word.is_one_of(&["true", "false"]) => word.text.to_ascii_lowercase(),
        [minus, number] if minus.is_symbol("-") && number.kind == Kind::Number => {
            format!("'-{}'", number.text)
        }
        [first, .., last] => text
            .get(first.start..last.end())
            .unwrap_or_default()
            .to_owned(),
        [only] => only.text.to_owned(),
        [] => String::new(),
    }
}
