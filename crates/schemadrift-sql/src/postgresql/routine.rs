//! Owns functions, procedures and aggregates: their definition, and how statements name them.

use schemadrift_core::data_type::DataType;
use schemadrift_core::dialect::Engine;
use schemadrift_core::model::{Parameter, ParameterMode, Routine, RoutineKind, Volatility};
use schemadrift_core::origin::SourceFile;
use schemadrift_core::stated::Stated;
use squawk_syntax::ast::{self, AstNode};
use squawk_syntax::quote::quote_ident;

use super::parse::parse;
use super::reader::{Read, Reader, expression, required};
use super::routine_options::of_list as routine_options;
use crate::change::{Change, ObjectId, ObjectKind};
use crate::expression::{read_body, read_default};
use crate::place::Place;
use crate::tokens::{Kind, decode_text, tokenize};
use crate::types::{read_type, write_type};

/// `CREATE FUNCTION`.
pub(super) fn create_function(
    reader: &Reader<'_>,
    node: &ast::CreateFunction,
) -> Read<Vec<Change>> {
    Ok(vec![Change::CreateRoutine {
        routine: Box::new(function(reader, node)?),
        replaces: node.or_replace().is_some(),
    }])
}

fn function(reader: &Reader<'_>, node: &ast::CreateFunction) -> Read<Routine> {
    let is_window = options(node.option_list())
        .any(|option| matches!(option, ast::FuncOption::WindowFuncOption(_)));
    let kind = if is_window {
        RoutineKind::Window
    } else {
        RoutineKind::Function
    };
    let mut routine = start(reader, &required(node.name())?, kind, node.param_list())?;
    routine.result = match node.ret_type() {
        Some(result) => Stated::Written(Some(self::result(reader, &result)?)),
        None => result_of_parameters(&routine),
    };
    set_body(reader, &mut routine, node.option_list(), node.body());
    routine.volatility = Stated::Implied(Volatility::Volatile);
    routine.is_strict = Stated::Implied(false);
    set_options(reader, &mut routine, node.option_list().as_ref());
    Ok(routine)
}

/// `CREATE PROCEDURE`.
pub(super) fn create_procedure(
    reader: &Reader<'_>,
    node: &ast::CreateProcedure,
) -> Read<Vec<Change>> {
    Ok(vec![Change::CreateRoutine {
        routine: Box::new(procedure(reader, node)?),
        replaces: node.or_replace().is_some(),
    }])
}

fn procedure(reader: &Reader<'_>, node: &ast::CreateProcedure) -> Read<Routine> {
    let name = required(node.name())?;
    let mut routine = start(reader, &name, RoutineKind::Procedure, node.param_list())?;
    routine.result = Stated::Written(None);
    set_body(reader, &mut routine, node.option_list(), node.body());
    set_options(reader, &mut routine, node.option_list().as_ref());
    Ok(routine)
}

/// A function or procedure out of the whole statement that makes it, as the catalog prints it;
/// `None` where it cannot be read.
pub fn read_routine(definition: &str) -> Option<Routine> {
    let file = SourceFile::new("", definition);
    let reader = Reader::new(Place::new(&file, 0), definition);
    match parse(definition).ok()? {
        ast::Stmt::CreateFunction(node) => function(&reader, &node).ok(),
        ast::Stmt::CreateProcedure(node) => procedure(&reader, &node).ok(),
        _ => None,
    }
}

/// `CREATE AGGREGATE`.
pub(super) fn create_aggregate(
    reader: &Reader<'_>,
    node: &ast::CreateAggregate,
) -> Read<Vec<Change>> {
    let Some(parameters) = node.param_list() else {
        return Err("an aggregate names its argument in the old way".to_owned());
    };
    let name = required(node.aggregate_name())?;
    let routine = start(reader, &name, RoutineKind::Aggregate, Some(parameters))?;
    Ok(vec![Change::CreateRoutine {
        routine: Box::new(routine),
        replaces: node.or_replace().is_some(),
    }])
}

/// A routine as `DROP` and `ALTER` name it.
pub(super) fn object(
    reader: &Reader<'_>,
    name: Option<impl AstNode>,
    parameters: Option<ast::ParamList>,
) -> Read<ObjectId> {
    let mut object = ObjectId::new(ObjectKind::Routine, reader.qualified(&required(name)?)?);
    object.arguments = parameters
        .map(|list| arguments(reader, &list))
        .transpose()?;
    Ok(object)
}

fn start(
    reader: &Reader<'_>,
    name: &impl AstNode,
    kind: RoutineKind,
    parameters: Option<ast::ParamList>,
) -> Read<Routine> {
    let list = required(parameters)?;
    let mut routine = Routine::new(reader.qualified(name)?, kind, reader.name_origin(name));
    routine.arguments = arguments(reader, &list)?;
    routine.parameters = Stated::Written(self::parameters(reader, &list)?);
    routine.definition = Stated::Written(reader.slice(reader.statement_range()).to_owned());
    Ok(routine)
}

/// What a function without `RETURNS` gives: its only result, or a row of them.
fn result_of_parameters(routine: &Routine) -> Stated<Option<String>> {
    let parameters = routine.parameters.get().map_or(&[][..], Vec::as_slice);
    let mut results = parameters
        .iter()
        .filter(|own| matches!(own.mode, ParameterMode::Out | ParameterMode::InOut));
    match (results.next(), results.next()) {
        (None, _) => Stated::NotStated,
        (Some(only), None) => Stated::Implied(Some(only.data_type.clone())),
        (Some(_), Some(_)) => Stated::Implied(Some("record".to_owned())),
    }
}

/// What it does: the text in quotes, or statements that stand in it.
fn set_body(
    reader: &Reader<'_>,
    routine: &mut Routine,
    list: Option<ast::FuncOptionList>,
    body: Option<ast::RoutineBody>,
) {
    routine.language = language(reader, list.clone(), body.is_some());
    if let Some(body) = body {
        let text = reader.written(&body).trim_end_matches(';');
        routine.body = Stated::Written(read_body(Engine::PostgreSql, "sql", text));
        return;
    }
    let quoted = options(list).find_map(|option| match option {
        ast::FuncOption::AsFuncOption(node) => Some(reader.written(&node)),
        _ => None,
    });
    let texts: Option<Vec<String>> = quoted.and_then(|quoted| {
        tokenize(Engine::PostgreSql, quoted)
            .iter()
            .filter(|token| token.kind == Kind::Text)
            .map(|token| decode_text(Engine::PostgreSql, token.text))
            .collect()
    });
    let text = texts
        .filter(|texts| !texts.is_empty())
        .map(|texts| texts.join(", "));
    let language = routine.language.get().map_or("", String::as_str);
    let body = text.map(|text| read_body(Engine::PostgreSql, language, &text));
    routine.body = body.map_or(Stated::NotStated, Stated::Written);
}

/// How it runs, where the statement says so; what it leaves out is as the server has it
/// (<https://www.postgresql.org/docs/current/sql-createfunction.html>).
fn set_options(reader: &Reader<'_>, routine: &mut Routine, list: Option<&ast::FuncOptionList>) {
    routine.has_owners_rights = Stated::Implied(false);
    routine.settings = Stated::Implied(Vec::new());
    for option in list.iter().flat_map(|list| routine_options(reader, list)) {
        option.apply(routine);
    }
}

fn options(list: Option<ast::FuncOptionList>) -> impl Iterator<Item = ast::FuncOption> {
    list.into_iter().flat_map(|list| list.options())
}

/// The types of the arguments that tell overloads apart: all but those that only give a result.
fn arguments(reader: &Reader<'_>, list: &ast::ParamList) -> Read<String> {
    if list.star_token().is_some() {
        return Ok(String::new());
    }
    let types: Read<Vec<String>> = list
        .params()
        .chain(
            list.aggregate_order_by()
                .iter()
                .flat_map(ast::AggregateOrderBy::params),
        )
        .filter(|parameter| !matches!(parameter.mode(), Some(ast::ParamMode::ParamOut(_))))
        .map(|parameter| {
            Ok(argument_type(
                reader.written(&required(parameter.func_type())?),
            ))
        })
        .collect();
    Ok(types?.join(", "))
}

fn parameters(reader: &Reader<'_>, list: &ast::ParamList) -> Read<Vec<Parameter>> {
    list.params()
        .map(|node| {
            let mode = match node.mode() {
                Some(ast::ParamMode::ParamIn(_)) | None => ParameterMode::In,
                Some(ast::ParamMode::ParamInOut(_)) => ParameterMode::InOut,
                Some(ast::ParamMode::ParamOut(_)) => ParameterMode::Out,
                Some(ast::ParamMode::ParamVariadic(_)) => ParameterMode::Variadic,
            };
            let written = reader.written(&required(node.func_type())?);
            let name = node.name().map(|name| reader.name(&name)).transpose()?;
            let default = node.param_default().map(|default| {
                let text = reader.written(&default).trim_start_matches('=');
                let text = without_word(text, "default");
                read_default(
                    Engine::PostgreSql,
                    text,
                    &read_type(Engine::PostgreSql, written),
                )
                // A default of NULL is one: the argument may be left out.
                .unwrap_or_else(|| expression(text))
            });
            Ok(Parameter {
                name,
                mode,
                data_type: argument_type(written),
                default,
            })
        })
        .collect()
}

fn without_word<'a>(text: &'a str, word: &str) -> &'a str {
    let text = text.trim();
    match text.get(..word.len()) {
        Some(start) if start.eq_ignore_ascii_case(word) => text[word.len()..].trim_start(),
        _ => text,
    }
}

/// A type without parameters, which arguments do not keep, in the catalog's spelling.
fn argument_type(text: &str) -> String {
    let shape = without_default_schema(read_type(Engine::PostgreSql, text));
    let printed = match &shape {
        DataType::Unreadable => return text.to_owned(),
        DataType::Char(_) => "character".to_owned(),
        DataType::Interval(_) => "interval".to_owned(),
        shape => write_type(Engine::PostgreSql, shape),
    };
    match (printed.find('('), printed.find(')')) {
        (Some(open), Some(close)) if open < close => {
            format!("{}{}", &printed[..open], &printed[close + 1..])
        }
        _ => printed,
    }
}

fn without_default_schema(shape: DataType) -> DataType {
    match shape {
        DataType::Array(element) => DataType::Array(Box::new(without_default_schema(*element))),
        DataType::Named {
            mut name,
            arguments,
        } => {
            name.schema = name.schema.filter(|schema| schema.as_str() != "public");
            DataType::Named { name, arguments }
        }
        other => other,
    }
}

fn result(reader: &Reader<'_>, node: &ast::RetType) -> Read<String> {
    if let Some(list) = node.return_table_arg_list() {
        let columns: Read<Vec<String>> = list
            .args()
            .map(|column| {
                let name = required(column.name())?;
                let data_type = argument_type(reader.written(&required(column.func_type())?));
                let name = reader.name(&name)?;
                Ok(format!("{} {data_type}", quote_ident(name.as_str())))
            })
            .collect();
        return Ok(format!("TABLE({})", columns?.join(", ")));
    }
    let text = reader.written(&required(node.func_type())?);
    let is_set = text
        .get(..6)
        .is_some_and(|word| word.eq_ignore_ascii_case("setof "));
    Ok(if is_set {
        format!("SETOF {}", argument_type(text.get(6..).unwrap_or_default()))
    } else {
        argument_type(text)
    })
}

/// The language; a body outside of quotes is SQL.
fn language(
    reader: &Reader<'_>,
    list: Option<ast::FuncOptionList>,
    has_body: bool,
) -> Stated<String> {
    let written = options(list).find_map(|option| match option {
        ast::FuncOption::LanguageFuncOption(node) => Some(reader.written(&node)),
        _ => None,
    });
    let Some(written) = written else {
        return if has_body {
            Stated::Implied("sql".to_owned())
        } else {
            Stated::NotStated
        };
    };
    let tokens = tokenize(Engine::PostgreSql, written);
    let name = tokens.last().and_then(|token| match token.kind {
        Kind::Text => decode_text(Engine::PostgreSql, token.text),
        _ => token.name(Engine::PostgreSql),
    });
    name.map_or(Stated::NotStated, |name| {
        Stated::Written(name.to_ascii_lowercase())
    })
}
