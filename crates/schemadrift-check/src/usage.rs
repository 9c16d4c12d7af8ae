//! Owns which places in code a finding breaks: what the code uses, looked up by object, and put
//! into the findings that make it fail.

use std::collections::HashMap;

use schemadrift_core::finding::{Direction, Effect, Finding, FindingLocation, LocationRole};
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::object::ObjectKind;
use schemadrift_core::origin::Origin;
use schemadrift_core::usage::{KnownUse, Usage, UsedObject};

use crate::pairing::Resolver;

/// A relation or type, under which two spellings of its name are equal.
type Owner = (Option<String>, String);

/// What the code uses, by object.
#[derive(Debug)]
pub(crate) struct Uses<'a> {
    names: Resolver<'a>,
    tables: HashMap<Owner, Vec<&'a KnownUse>>,
    rows: HashMap<Owner, Vec<&'a KnownUse>>,
    columns: HashMap<(Owner, String), Vec<&'a KnownUse>>,
    values: HashMap<(Owner, &'a str), Vec<&'a KnownUse>>,
}

impl<'a> Uses<'a> {
    /// An index of what the code uses.
    pub(crate) fn of(usage: &'a Usage, names: Resolver<'a>) -> Self {
        let mut uses = Self {
            names,
            tables: HashMap::new(),
            rows: HashMap::new(),
            columns: HashMap::new(),
            values: HashMap::new(),
        };
        for known in &usage.known {
            let places = match &known.object {
                UsedObject::Table(table) => uses.tables.entry(names.key(table)).or_default(),
                UsedObject::Row(table) => uses.rows.entry(names.key(table)).or_default(),
                UsedObject::Column { table, column } => {
                    let column = names.column_key(&Name::new(column.as_str()));
                    let key = (names.key(table), column);
                    uses.columns.entry(key).or_default()
                }
                UsedObject::EnumValue { of, value } => {
                    let key = (names.key(of), value.as_str());
                    uses.values.entry(key).or_default()
                }
            };
            places.push(known);
        }
        uses
    }

    /// Whether anything uses a table or a view.
    pub(crate) fn uses_table(&self, table: &QualifiedName) -> bool {
        self.tables.contains_key(&self.names.key(table))
    }

    /// Whether anything uses a column, by its name or with its whole row.
    pub(crate) fn uses_column(&self, table: &QualifiedName, column: &Name) -> bool {
        let owner = self.names.key(table);
        self.rows.contains_key(&owner)
            || self
                .columns
                .contains_key(&(owner, self.names.column_key(column)))
    }

    /// Puts the places that fail behind what a finding already points at.
    pub(crate) fn attach(&self, finding: &mut Finding) {
        let mut places: Vec<(&KnownUse, Rank)> = self
            .broken_by(finding)
            .into_iter()
            .map(|known| (known, Rank::of(known)))
            .collect();
        places.sort_by(|(one, rank), (other, other_rank)| {
            let place = |known: &KnownUse| (known.place.file.path.clone(), known.place.span);
            (rank, place(one)).cmp(&(other_rank, place(other)))
        });
        places.dedup_by(|(one, _), (other, _)| one.place == other.place);
        let locations = places.into_iter().map(|(known, _)| FindingLocation {
            role: LocationRole::Code,
            origin: Origin::Exact(known.place.clone()),
            label: label(known).to_owned(),
        });
        finding.locations.extend(locations);
    }

    fn broken_by(&self, finding: &Finding) -> Vec<&'a KnownUse> {
        let is_difference = matches!(finding.direction, Direction::LiveLacks | Direction::Differs);
        let writes_only = match finding.effect {
            Effect::ReadsFail => false,
            Effect::WritesFail => true,
            Effect::DataAtRisk | Effect::Slower | Effect::Cosmetic => return Vec::new(),
        };
        // What the code alone knows of has its places from the rule: whole rows do not hold it.
        let is_of_code_alone = Breakage::of(finding) != Breakage::Unknown;
        if !is_difference || is_of_code_alone {
            return Vec::new();
        }
        let object = &finding.object;
        let schema = object.schema.as_deref().map(Name::from);
        let key = |name: &str| {
            self.names.key(&QualifiedName {
                schema: schema.clone(),
                name: Name::from(name),
            })
        };
        let mut found: Vec<&'a KnownUse> = Vec::new();
        match (object.kind, &object.table) {
            (ObjectKind::Table | ObjectKind::View, None) => {
                found.extend(self.tables.get(&key(&object.name)).into_iter().flatten());
            }
            (ObjectKind::Column, Some(table)) => {
                let owner = key(table);
                let column = self.names.column_key(&Name::from(object.name.as_str()));
                let by_name = self.columns.get(&(owner.clone(), column));
                found.extend(by_name.into_iter().flatten());
                found.extend(self.rows.get(&owner).into_iter().flatten());
            }
            (ObjectKind::EnumValue, Some(of)) => {
                let value = (key(of), object.name.as_str());
                // Who asks for a value that is not there fails as who writes it.
                return self.values.get(&value).cloned().unwrap_or_default();
            }
            _ => {}
        }
        found.retain(|known| !writes_only || known.is_write);
        found
    }
}

/// What a place is labelled that reads whole rows.
const WHOLE_ROW: &str = "reads every column";

/// How much code is known to break on a finding, most first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Breakage {
    /// Some place names the object.
    Named,
    /// Some place reads whole rows of it.
    WholeRows,
    /// None is known.
    Unknown,
}

impl Breakage {
    pub(crate) fn of(finding: &Finding) -> Self {
        let locations = finding.locations.iter();
        let uses = locations.filter(|location| location.role == LocationRole::Code);
        uses.map(|place| match place.label.as_str() {
            WHOLE_ROW => Self::WholeRows,
            _ => Self::Named,
        })
        .min()
        .unwrap_or(Self::Unknown)
    }
}

/// How bad it is that a place fails, worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    /// Tests, seeds and the like run elsewhere.
    is_beside_the_program: bool,
    /// The place does not name the object.
    is_whole_row: bool,
}

impl Rank {
    fn of(known: &KnownUse) -> Self {
        Self {
            is_beside_the_program: is_beside_the_program(&known.place.file.path),
            is_whole_row: matches!(known.object, UsedObject::Row(_)),
        }
    }
}

/// Whether a file is no part of the running program, as its path has it.
fn is_beside_the_program(path: &str) -> bool {
    const FOLDERS: &[&str] = &[
        "test",
        "tests",
        "__tests__",
        "__mocks__",
        "spec",
        "e2e",
        "examples",
        "scripts",
        "seeds",
    ];
    let mut parts = path.split('/').rev();
    let name = parts.next().unwrap_or_default();
    let is_marked = [".test.", ".spec.", ".e2e-spec."]
        .iter()
        .any(|mark| name.contains(mark));
    is_marked || name.starts_with("seed.") || parts.any(|part| FOLDERS.contains(&part))
}

fn label(known: &KnownUse) -> &'static str {
    match (&known.object, known.is_write) {
        (UsedObject::Row(_), _) => WHOLE_ROW,
        (_, true) => "written here",
        (_, false) => "read here",
    }
}
