use sea_orm::entity::prelude::*;

// schemadrift-ignore extra-required-column: the trigger of the importer fills it
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Eq)]
#[sea_orm(table_name = "users")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i32,
    // schemadrift-ignore missing-unique: doubles are being merged
    #[sea_orm(
        unique,
        column_type = "Text"
    )]
    pub email: String,
    pub name: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
