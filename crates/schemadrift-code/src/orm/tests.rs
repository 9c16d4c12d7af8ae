//! What code names through an ORM, and what it does not.

use std::path::Path;

use schemadrift_core::name::QualifiedName;
use schemadrift_core::origin::SourceFile;
use schemadrift_rust_syntax::{RustColumn, RustTable, TableShape};
use schemadrift_sql::query::Access;

use super::orm_references;
use crate::reference::Named;

fn table(shape: TableShape, module: &[&str], name: &str, columns: &[[&str; 3]]) -> RustTable {
    let columns = columns.iter().map(|[name, variant, column]| RustColumn {
        name: (*name).to_owned(),
        variant: (*variant).to_owned(),
        column: (*column).to_owned(),
    });
    RustTable {
        shape,
        file: "src/schema.rs".to_owned(),
        module: module.iter().map(|part| (*part).to_owned()).collect(),
        table: QualifiedName::bare(name),
        columns: columns.collect(),
    }
}

fn of_diesel() -> Vec<RustTable> {
    vec![
        table(
            TableShape::Module,
            &["schema", "users"],
            "Users",
            &[["id", "id", "id"], ["type_", "type_", "type"]],
        ),
        table(
            TableShape::Module,
            &["schema", "posts"],
            "posts",
            &[["id", "id", "id"], ["user_id", "user_id", "user_id"]],
        ),
    ]
}

fn of_sea_orm() -> Vec<RustTable> {
    let entity = || TableShape::Entity("Entity".to_owned());
    vec![
        table(
            entity(),
            &["entity", "user"],
            "users",
            &[["id", "Id", "id"], ["full_name", "FullName", "fullName"]],
        ),
        table(
            entity(),
            &["entity", "post"],
            "posts",
            &[["id", "Id", "id"]],
        ),
    ]
}

/// What files use: `r` or `w`, the object, and the text at the place; `?` where nothing tells.
fn used(tables: &[RustTable], files: &[(&str, &str)]) -> Vec<String> {
    let files: Vec<_> = files
        .iter()
        .map(|(path, text)| SourceFile::new(*path, *text))
        .collect();
    let nowhere = Path::new("/nowhere");
    let references = orm_references(&files, nowhere, tables);
    let known = references.found.iter().map(|found| {
        let access = match found.access {
            Access::Read => "r",
            Access::Write => "w",
        };
        let object = match &found.named {
            Named::Table(table) => table.to_string(),
            Named::WholeRow(table) => format!("{table}.*"),
            Named::Column {
                table: Some(table),
                column,
            } => format!("{table}.{column}"),
            other => format!("{other:?}"),
        };
        format!("{access} {object} `{}`", found.location.text())
    });
    let unresolved = references.unresolved.iter();
    known
        .chain(unresolved.map(|part| format!("? `{}`", part.location.text())))
        .collect()
}

#[track_caller]
fn assert_used(tables: &[RustTable], code: &str, expected: &[&str]) {
    assert_eq!(used(tables, &[("src/a/b.rs", code)]), expected, "{code}");
}

#[test]
fn names_of_diesel_are_followed_through_every_import() {
    let column = "r Users.type `type_`";
    for code in [
        "fn f() { crate::schema::users::type_; }",
        "fn f() { crate::schema::users::dsl::type_; }",
        "use crate::schema::users; fn f() { users::columns::type_; }",
        "use crate::schema::*; fn f() { users::type_; }",
        "use crate::{schema as s, other}; fn f() { s::users::type_; }",
        "use crate::schema::users as u; mod c { fn f() { super::u::type_; } }",
        "use super::super::schema::users; fn f() { users::type_; }",
        "fn f() { use crate::schema::users::dsl::*; type_; }",
        "fn f() { use crate::schema::users::dsl::*; if x { g(|y| vec![type_]) } }",
        "use crate::schema::users::type_; fn f() { type_; }",
        "use crate::schema::users; mod c { use super::*; fn f() { users::type_; } }",
        "impl A { fn f(&self) { use crate::schema::users; assert_eq!(users::type_, 1); } }",
    ] {
        assert_used(&of_diesel(), code, &[column]);
    }
    let handed_on = [
        ("src/lib.rs", "mod schema; pub use schema::users as people;"),
        ("src/a.rs", "pub(crate) use crate::people::dsl::*;"),
        (
            "src/c.rs",
            "fn f() { crate::a::type_.eq(1); crate::people::type_; }",
        ),
    ];
    assert_eq!(used(&of_diesel(), &handed_on), [column, column]);
    let elsewhere = [
        (
            "src/lib.rs",
            "#[path = \"schema.rs\"] pub mod tables; use diesel::prelude::*;",
        ),
        ("src/c.rs", "fn f() { crate::tables::users::type_.eq(1); }"),
    ];
    assert_eq!(used(&of_diesel(), &elsewhere), [column]);
}

#[test]
fn other_names_are_left_alone() {
    for code in [
        // Nothing of that name is imported.
        "fn f() { type_; id; users::id; }",
        "use crate::handlers::users; fn f() { users::id; users::type_(); }",
        // What is imported by name comes before what a glob brings in.
        "use other::users; use crate::schema::*; fn f() { users::id; }",
        "fn f() { use crate::schema::users::dsl::*; { use other::id; id; } }",
        // A module of its own comes before what a glob brings in.
        "use crate::schema::*; mod users { pub fn id() {} } fn f() { users::id; }",
        // Another block's import.
        "fn f() { { use crate::schema::users::dsl::*; } id; }",
        "fn f() { use crate::schema::users; users::load(); users::SqlType; }",
        "use crate::schema::users; #[cfg(test)] mod t { use super::*; fn f() { users::id; } }",
        "use crate::schema::users; impl A { #[test] fn f() { users::id; } }",
        "fn f(id: i32) { id; let x = A { id }; x.id; }",
    ] {
        assert_used(&of_diesel(), code, &[]);
    }
}

#[test]
fn what_leads_nowhere_is_counted() {
    assert_used(
        &of_diesel(),
        "use other::users; fn f() { users::table; }",
        &["? `users::table`"],
    );
    assert_used(
        &of_diesel(),
        "#[derive(Insertable)] #[diesel(table_name = nope)] struct New { id: i32 }",
        &["? `New`"],
    );
    assert_used(
        &of_sea_orm(),
        "fn f<E: EntityTrait>() { E::find(); other::Entity::find(); other::Column::Id; }",
        &["? `other::Entity::find`", "? `other::Column::Id`"],
    );
    assert_used(
        &of_sea_orm(),
        "#[derive(DerivePartialModel, FromQueryResult)] struct Short { id: i32 }",
        &["? `Short`"],
    );
}

#[test]
fn queries_of_diesel_read_whole_rows_unless_they_choose() {
    let start = "use crate::schema::{posts, users}; fn f() {";
    for (query, expected) in [
        (
            "users::table.filter(users::id.eq(1)).first(c)?;",
            &[
                "r Users.* `users::table`",
                "r Users `users::table`",
                "r Users.id `id`",
            ][..],
        ),
        (
            "users::table.select(users::id).load(c);",
            &["r Users `users::table`", "r Users.id `id`"],
        ),
        (
            "users::table.count().get_result(c);",
            &["r Users `users::table`"],
        ),
        (
            "users::table.inner_join(posts::table.on(posts::user_id.eq(users::id))).load(c).await?;",
            &[
                "r Users.* `users::table`",
                "r Users `users::table`",
                "r posts.* `posts::table`",
                "r posts `posts::table`",
                "r posts.user_id `user_id`",
                "r Users.id `id`",
            ],
        ),
        (
            "let q = users::table.into_boxed();",
            &["r Users `users::table`"],
        ),
        (
            "x.select(users::all_columns);",
            &[
                "r Users `users::all_columns`",
                "r Users.* `users::all_columns`",
            ],
        ),
    ] {
        assert_used(&of_diesel(), &format!("{start} {query} }}"), expected);
    }
}

#[test]
fn statements_of_diesel_write() {
    let start = "use crate::schema::users::{self, dsl::*}; fn f() {";
    for (statement, expected) in [
        (
            "diesel::insert_into(users::table).values(&new).execute(c);",
            &["w Users `users::table`"][..],
        ),
        (
            "insert_into(users).values((id.eq(1), vec![type_.eq(\"x\")])).get_result(c);",
            &[
                "r Users.* `users`",
                "w Users `users`",
                "w Users.id `id`",
                "w Users.type `type_`",
            ],
        ),
        (
            "update(users.filter(id.eq(1))).set(type_.eq(id)).execute(c);",
            &[
                "w Users `users`",
                "r Users.id `id`",
                "w Users.type `type_`",
                "r Users.id `id`",
            ],
        ),
        (
            "delete(users.find(1)).returning(id).get_result(c);",
            &["w Users `users`", "r Users.id `id`"],
        ),
    ] {
        assert_used(&of_diesel(), &format!("{start} {statement} }}"), expected);
    }
}

#[test]
fn structs_for_rows_of_diesel_name_columns() {
    let code = "use crate::schema::*;
        #[derive(Queryable, Selectable, Identifiable)] #[diesel(check_for_backend(diesel::pg::Pg))]
        struct User { id: i32, #[diesel(column_name = type_)] kind: String, other: i32 }
        #[cfg_attr(a, derive(diesel::Insertable, AsChangeset))]
        #[diesel(table_name = crate::schema::posts, treat_none_as_null = true)]
        struct NewPost<'a> { #[diesel(serialize_as = i32)] user_id: &'a str, #[diesel(skip_insertion)] id: i32 }
        #[derive(Associations, Selectable)] #[diesel(belongs_to(User), table_name = posts)]
        struct Post { #[diesel(embed)] inner: Inner, id: i32 }
        #[derive(Insertable)] #[table_name = \"users\"] struct Old { #[column_name = \"type_\"] text: String }
        #[derive(QueryableByName)] struct OfSql { #[diesel(sql_type = Integer)] id: i32 }
        #[derive(QueryableByName)] #[diesel(table_name = users)] struct OfTable { id: i32 }
        #[derive(Queryable)] struct ByPlace { id: i32 }
        #[derive(Debug)] struct Nothing { id: i32 }
        #[derive(Selectable)] struct Joined { #[diesel(embed)] user: User, #[diesel(embed)] post: Post }";
    let expected = [
        "r Users `User`",
        "r Users.id `id`",
        "r Users.type `kind`",
        "w posts `NewPost`",
        "w posts.user_id `user_id`",
        "r posts `Post`",
        "r posts.user_id `Post`",
        "r posts.id `id`",
        "w Users `Old`",
        "w Users.type `text`",
        "r Users `OfTable`",
        "r Users.id `id`",
    ];
    assert_used(&of_diesel(), code, &expected);
}

#[test]
fn code_names_entities_and_columns_of_sea_orm() {
    let prelude = (
        "src/entity/prelude.rs",
        "pub use super::user::Entity as User; pub use super::post::Entity as Post;",
    );
    let start = "use crate::entity::{post, prelude::*, user}; fn f() {";
    for (code, expected) in [
        (
            "User::find().filter(user::Column::FullName.eq(\"x\")).all(db).await?;",
            &[
                "r users.* `User::find`",
                "r users `User::find`",
                "r users.fullName `FullName`",
            ][..],
        ),
        (
            "user::Entity::find_by_id(1).one(db);",
            &[
                "r users.* `user::Entity::find_by_id`",
                "r users `user::Entity::find_by_id`",
            ],
        ),
        (
            "User::find().select_only().column(user::Column::Id).all(db);",
            &["r users `User::find`", "r users.id `Id`"],
        ),
        (
            "User::find().into_partial_model::<Short>().all(db);",
            &["r users `User::find`"],
        ),
        (
            "User::find().find_also_related(Post).one(db);",
            &[
                "r users.* `User::find`",
                "r users `User::find`",
                "r posts.* `Post`",
                "r posts `Post`",
            ],
        ),
        (
            "User::update_many().col_expr(user::Column::FullName, Expr::col(user::Column::Id)).exec(db);",
            &[
                "w users `User::update_many`",
                "w users.fullName `FullName`",
                "r users.id `Id`",
            ],
        ),
        (
            "user::ActiveModel { full_name: Set(x), id: NotSet, ..Default::default() };",
            &["w users.fullName `full_name`"],
        ),
        (
            "user::ActiveModel::builder().set_full_name(x).save(db);",
            &["w users.fullName `set_full_name`"],
        ),
        (
            "x.filter(user::COLUMN.full_name.contains(y));",
            &["r users.fullName `full_name`"],
        ),
        (
            "user::Model { id: 1 }; user::Relation::Post; user::Column::iter();",
            &[],
        ),
    ] {
        let code = format!("{start} {code} }}");
        let files = [prelude, ("src/a/b.rs", &*code)];
        let mut found = used(&of_sea_orm(), &files);
        found.retain(|found| !found.contains("Column::iter"));
        assert_eq!(found, expected, "{code}");
    }
}

#[test]
fn partial_models_of_sea_orm_read_columns() {
    let code = "use crate::entity::user::Entity as User;
        #[derive(DerivePartialModel)] #[sea_orm(entity = \"User\")]
        struct Short { full_name: String, #[sea_orm(from_col = \"id\")] number: i32,
            #[sea_orm(from_expr = \"1\")] one: i32, #[sea_orm(nested)] more: Other, gone: i32 }
        #[derive(FromQueryResult)] struct Counted { id: i64 }";
    assert_used(
        &of_sea_orm(),
        code,
        &[
            "r users `Short`",
            "r users.fullName `full_name`",
            "r users.id `\"id\"`",
        ],
    );
}

#[test]
fn two_entities_of_one_module_are_not_told_apart() {
    let mut tables = of_sea_orm();
    tables[1].module = tables[0].module.clone();
    let code = "use crate::entity::user; fn f() { user::Column::Id; }";
    assert_used(&tables, code, &["? `user::Column::Id`"]);
}
