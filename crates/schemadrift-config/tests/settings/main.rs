//! Owns the tests of settings and of everything by which findings are accepted: what is read, what is told,
//! and the laws of a baseline.

mod baseline;
mod comments;
mod editor_schema;
mod keys;
mod reading;
mod reports;
