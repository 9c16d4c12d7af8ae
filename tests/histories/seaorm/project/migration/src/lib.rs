//! The history of the shop.

pub use sea_orm_migration::prelude::*;

mod m20260101_000001_customers;
mod m20260102_000001_name;
mod m20260103_000001_built;

pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20260101_000001_customers::Migration),
            Box::new(m20260102_000001_name::Migration),
            Box::new(m20260103_000001_built::Migration),
        ]
    }
}
