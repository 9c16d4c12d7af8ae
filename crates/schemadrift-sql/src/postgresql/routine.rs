//! Owns functions, procedures and aggregates: their definition, and how statements name them.

use schemadrift_core::data_type::DataType;
use schemadrift_core::dialect::Engine;
use schemadrift_core::model::{Routine, RoutineKind};
use schemadrift_core::stated::Stated;
use squawk_syntax::ast::{self, AstNode};

use super::reader::{Read, Reader, required};
use crate::change::{Change, ObjectId, ObjectKind};
use crate::tokens::{Kind, decode_text, tokenize};
use crate::types::{read_type, write_type};

/// `CREATE FUNCTION`.
pub(super) fn create_function(
    reader: &Reader<'_>,
    node: &ast::CreateFunction,
) -> Read<Vec<Change>> {
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
        None => Stated::NotStated,
    };
    routine.language = language(reader, node.option_list(), node.body().is_some());
    Ok(vec![Change::CreateRoutine {
        routine: Box::new(routine),
        replaces: node.or_replace().is_some(),
    }])
}

/// `CREATE PROCEDURE`.
pub(super) fn create_procedure(
    reader: &Reader<'_>,
    node: &ast::CreateProcedure,
) -> Read<Vec<Change>> {
    let kind = RoutineKind::Procedure;
    let mut routine = start(reader, &required(node.name())?, kind, node.param_list())?;
    routine.result = Stated::Written(None);
    routine.language = language(reader, node.option_list(), node.body().is_some());
    Ok(vec![Change::CreateRoutine {
        routine: Box::new(routine),
        replaces: node.or_replace().is_some(),
    }])
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
    Ok(Routine {
        name: reader.qualified(name)?,
        kind,
        arguments: arguments(reader, &required(parameters)?)?,
        result: Stated::NotStated,
        language: Stated::NotStated,
        definition: Stated::Written(reader.slice(reader.statement_range()).to_owned()),
        origin: reader.name_origin(name),
    })
}

fn options(list: Option<ast::FuncOptionList>) -> impl Iterator<Item = ast::FuncOption> {
    list.into_iter().flat_map(|list| list.options())
}

/// The types of the arguments that tell overloads apart: all but those that only give a result.
fn arguments(reader: &Reader<'_>, list: &ast::ParamList) -> Read<String> {
    if list.star_token().is_some() {
        return Ok("*".to_owned());
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
                Ok(format!("{} {data_type}", reader.written(&name)))
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
