//! Owns how much fits into one comment: blocks are written whole or not at all, and what was left
//! away is said.

/// Bytes of a page at most. A comment on GitHub holds 65,536 characters, one on GitLab a million;
/// some room is left for what a workflow puts around it.
pub(super) const MOST: usize = 60_000;

/// Bytes that are kept for saying what was left away, and for closing what is open.
const RESERVE: usize = 600;

/// A page of bounded length in the making.
#[derive(Debug, Default)]
pub(super) struct Budget {
    text: String,
    left_away: usize,
}

impl Budget {
    /// Writes what must stand.
    pub(super) fn must(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Writes a block if it fits, and counts it if not. Behind one that did not fit nothing else is
    /// written, so that what stands is the beginning and no selection.
    pub(super) fn may(&mut self, text: &str) {
        if self.left_away > 0 || self.text.len() + text.len() + RESERVE > MOST {
            self.left_away += 1;
        } else {
            self.text.push_str(text);
        }
    }

    /// How many blocks did not fit since this was asked last.
    pub(super) fn take_left_away(&mut self) -> usize {
        std::mem::take(&mut self.left_away)
    }

    /// Whether anything was written.
    pub(super) fn has_text(&self) -> bool {
        !self.text.is_empty()
    }

    /// Whether a part of so many bytes has room.
    pub(super) fn has_room_for(&self, bytes: usize) -> bool {
        self.text.len() + bytes + RESERVE <= MOST
    }

    pub(super) fn into_text(self) -> String {
        self.text
    }
}
