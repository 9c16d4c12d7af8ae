//! Owns the calls of Prisma clients: which call is one, of which schema, on which model.

use std::collections::BTreeSet;

use oxc_ast::AstKind;
use oxc_ast::ast::{Argument, CallExpression, Expression, MemberExpression, ObjectPropertyKind};
use oxc_semantic::Semantic;
use oxc_span::{GetSpan, Span};
use schemadrift_core::origin::Location;
use schemadrift_sql::query::Access;

use super::Scripts;
use super::arguments::Method;
use super::bindings::{Bindings, ClientOf};
use super::objects::{properties, range};
use super::reader::Reader;
use crate::models::Models;
use crate::reference::{CallPlace, Named, Reference, References, Unresolved, Verdict, Via, Why};

/// Methods that only Prisma's clients have under these names
/// (<https://www.prisma.io/docs/orm/reference/prisma-client-reference#model-queries>).
const OWN: &[&str] = &[
    "findMany",
    "findUnique",
    "findUniqueOrThrow",
    "findFirst",
    "findFirstOrThrow",
    "createMany",
    "createManyAndReturn",
    "updateMany",
    "updateManyAndReturn",
    "deleteMany",
    "upsert",
    "groupBy",
];
/// Methods that others have too.
const SHARED: &[&str] = &["create", "update", "delete", "count", "aggregate"];

/// How sure it is that a receiver is a client.
#[derive(Debug, Clone)]
enum Receiver {
    /// It is, and what it was made of may be known.
    Client(ClientOf),
    /// It is called one, or other calls in the file on the same receiver have models and methods
    /// of a client.
    Likely,
    /// Nothing tells.
    Unknown,
}

/// A call that may be one of a client.
struct Call<'a, 'b> {
    receiver: Receiver,
    model: String,
    model_span: Span,
    method: &'b str,
    call: &'b CallExpression<'a>,
}

/// Adds the references of every call.
pub(super) fn collect<'a>(semantic: &'a Semantic<'a>, reader: &mut Reader<'a, '_>) {
    if reader.scripts.schemas.is_empty() {
        return;
    }
    let proven = proven(semantic, reader.scripts, reader.bindings);
    for node in semantic.nodes().iter() {
        if let AstKind::CallExpression(call) = node.kind()
            && let Some(call) = read(call, reader.bindings, &proven)
        {
            resolve(&call, reader);
        }
    }
}

/// The receivers that are proven by their use: a method of Prisma's own on a model of a schema.
fn proven<'a>(
    semantic: &'a Semantic<'a>,
    scripts: &Scripts<'_>,
    bindings: &Bindings<'a>,
) -> BTreeSet<String> {
    let mut proven = BTreeSet::new();
    for node in semantic.nodes().iter() {
        let AstKind::CallExpression(call) = node.kind() else {
            continue;
        };
        if let Some((method, member)) = method(call)
            && OWN.contains(&method)
            && !is_refused(method, call)
            && let Some(inner) = member_of(member.object())
            && let Some((_, model)) = inner.static_property_info()
            && !is_other_library(inner.object())
            && scripts
                .schemas
                .iter()
                .any(|schema| schema.by_property(model).is_some())
        {
            proven.extend(key(inner.object(), bindings));
        }
    }
    proven
}

fn method<'b, 'a>(call: &'b CallExpression<'a>) -> Option<(&'b str, &'b MemberExpression<'a>)> {
    let member = member_of(&call.callee)?;
    let (_, name) = member.static_property_info()?;
    Some((name, member))
}

fn member_of<'b, 'a>(expression: &'b Expression<'a>) -> Option<&'b MemberExpression<'a>> {
    expression.get_inner_expression().get_member_expr()
}

/// What tells one receiver in a file from another: its text, and what its first name is bound to.
fn key<'a>(receiver: &Expression<'a>, bindings: &Bindings<'a>) -> Option<String> {
    let receiver = receiver.get_inner_expression();
    let mut first = receiver;
    while let Some(member) = first.get_member_expr() {
        first = member.object().get_inner_expression();
    }
    let bound = match first {
        Expression::Identifier(name) => format!("{:?}", bindings.symbol(name)),
        Expression::ThisExpression(_) | Expression::CallExpression(_) => String::new(),
        _ => return None,
    };
    Some(format!("{bound} {}", bindings.text(receiver.span())))
}

/// `db.query.user.findMany()` is Drizzle's
/// (<https://orm.drizzle.team/docs/rqb>).
fn is_other_library(receiver: &Expression<'_>) -> bool {
    member_of(receiver).and_then(MemberExpression::static_property_name) == Some("query")
}

fn read<'a, 'b>(
    call: &'b CallExpression<'a>,
    bindings: &Bindings<'a>,
    proven: &BTreeSet<String>,
) -> Option<Call<'a, 'b>> {
    let (method, member) = method(call)?;
    if !OWN.contains(&method) && !SHARED.contains(&method) {
        return None;
    }
    if let Expression::Identifier(name) = member.object().get_inner_expression() {
        // `const { user } = prisma; user.findMany()`
        let (model, client) = bindings.delegate(name)?;
        return Some(Call {
            receiver: Receiver::Client(client),
            model,
            model_span: name.span,
            method,
            call,
        });
    }
    let inner = member_of(member.object())?;
    let (model_span, model) = inner.static_property_info()?;
    let receiver = match bindings.client(inner.object()) {
        Some(client) => Receiver::Client(client),
        None if is_other_library(inner.object()) => return None,
        None => {
            let is_proven = bindings.is_named_client(inner.object())
                || key(inner.object(), bindings).is_some_and(|key| proven.contains(&key));
            if is_proven {
                Receiver::Likely
            } else {
                Receiver::Unknown
            }
        }
    };
    Some(Call {
        receiver,
        model: model.to_owned(),
        model_span,
        method,
        call,
    })
}

fn resolve<'a>(call: &Call<'a, '_>, reader: &mut Reader<'a, '_>) {
    if call.model.starts_with(['$', '_']) {
        return;
    }
    let is_unknown = matches!(call.receiver, Receiver::Unknown);
    if is_unknown && is_refused(call.method, call.call) {
        return;
    }
    let location = Location::new(reader.file, range(call.model_span));
    let client = match &call.receiver {
        Receiver::Client(client) => Some(client),
        Receiver::Likely | Receiver::Unknown => None,
    };
    let schemas = reader.of_client(client);
    let with_model: Vec<(usize, &Models)> = schemas
        .iter()
        .copied()
        .filter(|(_, schema)| schema.by_property(&call.model).is_some())
        .collect();
    if with_model.is_empty() {
        return without_model(call, &schemas, location, reader.references);
    }
    // The names fit, but other libraries have `create` and `update` too.
    if is_unknown && !OWN.contains(&call.method) {
        reader.references.unknown_receivers += 1;
        reader.references.unresolved.push(Unresolved {
            location,
            why: Why::UnknownReceiver,
        });
        return;
    }
    reader.references.calls += 1;
    let place = CallPlace::of(&location);
    reader.look_up(&with_model, !is_unknown, Some(&place), |walk, _| {
        walk.call(
            &call.model,
            call.model_span,
            Method::of(call.method),
            call.call,
        );
    });
}

/// Whether no client takes these arguments: it takes one object, with keys of its own, some of
/// which must be there
/// (<https://www.prisma.io/docs/orm/reference/prisma-client-reference#model-queries>).
fn is_refused(method: &str, call: &CallExpression<'_>) -> bool {
    const KEYS: &[&str] = &[
        "where",
        "data",
        "create",
        "update",
        "select",
        "include",
        "omit",
        "orderBy",
        "cursor",
        "take",
        "skip",
        "distinct",
        "by",
        "having",
        "_count",
        "_sum",
        "_avg",
        "_min",
        "_max",
        "skipDuplicates",
        "limit",
        "relationLoadStrategy",
        "cacheStrategy",
        "uncache",
    ];
    let needed: &[&str] = match method {
        "create" | "createMany" | "createManyAndReturn" => &["data"],
        "update" | "updateMany" | "updateManyAndReturn" => &["data"],
        "delete" | "findUnique" | "findUniqueOrThrow" => &["where"],
        "upsert" => &["where", "create", "update"],
        "groupBy" => &["by"],
        _ => &[],
    };
    let first = call.arguments.first().and_then(Argument::as_expression);
    match first.map(Expression::get_inner_expression) {
        _ if call.arguments.len() > 1 => true,
        None => call.arguments.is_empty() && !needed.is_empty(),
        Some(Expression::ObjectExpression(object)) => {
            let has_more = object.properties.iter().any(|property| match property {
                ObjectPropertyKind::ObjectProperty(property) => {
                    property.key.static_name().is_none()
                }
                ObjectPropertyKind::SpreadProperty(_) => true,
            });
            let keys: Vec<String> = properties(object).map(|(key, _)| key).collect();
            let lacks = needed
                .iter()
                .any(|needed| !keys.iter().any(|key| key == needed));
            keys.iter().any(|key| !KEYS.contains(&key.as_str())) || (lacks && !has_more)
        }
        Some(
            Expression::StringLiteral(_)
            | Expression::NumericLiteral(_)
            | Expression::TemplateLiteral(_)
            | Expression::ArrayExpression(_)
            | Expression::ArrowFunctionExpression(_)
            | Expression::FunctionExpression(_),
        ) => true,
        Some(_) => false,
    }
}

/// A call on a model that no schema has. Only what is surely a client's own method makes a model
/// of the name.
fn without_model(
    call: &Call<'_, '_>,
    schemas: &[(usize, &Models)],
    location: Location,
    references: &mut References,
) {
    let is_certain = match call.receiver {
        Receiver::Client(_) => true,
        Receiver::Likely => OWN.contains(&call.method),
        Receiver::Unknown => return,
    };
    // The first of those that are equally near.
    let nearest = schemas
        .iter()
        .min_by_key(|(_, schema)| std::cmp::Reverse(schema.nearness(&location.file.path)));
    match nearest {
        Some((schema, _)) if is_certain => {
            references.calls += 1;
            references.found.push(Reference {
                location,
                access: Method::of(call.method).access,
                named: Named::Model {
                    schema: *schema,
                    property: call.model.clone(),
                },
                via: Via::PrismaClient,
                verdict: Verdict::Unknown,
            });
        }
        _ => {
            references.unknown_receivers += 1;
            references.unresolved.push(Unresolved {
                location,
                why: Why::UnknownReceiver,
            });
        }
    }
}

impl Method {
    fn of(name: &str) -> Self {
        let writes = matches!(
            name,
            "create"
                | "createMany"
                | "createManyAndReturn"
                | "update"
                | "updateMany"
                | "updateManyAndReturn"
                | "upsert"
                | "delete"
                | "deleteMany"
        );
        let counts = matches!(
            name,
            "createMany" | "updateMany" | "deleteMany" | "count" | "aggregate" | "groupBy"
        );
        Self {
            access: if writes { Access::Write } else { Access::Read },
            gives_rows: !counts,
        }
    }
}
