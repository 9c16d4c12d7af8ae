//! Owns the three-valued fact: what a source wrote, what follows from a known rule, and silence.

use serde::{Deserialize, Serialize};

/// One property of an object as a source states it.
///
/// A source's silence is never a claim: a property that is [`Stated::NotStated`] on either side
/// cannot drift.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stated<T> {
    /// The source says so in words.
    Written(T),
    /// The source does not write it, but a known rule of its language implies it.
    Implied(T),
    /// The source says nothing about it.
    #[default]
    NotStated,
}

impl<T> Stated<T> {
    /// The value, if the source makes any claim.
    pub fn get(&self) -> Option<&T> {
        match self {
            Self::Written(value) | Self::Implied(value) => Some(value),
            Self::NotStated => None,
        }
    }

    /// The value by move, if the source makes any claim.
    pub fn into_inner(self) -> Option<T> {
        match self {
            Self::Written(value) | Self::Implied(value) => Some(value),
            Self::NotStated => None,
        }
    }

    /// Whether the source makes any claim.
    pub fn is_stated(&self) -> bool {
        !matches!(self, Self::NotStated)
    }

    /// Whether the source wrote the claim itself.
    pub fn is_written(&self) -> bool {
        matches!(self, Self::Written(_))
    }

    /// The same claim about a borrowed value.
    pub fn as_ref(&self) -> Stated<&T> {
        match self {
            Self::Written(value) => Stated::Written(value),
            Self::Implied(value) => Stated::Implied(value),
            Self::NotStated => Stated::NotStated,
        }
    }

    /// The same claim about a derived value.
    pub fn map<U>(self, derive: impl FnOnce(T) -> U) -> Stated<U> {
        match self {
            Self::Written(value) => Stated::Written(derive(value)),
            Self::Implied(value) => Stated::Implied(derive(value)),
            Self::NotStated => Stated::NotStated,
        }
    }

    /// Both values, where both sides make a claim; `None` where either is silent.
    pub fn both<'a, U>(&'a self, other: &'a Stated<U>) -> Option<(&'a T, &'a U)> {
        Some((self.get()?, other.get()?))
    }
}

impl Stated<bool> {
    /// Whether the source claims that this is so; silence counts as no.
    pub fn is_true(&self) -> bool {
        self.get() == Some(&true)
    }
}

#[cfg(test)]
mod tests {
    use super::Stated;

    #[test]
    fn silence_never_meets_a_claim() {
        assert_eq!(Stated::Written(1).both(&Stated::<i32>::NotStated), None);
        assert_eq!(Stated::Written(1).both(&Stated::Implied(2)), Some((&1, &2)));
    }
}
