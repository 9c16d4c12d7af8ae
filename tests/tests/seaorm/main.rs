//! SeaORM itself as the judge: its compiled entities say what their source says, and its queries
//! work on what is called a match and fail on what is said to fail.

mod entities;
mod generated;
mod on_postgresql;
mod queries;
mod reading;
mod reflection;
