//! Owns the release of SeaORM that the code is written for.

/// A release, as far as spellings differ between them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Release {
    /// 1.x and before.
    First,
    /// 2.0 and after.
    Second,
    /// Nothing tells.
    Unknown,
}

impl Release {
    /// The release with this first number.
    pub(crate) fn of_major(major: u64) -> Self {
        match major {
            0 | 1 => Self::First,
            _ => Self::Second,
        }
    }

    /// Whether it is 1.x for sure.
    pub(crate) fn is_first(self) -> bool {
        match self {
            Self::First => true,
            Self::Second | Self::Unknown => false,
        }
    }
}
