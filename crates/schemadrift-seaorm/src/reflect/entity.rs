//! Owns what one compiled entity says: columns, keys, indexes, relations.

use schemadrift_core::origin::Origin;
use sea_orm::sea_query::{
    Expr, ForeignKeyAction, MysqlQueryBuilder, PostgresQueryBuilder, Query, SqliteQueryBuilder,
    TableRef,
};
use sea_orm::{
    ColumnTrait, DbBackend, EntityTrait, IdenStatic, Identity, Iterable, PrimaryKeyToColumn,
    PrimaryKeyTrait, RelationDef, RelationTrait, Schema,
};

use super::column_type::sea_type;
use crate::entity::{Default, DefaultText, Entity, EntityColumn, Relation, TypeSource, Written};

/// Reads an entity. Panics where SeaORM's builders do.
pub(super) fn reflect<E: EntityTrait>(backend: DbBackend) -> Entity {
    let entity = E::default();
    let schema = Schema::new(backend);
    let created = schema.create_table_from_entity(entity);
    let mut columns: Vec<EntityColumn> = E::Column::iter()
        .map(|column| {
            let name = column.as_str();
            let mut columns = created.get_columns().iter();
            let spec = columns.find(|own| own.get_column_name() == name);
            let spec = spec.map(sea_orm::sea_query::ColumnDef::get_column_spec);
            let own = column_of(&column, backend);
            EntityColumn {
                comment: spec.and_then(|spec| spec.comment.clone()),
                extra: spec.and_then(|spec| Some(written(spec.extra.as_deref()?))),
                ..own
            }
        })
        .collect();
    let mut numbered = None;
    for key in E::PrimaryKey::iter() {
        let name = key.into_column().as_str().to_owned();
        for column in columns.iter_mut().filter(|column| column.name == name) {
            column.is_key = true;
        }
        numbered = Some(E::PrimaryKey::auto_increment());
    }
    for (number, index) in schema.create_index_from_entity(entity).iter().enumerate() {
        let names = index.get_index_spec().get_column_names();
        for column in columns
            .iter_mut()
            .filter(|column| names.contains(&column.name))
        {
            if index.is_unique_key() {
                column.unique_keys.push(format!("key_{number}"));
            } else {
                column.is_indexed = true;
            }
        }
    }
    Entity {
        module: module(entity.schema_name(), entity.table_name()),
        identifier: "Entity".to_owned(),
        table: written(entity.table_name()),
        schema: entity.schema_name().map(str::to_owned),
        comment: entity.comment().map(str::to_owned),
        columns,
        ignored: Vec::new(),
        // A key that is not numbered says so; one that is may have said nothing.
        auto_increment: numbered.filter(|is_numbered| !is_numbered),
        relations: E::Relation::iter()
            .filter_map(|relation| relation_of(&relation.def()))
            .collect(),
        taints: Vec::new(),
    }
}

fn written(text: &str) -> Written {
    Written {
        text: text.to_owned(),
        origin: Origin::Unlocated,
    }
}

/// A path that no two tables share, in the place of a module's.
fn module(schema: Option<&str>, table: &str) -> Vec<String> {
    vec![
        String::new(),
        schema.unwrap_or_default().to_owned(),
        table.to_owned(),
    ]
}

fn column_of<C: ColumnTrait>(column: &C, backend: DbBackend) -> EntityColumn {
    let definition = column.def();
    let name = column.as_str().to_owned();
    let compiled = definition.get_column_type();
    let type_source = match sea_type(compiled) {
        Some(sea_type) => TypeSource::Sea(sea_type),
        None => TypeSource::Unclear(format!("{compiled:?}")),
    };
    EntityColumn {
        variant: name.clone(),
        field: None,
        type_source,
        read_as: None,
        is_nullable: Some(definition.is_null()),
        is_key: false,
        is_unique: definition.is_unique(),
        is_indexed: false,
        unique_keys: Vec::new(),
        default: definition.get_column_default().map(|default| Default {
            value: DefaultText::Sql(sql(default, backend)),
            origin: Origin::Unlocated,
        }),
        comment: None,
        origin: Origin::Unlocated,
        type_origin: None,
        extra: None,
        name,
    }
}

/// An expression as the database's builder writes it.
fn sql(expression: &Expr, backend: DbBackend) -> String {
    let query = Query::select().expr(expression.clone()).take();
    let text = match backend {
        DbBackend::MySql => query.to_string(MysqlQueryBuilder),
        DbBackend::Sqlite => query.to_string(SqliteQueryBuilder),
        _ => query.to_string(PostgresQueryBuilder),
    };
    text.strip_prefix("SELECT ").unwrap_or(&text).to_owned()
}

/// A relation that refers from this entity's columns.
fn relation_of(relation: &RelationDef) -> Option<Relation> {
    if relation.is_owner || relation.skip_fk {
        return None;
    }
    let TableRef::Table(name, _) = &relation.to_tbl else {
        return None;
    };
    let schema = name.0.as_ref().map(|schema| schema.1.to_string());
    let mut target = module(schema.as_deref(), &name.1.to_string());
    target.push("Entity".to_owned());
    // Paths within the crate begin so.
    "crate".clone_into(target.first_mut()?);
    Some(Relation {
        target,
        from: columns(&relation.from_col),
        to: columns(&relation.to_col),
        on_delete: relation.on_delete.as_ref().map(action),
        on_update: relation.on_update.as_ref().map(action),
        name: relation.fk_name.clone(),
        origin: Origin::Unlocated,
    })
}

/// The columns of an identity; compiled entities have no other names for them.
fn columns(identity: &Identity) -> Vec<String> {
    identity.iter().map(ToString::to_string).collect()
}

fn action(action: &ForeignKeyAction) -> String {
    match action {
        ForeignKeyAction::Restrict => "Restrict",
        ForeignKeyAction::Cascade => "Cascade",
        ForeignKeyAction::SetNull => "SetNull",
        ForeignKeyAction::NoAction => "NoAction",
        ForeignKeyAction::SetDefault => "SetDefault",
        // The enum is open to actions of later releases, which state nothing.
        _ => "",
    }
    .to_owned()
}
