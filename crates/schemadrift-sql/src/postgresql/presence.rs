//! Owns queries that ask the catalog whether something is there, as guards of migrations do.

use std::collections::BTreeMap;

use schemadrift_core::dialect::Engine;
use schemadrift_core::name::{Name, QualifiedName};

use super::condition::Condition;
use super::reader::token_name;
use crate::change::{ObjectId, ObjectKind, Presence};
use crate::tokens::{Kind, Token, closing, decode_text, tokenize};

/// The value that a column of a catalog is held against.
#[derive(Debug, Clone)]
struct Wanted {
    text: String,
    /// It is cast to `regclass` or the like: the text is a name as SQL spells it.
    is_spelled: bool,
}

type Facts = BTreeMap<String, Wanted>;

/// Columns that only narrow down what has been named already.
const NARROWING: &[&str] = &[
    "constraint_catalog",
    "constraint_type",
    "contype",
    "prokind",
    "table_catalog",
    "table_type",
    "typcategory",
    "typtype",
];

/// Columns that name the schema.
const SCHEMAS: &[&str] = &[
    "connamespace",
    "constraint_schema",
    "event_object_schema",
    "nspname",
    "relnamespace",
    "routine_schema",
    "schemaname",
    "sequence_schema",
    "table_schema",
    "trigger_schema",
    "typnamespace",
];

/// What a `SELECT` asks for, if it asks the catalog for one thing by its name.
pub(super) fn of_query(tokens: &[Token<'_>]) -> Option<Condition> {
    let tokens = before_tail(tokens);
    let from = position(tokens, &["from"])?;
    let behind = tokens.get(from + 1..)?;
    let end = position(behind, &["where"])?;
    let (relations, conditions) = (behind.get(..end)?, behind.get(end + 1..)?);
    let mut facts = Facts::new();
    for joined in joins(relations) {
        conjunction(joined, &mut facts)?;
    }
    conjunction(conditions, &mut facts)?;
    let mut facts = Asked { facts };
    let condition = facts.of(&catalogs(relations))?;
    facts.are_used_up().then_some(condition)
}

/// What a `SELECT` asks for that gives several names in one `IN (…)`: each of them by itself.
pub(super) fn of_each(tokens: &[Token<'_>]) -> Option<Vec<Condition>> {
    if let Some(condition) = of_query(tokens) {
        return Some(vec![condition]);
    }
    let open = tokens.windows(2).position(
        |pair| matches!(pair, [within, open] if within.is_word("in") && open.is_symbol("(")),
    )? + 1;
    let close = closing(tokens, open)?;
    let (before, behind) = (tokens.get(..=open)?, tokens.get(close..)?);
    tokens
        .get(open + 1..close)?
        .split(|token| token.is_symbol(","))
        .map(|value| of_query(&[before, value, behind].concat()))
        .collect()
}

/// The query without what says how many rows of it are wanted.
fn before_tail<'a, 't>(tokens: &'t [Token<'a>]) -> &'t [Token<'a>] {
    let end = position(tokens, &["limit", "order", "fetch"]).unwrap_or(tokens.len());
    tokens.get(..end).unwrap_or_default()
}

/// Where one of these words stands outside of parentheses.
fn position(tokens: &[Token<'_>], words: &[&str]) -> Option<usize> {
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        if token.is_symbol("(") {
            at = closing(tokens, at)?;
        } else if token.is_one_of(words) {
            return Some(at);
        }
        at += 1;
    }
    None
}

/// The conditions of the joins.
fn joins<'a, 't>(relations: &'t [Token<'a>]) -> Vec<&'t [Token<'a>]> {
    let mut joins = Vec::new();
    let mut rest = relations;
    while let Some(on) = position(rest, &["on"]) {
        rest = rest.get(on + 1..).unwrap_or_default();
        let end = position(rest, &["join", "inner", "left", "cross"]).unwrap_or(rest.len());
        joins.push(rest.get(..end).unwrap_or_default());
    }
    joins
}

/// The catalogs that are asked, in order.
fn catalogs(relations: &[Token<'_>]) -> Vec<String> {
    relations
        .iter()
        .filter_map(token_name)
        .map(|name| name.as_str().to_owned())
        .collect()
}

/// Reads conditions that must all hold; `None` where one is not understood.
fn conjunction(tokens: &[Token<'_>], facts: &mut Facts) -> Option<()> {
    let mut rest = tokens;
    loop {
        let end = position(rest, &["and"]).unwrap_or(rest.len());
        condition(rest.get(..end)?, facts)?;
        match rest.get(end + 1..) {
            Some(behind) => rest = behind,
            None => return Some(()),
        }
    }
}

fn condition(tokens: &[Token<'_>], facts: &mut Facts) -> Option<()> {
    if let [open, ..] = tokens
        && open.is_symbol("(")
        && closing(tokens, 0)? + 1 == tokens.len()
    {
        return conjunction(tokens.get(1..tokens.len() - 1)?, facts);
    }
    if is_visibility(tokens) || is_live(tokens) {
        return Some(());
    }
    let (column, operator, value) = comparison(tokens)?;
    if operator.is_word("in") {
        let list = value.get(1..value.len().checked_sub(1)?)?;
        let single = if column == "relkind" || NARROWING.contains(&column.as_str()) {
            list.get(..1)?
        } else {
            list
        };
        return add(column, wanted(single)?, facts);
    }
    if !operator.is_symbol("=") {
        return (column == "attnum" && operator.is_symbol(">")).then_some(());
    }
    if is_path(value) || is_current_schema(value) {
        return Some(());
    }
    add(column, wanted(value)?, facts)
}

fn add(column: String, wanted: Wanted, facts: &mut Facts) -> Option<()> {
    // Two values for one column: of two relations, or never true.
    facts.insert(column, wanted).is_none().then_some(())
}

/// The last part of the column in front, the operator, and what stands behind it.
fn comparison<'a, 't>(tokens: &'t [Token<'a>]) -> Option<(String, &'t Token<'a>, &'t [Token<'a>])> {
    let mut rest = tokens;
    loop {
        let [name, behind @ ..] = rest else {
            return None;
        };
        match behind {
            [dot, ..] if dot.is_symbol(".") => rest = behind.get(1..)?,
            [cast, _, operator, value @ ..] if cast.is_symbol("::") => {
                return Some((token_name(name)?.as_str().to_owned(), operator, value));
            }
            [operator, value @ ..] => {
                return Some((token_name(name)?.as_str().to_owned(), operator, value));
            }
            [] => return None,
        }
    }
}

/// A literal, with or without a type.
fn wanted(tokens: &[Token<'_>]) -> Option<Wanted> {
    let (literal, cast) = match tokens {
        [literal] => (literal, None),
        [literal, symbol, cast] if symbol.is_symbol("::") => (literal, Some(cast)),
        // `'x'::pg_catalog.regclass`
        [literal, symbol, _, dot, cast] if symbol.is_symbol("::") && dot.is_symbol(".") => {
            (literal, Some(cast))
        }
        _ => return None,
    };
    if literal.kind != Kind::Text {
        return None;
    }
    Some(Wanted {
        text: decode_text(Engine::PostgreSql, literal.text)?,
        is_spelled: cast
            .is_some_and(|cast| cast.is_one_of(&["regclass", "regtype", "regnamespace"])),
    })
}

fn is_path(tokens: &[Token<'_>]) -> bool {
    match tokens {
        [name] => token_name(name).is_some() && !name.is_one_of(&["true", "false", "null"]),
        [name, dot, last] => {
            token_name(name).is_some() && dot.is_symbol(".") && token_name(last).is_some()
        }
        _ => false,
    }
}

/// `current_schema()`, `ANY (current_schemas(false))`: where unqualified names live.
fn is_current_schema(tokens: &[Token<'_>]) -> bool {
    tokens
        .iter()
        .any(|token| token.is_one_of(&["current_schema", "current_schemas", "current_database"]))
}

/// `pg_table_is_visible(oid)`.
fn is_visibility(tokens: &[Token<'_>]) -> bool {
    tokens
        .iter()
        .take(3)
        .any(|token| token.is_one_of(&["pg_table_is_visible", "pg_type_is_visible"]))
}

/// `NOT attisdropped`.
fn is_live(tokens: &[Token<'_>]) -> bool {
    let is_negated = tokens
        .iter()
        .any(|token| token.is_one_of(&["not", "false"]));
    is_negated && tokens.iter().any(|token| token.is_word("attisdropped"))
}

/// What is asked, of which every answer takes its part.
struct Asked {
    facts: Facts,
}

impl Asked {
    fn are_used_up(&self) -> bool {
        self.facts
            .keys()
            .all(|column| NARROWING.contains(&column.as_str()))
    }

    fn of(&mut self, catalogs: &[String]) -> Option<Condition> {
        let has = |name: &str| catalogs.iter().any(|catalog| catalog == name);
        if has("information_schema") {
            return self.of_information_schema(&has);
        }
        if has("pg_enum") {
            return self.enum_value();
        }
        if has("pg_attribute") {
            return self.column("attrelid", "relname", "attname");
        }
        if has("pg_constraint") {
            return self.constraint("conrelid", "relname", "conname");
        }
        if has("pg_trigger") {
            return self.part(ObjectKind::Trigger, "tgrelid", "relname", "tgname");
        }
        if has("pg_policies") {
            return self.part(ObjectKind::Policy, "", "tablename", "policyname");
        }
        if has("pg_policy") {
            return self.part(ObjectKind::Policy, "polrelid", "relname", "polname");
        }
        if has("pg_index") {
            return None;
        }
        if has("pg_class") {
            return self.relation();
        }
        let (kind, column) = [
            ("pg_indexes", ObjectKind::Index, "indexname"),
            ("pg_tables", ObjectKind::Table, "tablename"),
            ("pg_views", ObjectKind::View, "viewname"),
            ("pg_matviews", ObjectKind::MaterializedView, "matviewname"),
            ("pg_sequences", ObjectKind::Sequence, "sequencename"),
            ("pg_proc", ObjectKind::Routine, "proname"),
            ("pg_type", ObjectKind::Type, "typname"),
            ("pg_extension", ObjectKind::Extension, "extname"),
        ]
        .into_iter()
        .find(|(catalog, _, _)| has(catalog))
        .map(|(_, kind, column)| (kind, column))
        .or_else(|| has("pg_namespace").then_some((ObjectKind::Schema, "nspname")))?;
        if kind == ObjectKind::Index {
            self.facts.remove("tablename");
        }
        self.object(kind, column)
    }

    fn of_information_schema(&mut self, has: &dyn Fn(&str) -> bool) -> Option<Condition> {
        if has("columns") {
            return self.column("", "table_name", "column_name");
        }
        let of_constraints = [
            "table_constraints",
            "referential_constraints",
            "key_column_usage",
            "constraint_column_usage",
            "constraint_table_usage",
            "check_constraints",
        ];
        if of_constraints.iter().any(|view| has(view)) {
            return self.constraint("", "table_name", "constraint_name");
        }
        if has("triggers") {
            let kind = ObjectKind::Trigger;
            return self.part(kind, "", "event_object_table", "trigger_name");
        }
        if has("schemata") {
            return self.object(ObjectKind::Schema, "schema_name");
        }
        [
            ("views", ObjectKind::View, "table_name"),
            ("sequences", ObjectKind::Sequence, "sequence_name"),
            ("routines", ObjectKind::Routine, "routine_name"),
            ("tables", ObjectKind::Table, "table_name"),
        ]
        .into_iter()
        .find(|(view, _, _)| has(view))
        .and_then(|(_, kind, column)| self.object(kind, column))
    }

    fn take(&mut self, column: &str) -> Option<Wanted> {
        self.facts.remove(column)
    }

    fn schema(&mut self) -> Option<Name> {
        SCHEMAS
            .iter()
            .find_map(|column| self.facts.remove(*column))
            .map(|wanted| Name::new(wanted.text))
    }

    /// The name in this column, with the schema that is asked for.
    fn name(&mut self, column: &str) -> Option<QualifiedName> {
        let wanted = self.take(column)?;
        if wanted.is_spelled {
            return spelled(&wanted.text);
        }
        Some(QualifiedName {
            schema: self.schema(),
            name: Name::new(wanted.text),
        })
    }

    /// The table by its identifier or its name.
    fn table(&mut self, oid: &str, column: &str) -> Option<QualifiedName> {
        self.name(oid).or_else(|| self.name(column))
    }

    fn object(&mut self, kind: ObjectKind, column: &str) -> Option<Condition> {
        let name = self.name(column)?;
        Some(Condition::there(ObjectId::new(kind, name)))
    }

    fn column(&mut self, oid: &str, table: &str, column: &str) -> Option<Condition> {
        let column = Name::new(self.take(column)?.text);
        let table = self.table(oid, table)?;
        Some(Condition::Is(Presence::Column { table, column }, true))
    }

    fn constraint(&mut self, oid: &str, table: &str, column: &str) -> Option<Condition> {
        let name = Name::new(self.take(column)?.text);
        let table = self.table(oid, table);
        self.schema();
        Some(Condition::Is(Presence::Constraint { table, name }, true))
    }

    fn enum_value(&mut self) -> Option<Condition> {
        let label = self.take("enumlabel")?.text;
        let name = self.table("enumtypid", "typname")?;
        Some(Condition::Is(Presence::EnumValue { name, label }, true))
    }

    /// A trigger or a policy.
    fn part(
        &mut self,
        kind: ObjectKind,
        oid: &str,
        table: &str,
        column: &str,
    ) -> Option<Condition> {
        let name = QualifiedName::bare(Name::new(self.take(column)?.text));
        let table = self.table(oid, table)?;
        let mut object = ObjectId::new(kind, name);
        object.table = Some(table);
        Some(Condition::there(object))
    }

    /// A relation by its name: of any kind, if none is asked for.
    fn relation(&mut self) -> Option<Condition> {
        let kind = self.take("relkind").map(|wanted| wanted.text);
        let name = self.name("relname").or_else(|| self.name("oid"))?;
        let kind = match kind.as_deref() {
            Some("r" | "p" | "f") => ObjectKind::Table,
            Some("i" | "I") => ObjectKind::Index,
            Some("v") => ObjectKind::View,
            Some("m") => ObjectKind::MaterializedView,
            Some("S") => ObjectKind::Sequence,
            Some(_) => return None,
            None => return Some(Condition::Is(Presence::Relation(name), true)),
        };
        Some(Condition::there(ObjectId::new(kind, name)))
    }
}

/// What `to_regclass`, `to_regtype` and the like ask for.
pub(super) fn of_lookup(function: &Token<'_>, argument: &Token<'_>) -> Option<Condition> {
    if argument.kind != Kind::Text {
        return None;
    }
    let name = spelled(&decode_text(Engine::PostgreSql, argument.text)?)?;
    if function.is_word("to_regclass") {
        return Some(Condition::Is(Presence::Relation(name), true));
    }
    let kind = if function.is_word("to_regtype") {
        ObjectKind::Type
    } else if function.is_word("to_regnamespace") {
        ObjectKind::Schema
    } else {
        return None;
    };
    Some(Condition::there(ObjectId::new(kind, name)))
}

/// A name as SQL spells it.
fn spelled(text: &str) -> Option<QualifiedName> {
    let tokens = tokenize(Engine::PostgreSql, text);
    match tokens.as_slice() {
        [name] => Some(QualifiedName::bare(token_name(name)?)),
        [schema, dot, name] if dot.is_symbol(".") => Some(QualifiedName {
            schema: Some(token_name(schema)?),
            name: token_name(name)?,
        }),
        _ => None,
    }
}
