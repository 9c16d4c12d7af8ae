use crate::schema::users::dsl::*;

#[derive(Insertable)]
#[diesel(table_name = crate::schema::users)]
struct NewUser {
    email: String,
}

fn names(connection: &mut SqliteConnection, note: &str) -> QueryResult<Vec<String>> {
    users.filter(id.gt(1)).select(name).load(connection)
}
