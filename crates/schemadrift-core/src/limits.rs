//! Owns the limits that stand in front of every parser: input size and bracket nesting.
//! Several parsers recurse and abort the process on deep input, so the guard is linear and first.

/// The deepest bracket nesting that is handed to a parser.
pub const MAX_NESTING: usize = 200;

/// The largest file that is read, in bytes.
pub const MAX_FILE_BYTES: u64 = 64 * 1024 * 1024;

/// Whether brackets in `text` nest deeper than [`MAX_NESTING`], with the offset where they do.
///
/// Brackets inside strings and comments count too: the guard knows no language, and no real
/// input comes near the limit.
pub fn too_deep(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (offset, byte) in text.bytes().enumerate() {
        match byte {
            b'(' | b'[' | b'{' => {
                depth += 1;
                if depth > MAX_NESTING {
                    return Some(offset);
                }
            }
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{MAX_NESTING, too_deep};

    #[test]
    fn the_limit_itself_is_fine() {
        assert_eq!(too_deep(&"(".repeat(MAX_NESTING)), None);
        assert_eq!(too_deep(&"[".repeat(MAX_NESTING + 1)), Some(MAX_NESTING));
        assert_eq!(too_deep(&"()".repeat(100_000)), None);
    }
}
