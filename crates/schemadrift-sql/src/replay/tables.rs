//! Owns the making of tables: their columns, what they copy from others, and their constraints in
//! the order in which the server names them.

use schemadrift_core::dialect::Engine;
use schemadrift_core::model::{Column, Reach, RowSecurity, Table, TableKind, Taint, Validity};
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::origin::Origin;
use schemadrift_core::stated::Stated;

use super::constraints::{self, Constraining};
use super::naming::is_taken_by_relation;
use super::rows::RowCount;
use super::state::State;
use super::{Outcome, Repeated, columns, repeats, sequences};
use crate::change::{
    ColumnDefinition, Constraint, CreateTable, Element, LikeFeatures, ViewColumns,
};

/// Why nothing can be said of a table's columns.
const UNKNOWN_COLUMNS: &str = "its columns come from a query that is not understood";

/// Whether a table may have columns that are not known.
pub(super) fn may_have_more_columns(table: &Table) -> bool {
    table
        .taints
        .iter()
        .any(|taint| taint.reason == UNKNOWN_COLUMNS)
}

/// Makes a table.
pub(super) fn create(state: &mut State, definition: &CreateTable) -> Outcome {
    if definition.is_temporary {
        state.remember_temporary(&definition.name);
        return Ok(());
    }
    let name = state.place(&definition.name);
    if let Some(place) = state.table_place(&name) {
        if !definition.is_tolerant {
            return Err(format!("table `{name}` exists already"));
        }
        repeat(state, place, definition);
        return Ok(());
    }
    // A relation of another kind does as well.
    let is_view = state.view_place(&name).is_some();
    if definition.is_tolerant && (is_view || is_taken_by_relation(state, &name)) {
        return Ok(());
    }
    let mut table = Table::new(name.clone(), definition.origin.clone());
    table.kind = Stated::Written(kind(state, definition)?);
    table.primary_key = Stated::Implied(None);
    table.row_security = Stated::Implied(RowSecurity {
        is_enabled: false,
        is_forced: false,
    });
    table.partitioning = Stated::Written(definition.partitioning.clone());
    table.comment = Stated::Written(definition.options.comment.clone());
    let made = Making {
        state,
        table,
        constraints: Vec::new(),
        copied: Vec::new(),
    };
    let place = made.state.schema.tables.len();
    if let Err(reason) = made.finish(definition) {
        state.schema.tables.truncate(place);
        return Err(reason);
    }
    // The module of a virtual table keeps its rows where it likes.
    let is_exact = !matches!(definition.kind, TableKind::Virtual(_));
    let rows = RowCount {
        is_exact,
        ..RowCount::EMPTY
    };
    state.rows.insert(name, rows);
    Ok(())
}

fn kind(state: &State, definition: &CreateTable) -> Result<TableKind, String> {
    match &definition.kind {
        TableKind::Partition(partition) => {
            let parent = find(state, &partition.parent)?;
            let mut partition = partition.clone();
            partition.parent = parent.name.clone();
            Ok(TableKind::Partition(partition))
        }
        TableKind::Ordinary if definition.partitioning.is_some() => Ok(TableKind::Partitioned),
        kind => Ok(kind.clone()),
    }
}

fn find<'a>(state: &'a State, name: &QualifiedName) -> Result<&'a Table, String> {
    state
        .table_place(name)
        .and_then(|place| state.schema.tables.get(place))
        .ok_or_else(|| format!("no earlier statement creates `{name}`"))
}

/// A table in the making.
struct Making<'a> {
    state: &'a mut State,
    table: Table,
    /// Constraints to be added once all columns are there.
    constraints: Vec<Constraint>,
    /// Those that come along from another table.
    copied: Vec<Constraint>,
}

impl Making<'_> {
    fn finish(mut self, definition: &CreateTable) -> Outcome {
        self.inherit(definition)?;
        if let Some(query) = &definition.query {
            self.columns_of_query(query);
        }
        for element in &definition.elements {
            match element {
                Element::Column(column) => self.column(column),
                Element::Constraint(constraint) => self.constraints.push(constraint.clone()),
                Element::Like(like) => self.like(&like.table, like.features)?,
            }
        }
        let Self {
            state,
            table,
            constraints,
            copied,
        } = self;
        let place = state.schema.tables.len();
        state.schema.tables.push(table);
        add_in_order(state, place, constraints, &copied)?;
        if definition.options.is_without_rowid {
            constraints::forbid_null_keys(state, place);
        }
        sequences::number_serial_columns(state, place, definition);
        Ok(())
    }

    fn column(&mut self, definition: &ColumnDefinition) {
        self.constraints
            .extend(definition.constraints.iter().cloned());
        let column = columns::complete(self.state, definition);
        // A partition may say more of a column that it has from its parent, a child of one that
        // it inherits.
        match self
            .table
            .columns
            .iter_mut()
            .find(|known| known.name == column.name)
        {
            Some(known) => columns::refine(known, &column),
            None => columns::insert(&mut self.table, column, &definition.position),
        }
    }

    fn inherit(&mut self, definition: &CreateTable) -> Outcome {
        if let Stated::Written(TableKind::Partition(partition)) = &self.table.kind {
            let parent = find(self.state, &partition.parent)?;
            let key = parent.primary_key.clone();
            let copied = parent.columns.clone();
            self.table.columns = copied;
            self.table.primary_key = match key.into_inner().flatten() {
                Some(mut key) => {
                    key.name = Stated::NotStated;
                    Stated::Implied(Some(key))
                }
                None => Stated::Implied(None),
            };
        }
        for parent in &definition.inherits {
            let parent = find(self.state, parent)?;
            let copied = parent.columns.clone();
            for column in copied {
                if !self.table.columns.iter().any(|own| own.name == column.name) {
                    self.table.columns.push(column);
                }
            }
        }
        Ok(())
    }

    fn columns_of_query(&mut self, query: &ViewColumns) {
        match known_columns(self.state, query) {
            Some(known) => self.table.columns = known,
            None => self.table.taints.push(Taint {
                reach: Reach::More,
                reason: UNKNOWN_COLUMNS.to_owned(),
                origin: self.table.origin.clone(),
            }),
        }
    }

    /// `LIKE other`: names, types and NOT NULL come along in any case.
    fn like(&mut self, other: &QualifiedName, features: LikeFeatures) -> Outcome {
        let other = find(self.state, other)?.clone();
        for column in &other.columns {
            let mut column = column.clone();
            if !features.defaults {
                column.default = Stated::Implied(None);
            }
            if !features.identity {
                column.increment = Stated::Implied(None);
            }
            if !features.generated {
                column.generated = Stated::Implied(None);
            }
            if !features.comments {
                column.comment = Stated::Implied(None);
            }
            self.table.columns.push(column);
        }
        if features.constraints {
            for check in &other.checks {
                let mut check = check.clone();
                // A check keeps its name, an invented one too.
                if let Some(name) = check.name.get() {
                    check.name = Stated::Written(name.clone());
                }
                check.validity = Stated::Implied(Validity::Valid);
                self.copied.push(Constraint::Check(Box::new(check)));
            }
        }
        if features.indexes {
            self.like_indexes(&other);
        }
        Ok(())
    }

    /// Keys and indexes come along with names of their own; MySQL keeps the old ones.
    fn like_indexes(&mut self, other: &Table) {
        let keeps_names = self.state.engine() != Engine::PostgreSql;
        if let Some(Some(key)) = other.primary_key.get() {
            let mut key = key.clone();
            if !keeps_names {
                key.name = Stated::NotStated;
            }
            self.copied.push(Constraint::PrimaryKey(key));
        }
        for index in &other.indexes {
            let mut index = index.clone();
            if !keeps_names {
                index.name = Stated::NotStated;
            }
            let is_unique = index.is_constraint.is_true();
            self.copied.push(if is_unique {
                Constraint::Unique(Box::new(index))
            } else {
                Constraint::Index(Box::new(index))
            });
        }
    }
}

/// Adds the constraints of one statement in the order in which the server makes and names them.
pub(super) fn add_in_order(
    state: &mut State,
    place: usize,
    mut own: Vec<Constraint>,
    copied: &[Constraint],
) -> Outcome {
    own.sort_by_key(order);
    if state.engine() == Engine::PostgreSql {
        repeats::merge(&mut own);
    }
    let of_table = own.iter().take_while(|one| order(one) <= CHECK);
    let of_indexes = own.iter().skip_while(|one| order(one) <= CHECK);
    let mut constraining = Constraining::new(state, place);
    for constraint in of_table.chain(copied).chain(of_indexes) {
        constraining.add(constraint)?;
    }
    Ok(())
}

/// Checks are made with the table itself.
const CHECK: u8 = 1;

fn order(constraint: &Constraint) -> u8 {
    match constraint {
        Constraint::NotNull { .. } => 0,
        Constraint::Check(_) => CHECK,
        Constraint::PrimaryKey(_) => 2,
        Constraint::Unique(_)
        | Constraint::Index(_)
        | Constraint::UsingIndex { .. }
        | Constraint::Exclusion(_) => 3,
        Constraint::ForeignKey(_) => 4,
    }
}

/// The columns of a query, where they can be told.
pub(super) fn known_columns(state: &State, query: &ViewColumns) -> Option<Vec<Column>> {
    match query {
        ViewColumns::Named(names) | ViewColumns::Listed(names) => Some(
            names
                .iter()
                .map(|name| Column::new(name.clone(), Origin::Unlocated))
                .collect(),
        ),
        ViewColumns::AllOf(relations) => {
            let mut columns = Vec::new();
            for relation in relations {
                columns.extend(columns_of_relation(state, relation)?);
            }
            Some(columns)
        }
        ViewColumns::Unknown => None,
    }
}

fn columns_of_relation(state: &State, name: &QualifiedName) -> Option<Vec<Column>> {
    let columns = match state.table_place(name) {
        Some(place) => &state.schema.tables.get(place)?.columns,
        None => &state.schema.views.get(state.view_place(name)?)?.columns,
    };
    // Every view has some: those of this one are not known.
    if columns.is_empty() && state.table_place(name).is_none() {
        return None;
    }
    // A query keeps names and types and nothing else.
    Some(
        columns
            .iter()
            .map(|column| {
                let mut plain = Column::new(column.name.clone(), column.origin.clone());
                plain.data_type = column.data_type.clone();
                plain
            })
            .collect(),
    )
}

/// Remembers a creation to no effect, with what it has differently.
fn repeat(state: &mut State, place: usize, definition: &CreateTable) {
    let Some(first) = state.schema.tables.get(place) else {
        return;
    };
    let written: Vec<Column> = definition
        .elements
        .iter()
        .filter_map(|element| match element {
            Element::Column(column) => Some(columns::complete(state, column)),
            Element::Constraint(_) | Element::Like(_) => None,
        })
        .collect();
    let same_type = |one: &Column, other: &Column| {
        one.data_type
            .both(&other.data_type)
            .is_none_or(|(one, other)| one.shape == other.shape)
    };
    let lacks = |columns: &[Column], wanted: &Column| {
        !columns
            .iter()
            .any(|column| state.same_part(&column.name, &wanted.name) && same_type(column, wanted))
    };
    let mut differing: Vec<Name> = written
        .iter()
        .filter(|column| lacks(&first.columns, column))
        .chain(
            first
                .columns
                .iter()
                .filter(|column| lacks(&written, column)),
        )
        .map(|column| column.name.clone())
        .collect();
    differing.sort();
    differing.dedup();
    let repeated = Repeated {
        table: first.name.clone(),
        first: first.origin.clone(),
        second: definition.origin.clone(),
        differing,
    };
    state.repeated.push(repeated);
}
