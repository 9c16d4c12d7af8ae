//! Owns literals where a value of an enum type stands: compared with a column, or cast.

use schemadrift_core::data_type::DataType;
use schemadrift_core::model::{Column, EnumType};
use schemadrift_core::name::QualifiedName;
use squawk_syntax::{SyntaxKind, SyntaxNode};

use super::catalog::FoundColumn;
use super::output::child;
use super::scope::{Columns, Source};
use super::statement::Walk;
use super::{Access, UsedName, Verdict};
use crate::tokens::decode_text;

/// The values that a column or a type takes.
struct Values {
    of: QualifiedName,
    labels: Vec<String>,
}

impl<'a> Walk<'a, '_> {
    /// Looks up the enum values that this node holds.
    pub(super) fn enum_values(&mut self, node: &SyntaxNode) {
        match node.kind() {
            SyntaxKind::BIN_EXPR => self.compared(node),
            SyntaxKind::CAST_EXPR => self.cast(node),
            SyntaxKind::SET_SINGLE_COLUMN => self.assigned(node),
            _ => {}
        }
    }

    /// `column = 'value'`, `column IN ('value', …)`.
    fn compared(&mut self, node: &SyntaxNode) {
        let parts: Vec<SyntaxNode> = node.children().collect();
        let operator = node
            .children_with_tokens()
            .filter_map(squawk_syntax::SyntaxElement::into_token)
            .map(|token| token.text().to_ascii_lowercase())
            .find(|text| !text.trim().is_empty());
        let nested = parts
            .iter()
            .any(|part| matches!(part.kind(), SyntaxKind::NEQ | SyntaxKind::NOT_IN));
        let compares = matches!(operator.as_deref(), Some("=" | "<>" | "!=" | "in")) || nested;
        let (Some(left), Some(right)) = (parts.first(), parts.last()) else {
            return;
        };
        if !compares {
            return;
        }
        for (column, value) in [(left, right), (right, left)] {
            if let Some(values) = self.values_of(column) {
                self.literals(value, &values);
            }
        }
    }

    fn cast(&mut self, node: &SyntaxNode) {
        let (Some(value), Some(path)) = (
            child(node, SyntaxKind::LITERAL),
            child(node, SyntaxKind::PATH_TYPE),
        ) else {
            return;
        };
        if child(&path, SyntaxKind::ARG_LIST).is_some() {
            return;
        }
        let (name, _) = self.path(&path);
        if let Some(found) = self.catalog.enum_type(&name) {
            self.literals(&value, &values(found));
        }
    }

    fn assigned(&mut self, node: &SyntaxNode) {
        let Some(name) = child(node, SyntaxKind::COLUMN_TARGET)
            .and_then(|target| child(&target, SyntaxKind::COLUMN_NAME_REF))
        else {
            return;
        };
        let target = self.scopes.last().and_then(|scope| scope.relations.first());
        let Some(target) = target.cloned() else {
            return;
        };
        let name = self.name(&name);
        let value = child(node, SyntaxKind::SET_EXPR).and_then(|value| value.first_child());
        if let (Some(values), Some(value)) = (self.values_in(&target, name.as_str()), value) {
            self.literals(&value, &values);
        }
    }

    fn values_of(&self, node: &SyntaxNode) -> Option<Values> {
        let (source, name) = self.column_named(node)?;
        self.values_in(&source, name.as_str())
    }

    fn values_in(&self, source: &Source<'a>, name: &str) -> Option<Values> {
        let Columns::Of { relation, renamed } = &source.columns else {
            return None;
        };
        if !renamed.is_empty() {
            return None;
        }
        let FoundColumn::Column(column) = self.catalog.column(relation, name) else {
            return None;
        };
        self.catalog
            .enum_of(column)
            .map(values)
            .or_else(|| inline(relation.name, column))
    }

    fn literals(&mut self, node: &SyntaxNode, values: &Values) {
        match node.kind() {
            SyntaxKind::LITERAL => self.literal(node, values),
            SyntaxKind::PAREN_EXPR | SyntaxKind::TUPLE_EXPR => {
                for part in node.children() {
                    self.literals(&part, values);
                }
            }
            _ => {}
        }
    }

    fn literal(&mut self, node: &SyntaxNode, values: &Values) {
        let text = node.text().to_string();
        let engine = self.catalog.engine();
        let is_plain = node
            .first_token()
            .is_some_and(|token| token.kind() == SyntaxKind::STRING)
            && engine == schemadrift_core::dialect::Engine::PostgreSql;
        let Some(value) = decode_text(engine, &text).filter(|_| is_plain) else {
            return;
        };
        if value.contains(super::HOLE) || text.trim() == "'_'" {
            return;
        }
        let verdict = if values.labels.contains(&value) {
            Verdict::Known
        } else {
            Verdict::Unknown
        };
        let of = values.of.clone();
        self.found(
            node,
            Access::Read,
            UsedName::EnumValue { of, value },
            verdict,
        );
    }
}

fn values(of: &EnumType) -> Values {
    Values {
        of: of.name.clone(),
        labels: of.values.iter().map(|value| value.label.clone()).collect(),
    }
}

fn inline(table: &QualifiedName, column: &Column) -> Option<Values> {
    match &column.data_type.get()?.shape {
        DataType::InlineEnum(labels) => Some(Values {
            of: table.clone(),
            labels: labels.clone(),
        }),
        _ => None,
    }
}
