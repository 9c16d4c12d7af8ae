//! What is asked through Diesel and SeaORM.

use diesel::prelude::*;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::entity::orders as order_entity;
use crate::schema::{orders, users};

#[derive(Queryable, Selectable)]
#[diesel(table_name = users)]
pub struct Named {
    pub id: i32, // users.id
    pub full_name: Option<String>, // users.full_name
}

pub fn named(connection: &mut SqliteConnection) -> QueryResult<Vec<Named>> {
    users::table
        .filter(users::city.is_not_null()) // users.city
        .select(Named::as_select())
        .load(connection)
}

pub fn note(connection: &mut SqliteConnection, id: i32) -> QueryResult<usize> {
    diesel::update(orders::table.filter(orders::id.eq(id))) // orders.id
        .set(orders::note.eq("late")) // orders.note
        .execute(connection)
}

pub async fn large(database: &sea_orm::DatabaseConnection) -> Vec<i32> {
    order_entity::Entity::find()
        .select_only()
        .column(order_entity::Column::Id) // orders.id
        .filter(order_entity::Column::Note.is_null()) // orders.note
        .into_tuple()
        .all(database)
        .await
        .unwrap_or_default()
}
