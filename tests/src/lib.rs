//! What the end-to-end tests share: the built command, real databases to point it at, and the
//! comparison of what it said with what a fixture expects. It must not judge schemas itself.
#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test whose stage cannot be set stops with a message that says what is missing, and one that counts shows its counts"
)]

pub mod command;
pub mod database;
pub mod expectation;
pub mod fixture;
pub mod formats;
pub mod ledger;
pub mod page;
pub mod project;
pub mod reduced;
pub mod scenario;
pub mod transcript;
pub mod trial;
