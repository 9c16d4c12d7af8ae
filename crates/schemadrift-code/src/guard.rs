//! Owns the guard in front of the parser of scripts: how deep a tree a text can become at most.
//! The parser recurses, and deep recursion aborts the process, so the guard is linear and first.

use schemadrift_core::limits;

/// The largest script that is read. Larger ones are bundles.
pub(crate) const MAX_BYTES: usize = 5 * 1024 * 1024;
/// The most tokens between two separators: operators and words nest without brackets.
const LONGEST_RUN: usize = 8_000;
/// The most `else if`, each of which nests in the one before.
const MOST_ELSE: usize = 4_000;

/// What a parse of a script may need of stack, as the limits above stand; only what is used of it
/// takes memory.
pub(crate) const STACK_BYTES: usize = 256 * 1024 * 1024;

/// Whether a script may nest deeper than the parser can bear.
pub(crate) fn is_too_deep(text: &str) -> bool {
    text.len() > MAX_BYTES
        || limits::too_deep(text).is_some()
        || longest_run(text) > LONGEST_RUN
        || text.matches("else if").count() > MOST_ELSE
}

/// The most changes between words, spaces and signs without a separator in between.
fn longest_run(text: &str) -> usize {
    let (mut longest, mut run) = (0_usize, 0_usize);
    let mut was_word = false;
    for byte in text.bytes() {
        match byte {
            b';' | b',' | b'(' | b')' | b'{' | b'}' => {
                run = 0;
                was_word = false;
            }
            b' ' | b'\n' | b'\r' | b'\t' => was_word = false,
            byte if byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80 => {
                run += usize::from(!was_word);
                was_word = true;
            }
            _ => {
                run += 1;
                was_word = false;
            }
        }
        longest = longest.max(run);
    }
    longest
}
