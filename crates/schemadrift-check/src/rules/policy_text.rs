//! Owns policies in the words of findings.

use schemadrift_core::model::Policy;

use crate::pairing::policies::{roles, using, with_check};

/// A policy in one line.
pub(super) fn definition(policy: &Policy) -> String {
    let mut words = vec![kind(policy).to_owned()];
    if let Some(command) = policy.command.get() {
        words.push(format!("for {command}"));
    }
    if let Some(roles) = role_list(policy) {
        words.push(format!("to {roles}"));
    }
    if let Some(using) = using(policy) {
        words.push(format!("using ({using})"));
    }
    if let Some(check) = with_check(policy).filter(|check| Some(*check) != using(policy)) {
        words.push(format!("with check ({check})"));
    }
    words.join(" ")
}

/// What it does with others: widens or narrows.
pub(super) fn kind(policy: &Policy) -> &'static str {
    if is_restrictive(policy) {
        "restrictive"
    } else {
        "permissive"
    }
}

/// Whether it narrows what others allow.
pub(super) fn is_restrictive(policy: &Policy) -> bool {
    policy.is_permissive.get() == Some(&false)
}

/// The roles as a list.
pub(super) fn role_list(policy: &Policy) -> Option<String> {
    let roles: Vec<&str> = roles(policy)?.iter().map(|role| role.as_str()).collect();
    Some(roles.join(", "))
}
