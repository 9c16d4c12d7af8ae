//! Owns what stands beside tables: sequences, domains, composite types, functions and views.

use schemadrift_core::data_type::{ColumnType, DataType, TextSize};
use schemadrift_core::dialect::Engine;
use schemadrift_core::expression::{Expression, NormalForm};
use schemadrift_core::model::{
    Check, Column, Composite, DefaultValue, Domain, Parameter, ParameterMode, Routine, RoutineKind,
    Sequence, Table, Validity, View, Volatility,
};
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::origin::Origin;
use schemadrift_core::stated::Stated;

use super::palette::number;
use super::{Building, columns, grants};
use crate::choices::Choices;

/// Adds some of every kind that the database has.
pub(super) fn add_all(building: &mut Building, choices: &mut Choices) {
    for _ in 0..choices.below(3) {
        add_view(building, choices);
    }
    if !building.is_postgresql() {
        return;
    }
    for _ in 0..choices.below(3) {
        add_sequence(building, choices);
    }
    for _ in 0..choices.below(3) {
        add_domain(building, choices);
    }
    for _ in 0..choices.below(3) {
        add_composite(building, choices);
    }
    for _ in 0..choices.below(4) {
        add_function(building, choices);
    }
    grants::add_all(building, choices);
}

fn written(text: String) -> Expression {
    Expression {
        normal: NormalForm::Rewritten(text.clone()),
        text,
    }
}

/// A view of some columns of a table, of all rows or of some.
fn add_view(building: &mut Building, choices: &mut Choices) {
    let Some(table) = choices.one_of(&building.schema.tables).cloned() else {
        return;
    };
    let count = 1 + choices.below(table.columns.len());
    let shown: Vec<Column> = table
        .columns
        .iter()
        .take(count)
        .map(|own| {
            let mut column = Column::new(own.name.clone(), Origin::Unlocated);
            column.data_type = own.data_type.clone();
            column
        })
        .collect();
    let is_narrowed = choices.happens(50);
    let text = query(building.schema.engine, &table, &shown, is_narrowed);
    let name = building.relation_name(choices);
    let is_materialized = building.is_postgresql() && choices.happens(25);
    building.schema.views.push(View {
        name,
        alias: None,
        is_materialized: Stated::Written(is_materialized),
        columns: shown,
        definition: Stated::Written(written(text)),
        triggers: Vec::new(),
        indexes: Vec::new(),
        origin: Origin::Unlocated,
        taints: Vec::new(),
    });
}

/// The query of a view: these columns of a table, and of all rows or of those with a first one.
pub(crate) fn query(engine: Engine, table: &Table, shown: &[Column], is_narrowed: bool) -> String {
    let quote = |name: &Name| engine.dialect().quote(name.as_str());
    let names: Vec<String> = shown.iter().map(|column| quote(&column.name)).collect();
    let relation = match &table.name.schema {
        Some(schema) => format!("{}.{}", quote(schema), quote(&table.name.name)),
        None => quote(&table.name.name),
    };
    let mut text = format!("SELECT {} FROM {relation}", names.join(", "));
    // Of a column without NULLs it says nothing, and newer planners leave it out.
    let may_be_null = |column: &&Column| {
        let own = table.columns.iter().find(|own| own.name == column.name);
        own.is_some_and(|own| own.is_nullable.is_true())
    };
    if let Some(first) = shown.iter().find(may_be_null).filter(|_| is_narrowed) {
        text.push_str(&format!(" WHERE {} IS NOT NULL", quote(&first.name)));
    }
    text
}

fn add_sequence(building: &mut Building, choices: &mut Choices) {
    let types = [("bigint", 64_u8), ("integer", 32), ("smallint", 16)];
    let (text, bits) = types[choices.below(types.len())];
    let increment = [1, 5, -1, -7][choices.below(4)];
    let (minimum, maximum) = if increment > 0 {
        (1, 30_000)
    } else {
        (-30_000, -1)
    };
    let start = if increment > 0 { minimum } else { maximum };
    let name = building.relation_name(choices);
    building.schema.sequences.push(Sequence {
        name,
        data_type: Stated::Written(ColumnType::exact(text, DataType::integer(bits))),
        start: Stated::Written(start),
        increment: Stated::Written(increment),
        minimum: Stated::Written(minimum),
        maximum: Stated::Written(maximum),
        cache: Stated::Written([1, 20][choices.below(2)]),
        is_cycling: Stated::Written(choices.happens(30)),
        origin: Origin::Unlocated,
    });
}

fn add_domain(building: &mut Building, choices: &mut Choices) {
    let is_number = choices.happens(50);
    let (base, condition) = if is_number {
        let base = ColumnType::exact("integer", DataType::integer(32));
        (base, "(VALUE > 0)")
    } else {
        let base = ColumnType::exact("text", DataType::Text(TextSize::Regular));
        (base, "(VALUE <> ''::text)")
    };
    let name = building.relation_name(choices);
    let mut checks = Vec::new();
    if choices.happens(60) {
        checks.push(Check {
            name: Stated::Written(building.names.constraint("rule_of_a_domain", choices)),
            expression: written(condition.to_owned()),
            validity: Stated::Written(Validity::Valid),
            origin: Origin::Unlocated,
        });
    }
    let default = (is_number && choices.happens(40)).then(|| {
        DefaultValue::Expression(Expression {
            text: "5".to_owned(),
            normal: NormalForm::Constant(number("5")),
        })
    });
    building.schema.domains.push(Domain {
        name,
        base,
        is_nullable: Stated::Written(choices.happens(70)),
        default: Stated::Written(default),
        checks,
        origin: Origin::Unlocated,
    });
}

fn add_composite(building: &mut Building, choices: &mut Choices) {
    let palette = building.palette();
    let name = building.relation_name(choices);
    let fields = (0..1 + choices.below(3))
        .filter_map(|place| {
            let choice = columns::any_type(&palette, choices)?;
            let mut field = Column::new(format!("Field {place}").as_str(), Origin::Unlocated);
            field.data_type = Stated::Written(choice.column_type.clone());
            Some(field)
        })
        .collect();
    building.schema.composites.push(Composite {
        name,
        fields,
        origin: Origin::Unlocated,
    });
}

/// Types of arguments, as the catalog prints them.
const ARGUMENTS: &[&str] = &[
    "integer",
    "text",
    "boolean",
    "numeric",
    "timestamp with time zone",
    "integer[]",
    "character varying",
];

fn add_function(building: &mut Building, choices: &mut Choices) {
    // The second of a name has one argument more.
    let overloaded = choices.happens(30);
    let first = building.schema.routines.first().filter(|_| overloaded);
    let (name, more) = match first {
        Some(first) if building.schema.routines.len() == 1 => (first.name.clone(), 5),
        Some(_) | None => (building.relation_name(choices), 0),
    };
    let count = more + choices.below(3);
    let parameters: Vec<Parameter> = (0..count)
        .filter_map(|place| {
            Some(Parameter {
                name: Some(Name::new(format!("Argument {place}"))),
                mode: ParameterMode::In,
                data_type: (*choices.one_of(ARGUMENTS)?).to_owned(),
                default: None,
            })
        })
        .collect();
    let mut routine = Routine::new(name, RoutineKind::Function, Origin::Unlocated);
    let types: Vec<&str> = parameters
        .iter()
        .map(|own| own.data_type.as_str())
        .collect();
    routine.arguments = types.join(", ");
    routine.parameters = Stated::Written(parameters);
    routine.result = Stated::Written(Some("integer".to_owned()));
    routine.language = Stated::Written("sql".to_owned());
    routine.body = Stated::Written(written(" SELECT 1 -- it's one\n".to_owned()));
    let volatilities = [
        Volatility::Volatile,
        Volatility::Stable,
        Volatility::Immutable,
    ];
    routine.volatility = Stated::Written(volatilities[choices.below(3)]);
    routine.has_owners_rights = Stated::Written(choices.happens(30));
    routine.is_strict = Stated::Written(choices.happens(30));
    let settings = choices
        .happens(30)
        .then(|| "search_path = pg_catalog, pg_temp".to_owned());
    routine.settings = Stated::Written(settings.into_iter().collect());
    define(&mut routine);
    building.schema.routines.push(routine);
}

/// Writes the definition that a routine's facts make.
pub(crate) fn define(routine: &mut Routine) {
    let quote = |name: &Name| Engine::PostgreSql.dialect().quote(name.as_str());
    let full = |name: &QualifiedName| match &name.schema {
        Some(schema) => format!("{}.{}", quote(schema), quote(&name.name)),
        None => quote(&name.name),
    };
    let parameters = routine.parameters.get().map_or(&[][..], Vec::as_slice);
    let parameters: Vec<String> = parameters
        .iter()
        .map(|own| {
            let name = own.name.as_ref().map(quote).unwrap_or_default();
            format!("{name} {}", own.data_type)
        })
        .collect();
    let volatility = match routine.volatility.get() {
        Some(Volatility::Immutable) => "IMMUTABLE",
        Some(Volatility::Stable) => "STABLE",
        Some(Volatility::Volatile) | None => "VOLATILE",
    };
    let rights = if routine.has_owners_rights.is_true() {
        " SECURITY DEFINER"
    } else {
        ""
    };
    let strict = if routine.is_strict.is_true() {
        " STRICT"
    } else {
        ""
    };
    let settings: String = routine
        .settings
        .get()
        .into_iter()
        .flatten()
        .map(|setting| format!(" SET {setting}"))
        .collect();
    let body = routine.body.get().map_or("", |body| body.text.as_str());
    routine.definition = Stated::Written(format!(
        "CREATE FUNCTION {}({}) RETURNS integer LANGUAGE sql {volatility}{strict}{rights}{settings} \
         AS $body${body}$body$",
        full(&routine.name),
        parameters.join(", ")
    ));
}
