//! A service that asks its database one thing, and looks at it first with what its features name.

type Failure = Box<dyn std::error::Error>;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let url = std::env::var("DATABASE_URL")?;
    let pool = sqlx::PgPool::connect(&url).await?;
    #[cfg(feature = "checked")]
    look(&pool, &url).await?;
    #[cfg(feature = "on-seaorm")]
    seaorm::count(&url).await?;
    #[cfg(feature = "on-diesel")]
    println!("{}", tables::count());
    let (users,): (i64,) = sqlx::query_as("SELECT count(*) FROM users")
        .fetch_one(&pool)
        .await?;
    println!("{users}");
    Ok(())
}

#[cfg(feature = "checked")]
async fn look(pool: &sqlx::PgPool, url: &str) -> Result<(), Failure> {
    use schemadrift::{Checker, Policy};
    let snapshot = std::env::var("SCHEMA")?;
    let checker = Checker::from_snapshot("schema.json", &snapshot)?;
    checker.at_start(pool, Policy::Refuse).await?;
    let _ = url;
    #[cfg(feature = "tls")]
    {
        let url = schemadrift::DatabaseUrl::parse(url, &schemadrift::UrlContext::default())?;
        println!("{}", checker.check(&url).await?);
    }
    #[cfg(feature = "read")]
    {
        let root = std::path::Path::new(".");
        let source = schemadrift::Source::parse(&std::env::var("SOURCE")?)?;
        let code = schemadrift::CodeSide::read(&source, root).await?;
        #[cfg(feature = "code")]
        let used = {
            let choice = schemadrift::CodeChoice::default();
            schemadrift::ProjectCode::read(root, &choice, [&code], 1)?
        };
        let checker = Checker::new(vec![code]);
        #[cfg(feature = "code")]
        let checker = checker.with_code(used);
        println!("{}", checker.check(pool).await?);
    }
    #[cfg(feature = "diesel-reflect")]
    {
        let tables = schemadrift::compiled_tables![tables::users];
        let engine = schemadrift::core::dialect::Engine::PostgreSql;
        let code = schemadrift::CodeSide::from_tables(&tables, engine);
        println!("{}", Checker::new(vec![code]).check(pool).await?);
    }
    #[cfg(feature = "seaorm-reflect")]
    {
        let entities = schemadrift::entities![seaorm::users::Entity];
        let engine = schemadrift::core::dialect::Engine::PostgreSql;
        let code = schemadrift::CodeSide::from_entities(&entities, engine);
        println!("{}", Checker::new(vec![code]).check(pool).await?);
    }
    Ok(())
}

#[cfg(feature = "on-diesel")]
mod tables {
    use diesel::prelude::*;

    diesel::table! {
        users (id) {
            id -> Integer,
            name -> Text,
        }
    }

    /// A query as Diesel writes it.
    pub fn count() -> String {
        diesel::debug_query::<diesel::pg::Pg, _>(&users::table.select(users::name)).to_string()
    }
}

#[cfg(feature = "on-seaorm")]
mod seaorm {
    use sea_orm::entity::prelude::*;

    pub mod users {
        use sea_orm::entity::prelude::*;

        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
        #[sea_orm(table_name = "users")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i32,
            pub name: String,
        }

        #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
        pub enum Relation {}

        impl ActiveModelBehavior for ActiveModel {}
    }

    pub async fn count(url: &str) -> Result<(), crate::Failure> {
        let database = sea_orm::Database::connect(url).await?;
        #[cfg(feature = "seaorm-connection")]
        {
            let snapshot = std::env::var("SCHEMA")?;
            let checker = schemadrift::Checker::from_snapshot("schema.json", &snapshot)?;
            println!("{}", checker.check(&database).await?);
        }
        println!("{}", users::Entity::find().count(&database).await?);
        Ok(())
    }
}
