//! A service that asks the same tables in three ways.

mod entity;
mod orm;
mod queries;
mod schema;

fn main() {}
