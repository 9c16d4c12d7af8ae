//! What a role that may see little gets to see: never a wrong word.

use schemadrift_core::coverage::Completeness;
use schemadrift_core::stated::Stated;

use crate::scratch::{Scratch, read, servers};

const SCRIPT: &str = "CREATE TABLE parent (id int PRIMARY KEY);
    CREATE TABLE child (id int PRIMARY KEY, parent_id int, secret int, CHECK (id > 0),
        FOREIGN KEY (parent_id) REFERENCES parent (id) ON DELETE CASCADE);
    CREATE VIEW seen AS SELECT id FROM parent;
    CREATE TRIGGER marked BEFORE INSERT ON parent FOR EACH ROW SET NEW.id = 1;";

#[tokio::test]
async fn a_role_that_may_only_read_sees_every_table() {
    for server in servers() {
        let scratch = Scratch::new(&server, SCRIPT).await;
        let url = scratch
            .user("GRANT SELECT ON `{database}`.* TO {user}")
            .await;
        let live = read(&url).await;
        let schema = &live.reading.schema;
        assert_eq!(live.reading.problems, Vec::new());
        assert_eq!(schema.coverage.tables, Completeness::Complete);
        // Triggers need a right of their own.
        assert_eq!(schema.coverage.triggers, Completeness::Partial);
        assert_eq!(schema.tables.len(), 2);
        let child = &schema.tables[0];
        assert_eq!(child.foreign_keys.len(), 1);
        // Without more rights MariaDB does not show what the key does; nothing is made up.
        let action = &child.foreign_keys[0].on_delete;
        let all = read(&scratch.url()).await;
        let whole = &all.reading.schema.tables[0].foreign_keys[0].on_delete;
        assert!(whole.is_stated());
        assert!(action == whole || *action == Stated::NotStated);
        assert_eq!(child.checks.len(), 1);
        assert_eq!(schema.views.len(), 1);
    }
}

#[tokio::test]
async fn a_role_with_rights_on_single_tables_is_said_to_see_only_these() {
    for server in servers() {
        let scratch = Scratch::new(&server, SCRIPT).await;
        let url = scratch
            .user(
                "GRANT SELECT ON `{database}`.parent TO {user};
                 GRANT SELECT (id) ON `{database}`.child TO {user};",
            )
            .await;
        let live = read(&url).await;
        let schema = &live.reading.schema;
        assert_eq!(schema.coverage.tables, Completeness::Partial);
        assert_eq!(live.reading.problems.len(), 1);
        let tainted: Vec<(&str, usize)> = schema
            .tables
            .iter()
            .map(|table| (table.name.name.as_str(), table.taints.len()))
            .collect();
        assert_eq!(tainted, [("child", 1), ("parent", 0)]);
    }
}

#[tokio::test]
async fn rights_that_come_with_a_role_count() {
    for server in servers() {
        let scratch = Scratch::new(&server, SCRIPT).await;
        let role = scratch.name.replace("schemadrift_live", "sdr");
        let activate = if server.starts_with("mariadb") {
            "SET DEFAULT ROLE {role} FOR {user}"
        } else {
            "SET DEFAULT ROLE {role} TO {user}"
        };
        let grants = format!(
            "CREATE ROLE {{role}}; GRANT SELECT ON `{{database}}`.* TO {{role}};
             GRANT {{role}} TO {{user}}; {activate};"
        );
        let url = scratch.user(&grants.replace("{role}", &role)).await;
        let live = read(&url).await;
        crate::scratch::run(&server, &format!("DROP ROLE {role}")).await;
        assert_eq!(live.reading.problems, Vec::new());
        assert_eq!(live.reading.schema.tables.len(), 2);
    }
}

#[tokio::test]
async fn privileges_are_read_as_far_as_the_role_sees_them() {
    for server in servers() {
        let scratch = Scratch::new(&server, SCRIPT).await;
        let url = scratch
            .user(
                "GRANT SELECT, INSERT ON `{database}`.* TO {user} WITH GRANT OPTION;
                 GRANT UPDATE (id), DELETE ON `{database}`.parent TO {user};",
            )
            .await;
        let user = scratch.name.replace("schemadrift_live", "sdl");
        for (url, completeness) in [
            (scratch.url(), Completeness::Complete),
            (url, Completeness::Partial),
        ] {
            let schema = read(&url).await.reading.schema;
            assert_eq!(schema.coverage.grants, completeness, "{server}");
            let held: Vec<String> = schema
                .grants
                .held
                .iter()
                .filter(|grant| grant.grantee.as_str() == user)
                .map(|grant| {
                    let column = grant.column.as_ref().map(ToString::to_string);
                    let option = if grant.is_grantable { " +" } else { "" };
                    let (privilege, object) = (&grant.privilege, &grant.object);
                    format!(
                        "{privilege} {} {object:?}{option}",
                        column.unwrap_or_default()
                    )
                    .replace(
                        "QualifiedName { schema: None, name: Name(\"parent\") }",
                        "parent",
                    )
                })
                .collect();
            assert_eq!(
                held,
                [
                    "INSERT  Database +",
                    "SELECT  Database +",
                    "DELETE  Table(parent)",
                    "UPDATE id Table(parent)",
                ],
                "{server}"
            );
        }
    }
}
