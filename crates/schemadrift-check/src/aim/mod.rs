//! Owns the aim of a fix: the live schema as it would be once what findings tell of is put right,
//! and everything else left as it is. It writes no statement and judges nothing anew.

mod objects;
mod overlay;
mod parts;
mod tables;

use std::collections::BTreeMap;

use schemadrift_core::finding::Finding;
use schemadrift_core::model::Schema;
use schemadrift_core::name::QualifiedName;
use schemadrift_core::object::ObjectPath;

use crate::pairing::Pairs;

/// The schema to come to, and what of the findings it leaves as it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Aim {
    /// The live schema with everything put right that can be.
    pub schema: Schema,
    /// Findings that no change of the database puts right, with the reasons.
    pub left: Vec<Left>,
}

/// A finding that the aim leaves as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// The rule.
    pub rule: &'static str,
    /// The object.
    pub object: ObjectPath,
    /// Why.
    pub reason: String,
}

/// Puts right in the live schema what these findings tell of. Parts that nobody reports beside
/// their missing table or column come with it.
pub fn aim<'f>(
    code: &Schema,
    live: &Schema,
    findings: impl IntoIterator<Item = &'f Finding>,
) -> Aim {
    let pairs = Pairs::of(code, live);
    let mut aiming = Aiming {
        pairs: &pairs,
        schema: live.clone(),
        open: findings
            .into_iter()
            .map(|finding| ((finding.rule, finding.object.clone()), finding))
            .collect(),
        left: Vec::new(),
    };
    objects::aim(&mut aiming);
    for table in &pairs.tables {
        tables::aim(table, &mut aiming);
    }
    objects::grant(&mut aiming);
    aiming.finish()
}

/// An aim in the making.
pub(super) struct Aiming<'a, 'p> {
    pub(super) pairs: &'p Pairs<'a>,
    pub(super) schema: Schema,
    /// Findings that are not yet put right.
    open: BTreeMap<(&'static str, ObjectPath), &'p Finding>,
    left: Vec<Left>,
}

impl<'p> Aiming<'_, 'p> {
    /// Whether a rule has a finding about an object, which is put right from here on.
    pub(super) fn takes(&mut self, rule: &'static str, object: &ObjectPath) -> bool {
        self.taken(rule, object).is_some()
    }

    /// The finding that a rule has about an object, which is put right from here on.
    pub(super) fn taken(&mut self, rule: &'static str, object: &ObjectPath) -> Option<&'p Finding> {
        self.open.remove(&(rule, object.clone()))
    }

    /// Whether a rule has a finding about an object that somebody else puts right.
    pub(super) fn has(&self, rule: &'static str, object: &ObjectPath) -> bool {
        self.open.contains_key(&(rule, object.clone()))
    }

    /// Leaves a finding as it is.
    pub(super) fn leave(
        &mut self,
        rule: &'static str,
        object: &ObjectPath,
        reason: impl Into<String>,
    ) {
        if self.takes(rule, object) {
            self.left.push(Left {
                rule,
                object: object.clone(),
                reason: reason.into(),
            });
        }
    }

    /// The name under which the database knows a relation or a type that the code refers to, or
    /// will know it.
    pub(super) fn live_name(&self, name: &QualifiedName) -> QualifiedName {
        let names = &self.pairs.names;
        let mut tables = self.pairs.live.tables.iter();
        match tables.find(|table| names.same(&table.name, name)) {
            Some(table) => table.name.clone(),
            None => names.resolve(name),
        }
    }

    fn finish(mut self) -> Aim {
        for ((rule, object), _) in std::mem::take(&mut self.open) {
            let reason = reason_for(rule).to_owned();
            self.left.push(Left {
                rule,
                object,
                reason,
            });
        }
        self.left
            .sort_by(|one, other| (&one.object, one.rule).cmp(&(&other.object, other.rule)));
        Aim {
            schema: self.schema,
            left: self.left,
        }
    }
}

/// Why nothing in the database's schema puts a rule's findings right.
fn reason_for(rule: &str) -> &'static str {
    if rule == "grants" {
        return "who may do what is for a person to grant: roles belong to the server, and not to a migration";
    }
    match crate::rules::find(rule) {
        Some(rule) if rule.is_of_objects() => {
            "no change of the database is known that puts it right"
        }
        Some(_) | None => "it is not about an object of the database",
    }
}
