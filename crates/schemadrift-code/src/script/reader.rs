//! Owns the choice among schemas: what is looked up in each that fits, and which of them is meant.

use std::cmp::Reverse;
use std::sync::Arc;

use schemadrift_core::origin::SourceFile;

use super::Scripts;
use super::arguments::{MOST_OBJECTS, Through, Walk};
use super::bindings::{Bindings, ClientOf};
use super::demand::Demand;
use crate::models::Models;
use crate::reference::{CallPlace, Reference, References, Verdict};

/// One file while it is read.
pub(super) struct Reader<'a, 'r> {
    pub(super) file: &'r Arc<SourceFile>,
    pub(super) scripts: &'r Scripts<'r>,
    pub(super) bindings: &'r Bindings<'a>,
    pub(super) references: &'r mut References,
    pub(super) demands: &'r mut Vec<Demand>,
    /// How many objects and keys were looked at in all.
    pub(super) looked_at: usize,
}

/// How many objects and keys one file is followed to.
const MOST_IN_A_FILE: usize = 1_000_000;

impl<'a, 'r> Reader<'a, 'r> {
    /// Does the same in every schema, and keeps what the one gives that knows most of the names;
    /// of those that know as many, the nearest.
    pub(super) fn look_up(
        &mut self,
        schemas: &[(usize, &'r Models)],
        is_certain: bool,
        call: Option<&CallPlace>,
        mut walk: impl FnMut(&mut Walk<'a, 'r>, &'r Models),
    ) {
        // A file that has had its share is followed no further.
        let spent = if self.looked_at > MOST_IN_A_FILE {
            MOST_OBJECTS
        } else {
            0
        };
        let mut looked_at = 0;
        let read = schemas.iter().map(|(number, schema)| {
            let mut own = Walk {
                file: self.file,
                bindings: self.bindings,
                clients: &self.scripts.clients,
                schema,
                number: *number,
                is_certain,
                depth: 0,
                objects: spent,
                following: Vec::new(),
                through: Through::default(),
                references: References::default(),
                demands: Vec::new(),
                call: call.cloned(),
                at: None,
                is_lost: false,
            };
            walk(&mut own, schema);
            looked_at += own.objects;
            (schema, own.references, own.demands)
        });
        let best = read.min_by_key(|(schema, references, _)| {
            let unknown = |found: &&Reference| found.verdict == Verdict::Unknown;
            let unknown = references.found.iter().filter(unknown).count();
            (unknown, Reverse(schema.nearness(&self.file.path)))
        });
        self.looked_at += looked_at;
        if let Some((_, references, demands)) = best {
            self.references.extend(references);
            self.demands.extend(demands);
        }
    }

    /// The schemas whose client comes from a module; all, if that does not tell.
    pub(super) fn of_client(&self, client: Option<&ClientOf>) -> Vec<(usize, &'r Models)> {
        let all = || self.scripts.schemas.iter().enumerate();
        let Some(module) = client.and_then(|client| client.module.as_deref()) else {
            return all().collect();
        };
        let path = module.trim_start_matches(['.', '/']);
        let own: Vec<_> = all()
            .filter(|(_, schema)| {
                let mut modules = schema.modules.iter();
                modules.any(|own| path.ends_with(own.as_str()))
            })
            .collect();
        if own.is_empty() { all().collect() } else { own }
    }
}
