//! Owns structs that stand for SQL types: `#[derive(SqlType)]` with the name that each database
//! gives the type (<https://docs.diesel.rs/2.3.x/diesel/sql_types/derive.SqlType.html>).

use schemadrift_rust_syntax::{derives, unraw};
use syn::meta::ParseNestedMeta;
use syn::{Attribute, ItemStruct, LitStr};

use crate::ast::TypeStruct;

/// The SQL type that a struct stands for.
pub(super) fn read(module: &[String], item: &ItemStruct) -> Option<TypeStruct> {
    if !derives(&item.attrs).iter().any(|name| name == "SqlType") {
        return None;
    }
    let mut sql_type = TypeStruct {
        module: module.to_vec(),
        name: unraw(&item.ident),
        postgres: None,
        mysql: None,
        sqlite: None,
    };
    for attribute in &item.attrs {
        let path = attribute.path();
        if path.is_ident("diesel") {
            // What is not understood ends the list; what stands before it holds.
            let _ = attribute.parse_nested_meta(|meta| database_type(&meta, &mut sql_type));
        } else if path.is_ident("postgres")
            || path.is_ident("mysql")
            || path.is_ident("sqlite_type")
        {
            old_form(attribute, &mut sql_type);
        }
    }
    Some(sql_type)
}

fn database_type(meta: &ParseNestedMeta<'_>, sql_type: &mut TypeStruct) -> syn::Result<()> {
    let kind = meta
        .path
        .get_ident()
        .map(ToString::to_string)
        .unwrap_or_default();
    if !meta.input.peek(syn::token::Paren) {
        // `enum_type`, or an option with a value.
        if meta.input.peek(syn::Token![=]) {
            meta.value()?.parse::<syn::Expr>()?;
        }
        return Ok(());
    }
    let mut name = None;
    let mut schema = None;
    meta.parse_nested_meta(|inner| {
        let value = inner.value()?;
        if inner.path.is_ident("name") {
            name = Some(value.parse::<LitStr>()?.value());
        } else if inner.path.is_ident("schema") {
            schema = Some(value.parse::<LitStr>()?.value());
        } else {
            value.parse::<syn::Expr>()?;
        }
        Ok(())
    })?;
    match kind.as_str() {
        "postgres_type" => sql_type.postgres = name.map(|name| (name, schema)),
        "mysql_type" | "mariadb_type" => sql_type.mysql = name,
        "sqlite_type" => sql_type.sqlite = name,
        _ => {}
    }
    Ok(())
}

/// Diesel 1: `#[postgres(type_name = "…", type_schema = "…")]`, `#[mysql_type = "…"]`.
fn old_form(attribute: &Attribute, sql_type: &mut TypeStruct) {
    if !attribute.path().is_ident("postgres") {
        return;
    }
    let mut name = None;
    let mut schema = None;
    let _ = attribute.parse_nested_meta(|inner| {
        let value = inner.value()?;
        if inner.path.is_ident("type_name") {
            name = Some(value.parse::<LitStr>()?.value());
        } else if inner.path.is_ident("type_schema") {
            schema = Some(value.parse::<LitStr>()?.value());
        } else {
            value.parse::<syn::Expr>()?;
        }
        Ok(())
    });
    sql_type.postgres = name.map(|name| (name, schema));
}
