//! Owns what is said of a table behind its body, and of a table that is altered.

use schemadrift_core::model::Partitioning;

use super::{character_set, charset_name, string};
use crate::change::TableOptions;
use crate::cursor::Cursor;
use crate::partitioning::read_partitioning;
use crate::types::collation_name;

/// Options with a value that the model does not hold.
const IGNORED: &[&str] = &[
    "engine",
    "type",
    "auto_increment",
    "autoextend_size",
    "avg_row_length",
    "checksum",
    "compression",
    "connection",
    "delay_key_write",
    "encrypted",
    "encryption",
    "encryption_key_id",
    "engine_attribute",
    "ietf_quotes",
    "insert_method",
    "key_block_size",
    "max_rows",
    "min_rows",
    "pack_keys",
    "page_checksum",
    "page_compressed",
    "page_compression_level",
    "password",
    "row_format",
    "secondary_engine",
    "secondary_engine_attribute",
    "sequence",
    "stats_auto_recalc",
    "stats_persistent",
    "stats_sample_pages",
    "tablespace",
    "table_checksum",
    "transactional",
    "union",
];

/// Reads one option into `options`. `None` where none is next.
pub(super) fn option(cursor: &mut Cursor<'_>, options: &mut TableOptions) -> Option<()> {
    let mut ahead = cursor.clone();
    ahead.take(&["default"]);
    if let Some(name) = character_set(&mut ahead) {
        options.character_set = Some(name);
    } else if ahead.take(&["collate"]) {
        ahead.take_symbol("=");
        options.collation = Some(collation_name(charset_name(&mut ahead)?.as_str()));
    } else {
        return other(cursor, options);
    }
    *cursor = ahead;
    Some(())
}

fn other(cursor: &mut Cursor<'_>, options: &mut TableOptions) -> Option<()> {
    if cursor.take(&["comment"]) {
        cursor.take_symbol("=");
        options.comment = Some(string(cursor)?);
        return Some(());
    }
    if cursor.take(&["with", "system", "versioning"]) || cursor.take(&["start", "transaction"]) {
        return Some(());
    }
    if cursor.take(&["data", "directory"]) || cursor.take(&["index", "directory"]) {
        cursor.take_symbol("=");
        return string(cursor).map(|_| ());
    }
    if !cursor.first()?.is_one_of(IGNORED) {
        return None;
    }
    cursor.skip();
    cursor.take_symbol("=");
    if cursor.parenthesised().is_none() {
        cursor.skip()?;
    }
    if cursor.take(&["storage"]) {
        cursor.skip()?;
    }
    Some(())
}

/// `PARTITION BY` with everything that belongs to it.
pub(super) fn partitioning(cursor: &mut Cursor<'_>) -> Option<Partitioning> {
    cursor.take(&["partition", "by"]).then_some(())?;
    let mut words = Vec::new();
    let key = loop {
        if let Some(inner) = cursor.parenthesised() {
            break inner;
        }
        if cursor.take(&["algorithm"]) {
            cursor.take_symbol("=");
            cursor.skip()?;
            continue;
        }
        words.push(cursor.skip()?.text.to_ascii_uppercase());
    };
    let text = format!("{} ({})", words.join(" "), key.rest());
    let partitioning = read_partitioning(cursor.engine(), &text, &|_| None);
    cursor.until(&["as", "select", "ignore", "replace"]);
    Some(partitioning)
}
