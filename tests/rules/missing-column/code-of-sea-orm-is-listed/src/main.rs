use sea_orm::prelude::*;
use sea_orm::{ActiveValue::NotSet, DerivePartialModel, QuerySelect, Set};

use crate::entities::{User, post, user};

mod entities;

#[derive(DerivePartialModel)]
#[sea_orm(entity = "User")]
struct Address {
    id: i32,
    #[sea_orm(from_col = "email")]
    address: String,
}

async fn failing(database: &DatabaseConnection) -> Result<(), DbErr> {
    User::find().one(database).await?;
    User::find()
        .filter(user::Column::Email.eq("a"))
        .select_only()
        .column(user::Column::Id)
        .into_tuple::<i32>()
        .one(database)
        .await?;
    let new = user::ActiveModel { id: NotSet, name: Set("a".to_owned()), email: Set("b".to_owned()) };
    new.insert(database).await?;
    Ok(())
}

async fn working(database: &DatabaseConnection) -> Result<(), DbErr> {
    post::Entity::find().filter(post::Column::Email.eq("a")).one(database).await?;
    User::find().select_only().column(user::Column::Name).into_tuple::<String>().one(database).await?;
    Ok(())
}
