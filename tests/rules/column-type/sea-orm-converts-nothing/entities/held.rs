use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "held")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i32,
    pub small_fraction: f64,
    pub local: DateTimeUtc,
    pub many: u32,
    pub fraction: f64,
    pub text: String,
    pub amount: Decimal,
    #[sea_orm(column_type = "Float")]
    pub read_as_double: f64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
