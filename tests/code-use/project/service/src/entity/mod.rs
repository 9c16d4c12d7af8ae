//! The entities of SeaORM.

pub mod orders;
