//! Owns the ways in which a default asks for the current moment.

/// What a default that speaks of the current moment stores.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// The current moment, as the session's time zone shows it.
    Session,
    /// The current moment in universal time, without a zone that says so.
    Universal,
    /// A moment at a fixed distance from the current one: never the current one.
    Distant,
}
