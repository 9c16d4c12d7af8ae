//! Owns `ALTER TABLE`
//! (<https://dev.mysql.com/doc/refman/en/alter-table.html>, <https://mariadb.com/kb/en/alter-table/>).

use schemadrift_core::model::DefaultValue;
use schemadrift_core::name::{Name, QualifiedName};

use super::{Statement, character_set, charset_name, column, constraint, options};
use crate::change::{
    AlterTable, Change, ConstraintKind, Guard, ObjectId, ObjectKind, Presence, Rename, TableAction,
    TableOptions,
};
use crate::cursor::Cursor;

/// Actions that change nothing that the model holds.
const IGNORED: &[&str] = &[
    "algorithm",
    "lock",
    "force",
    "enable",
    "disable",
    "order",
    "discard",
    "import",
    "with",
    "without",
    "coalesce",
    "reorganize",
    "analyze",
    "check",
    "optimize",
    "rebuild",
    "repair",
    "wait",
    "nowait",
];

/// Reads an `ALTER TABLE` from the word `TABLE` on.
pub(super) fn alter(statement: &Statement<'_>, mut cursor: Cursor<'_>) -> Option<Vec<Change>> {
    cursor.take(&["table"]).then_some(())?;
    let is_tolerant = cursor.take(&["if", "exists"]);
    let table = cursor.path()?.value;
    if cursor.take(&["wait"]) {
        cursor.skip()?;
    } else {
        cursor.take(&["nowait"]);
    }
    let mut alteration = Alteration {
        statement,
        table,
        is_tolerant,
        changes: Vec::new(),
        actions: Vec::new(),
        renamed: None,
        doubts: Vec::new(),
    };
    if !cursor.is_at_end() {
        for mut part in cursor.parts() {
            let start: String = part.rest().chars().take(40).collect();
            if alteration.part(&mut part).is_none() || !part.is_at_end() {
                let reason = format!("`{start}` of an `ALTER TABLE` is not understood");
                alteration.doubts.push(reason);
            }
        }
    }
    Some(alteration.finish())
}

/// What an `ALTER TABLE` does, as far as it has been read.
struct Alteration<'s, 'a> {
    statement: &'s Statement<'a>,
    table: QualifiedName,
    is_tolerant: bool,
    changes: Vec<Change>,
    actions: Vec<TableAction>,
    renamed: Option<Change>,
    doubts: Vec<String>,
}

impl Alteration<'_, '_> {
    /// One action between commas.
    fn part(&mut self, cursor: &mut Cursor<'_>) -> Option<()> {
        if cursor.take(&["add"]) {
            self.add(cursor)
        } else if cursor.take(&["drop"]) {
            self.drop(cursor)
        } else if cursor.take(&["modify"]) {
            self.modify(cursor)
        } else if cursor.take(&["change"]) {
            self.change(cursor)
        } else if cursor.take(&["rename"]) {
            self.rename(cursor)
        } else if cursor.take(&["alter"]) {
            self.alter(cursor)
        } else if cursor.take(&["convert", "to"]) {
            self.convert(cursor)
        } else if cursor.take(&["truncate", "partition"]) || cursor.take(&["exchange", "partition"])
        {
            self.rows_gone(cursor)
        } else {
            self.options(cursor)
        }
    }

    fn add(&mut self, cursor: &mut Cursor<'_>) -> Option<()> {
        if cursor.sees(&["partition"])
            || cursor.sees(&["system", "versioning"])
            || cursor.sees(&["period"])
        {
            cursor.until(&[]);
            return Some(());
        }
        if constraint::is_next(cursor) {
            let read = constraint::read(self.statement, cursor)?;
            self.actions.push(TableAction::AddConstraint {
                constraint: read.constraint,
                is_tolerant: read.is_tolerant,
            });
            return Some(());
        }
        cursor.take(&["column"]);
        let is_tolerant = cursor.take(&["if", "not", "exists"]);
        if let Some(inner) = cursor.parenthesised() {
            for mut part in inner.parts() {
                self.add_column(&mut part, is_tolerant)?;
            }
            return Some(());
        }
        self.add_column(cursor, is_tolerant)
    }

    fn add_column(&mut self, cursor: &mut Cursor<'_>, is_tolerant: bool) -> Option<()> {
        if constraint::is_next(cursor) {
            return self.add(cursor);
        }
        let column = column::read(self.statement, cursor)?;
        self.doubts.extend(column.doubts);
        self.actions.push(TableAction::AddColumn {
            definition: Box::new(column.definition),
            is_tolerant,
        });
        Some(())
    }

    fn drop(&mut self, cursor: &mut Cursor<'_>) -> Option<()> {
        if cursor.take(&["partition"]) {
            return self.rows_gone(cursor);
        }
        if cursor.sees(&["system", "versioning"]) || cursor.sees(&["period"]) {
            cursor.until(&[]);
            return Some(());
        }
        let place = self.statement.place;
        let kind = if cursor.take(&["primary", "key"]) {
            Some(ConstraintKind::PrimaryKey)
        } else if cursor.take(&["foreign", "key"]) {
            Some(ConstraintKind::ForeignKey)
        } else if cursor.take(&["index"]) || cursor.take(&["key"]) {
            Some(ConstraintKind::Index)
        } else if cursor.take(&["check"]) {
            Some(ConstraintKind::Check)
        } else {
            None
        };
        let is_constraint = kind.is_some() || cursor.take(&["constraint"]);
        if !is_constraint {
            cursor.take(&["column"]);
        }
        let is_tolerant = cursor.take(&["if", "exists"]);
        if kind == Some(ConstraintKind::PrimaryKey) {
            self.actions.push(TableAction::DropConstraint {
                name: None,
                kind,
                is_tolerant,
                cascades: false,
                origin: place.enclosing(self.statement.cursor.range()),
            });
            return Some(());
        }
        let name = cursor.written_name()?;
        let origin = place.exact(name.range);
        let cascades = cursor.take(&["cascade"]);
        cursor.take(&["restrict"]);
        self.actions.push(if is_constraint {
            TableAction::DropConstraint {
                name: Some(name.value),
                kind,
                is_tolerant,
                cascades,
                origin,
            }
        } else {
            TableAction::DropColumn {
                name: name.value,
                is_tolerant,
                cascades,
                origin,
            }
        });
        Some(())
    }

    fn modify(&mut self, cursor: &mut Cursor<'_>) -> Option<()> {
        cursor.take(&["column"]);
        let is_tolerant = cursor.take(&["if", "exists"]);
        let from = cursor.clone().name()?;
        self.replace(cursor, from, is_tolerant)
    }

    fn change(&mut self, cursor: &mut Cursor<'_>) -> Option<()> {
        cursor.take(&["column"]);
        let is_tolerant = cursor.take(&["if", "exists"]);
        let from = cursor.name()?;
        self.replace(cursor, from, is_tolerant)
    }

    fn replace(&mut self, cursor: &mut Cursor<'_>, from: Name, is_tolerant: bool) -> Option<()> {
        let column = column::read(self.statement, cursor)?;
        self.doubts.extend(column.doubts);
        let action = TableAction::ReplaceColumn {
            from: from.clone(),
            definition: Box::new(column.definition),
        };
        self.push(action, is_tolerant.then(|| self.column(from)));
        Some(())
    }

    fn column(&self, column: Name) -> Presence {
        Presence::Column {
            table: self.table.clone(),
            column,
        }
    }

    /// Adds an action, which may be one that is carried out only where something is there.
    fn push(&mut self, action: TableAction, presence: Option<Presence>) {
        let Some(presence) = presence else {
            self.actions.push(action);
            return;
        };
        self.flush();
        self.changes.push(Change::Guarded {
            otherwise: Vec::new(),
            guard: Guard::IfPresent(presence),
            changes: vec![self.altered(vec![action])],
        });
    }

    fn altered(&self, actions: Vec<TableAction>) -> Change {
        Change::AlterTable(Box::new(AlterTable {
            table: self.table.clone(),
            is_tolerant: self.is_tolerant,
            actions,
            origin: self
                .statement
                .place
                .enclosing(self.statement.cursor.range()),
        }))
    }

    fn flush(&mut self) {
        if !self.actions.is_empty() {
            let actions = std::mem::take(&mut self.actions);
            self.changes.push(self.altered(actions));
        }
    }

    fn rename(&mut self, cursor: &mut Cursor<'_>) -> Option<()> {
        if cursor.take(&["column"]) {
            let is_tolerant = cursor.take(&["if", "exists"]);
            let from = cursor.name()?;
            cursor.take(&["to"]).then_some(())?;
            let to = cursor.written_name()?;
            let action = TableAction::RenameColumn {
                from: from.clone(),
                to: to.value,
                origin: self.statement.place.exact(to.range),
            };
            self.push(action, is_tolerant.then(|| self.column(from)));
            return Some(());
        }
        if cursor.take(&["index"]) || cursor.take(&["key"]) {
            let is_tolerant = cursor.take(&["if", "exists"]);
            let from = cursor.name()?;
            cursor.take(&["to"]).then_some(())?;
            let to = cursor.name()?;
            let presence = Presence::Constraint {
                table: Some(self.table.clone()),
                name: from.clone(),
            };
            let action = TableAction::RenameConstraint { from, to };
            self.push(action, is_tolerant.then_some(presence));
            return Some(());
        }
        if !cursor.take(&["to"]) {
            cursor.take(&["as"]);
        }
        let to = cursor.path()?;
        // The other actions go before, wherever it stands.
        self.renamed = Some(Change::Rename(Rename {
            object: ObjectId::new(ObjectKind::Table, self.table.clone()),
            to: to.value,
            is_tolerant: self.is_tolerant,
            origin: self.statement.place.exact(to.range),
        }));
        Some(())
    }

    /// `ALTER [COLUMN] name SET DEFAULT …`, `… DROP DEFAULT`.
    fn alter(&mut self, cursor: &mut Cursor<'_>) -> Option<()> {
        if ["index", "check", "constraint"]
            .iter()
            .any(|word| cursor.sees(&[word]))
        {
            return None;
        }
        cursor.take(&["column"]);
        let is_tolerant = cursor.take(&["if", "exists"]);
        let start = cursor.clone();
        let column = cursor.name()?;
        if cursor.take(&["set", "visible"]) || cursor.take(&["set", "invisible"]) {
            return Some(());
        }
        let default = if cursor.take(&["drop", "default"]) {
            None
        } else {
            cursor.take(&["set", "default"]).then_some(())?;
            Some(DefaultValue::Expression(column::default(cursor)?.value))
        };
        let action = TableAction::SetDefault {
            column: column.clone(),
            default,
            origin: self.statement.place.exact(start.before(cursor).range()),
        };
        self.push(action, is_tolerant.then(|| self.column(column)));
        Some(())
    }

    fn convert(&mut self, cursor: &mut Cursor<'_>) -> Option<()> {
        let character_set = character_set(cursor)?;
        let mut collation = None;
        if cursor.take(&["collate"]) {
            cursor.take_symbol("=");
            collation = Some(charset_name(cursor)?);
        }
        let is_default = character_set.as_str().eq_ignore_ascii_case("default");
        self.actions.push(TableAction::ConvertTo {
            character_set: (!is_default).then_some(character_set),
            collation,
        });
        Some(())
    }

    fn rows_gone(&mut self, cursor: &mut Cursor<'_>) -> Option<()> {
        cursor.until(&[]);
        self.flush();
        self.changes.push(Change::RowsGone {
            table: self.table.clone(),
            is_all: false,
        });
        Some(())
    }

    /// Options of the table, one after the other, and actions that change nothing here.
    fn options(&mut self, cursor: &mut Cursor<'_>) -> Option<()> {
        let mut changed = TableOptions::default();
        while !cursor.is_at_end() {
            if options::option(cursor, &mut changed).is_some() {
                continue;
            }
            if cursor.take(&["remove", "partitioning"]) {
                self.actions.push(TableAction::SetPartitioning(None));
                continue;
            }
            if let Some(partitioning) = options::partitioning(cursor) {
                self.actions
                    .push(TableAction::SetPartitioning(Some(partitioning)));
                continue;
            }
            if !cursor.first()?.is_one_of(IGNORED) {
                return None;
            }
            cursor.until(&[]);
        }
        if changed != TableOptions::default() {
            self.actions.push(TableAction::SetOptions(changed));
        }
        Some(())
    }

    fn finish(mut self) -> Vec<Change> {
        self.flush();
        let statement = self.statement;
        let mut changes = self.changes;
        changes.extend(
            self.doubts
                .into_iter()
                .map(|doubt| statement.unclear_about(&self.table.name, doubt)),
        );
        changes.extend(self.renamed);
        changes
    }
}
