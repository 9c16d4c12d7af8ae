//! Owns the entities that the tests read twice: compiled, and as source.

pub(crate) mod author {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "author", comment = "who writes")]
    pub(crate) struct Model {
        #[sea_orm(primary_key)]
        pub(crate) id: i32,
        #[sea_orm(unique)]
        pub(crate) mail: String,
        #[sea_orm(column_type = "Text", column_name = "fullName")]
        pub(crate) name: String,
        pub(crate) age: Option<i32>,
        #[sea_orm(column_type = "Double")]
        pub(crate) score: f64,
        #[sea_orm(default_value = true)]
        pub(crate) is_active: bool,
        pub(crate) born: Option<Date>,
        pub(crate) seen: DateTime,
        pub(crate) made: DateTimeUtc,
        pub(crate) token: Uuid,
        #[sea_orm(column_type = "JsonBinary", nullable)]
        pub(crate) settings: Option<Json>,
        #[sea_orm(column_type = "Decimal(Some((12, 2)))")]
        pub(crate) balance: Decimal,
        pub(crate) picture: Option<Vec<u8>>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(crate) enum Relation {
        #[sea_orm(has_many = "super::post::Entity")]
        Post,
    }

    impl Related<super::post::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Post.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod post {
    use sea_orm::entity::prelude::*;

    #[derive(Debug, Clone, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
    #[sea_orm(rs_type = "String", db_type = "Enum", enum_name = "post_state")]
    pub(crate) enum State {
        #[sea_orm(string_value = "draft")]
        Draft,
        #[sea_orm(string_value = "in print")]
        InPrint,
    }

    #[derive(Debug, Clone, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
    #[sea_orm(rs_type = "i16", db_type = "SmallInteger")]
    pub(crate) enum Rank {
        #[sea_orm(num_value = 1)]
        First,
    }

    #[derive(Clone, Debug, PartialEq, Eq, DeriveValueType)]
    #[sea_orm(column_type = "String(StringLen::N(40))")]
    pub(crate) struct Title(pub(crate) String);

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "post", rename_all = "camelCase")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) blog: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) number: i64,
        #[sea_orm(unique_key = "title")]
        pub(crate) author_id: i32,
        #[sea_orm(unique_key = "title")]
        pub(crate) title: Title,
        #[sea_orm(indexed)]
        pub(crate) state: State,
        pub(crate) rank: Option<Rank>,
        #[sea_orm(default_expr = "Expr::current_timestamp()")]
        pub(crate) written_at: DateTimeUtc,
        pub(crate) r#type: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(crate) enum Relation {
        #[sea_orm(
            belongs_to = "super::author::Entity",
            from = "Column::AuthorId",
            to = "super::author::Column::Id",
            on_delete = "Cascade",
            fk_name = "post_author"
        )]
        Author,
    }

    impl Related<super::author::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Author.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}
