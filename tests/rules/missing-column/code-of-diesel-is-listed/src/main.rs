use diesel::prelude::*;

use crate::schema::{posts, users};

mod schema;

#[derive(Queryable, Selectable)]
#[diesel(table_name = users)]
struct User {
    id: i32,
    #[diesel(column_name = email)]
    address: String,
}

#[derive(Insertable)]
#[diesel(table_name = posts)]
struct NewPost {
    email: String,
}

fn failing(connection: &mut SqliteConnection) -> QueryResult<()> {
    let _: Vec<(i32, String, String)> = users::table.load(connection)?;
    users::table
        .filter(users::email.eq("a"))
        .select(users::id)
        .first::<i32>(connection)?;
    diesel::update(users::table)
        .set(users::email.eq("b"))
        .execute(connection)?;
    Ok(())
}

fn working(connection: &mut SqliteConnection, email: &str) -> QueryResult<()> {
    users::table.select(users::name).load::<String>(connection)?;
    posts::table.filter(posts::email.eq(email)).load::<(i32, String)>(connection)?;
    Ok(())
}
