use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "held")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i32,
    pub local_of_instant: DateTime,
    pub instant_of_local: DateTimeUtc,
    #[sea_orm(column_type = "DateTime")]
    pub instant: DateTimeUtc,
    pub year: i32,
    #[sea_orm(column_type = "Year")]
    pub declared_year: i32,
    pub wider: i64,
    pub fraction: f64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
