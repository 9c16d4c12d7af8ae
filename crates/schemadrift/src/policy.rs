//! Owns what a service does about its database when it starts: nothing, warn, or refuse.

use std::fmt;
use std::str::FromStr;

use schemadrift_check::Report;
use schemadrift_core::printable::printable;

use crate::error::CheckError;

/// What a service does when its database is not what its code expects.
///
/// A [`Checker`](crate::Checker) is asked with one at start-up. The environment variable
/// `SCHEMADRIFT_POLICY` overrides it, so that whoever runs the service can start it all the same, or make it
/// stricter, without a new build.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Policy {
    /// Do not look.
    Off,
    /// Look, say what is wrong, and start.
    Warn,
    /// Look, and do not start where reads or writes would fail, where data is at risk, or where
    /// the database could not be checked.
    Refuse,
}

impl Policy {
    /// The environment variable that overrides the policy: `off`, `warn` or `refuse`.
    pub const VARIABLE: &'static str = "SCHEMADRIFT_POLICY";

    /// What the environment says, or else this policy. A word that is no policy is said in a
    /// `tracing` event and changes nothing.
    #[must_use]
    pub fn overridden(self) -> Self {
        match std::env::var(Self::VARIABLE) {
            Ok(word) => self.overridden_by(&word),
            Err(_) => self,
        }
    }

    fn overridden_by(self, word: &str) -> Self {
        word.parse().unwrap_or_else(|error: PolicyError| {
            if !word.trim().is_empty() {
                tracing::warn!(
                    variable = Self::VARIABLE,
                    policy = %self,
                    "{error}; the policy stays as it is"
                );
            }
            self
        })
    }
}

impl fmt::Display for Policy {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Off => "off",
            Self::Warn => "warn",
            Self::Refuse => "refuse",
        })
    }
}

impl FromStr for Policy {
    type Err = PolicyError;

    fn from_str(text: &str) -> Result<Self, PolicyError> {
        match text.trim().to_ascii_lowercase().as_str() {
            "off" => Ok(Self::Off),
            "warn" => Ok(Self::Warn),
            "refuse" => Ok(Self::Refuse),
            _ => Err(PolicyError(printable(text).into_owned())),
        }
    }
}

/// A word that is no policy.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is none of `off`, `warn` and `refuse`")]
pub struct PolicyError(String);

/// How a service may start.
#[derive(Debug)]
pub enum Admission {
    /// The policy is off: nothing was looked at.
    Unchecked,
    /// The database was checked. With [`Policy::Warn`] it may be unfit still.
    Checked(Box<Report>),
    /// The database could not be checked, and the policy lets the service start.
    Unknown(CheckError),
}

impl Admission {
    /// The report, if the database was checked.
    pub fn report(&self) -> Option<&Report> {
        match self {
            Self::Checked(report) => Some(report),
            Self::Unchecked | Self::Unknown(_) => None,
        }
    }
}

/// Why a service must not start.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// The database is not what the code expects.
    #[error(
        "the database does not fit this code: {0}\nset {variable}=warn to start all the same",
        variable = Policy::VARIABLE
    )]
    Unfit(Box<Report>),
    /// The database could not be checked.
    #[error(
        "the database could not be checked: {0}{help}; set {variable}=warn to start all the same",
        help = help(.0),
        variable = Policy::VARIABLE
    )]
    Unknown(#[source] CheckError),
}

fn help(error: &CheckError) -> String {
    error
        .help()
        .map_or_else(String::new, |help| format!("; {help}"))
}

#[cfg(test)]
mod tests {
    use super::Policy;

    #[test]
    fn the_environment_overrides_what_it_understands() {
        assert_eq!(Policy::Refuse.overridden_by(" Warn "), Policy::Warn);
        assert_eq!(Policy::Warn.overridden_by("refuse"), Policy::Refuse);
        assert_eq!(Policy::Refuse.overridden_by("of"), Policy::Refuse);
        assert_eq!(Policy::Warn.overridden_by(""), Policy::Warn);
    }

    #[test]
    fn every_policy_reads_as_it_is_written() {
        for policy in [Policy::Off, Policy::Warn, Policy::Refuse] {
            assert_eq!(policy.to_string().parse(), Ok(policy));
        }
    }
}
