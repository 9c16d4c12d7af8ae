//! Owns keys, indexes, foreign keys and checks.

use schemadrift_core::model::{
    Check, Deferral, ForeignKey, Index, IndexKey, IndexPart, PrimaryKey, ReferentialAction,
    SortOrder, Validity,
};
use schemadrift_core::name::Name;
use schemadrift_core::origin::Origin;
use schemadrift_core::stated::Stated;

use super::{Statement, expression, string};
use crate::change::Constraint;
use crate::cursor::Cursor;

/// Words with which a constraint or an index of a table begins.
const OPENINGS: &[&str] = &[
    "constraint",
    "primary",
    "unique",
    "fulltext",
    "spatial",
    "key",
    "index",
    "foreign",
    "check",
];

/// A constraint of a table, and whether it may be there already.
pub(super) struct ReadConstraint {
    pub(super) constraint: Constraint,
    pub(super) is_tolerant: bool,
}

/// Whether a constraint or an index comes next.
pub(super) fn is_next(cursor: &Cursor<'_>) -> bool {
    cursor
        .first()
        .is_some_and(|token| token.is_one_of(OPENINGS))
}

/// Reads a constraint or an index of a table.
pub(super) fn read(statement: &Statement<'_>, cursor: &mut Cursor<'_>) -> Option<ReadConstraint> {
    let start = cursor.clone();
    let mut name = Stated::NotStated;
    let mut is_tolerant = false;
    if cursor.take(&["constraint"]) {
        is_tolerant = cursor.take(&["if", "not", "exists"]);
        if !is_next(cursor) {
            name = Stated::Written(cursor.name()?);
        }
    }
    let mut constraint = if cursor.sees(&["check"]) {
        Constraint::Check(Box::new(check(cursor, name)?))
    } else if cursor.take(&["foreign", "key"]) {
        is_tolerant |= cursor.take(&["if", "not", "exists"]);
        // The name of an index that may come along.
        cursor.name();
        let columns = names(cursor)?;
        Constraint::ForeignKey(Box::new(foreign_key(cursor, name, columns)?))
    } else if cursor.take(&["primary", "key"]) {
        primary_key(cursor)?
    } else {
        let kind = IndexKind::take(cursor)?;
        is_tolerant |= cursor.take(&["if", "not", "exists"]);
        index(cursor, kind, name)?
    };
    if !cursor.is_at_end() {
        return None;
    }
    let origin = statement.place.exact(start.before(cursor).range());
    match &mut constraint {
        Constraint::PrimaryKey(key) => key.origin = origin,
        Constraint::Unique(index) | Constraint::Index(index) => index.origin = origin,
        Constraint::ForeignKey(key) => key.origin = origin,
        Constraint::Check(check) => check.origin = origin,
        Constraint::Exclusion(_) | Constraint::NotNull { .. } | Constraint::UsingIndex { .. } => {}
    }
    Some(ReadConstraint {
        constraint,
        is_tolerant,
    })
}

/// Kinds of indexes by the words in front.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum IndexKind {
    Plain,
    Unique,
    FullText,
    Spatial,
}

impl IndexKind {
    /// Steps over the kind and the word `INDEX` or `KEY`.
    pub(super) fn take(cursor: &mut Cursor<'_>) -> Option<Self> {
        let kinds = [
            ("unique", Self::Unique),
            ("fulltext", Self::FullText),
            ("spatial", Self::Spatial),
        ];
        let kind = kinds.into_iter().find(|(word, _)| cursor.take(&[word]));
        let is_named = cursor.take(&["index"]) || cursor.take(&["key"]);
        match kind {
            Some((_, kind)) => Some(kind),
            None => is_named.then_some(Self::Plain),
        }
    }

    /// The method that the kind names.
    pub(super) fn method(self) -> Stated<String> {
        match self {
            Self::Plain | Self::Unique => Stated::NotStated,
            Self::FullText => Stated::Written("fulltext".to_owned()),
            Self::Spatial => Stated::Written("spatial".to_owned()),
        }
    }
}

/// An index over columns as MySQL has them.
pub(super) fn plain_index(columns: impl IntoIterator<Item = Name>, origin: Origin) -> Index {
    let mut index = Index::over_columns(columns, origin);
    index.include = Stated::Implied(Vec::new());
    index.predicate = Stated::Implied(None);
    index.is_nulls_not_distinct = Stated::Implied(false);
    index.validity = Stated::Implied(Validity::Valid);
    index.is_visible = Stated::Implied(true);
    for part in &mut index.parts {
        part.order = Stated::Implied(SortOrder::Ascending);
        part.collation = Stated::Implied(None);
        part.prefix = Stated::Implied(None);
    }
    index
}

/// What follows the kind of an index; a name of its own goes before the constraint's.
fn index(cursor: &mut Cursor<'_>, kind: IndexKind, name: Stated<Name>) -> Option<Constraint> {
    let is_named = !cursor.sees(&["using"]);
    let own_name = is_named.then(|| cursor.name()).flatten();
    let mut index = plain_index([], Origin::Unlocated);
    index.name = own_name.map_or(name, Stated::Written);
    index.method = kind.method();
    method(cursor, &mut index)?;
    index.parts = parts(cursor)?;
    index_options(cursor, &mut index)?;
    Some(if kind == IndexKind::Unique {
        index.is_unique = true;
        index.is_constraint = Stated::Written(true);
        Constraint::Unique(Box::new(index))
    } else {
        index.is_constraint = Stated::Written(false);
        Constraint::Index(Box::new(index))
    })
}

fn primary_key(cursor: &mut Cursor<'_>) -> Option<Constraint> {
    let mut index = plain_index([], Origin::Unlocated);
    if !cursor.sees(&["using"]) {
        // A name that may be written means nothing.
        cursor.name();
    }
    method(cursor, &mut index)?;
    let columns = parts(cursor)?.into_iter().map(|part| match part.key {
        IndexKey::Column(name) => Some(name),
        IndexKey::Expression(_) => None,
    });
    let columns: Option<Vec<Name>> = columns.collect();
    index_options(cursor, &mut index)?;
    Some(Constraint::PrimaryKey(PrimaryKey {
        name: Stated::NotStated,
        columns: columns?,
        include: Stated::Implied(Vec::new()),
        origin: Origin::Unlocated,
    }))
}

/// `USING BTREE`.
pub(super) fn method(cursor: &mut Cursor<'_>, index: &mut Index) -> Option<()> {
    if cursor.take(&["using"]) {
        index.method = Stated::Written(cursor.skip()?.text.to_ascii_lowercase());
    }
    Some(())
}

/// What follows the keys of an index.
pub(super) fn index_options(cursor: &mut Cursor<'_>, index: &mut Index) -> Option<()> {
    const WITH_VALUE: &[&str] = &[
        "key_block_size",
        "clustering",
        "engine_attribute",
        "secondary_engine_attribute",
        "algorithm",
        "lock",
    ];
    loop {
        method(cursor, index)?;
        if cursor.take(&["visible"]) || cursor.take(&["not", "ignored"]) {
            index.is_visible = Stated::Written(true);
        } else if cursor.take(&["invisible"]) || cursor.take(&["ignored"]) {
            index.is_visible = Stated::Written(false);
        } else if cursor.take(&["comment"]) {
            string(cursor)?;
        } else if cursor.take(&["with", "parser"]) {
            cursor.name()?;
        } else if cursor
            .first()
            .is_some_and(|token| token.is_one_of(WITH_VALUE))
        {
            cursor.skip();
            cursor.take_symbol("=");
            cursor.skip()?;
        } else {
            return Some(());
        }
    }
}

/// The keys of an index.
pub(super) fn parts(cursor: &mut Cursor<'_>) -> Option<Vec<IndexPart>> {
    let inner = cursor.parenthesised()?;
    inner.parts().into_iter().map(part).collect()
}

fn part(mut cursor: Cursor<'_>) -> Option<IndexPart> {
    let is_descending = cursor.take_back(&["desc"]);
    let is_ascending = !is_descending && cursor.take_back(&["asc"]);
    let key = match cursor.parenthesised() {
        Some(inner) => IndexKey::Expression(expression(inner.rest())),
        None => IndexKey::Column(cursor.name()?),
    };
    let mut part = IndexPart::of(key);
    part.order = match (is_descending, is_ascending) {
        (true, _) => Stated::Written(SortOrder::Descending),
        (false, true) => Stated::Written(SortOrder::Ascending),
        (false, false) => Stated::Implied(SortOrder::Ascending),
    };
    part.collation = Stated::Implied(None);
    part.prefix = match cursor.parenthesised() {
        Some(length) => Stated::Written(Some(length.rest().parse().ok()?)),
        None => Stated::Implied(None),
    };
    cursor.is_at_end().then_some(part)
}

/// Names in parentheses.
fn names(cursor: &mut Cursor<'_>) -> Option<Vec<Name>> {
    let inner = cursor.parenthesised()?;
    inner
        .parts()
        .into_iter()
        .map(|part| part.only_name())
        .collect()
}

/// The foreign key from the word `REFERENCES` on.
pub(super) fn foreign_key(
    cursor: &mut Cursor<'_>,
    name: Stated<Name>,
    columns: Vec<Name>,
) -> Option<ForeignKey> {
    cursor.take(&["references"]).then_some(())?;
    let mut key = ForeignKey {
        name,
        columns,
        target: cursor.path()?.value,
        target_columns: names(cursor).unwrap_or_default(),
        on_delete: Stated::Implied(ReferentialAction::NoAction),
        on_update: Stated::Implied(ReferentialAction::NoAction),
        deferral: Stated::Implied(Deferral::NotDeferrable),
        validity: Stated::Implied(Validity::Valid),
        is_relation_only: false,
        origin: Origin::Unlocated,
    };
    let mut has_match = false;
    loop {
        if cursor.take(&["on", "delete"]) {
            key.on_delete = Stated::Written(action(cursor)?);
        } else if cursor.take(&["on", "update"]) {
            key.on_update = Stated::Written(action(cursor)?);
        } else if cursor.take(&["match"]) {
            cursor.skip()?;
            has_match = true;
        } else {
            break;
        }
    }
    if has_match {
        // With `MATCH` some servers forget the actions
        // (<https://dev.mysql.com/doc/refman/en/create-table-foreign-keys.html>).
        key.on_delete = Stated::NotStated;
        key.on_update = Stated::NotStated;
    }
    Some(key)
}

fn action(cursor: &mut Cursor<'_>) -> Option<ReferentialAction> {
    let actions: [(&[&str], ReferentialAction); 5] = [
        (&["no", "action"], ReferentialAction::NoAction),
        (&["restrict"], ReferentialAction::Restrict),
        (&["cascade"], ReferentialAction::Cascade),
        (&["set", "null"], ReferentialAction::SetNull),
        (&["set", "default"], ReferentialAction::SetDefault),
    ];
    actions
        .into_iter()
        .find(|(words, _)| cursor.take(words))
        .map(|(_, action)| action)
}

/// The check from the word `CHECK` on.
pub(super) fn check(cursor: &mut Cursor<'_>, name: Stated<Name>) -> Option<Check> {
    cursor.take(&["check"]).then_some(())?;
    let text = cursor.parenthesised()?.rest();
    let validity = if cursor.take(&["not", "enforced"]) {
        Stated::Written(Validity::NotEnforced)
    } else {
        cursor.take(&["enforced"]);
        Stated::Implied(Validity::Valid)
    };
    Some(Check {
        name,
        expression: expression(text),
        validity,
        origin: Origin::Unlocated,
    })
}
