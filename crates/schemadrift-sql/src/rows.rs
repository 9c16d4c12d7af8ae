//! Owns how many rows a statement writes.

use crate::cursor::Cursor;

/// The number of rows behind `VALUES`, where nothing follows that may leave some out.
pub(crate) fn count(mut cursor: Cursor<'_>) -> Option<u64> {
    let mut rows = 0;
    loop {
        cursor.take(&["row"]);
        cursor.parenthesised()?;
        rows += 1;
        if !cursor.take_symbol(",") {
            break;
        }
    }
    let is_last = cursor.is_at_end() || cursor.sees(&["returning"]);
    is_last.then_some(rows)
}
