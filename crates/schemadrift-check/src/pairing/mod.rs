//! Owns the index of pairs: every object of the code side beside the live object it means.
//! It is built once; rules read pairs and never look names up.

mod checks;
mod exclusions;
pub(crate) mod foreign_keys;
mod grants;
pub(crate) mod indexes;
mod named;
pub(crate) mod policies;
mod relations;
mod routines;
pub(crate) mod triggers;

use std::collections::HashSet;

use schemadrift_core::coverage::Completeness;
use schemadrift_core::dialect::{Dialect, NameComparison};
use schemadrift_core::model::{
    Check, Column, Composite, Domain, EnumType, Exclusion, Extension, ForeignKey, Index, Policy,
    Reach, Schema, Sequence, Table, Taint, Trigger, View,
};
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::object::{ObjectKind, ObjectPath};

pub(crate) use checks::of_domains as pair_domain_checks;
pub use grants::GrantPair;
pub use named::NamedPair;
pub use routines::RoutinePair;

/// An object on one side or on both.
#[derive(Debug)]
pub enum Pair<'a, T> {
    /// Both sides have it.
    Both {
        /// The code's.
        code: &'a T,
        /// The database's.
        live: &'a T,
    },
    /// Only the code has it.
    OnlyCode(&'a T),
    /// Only the database has it.
    OnlyLive(&'a T),
}

impl<T> Clone for Pair<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Pair<'_, T> {}

impl<'a, T> Pair<'a, T> {
    /// The code's object.
    pub fn code(self) -> Option<&'a T> {
        match self {
            Self::Both { code, .. } | Self::OnlyCode(code) => Some(code),
            Self::OnlyLive(_) => None,
        }
    }

    /// The database's object.
    pub fn live(self) -> Option<&'a T> {
        match self {
            Self::Both { live, .. } | Self::OnlyLive(live) => Some(live),
            Self::OnlyCode(_) => None,
        }
    }

    /// Both objects.
    pub fn both(self) -> Option<(&'a T, &'a T)> {
        match self {
            Self::Both { code, live } => Some((code, live)),
            Self::OnlyCode(_) | Self::OnlyLive(_) => None,
        }
    }
}

/// A table (or something that stands in for it) on both sides.
#[derive(Debug)]
pub struct TablePair<'a> {
    /// The name, with its schema resolved.
    pub name: QualifiedName,
    /// The name as messages call it, see [`Resolver::shown`].
    pub shown: String,
    /// The code's table.
    pub code: Option<&'a Table>,
    /// The database's table.
    pub live: Option<&'a Table>,
    /// The database's view, where a view stands for the code's table.
    pub live_view: Option<&'a View>,
    /// The columns, if both sides have the table.
    pub columns: Vec<Pair<'a, Column>>,
    /// Indexes and uniques, if both sides have the table.
    pub indexes: Vec<Pair<'a, Index>>,
    /// Uniques of the code that need no index: the live primary key is over the same columns.
    pub kept_by_key: Vec<&'a Index>,
    /// Foreign keys, if both sides have the table.
    pub foreign_keys: Vec<Pair<'a, ForeignKey>>,
    /// Checks, if both sides have the table.
    pub checks: Vec<Pair<'a, Check>>,
    /// Exclusion constraints, if both sides have the table.
    pub exclusions: Vec<Pair<'a, Exclusion>>,
    /// Row-level security policies, if both sides have the table.
    pub policies: Vec<Pair<'a, Policy>>,
    /// Triggers, if both sides have the table.
    pub triggers: Vec<Pair<'a, Trigger>>,
}

impl<'a> TablePair<'a> {
    /// Both tables.
    pub fn both(&self) -> Option<(&'a Table, &'a Table)> {
        Some((self.code?, self.live?))
    }

    /// The address of the table.
    pub fn path(&self) -> ObjectPath {
        ObjectPath::top(ObjectKind::Table, &self.name)
    }

    /// The address of a part of the table.
    pub fn part(&self, kind: ObjectKind, name: impl Into<String>) -> ObjectPath {
        ObjectPath::part(kind, &self.name, name)
    }

    /// The pair of the code's index that has a live one to itself, where this is another index of
    /// the code that does the same.
    pub fn twin(&self, code: &Index, live: &Index) -> Option<&'a Index> {
        let mut owners = self
            .indexes
            .iter()
            .filter_map(|pair| pair.both())
            .filter(|(_, other)| std::ptr::eq(*other, live))
            .map(|(owner, _)| owner);
        owners.next().filter(|owner| !std::ptr::eq(*owner, code))
    }

    /// Whether the code's table has this column and the database's table lacks it.
    pub fn lacks_live_column(&self, name: &Name) -> bool {
        self.columns
            .iter()
            .any(|pair| matches!(pair, Pair::OnlyCode(code) if &code.name == name))
    }

    /// Whether the database's table has this column and the code's table does not know it.
    pub fn lacks_code_column(&self, name: &Name) -> bool {
        self.columns
            .iter()
            .any(|pair| matches!(pair, Pair::OnlyLive(live) if &live.name == name))
    }
}

/// A view on both sides.
#[derive(Debug)]
pub struct ViewPair<'a> {
    /// The name, with its schema resolved.
    pub name: QualifiedName,
    /// The name as messages call it, see [`Resolver::shown`].
    pub shown: String,
    /// The code's view.
    pub code: Option<&'a View>,
    /// The database's view.
    pub live: Option<&'a View>,
    /// Whether a table stands for the code's view.
    pub is_live_table: bool,
    /// The columns, if both sides have the view.
    pub columns: Vec<Pair<'a, Column>>,
    /// Triggers, if both sides have the view.
    pub triggers: Vec<Pair<'a, Trigger>>,
}

/// An enum type on both sides.
#[derive(Debug)]
pub struct EnumPair<'a> {
    /// The name, with its schema resolved.
    pub name: QualifiedName,
    /// The name as messages call it, see [`Resolver::shown`].
    pub shown: String,
    /// The types.
    pub types: Pair<'a, EnumType>,
}

/// Every pair of two schemas.
#[derive(Debug)]
pub struct Pairs<'a> {
    /// The code side.
    pub code: &'a Schema,
    /// The live side.
    pub live: &'a Schema,
    /// What is true of the live database.
    pub dialect: &'static Dialect,
    /// How names of both sides are resolved.
    pub names: Resolver<'a>,
    /// Tables.
    pub tables: Vec<TablePair<'a>>,
    /// Views.
    pub views: Vec<ViewPair<'a>>,
    /// Enum types.
    pub enums: Vec<EnumPair<'a>>,
    /// Extensions.
    pub extensions: Vec<Pair<'a, Extension>>,
    /// Domains.
    pub domains: Vec<NamedPair<'a, Domain>>,
    /// Composite types.
    pub composites: Vec<NamedPair<'a, Composite>>,
    /// Sequences that number no column by themselves.
    pub sequences: Vec<NamedPair<'a, Sequence>>,
    /// Functions and procedures.
    pub routines: Vec<RoutinePair<'a>>,
    /// What grantees may do.
    pub grants: Vec<GrantPair<'a>>,
}

impl<'a> Pairs<'a> {
    /// Why the code's word of what a table or view holds is not complete, if so: something about
    /// it was not understood, or something that may be about anything.
    pub(crate) fn doubt(&self, taints: Option<&'a Vec<Taint>>) -> Option<&'a str> {
        let own = taints?.first().or(self.code.taints.first());
        own.map(|taint| taint.reason.as_str())
    }

    /// Why an object that was not seen in the database may be there all the same, if so.
    pub(crate) fn unseen(&self, coverage: Completeness, kind: &str) -> Option<String> {
        match coverage {
            Completeness::Complete => None,
            Completeness::Partial => {
                Some(format!("the role may not see every {kind} of the database"))
            }
            Completeness::None => Some(format!("the other side says nothing of any {kind}")),
        }
    }

    /// Why the code's word cannot be trusted of what no table or view holds, if so: something was
    /// not understood that may have changed anything, or taken it away.
    pub(crate) fn doubt_of_all(&self) -> Option<&'a str> {
        let mut taints = self.code.taints.iter();
        let taint = taints.find(|taint| taint.reach == Reach::Everything)?;
        Some(taint.reason.as_str())
    }

    /// Pairs the objects of two schemas.
    pub fn of(code: &'a Schema, live: &'a Schema) -> Self {
        let dialect = live.engine.dialect();
        let names = Resolver::new(dialect, code, live);
        let mut pairs = Self {
            code,
            live,
            dialect,
            names,
            tables: Vec::new(),
            views: Vec::new(),
            enums: Vec::new(),
            extensions: Vec::new(),
            domains: Vec::new(),
            composites: Vec::new(),
            sequences: Vec::new(),
            routines: Vec::new(),
            grants: Vec::new(),
        };
        relations::pair(&mut pairs);
        pairs.enums = pair_enums(&pairs);
        pairs.extensions = pair_by_key(&code.extensions, &live.extensions, |extension| {
            extension.name.as_str().to_ascii_lowercase()
        });
        pairs.domains = named::domains(&pairs);
        pairs.composites = named::composites(&pairs);
        pairs.sequences = named::sequences(&pairs);
        pairs.routines = routines::pair(&pairs);
        pairs.grants = grants::pair(&pairs);
        pairs
    }

    /// Whether any table of the code is there.
    pub fn has_common_table(&self) -> bool {
        self.tables
            .iter()
            .any(|pair| pair.code.is_some() && (pair.live.is_some() || pair.live_view.is_some()))
    }
}

fn pair_enums<'a>(pairs: &Pairs<'a>) -> Vec<EnumPair<'a>> {
    if pairs.code.coverage.enums == Completeness::None {
        return Vec::new();
    }
    let key = |enum_type: &EnumType| pairs.names.key(&enum_type.name);
    pair_by_key(&pairs.code.enums, &pairs.live.enums, key)
        .into_iter()
        .filter_map(|types| {
            let name = types
                .code()
                .or(types.live())
                .map(|enum_type| &enum_type.name)?;
            Some(EnumPair {
                shown: pairs.names.shown(name),
                name: pairs.names.resolve(name),
                types,
            })
        })
        .collect()
}

/// Pairs two lists by key: the code's order first, then what only the database has. A key that
/// the code states twice is paired twice with the same live object.
pub(crate) fn pair_by_key<'a, T, K: std::hash::Hash + Eq>(
    code: &'a [T],
    live: &'a [T],
    key: impl Fn(&T) -> K,
) -> Vec<Pair<'a, T>> {
    let by_key: std::collections::HashMap<K, &T> =
        live.iter().map(|object| (key(object), object)).collect();
    let mut met = HashSet::new();
    let mut pairs = Vec::with_capacity(code.len().max(live.len()));
    for object in code {
        let own_key = key(object);
        match by_key.get(&own_key) {
            Some(live) => {
                pairs.push(Pair::Both { code: object, live });
                met.insert(own_key);
            }
            None => pairs.push(Pair::OnlyCode(object)),
        }
    }
    pairs.extend(
        live.iter()
            .filter(|object| !met.contains(&key(object)))
            .map(Pair::OnlyLive),
    );
    pairs
}

/// What is left after pairing in stages: the pairs, and the objects of either side that met none.
pub(crate) struct Staged<'a, T> {
    pub(crate) pairs: Vec<Pair<'a, T>>,
    pub(crate) only_code: Vec<&'a T>,
    pub(crate) only_live: Vec<&'a T>,
}

impl<'a, T> Staged<'a, T> {
    /// All of it as pairs.
    pub(crate) fn into_pairs(mut self) -> Vec<Pair<'a, T>> {
        self.pairs
            .extend(self.only_code.into_iter().map(Pair::OnlyCode));
        self.pairs
            .extend(self.only_live.into_iter().map(Pair::OnlyLive));
        self.pairs
    }
}

/// Whether an object of the code and one of the database belong together.
type Stage<'s, T> = &'s dyn Fn(&T, &T) -> bool;

/// Pairs two lists by one test after the other, the strictest first: what a stage has paired, no
/// later stage sees.
pub(crate) fn pair_in_stages<'a, T>(
    code: &'a [T],
    live: &'a [T],
    stages: &[Stage<'_, T>],
) -> Staged<'a, T> {
    let mut staged = Staged {
        pairs: Vec::with_capacity(code.len()),
        only_code: code.iter().collect(),
        only_live: live.iter().collect(),
    };
    for matches in stages {
        let mut left = Vec::new();
        for object in staged.only_code {
            match staged
                .only_live
                .iter()
                .position(|live| matches(object, live))
            {
                Some(position) => {
                    let live = staged.only_live.remove(position);
                    staged.pairs.push(Pair::Both { code: object, live });
                }
                None => left.push(object),
            }
        }
        staged.only_code = left;
    }
    staged
}

/// Resolves names: fills in the schema of bare ones and folds case where the database does.
#[derive(Debug, Clone, Copy)]
pub struct Resolver<'a> {
    dialect: &'static Dialect,
    table_names: NameComparison,
    default_namespace: Option<&'a Name>,
}

impl<'a> Resolver<'a> {
    fn new(dialect: &'static Dialect, code: &'a Schema, live: &'a Schema) -> Self {
        let default_namespace = live
            .default_namespace
            .as_ref()
            .or(code.default_namespace.as_ref());
        let table_names = if live.folds_table_names {
            NameComparison::CaseInsensitive
        } else {
            dialect.table_names
        };
        Self {
            dialect,
            table_names,
            default_namespace,
        }
    }

    /// The schema of bare names.
    pub fn default_namespace(&self) -> Option<&'a Name> {
        self.default_namespace
    }

    /// Fractional digits of a time type written without a precision.
    pub fn default_time_precision(&self) -> Option<u8> {
        self.dialect.default_time_precision
    }

    /// The name with its schema, where the database has schemas.
    pub fn resolve(&self, name: &QualifiedName) -> QualifiedName {
        if !self.dialect.has_namespaces {
            return QualifiedName {
                schema: None,
                name: name.name.clone(),
            };
        }
        let schema = name.schema.as_ref().or(self.default_namespace).cloned();
        QualifiedName {
            schema,
            name: name.name.clone(),
        }
    }

    /// The name as messages call it: with its schema, unless that is the one of bare names.
    pub fn shown(&self, name: &QualifiedName) -> String {
        let resolved = self.resolve(name);
        if resolved.schema.as_ref() == self.default_namespace {
            resolved.name.to_string()
        } else {
            resolved.to_string()
        }
    }

    /// The form under which two names of the same relation or type are equal.
    pub fn key(&self, name: &QualifiedName) -> (Option<String>, String) {
        let own = self.table_names.key(name.name.as_str()).into_owned();
        if !self.dialect.has_namespaces {
            return (None, own);
        }
        let schema = name
            .schema
            .as_ref()
            .or(self.default_namespace)
            .map(ToString::to_string);
        (schema, own)
    }

    /// Whether two names mean the same relation or type.
    pub fn same(&self, one: &QualifiedName, other: &QualifiedName) -> bool {
        self.key(one) == self.key(other)
    }

    /// Whether two lists name the same columns in the same order.
    pub fn same_columns(&self, one: &[Name], other: &[Name]) -> bool {
        one.len() == other.len()
            && one
                .iter()
                .zip(other)
                .all(|(one, other)| self.same_column(one, other))
    }

    /// Whether two names mean the same column.
    pub fn same_column(&self, one: &Name, other: &Name) -> bool {
        self.dialect.column_names.same(one.as_str(), other.as_str())
    }

    /// The form under which two names of the same column are equal.
    pub fn column_key(&self, name: &Name) -> String {
        self.dialect.column_names.key(name.as_str()).into_owned()
    }
}
