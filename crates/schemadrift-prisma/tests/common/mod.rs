//! Owns the text form of a reading, which fixtures compare.
//!
//! A claim that is written has no mark, an implied one has `~`, and what is not stated is left
//! out or shown as `?`. Places are `line:column-column` behind `@`.

use std::fmt::Write;

use schemadrift_core::Stated;
use schemadrift_core::data_type::{Acceptance, ColumnType, DataType};
use schemadrift_core::expression::{Expression, NormalForm};
use schemadrift_core::model::{
    Column, DefaultValue, EnumType, ForeignKey, Increment, Index, IndexKey, IndexPart, NullsOrder,
    PrimaryKey, Schema, SortOrder, Table, Taint, View,
};
use schemadrift_core::origin::{Location, Origin};
use schemadrift_core::problem::Problem;
use schemadrift_prisma::{PrismaReading, UrlSetting};

/// The whole reading as text.
///
/// Shapes are written short; texts of types are in back quotes.
pub(crate) fn dump(reading: &PrismaReading) -> String {
    let mut out = String::new();
    if let Some(datasource) = &reading.datasource {
        let url = match &datasource.url {
            Some(UrlSetting::Environment { variable, .. }) => format!(" url env({variable})"),
            Some(UrlSetting::Literal { .. }) => " url literal".to_owned(),
            None => String::new(),
        };
        let multi = if reading.is_multi_schema {
            " multi-schema"
        } else {
            ""
        };
        line(
            &mut out,
            0,
            &format!(
                "datasource {} {}{url}{multi} @{}",
                datasource.name,
                datasource.provider.as_str(),
                place(&datasource.origin)
            ),
        );
        coverage(&mut out, &reading.reading.schema);
    }
    schema(&mut out, &reading.reading.schema);
    for problem in &reading.reading.problems {
        describe_problem(&mut out, problem);
    }
    out
}

/// The model alone as text.
fn schema(out: &mut String, schema: &Schema) {
    for namespace in &schema.namespaces {
        line(
            out,
            0,
            &format!("schema {} @{}", namespace.name, place(&namespace.origin)),
        );
    }
    for extension in &schema.extensions {
        let schema = part(&extension.schema, " in ", ToString::to_string);
        let version = part(&extension.version, " version ", Clone::clone);
        line(
            out,
            0,
            &format!(
                "extension {}{schema}{version} @{}",
                extension.name,
                place(&extension.origin)
            ),
        );
    }
    for item in &schema.enums {
        enum_type(out, item);
    }
    for item in &schema.tables {
        table(out, item);
    }
    for item in &schema.views {
        view(out, item);
    }
    taints(out, 0, &schema.taints);
}

/// One table as text.
fn table(out: &mut String, table: &Table) {
    let alias = table
        .alias
        .as_ref()
        .map_or(String::new(), |alias| format!(" model {alias}"));
    line(
        out,
        0,
        &format!("table {}{alias} @{}", table.name, place(&table.origin)),
    );
    for item in &table.columns {
        column(out, item);
    }
    match &table.primary_key {
        Stated::Written(Some(key)) => primary_key(out, key),
        Stated::Written(None) => line(out, 1, "primary key none"),
        Stated::Implied(None) => line(out, 1, "primary key ~none"),
        Stated::Implied(Some(_)) => line(out, 1, "primary key ~some"),
        Stated::NotStated => line(out, 1, "primary key ?"),
    }
    for item in &table.indexes {
        index(out, item);
    }
    for item in &table.foreign_keys {
        foreign_key(out, item);
    }
    taints(out, 1, &table.taints);
}

fn coverage(out: &mut String, schema: &Schema) {
    let coverage = &schema.coverage;
    let word = |value: &dyn std::fmt::Debug| format!("{value:?}").to_lowercase();
    line(
        out,
        0,
        &format!(
            "engine {}, enums {}, partial indexes {}, foreign keys {}, extensions {}",
            schema.engine,
            word(&coverage.enums),
            coverage.index_features.predicates,
            word(&coverage.foreign_keys),
            word(&coverage.extensions),
        ),
    );
}

fn view(out: &mut String, view: &View) {
    let alias = view
        .alias
        .as_ref()
        .map_or(String::new(), |alias| format!(" block {alias}"));
    line(
        out,
        0,
        &format!("view {}{alias} @{}", view.name, place(&view.origin)),
    );
    for item in &view.columns {
        column(out, item);
    }
    taints(out, 1, &view.taints);
}

fn enum_type(out: &mut String, item: &EnumType) {
    let alias = item
        .alias
        .as_ref()
        .map_or(String::new(), |alias| format!(" is {alias}"));
    line(
        out,
        0,
        &format!("enum {}{alias} @{}", item.name, place(&item.origin)),
    );
    for value in &item.values {
        let alias = value
            .alias
            .as_ref()
            .map_or(String::new(), |alias| format!(" is {alias}"));
        line(
            out,
            1,
            &format!("{}{alias} @{}", value.label, place(&value.origin)),
        );
    }
    taints(out, 1, &item.taints);
}

fn column(out: &mut String, column: &Column) {
    let mut text = column.name.to_string();
    if let Some(alias) = &column.alias {
        text += &format!(" is {alias}");
    }
    text += &part(&column.data_type, " ", type_text);
    text += &part(&column.is_nullable, " ", |nullable| {
        if *nullable { "null" } else { "not null" }.to_owned()
    });
    text += &part(&column.default, " default ", default_text);
    text += &part(
        &column.increment,
        " increment ",
        |increment| match increment {
            None => "none".to_owned(),
            Some(Increment::Auto) => "auto".to_owned(),
            Some(Increment::RowId) => "rowid".to_owned(),
            Some(Increment::Serial { .. }) => "serial".to_owned(),
            Some(Increment::Identity { is_always }) => format!("identity always={is_always}"),
        },
    );
    if column.is_client_filled {
        text += " client-filled";
    }
    text += &format!(" @{}", place(&column.origin));
    for (name, origin) in [
        ("type", &column.type_origin),
        ("default", &column.default_origin),
    ] {
        if let Some(origin) = origin {
            text += &format!(" {name}@{}", place(origin));
        }
    }
    line(out, 1, &text);
}

fn type_text(column_type: &ColumnType) -> String {
    let acceptance = match &column_type.acceptance {
        Acceptance::Exact => String::new(),
        Acceptance::Family => " family".to_owned(),
        Acceptance::AnyOf(others) => {
            let others: Vec<String> = others.iter().map(shape_text).collect();
            format!(" or {}", others.join(" or "))
        }
        Acceptance::Like(others) => {
            let others: Vec<String> = others.iter().map(shape_text).collect();
            format!(" or like {}", others.join(" or "))
        }
        Acceptance::Converting(others) => {
            let others: Vec<String> = others.iter().map(shape_text).collect();
            format!(" or converting {}", others.join(" or "))
        }
        Acceptance::StoredAs(affinities) => {
            let affinities: Vec<String> = affinities.iter().map(ToString::to_string).collect();
            format!(" stored as {}", affinities.join(" or "))
        }
    };
    format!(
        "`{}` {}{acceptance}",
        column_type.text,
        shape_text(&column_type.shape)
    )
}

fn shape_text(shape: &DataType) -> String {
    let zone = |has_zone: &bool| if *has_zone { "tz" } else { "" };
    match shape {
        DataType::Integer { bits, is_unsigned } => {
            format!("{}int{bits}", if *is_unsigned { "u" } else { "" })
        }
        DataType::Float { bits } => format!("float{bits}"),
        DataType::Decimal {
            precision: Some((precision, scale)),
        } => {
            format!("decimal({precision},{scale})")
        }
        DataType::Decimal { precision: None } => "decimal".to_owned(),
        DataType::Time {
            precision,
            has_zone,
        } => {
            format!("time{}{}", zone(has_zone), digits(precision))
        }
        DataType::Timestamp {
            precision,
            has_zone,
        } => {
            format!("timestamp{}{}", zone(has_zone), digits(precision))
        }
        DataType::Bit { length, is_varying } => {
            format!(
                "{}bit{}",
                if *is_varying { "var" } else { "" },
                digits(length)
            )
        }
        DataType::Varchar(length) => format!("varchar{}", digits(length)),
        DataType::Char(length) => format!("char{}", digits(length)),
        DataType::Text(size) => format!("text-{size:?}").to_lowercase(),
        DataType::Enum(name) => format!("enum {name}"),
        DataType::InlineEnum(labels) => format!("inline enum of {}", labels.len()),
        DataType::Array(element) => format!("array of {}", shape_text(element)),
        DataType::Named { name, arguments } => {
            let arguments = arguments
                .as_ref()
                .map_or(String::new(), |text| format!("({text})"));
            format!("named {name}{arguments}")
        }
        other => format!("{other:?}").to_lowercase(),
    }
}

fn digits<T: ToString>(number: &Option<T>) -> String {
    number
        .as_ref()
        .map_or(String::new(), |number| format!("({})", number.to_string()))
}

fn default_text(default: &Option<DefaultValue>) -> String {
    match default {
        None => "none".to_owned(),
        Some(DefaultValue::Unknown) => "unknown".to_owned(),
        Some(DefaultValue::Expression(expression)) => expression_text(expression),
    }
}

fn expression_text(expression: &Expression) -> String {
    match &expression.normal {
        NormalForm::Constant(constant) => format!("`{}` = {constant}", expression.text),
        // What it is rewritten to is the business of whoever reads SQL.
        NormalForm::Rewritten(_) => format!("`{}`", expression.text),
        NormalForm::Unreadable(_) | NormalForm::ReadAnew(_) => {
            format!("`{}` unreadable", expression.text)
        }
    }
}

fn primary_key(out: &mut String, key: &PrimaryKey) {
    let name = part(&key.name, " ", ToString::to_string);
    line(
        out,
        1,
        &format!(
            "primary key{name} ({}) @{}",
            list(&key.columns),
            place(&key.origin)
        ),
    );
}

fn index(out: &mut String, index: &Index) {
    let unique = if index.is_unique { "unique " } else { "" };
    let name = part(&index.name, " ", ToString::to_string);
    let method = part(&index.method, " using ", Clone::clone);
    let parts: Vec<String> = index.parts.iter().map(index_part).collect();
    let predicate = part(&index.predicate, " where ", |predicate| {
        predicate
            .as_ref()
            .map_or("none".to_owned(), expression_text)
    });
    line(
        out,
        1,
        &format!(
            "{unique}index{name}{method} ({}){predicate} @{}",
            parts.join(", "),
            place(&index.origin)
        ),
    );
}

fn index_part(key: &IndexPart) -> String {
    let mut text = match &key.key {
        IndexKey::Column(name) => name.to_string(),
        IndexKey::Expression(expression) => expression_text(expression),
    };
    text += &part(&key.order, " ", |order| match order {
        SortOrder::Ascending => "asc".to_owned(),
        SortOrder::Descending => "desc".to_owned(),
    });
    text += &part(&key.operator_class, " class ", |class| {
        class
            .as_ref()
            .map_or("none".to_owned(), ToString::to_string)
    });
    text += &part(&key.operator_class_parameters, "", |parameters| {
        format!("({})", parameters.join(", "))
    });
    text += &part(&key.collation, " collate ", |collation| {
        collation
            .as_ref()
            .map_or("own".to_owned(), ToString::to_string)
    });
    text += &part(&key.nulls, " nulls ", |nulls| match nulls {
        NullsOrder::First => "first".to_owned(),
        NullsOrder::Last => "last".to_owned(),
    });
    text + &part(&key.prefix, " prefix ", |prefix| {
        prefix.map_or("none".to_owned(), |length| length.to_string())
    })
}

fn foreign_key(out: &mut String, key: &ForeignKey) {
    let name = part(&key.name, " ", ToString::to_string);
    let on_delete = part(&key.on_delete, " on delete ", ToString::to_string);
    let on_update = part(&key.on_update, " on update ", ToString::to_string);
    line(
        out,
        1,
        &format!(
            "foreign key{name} ({}) to {} ({}){on_delete}{on_update} @{}",
            list(&key.columns),
            key.target,
            list(&key.target_columns),
            place(&key.origin)
        ),
    );
}

fn taints(out: &mut String, depth: usize, taints: &[Taint]) {
    for taint in taints {
        line(
            out,
            depth,
            &format!("taint: {} @{}", taint.reason, place(&taint.origin)),
        );
    }
}

fn describe_problem(out: &mut String, problem: &Problem) {
    line(
        out,
        0,
        &format!(
            "{}: {} @{}",
            problem.severity,
            problem.message,
            place(&problem.origin)
        ),
    );
    if let Some(help) = &problem.help {
        line(out, 1, &format!("help: {help}"));
    }
}

/// A claim with its mark.
fn part<T>(stated: &Stated<T>, before: &str, show: impl Fn(&T) -> String) -> String {
    match stated {
        Stated::Written(value) => format!("{before}{}", show(value)),
        Stated::Implied(value) => format!("{before}~{}", show(value)),
        Stated::NotStated => String::new(),
    }
}

fn list<T: ToString>(items: &[T]) -> String {
    items
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(", ")
}

fn place(origin: &Origin) -> String {
    let shown = |location: &Location| {
        let (start, end) = (location.start(), location.end());
        let file = if location.file.path == "schema.prisma" {
            String::new()
        } else {
            format!("{}:", location.file.path)
        };
        if start.line == end.line {
            format!("{file}{}:{}-{}", start.line, start.column, end.column)
        } else {
            format!(
                "{file}{}:{}-{}:{}",
                start.line, start.column, end.line, end.column
            )
        }
    };
    match origin {
        Origin::Exact(location) => shown(location),
        Origin::Enclosing(location) => format!("within {}", shown(location)),
        Origin::Implied { rule, location } => format!("{} ({rule})", shown(location)),
        Origin::Catalog(address) => address.clone(),
        Origin::Unlocated => "nowhere".to_owned(),
    }
}

fn line(out: &mut String, depth: usize, text: &str) {
    let _ = writeln!(out, "{}{}", "  ".repeat(depth), text.replace('\n', "\\n"));
}
