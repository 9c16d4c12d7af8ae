//! Owns the migration tools and what is true of each, as data.

use std::fmt;

use super::{LEDGER_TABLES, LedgerTable};

/// A migration tool.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tool {
    /// Prisma Migrate.
    Prisma,
    /// Diesel.
    Diesel,
    /// sqlx.
    Sqlx,
    /// SeaORM, whose migrations are Rust code.
    SeaOrm,
    /// refinery.
    Refinery,
    /// Flyway.
    Flyway,
    /// dbmate.
    Dbmate,
    /// goose.
    Goose,
    /// golang-migrate.
    GolangMigrate,
    /// node-pg-migrate.
    NodePgMigrate,
    /// pop, with its command soda.
    Pop,
    /// The Supabase command.
    Supabase,
    /// Rails with `structure.sql`.
    Rails,
    /// Liquibase with formatted SQL.
    Liquibase,
    /// No tool that is known: SQL files that run in the order of their names.
    PlainFiles,
}

impl Tool {
    /// Every tool.
    pub const ALL: [Self; 15] = [
        Self::Prisma,
        Self::Diesel,
        Self::Sqlx,
        Self::SeaOrm,
        Self::Refinery,
        Self::Flyway,
        Self::Dbmate,
        Self::Goose,
        Self::GolangMigrate,
        Self::NodePgMigrate,
        Self::Pop,
        Self::Supabase,
        Self::Rails,
        Self::Liquibase,
        Self::PlainFiles,
    ];

    /// What is true of it.
    pub fn facts(self) -> &'static ToolFacts {
        match self {
            Self::Prisma => &PRISMA,
            Self::Diesel => &DIESEL,
            Self::Sqlx => &SQLX,
            Self::SeaOrm => &SEA_ORM,
            Self::Refinery => &REFINERY,
            Self::Flyway => &FLYWAY,
            Self::Dbmate => &DBMATE,
            Self::Goose => &GOOSE,
            Self::GolangMigrate => &GOLANG_MIGRATE,
            Self::NodePgMigrate => &NODE_PG_MIGRATE,
            Self::Pop => &POP,
            Self::Supabase => &SUPABASE,
            Self::Rails => &RAILS,
            Self::Liquibase => &LIQUIBASE,
            Self::PlainFiles => &PLAIN_FILES,
        }
    }

    /// The tables in which it may keep its ledger.
    pub fn ledgers(self) -> impl Iterator<Item = &'static LedgerTable> {
        LEDGER_TABLES
            .iter()
            .filter(move |table| table.tools.contains(&self))
    }
}

impl fmt::Display for Tool {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.facts().display_name)
    }
}

/// What is true of one tool.
#[derive(Debug)]
pub struct ToolFacts {
    /// The name as its makers write it.
    pub display_name: &'static str,
    /// What a person types to move a database on.
    pub commands: Commands,
    /// What it does with a pending migration that comes before an applied one.
    pub late: LatePolicy,
    /// Whether it refuses to run once an applied migration is not what it was.
    pub refuses_edited: bool,
    /// Whether it refuses to run while an applied migration is not on disk.
    pub refuses_unknown: bool,
    /// Where its manual is, if it has one.
    pub manual: Option<&'static str>,
}

/// Commands of a tool. `NAME` in them stands for a migration, see [`with_name`].
#[derive(Debug)]
pub struct Commands {
    /// Applies what is pending.
    pub deploy: Option<&'static str>,
    /// Records a migration as applied without running it.
    pub mark_applied: Option<&'static str>,
    /// Takes the record of a failed migration away, so that it can run again.
    pub clear_failed: Option<&'static str>,
}

/// What a tool does with a pending migration that comes before an applied one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LatePolicy {
    /// Runs it like any other.
    Runs,
    /// Leaves it out or stops, until it is told otherwise.
    Holds,
    /// Cannot know, since it records only the newest version: takes it for applied.
    TakesForApplied,
}

/// A command with a migration's name put in, quoted for a shell where it has to be.
pub fn with_name(command: &str, name: &str) -> String {
    let is_plain = !name.is_empty()
        && name
            .chars()
            .all(|character| character.is_ascii_alphanumeric() || "_-.:/".contains(character));
    if is_plain {
        command.replace("NAME", name)
    } else {
        command.replace("NAME", &format!("'{}'", name.replace('\'', r"'\''")))
    }
}

const NO_COMMANDS: Commands = Commands {
    deploy: None,
    mark_applied: None,
    clear_failed: None,
};

static PRISMA: ToolFacts = ToolFacts {
    display_name: "Prisma",
    commands: Commands {
        deploy: Some("prisma migrate deploy"),
        mark_applied: Some("prisma migrate resolve --applied NAME"),
        clear_failed: Some("prisma migrate resolve --rolled-back NAME"),
    },
    late: LatePolicy::Runs,
    refuses_edited: false,
    refuses_unknown: false,
    manual: Some("https://www.prisma.io/docs/orm/prisma-migrate"),
};

static DIESEL: ToolFacts = ToolFacts {
    display_name: "Diesel",
    commands: Commands {
        deploy: Some("diesel migration run"),
        ..NO_COMMANDS
    },
    late: LatePolicy::Runs,
    refuses_edited: false,
    refuses_unknown: false,
    manual: Some("https://diesel.rs/guides/getting-started"),
};

static SQLX: ToolFacts = ToolFacts {
    display_name: "sqlx",
    commands: Commands {
        deploy: Some("sqlx migrate run"),
        ..NO_COMMANDS
    },
    late: LatePolicy::Runs,
    refuses_edited: true,
    refuses_unknown: true,
    manual: Some("https://docs.rs/sqlx/latest/sqlx/macro.migrate.html"),
};

static SEA_ORM: ToolFacts = ToolFacts {
    display_name: "SeaORM",
    commands: Commands {
        deploy: Some("sea-orm-cli migrate up"),
        ..NO_COMMANDS
    },
    late: LatePolicy::Runs,
    refuses_edited: false,
    refuses_unknown: true,
    manual: Some("https://www.sea-ql.org/SeaORM/docs/migration/setting-up-migration/"),
};

static REFINERY: ToolFacts = ToolFacts {
    display_name: "refinery",
    commands: Commands {
        deploy: Some("refinery migrate"),
        ..NO_COMMANDS
    },
    late: LatePolicy::Holds,
    refuses_edited: true,
    refuses_unknown: true,
    manual: Some("https://docs.rs/refinery"),
};

static FLYWAY: ToolFacts = ToolFacts {
    display_name: "Flyway",
    commands: Commands {
        deploy: Some("flyway migrate"),
        mark_applied: None,
        clear_failed: Some("flyway repair"),
    },
    late: LatePolicy::Holds,
    refuses_edited: true,
    refuses_unknown: true,
    manual: Some("https://documentation.red-gate.com/flyway"),
};

static DBMATE: ToolFacts = ToolFacts {
    display_name: "dbmate",
    commands: Commands {
        deploy: Some("dbmate migrate"),
        ..NO_COMMANDS
    },
    late: LatePolicy::Runs,
    refuses_edited: false,
    refuses_unknown: false,
    manual: Some("https://github.com/amacneil/dbmate"),
};

static GOOSE: ToolFacts = ToolFacts {
    display_name: "goose",
    commands: Commands {
        deploy: Some("goose up"),
        ..NO_COMMANDS
    },
    late: LatePolicy::Holds,
    refuses_edited: false,
    refuses_unknown: false,
    manual: Some("https://pressly.github.io/goose/"),
};

static GOLANG_MIGRATE: ToolFacts = ToolFacts {
    display_name: "golang-migrate",
    commands: Commands {
        deploy: Some("migrate up"),
        mark_applied: Some("migrate force NAME"),
        // The last version that is whole, which only a person can tell.
        clear_failed: Some("migrate force VERSION"),
    },
    late: LatePolicy::TakesForApplied,
    refuses_edited: false,
    refuses_unknown: true,
    manual: Some("https://github.com/golang-migrate/migrate"),
};

static NODE_PG_MIGRATE: ToolFacts = ToolFacts {
    display_name: "node-pg-migrate",
    commands: Commands {
        deploy: Some("node-pg-migrate up"),
        ..NO_COMMANDS
    },
    late: LatePolicy::Holds,
    refuses_edited: false,
    refuses_unknown: true,
    manual: Some("https://salsita.github.io/node-pg-migrate/"),
};

static POP: ToolFacts = ToolFacts {
    display_name: "pop",
    commands: Commands {
        deploy: Some("soda migrate up"),
        ..NO_COMMANDS
    },
    late: LatePolicy::Runs,
    refuses_edited: false,
    refuses_unknown: false,
    manual: Some("https://gobuffalo.io/documentation/database/migrations/"),
};

static SUPABASE: ToolFacts = ToolFacts {
    display_name: "Supabase",
    commands: Commands {
        deploy: Some("supabase db push"),
        mark_applied: Some("supabase migration repair --status applied NAME"),
        clear_failed: Some("supabase migration repair --status reverted NAME"),
    },
    late: LatePolicy::Holds,
    refuses_edited: false,
    refuses_unknown: false,
    manual: Some("https://supabase.com/docs/guides/deployment/database-migrations"),
};

static RAILS: ToolFacts = ToolFacts {
    display_name: "Rails",
    commands: Commands {
        deploy: Some("bin/rails db:migrate"),
        ..NO_COMMANDS
    },
    late: LatePolicy::Runs,
    refuses_edited: false,
    refuses_unknown: false,
    manual: Some("https://guides.rubyonrails.org/active_record_migrations.html"),
};

static LIQUIBASE: ToolFacts = ToolFacts {
    display_name: "Liquibase",
    commands: Commands {
        deploy: Some("liquibase update"),
        ..NO_COMMANDS
    },
    late: LatePolicy::Runs,
    refuses_edited: true,
    refuses_unknown: false,
    manual: Some("https://docs.liquibase.com/concepts/changelogs/sql-format.html"),
};

static PLAIN_FILES: ToolFacts = ToolFacts {
    display_name: "plain files",
    commands: NO_COMMANDS,
    late: LatePolicy::Runs,
    refuses_edited: false,
    refuses_unknown: false,
    manual: None,
};

#[cfg(test)]
mod tests {
    use super::{Tool, with_name};

    #[test]
    fn names_are_quoted_where_a_shell_would_stumble() {
        let command = "prisma migrate resolve --applied NAME";
        assert_eq!(
            with_name(command, "20240101_init"),
            "prisma migrate resolve --applied 20240101_init"
        );
        assert_eq!(with_name("x NAME", "it's; rm -rf"), r"x 'it'\''s; rm -rf'");
    }

    #[test]
    fn every_tool_is_listed_once() {
        let mut tools = Tool::ALL.to_vec();
        tools.dedup();
        assert_eq!(tools.len(), Tool::ALL.len());
        assert!(tools.is_sorted());
    }
}
