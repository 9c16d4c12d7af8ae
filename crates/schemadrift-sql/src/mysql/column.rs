//! Owns the definition of a column
//! (<https://dev.mysql.com/doc/refman/en/create-table.html>, <https://mariadb.com/kb/en/create-table/>).

use schemadrift_core::data_type::ColumnType;
use schemadrift_core::dialect::Engine;
use schemadrift_core::expression::Expression;
use schemadrift_core::model::{
    Column, DefaultValue, Generated, GeneratedStorage, Increment, PrimaryKey,
};
use schemadrift_core::name::Name;
use schemadrift_core::stated::Stated;

use super::constraint::{check, foreign_key, plain_index};
use super::{Statement, character_set, charset_name, expression, string};
use crate::change::{ColumnDefinition, ColumnPosition, Constraint};
use crate::cursor::{Cursor, Written};
use crate::tokens::Kind;
use crate::types::{collation_name, read_type};

/// Words that go on with the name of a type, by the word in front.
const LONG_NAMES: &[(&str, &[&str])] = &[
    ("double", &["precision"]),
    ("character", &["varying"]),
    ("char", &["varying"]),
    ("nchar", &["varying", "varchar"]),
    ("national", &["char", "character", "varchar"]),
    ("varchar", &["varying"]),
    ("long", &["varchar", "varbinary"]),
];
/// Words of a type behind its parentheses.
const TYPE_WORDS: &[&str] = &["unsigned", "signed", "zerofill", "ascii", "unicode", "byte"];
/// Properties that the model does not hold.
const IGNORED: &[&str] = &["visible", "invisible", "compressed", "persistent"];
/// Properties with a value that the model does not hold.
const IGNORED_WITH_VALUE: &[&str] = &[
    "column_format",
    "storage",
    "engine_attribute",
    "secondary_engine_attribute",
    "srid",
    "ref_system_id",
];

/// A definition, and what of it was not understood.
pub(super) struct ReadColumn {
    pub(super) definition: ColumnDefinition,
    /// Whether a character set is written, so that the table's collation means nothing to it.
    pub(super) has_own_charset: bool,
    pub(super) doubts: Vec<String>,
}

/// Reads a column's definition. `None` where it has no name or no type.
pub(super) fn read(statement: &Statement<'_>, cursor: &mut Cursor<'_>) -> Option<ReadColumn> {
    let name = cursor.written_name()?;
    let origin = statement.place.exact(name.range);
    let mut reader = Reader {
        statement,
        column: Column::new(name.value, origin),
        constraints: Vec::new(),
        position: ColumnPosition::Last,
        character_set: None,
        doubts: Vec::new(),
    };
    reader.data_type(cursor)?;
    let mut was_understood = true;
    while !cursor.is_at_end() {
        let is_understood = reader.property(cursor).is_some();
        if !is_understood {
            let word = cursor.skip().map_or("", |token| token.text);
            if was_understood {
                let name = &reader.column.name;
                let doubt = format!("`{word}` of column `{name}` is not understood");
                reader.doubts.push(doubt);
            }
        }
        was_understood = is_understood;
    }
    Some(reader.finish())
}

struct Reader<'s, 'a> {
    statement: &'s Statement<'a>,
    column: Column,
    constraints: Vec<Constraint>,
    position: ColumnPosition,
    character_set: Option<Name>,
    doubts: Vec<String>,
}

impl Reader<'_, '_> {
    fn data_type(&mut self, cursor: &mut Cursor<'_>) -> Option<()> {
        let start = cursor.clone();
        let first = cursor.first().filter(|token| token.kind == Kind::Word)?;
        cursor.skip();
        let mut word = first.text.to_ascii_lowercase();
        while let Some((_, next)) = LONG_NAMES.iter().find(|(long, _)| *long == word)
            && let Some(token) = cursor.first().filter(|token| token.is_one_of(next))
        {
            word = token.text.to_ascii_lowercase();
            cursor.skip();
        }
        cursor.parenthesised();
        while cursor
            .first()
            .is_some_and(|token| token.is_one_of(TYPE_WORDS))
        {
            cursor.skip();
        }
        let written = start.before(cursor);
        let text = written.rest();
        let shape = read_type(self.statement.engine, text);
        self.column.data_type = Stated::Written(ColumnType::exact(text, shape));
        self.column.type_origin = Some(self.statement.place.exact(written.range()));
        if text.eq_ignore_ascii_case("serial") {
            self.serial();
        }
        Some(())
    }

    /// `BIGINT UNSIGNED NOT NULL AUTO_INCREMENT UNIQUE` in one word.
    fn serial(&mut self) {
        self.column.is_nullable = Stated::Implied(false);
        self.column.increment = Stated::Implied(Some(Increment::Auto));
        self.unique();
    }

    fn unique(&mut self) {
        let columns = [self.column.name.clone()];
        let mut index = plain_index(columns, self.column.origin.clone());
        index.is_unique = true;
        index.is_constraint = Stated::Written(true);
        self.constraints.push(Constraint::Unique(Box::new(index)));
    }

    /// One property behind the type.
    fn property(&mut self, cursor: &mut Cursor<'_>) -> Option<()> {
        if cursor.take(&["not", "null"]) {
            self.column.is_nullable = Stated::Written(false);
        } else if cursor.take(&["null"]) {
            self.column.is_nullable = Stated::Written(true);
        } else if cursor.take(&["serial", "default", "value"]) {
            self.serial();
        } else if cursor.take(&["default"]) {
            let default = default(cursor)?;
            self.column.default = Stated::Written(Some(DefaultValue::Expression(default.value)));
            self.column.default_origin = Some(self.statement.place.exact(default.range));
        } else if cursor.take(&["on", "update"]) {
            self.column.on_update = Stated::Written(Some(default(cursor)?.value));
        } else if cursor.take(&["auto_increment"]) {
            self.column.increment = Stated::Written(Some(Increment::Auto));
        } else if cursor.take(&["comment"]) {
            self.column.comment = Stated::Written(Some(string(cursor)?));
        } else if cursor.take(&["collate"]) {
            let collation = collation_name(charset_name(cursor)?.as_str());
            self.column.collation = Stated::Written(Some(collation));
        } else if let Some(name) = character_set(cursor) {
            self.character_set = Some(name);
        } else if cursor.take(&["binary"]) {
            self.doubts.push(format!(
                "which collation `BINARY` means for column `{}` depends on its character set",
                self.column.name
            ));
        } else if cursor.take(&["first"]) {
            self.position = ColumnPosition::First;
        } else if cursor.take(&["after"]) {
            self.position = ColumnPosition::After(cursor.name()?);
        } else {
            return self.generation(cursor);
        }
        Some(())
    }

    /// How the column is generated.
    fn generation(&mut self, cursor: &mut Cursor<'_>) -> Option<()> {
        let is_generated = cursor.take(&["generated", "always", "as"]) || cursor.take(&["as"]);
        if !is_generated {
            return self.constraint(cursor);
        }
        if cursor.take(&["row", "start"]) || cursor.take(&["row", "end"]) {
            return Some(());
        }
        let text = cursor.parenthesised()?.rest();
        let storage = if cursor.take(&["stored"]) || cursor.take(&["persistent"]) {
            Stated::Written(GeneratedStorage::Stored)
        } else if cursor.take(&["virtual"]) {
            Stated::Written(GeneratedStorage::Virtual)
        } else {
            Stated::Implied(GeneratedStorage::Virtual)
        };
        self.column.generated = Stated::Written(Some(Generated {
            expression: expression(text),
            storage,
        }));
        Some(())
    }

    /// A constraint beside the column.
    fn constraint(&mut self, cursor: &mut Cursor<'_>) -> Option<()> {
        let start = cursor.clone();
        let place = self.statement.place;
        if cursor.take(&["unique"]) {
            cursor.take(&["key"]);
            self.unique();
        } else if cursor.take(&["primary", "key"]) || cursor.take(&["key"]) {
            self.constraints.push(Constraint::PrimaryKey(PrimaryKey {
                name: Stated::NotStated,
                columns: vec![self.column.name.clone()],
                include: Stated::Implied(Vec::new()),
                origin: place.exact(start.before(cursor).range()),
            }));
        } else if cursor.sees(&["references"]) {
            let columns = vec![self.column.name.clone()];
            let mut key = foreign_key(cursor, Stated::NotStated, columns)?;
            key.origin = place.exact(start.before(cursor).range());
            if self.statement.engine == Engine::MariaDb {
                self.constraints.push(Constraint::ForeignKey(Box::new(key)));
            } else {
                self.doubts.push(format!(
                    "whether `REFERENCES` beside column `{}` makes a foreign key depends on the \
                     server: MySQL 8 ignores it",
                    self.column.name
                ));
            }
        } else if cursor.sees(&["constraint"]) || cursor.sees(&["check"]) {
            let mut name = Stated::NotStated;
            if cursor.take(&["constraint"]) && !cursor.sees(&["check"]) {
                name = Stated::Written(cursor.name()?);
            }
            let mut check = check(cursor, name)?;
            check.origin = place.exact(start.before(cursor).range());
            self.constraints.push(Constraint::Check(Box::new(check)));
        } else {
            return ignored(cursor);
        }
        Some(())
    }

    fn finish(mut self) -> ReadColumn {
        let mut has_own_charset = false;
        if let Some(character_set) = self.character_set
            && !self.column.collation.is_stated()
        {
            // Of the table's collation nothing is left; where the server decides, nothing is known.
            self.column.collation = match default_collation(&character_set) {
                Some(collation) => Stated::Implied(Some(collation)),
                None => Stated::NotStated,
            };
            has_own_charset = true;
        }
        ReadColumn {
            definition: ColumnDefinition {
                column: self.column,
                is_serial: false,
                constraints: self.constraints,
                position: self.position,
            },
            has_own_charset,
            doubts: self.doubts,
        }
    }
}

fn ignored(cursor: &mut Cursor<'_>) -> Option<()> {
    if cursor.take(&["with", "system", "versioning"])
        || cursor.take(&["without", "system", "versioning"])
    {
        return Some(());
    }
    let token = cursor.first()?;
    if token.is_one_of(IGNORED) {
        cursor.skip();
        if cursor.take_symbol("=") {
            cursor.skip()?;
        }
        return Some(());
    }
    if !token.is_one_of(IGNORED_WITH_VALUE) {
        return None;
    }
    cursor.skip();
    cursor.take_symbol("=");
    cursor.skip()?;
    Some(())
}

/// The collation of a character set where that is the same on every server; `utf8mb4` has had
/// three (<https://dev.mysql.com/doc/refman/en/charset-charsets.html>).
pub(super) fn default_collation(character_set: &Name) -> Option<Name> {
    let collation = match character_set.as_str().to_ascii_lowercase().as_str() {
        "latin1" => "latin1_swedish_ci",
        "ascii" => "ascii_general_ci",
        "utf8" | "utf8mb3" => "utf8mb3_general_ci",
        "ucs2" => "ucs2_general_ci",
        "binary" => "binary",
        _ => return None,
    };
    Some(Name::from(collation))
}

/// A default: an expression in parentheses, a literal with its sign, or a function's call.
pub(super) fn default(cursor: &mut Cursor<'_>) -> Option<Written<Expression>> {
    let start = cursor.clone();
    if cursor.take(&["next", "value", "for"]) {
        cursor.path()?;
    } else if cursor.parenthesised().is_none() {
        if !cursor.take_symbol("-") {
            cursor.take_symbol("+");
        }
        let first = cursor.skip()?;
        let is_literal = |kind| matches!(kind, Kind::Text | Kind::Bits | Kind::Hexadecimal);
        if first.text.starts_with('_') && cursor.first().is_some_and(|next| is_literal(next.kind)) {
            cursor.skip();
        }
        while first.kind != Kind::Text && cursor.take_symbol(".") {
            cursor.skip()?;
        }
        if matches!(first.kind, Kind::Word | Kind::QuotedName) {
            cursor.parenthesised();
        }
    }
    let written = start.before(cursor);
    Some(Written {
        value: expression(written.rest()),
        range: written.range(),
    })
}
