//! Owns hand-made reports: one a situation, over real source files.

use std::sync::Arc;
use std::time::Duration;

use schemadrift_check::outcome::{CannotTell, KindCoverage};
use schemadrift_check::report::{DatabaseDescription, LeftOut, Report, Suppressed, SuppressedBy};
use schemadrift_core::finding::{
    Cause, Direction, Effect, Finding, FindingLocation, LocationRole, Verdict,
};
use schemadrift_core::object::{ObjectKind, ObjectPath};
use schemadrift_core::origin::{Location, Origin, SourceFile};
use schemadrift_core::problem::Problem;
use schemadrift_core::source::SourceDescription;

pub(crate) const SCHEMA: &str = "\
datasource db {
  provider = \"postgresql\"
  url      = \"postgresql://app:hunter2@db.internal:5432/shop?sslmode=require\"
}

model User {
  id                 Int       @id @default(autoincrement())
  email              String    @unique
  username           String?   @unique
  verificationCode   String?
  verificationExpiry DateTime?
  isGoogleAuth       Boolean   @default(false)
  createdAt          DateTime  @default(now()) @db.Timestamptz(3)
  role               Role      @default(CUSTOMER)
}

enum Role {
  CUSTOMER
  MECHANIC
}

model Review {
  id     Int @id
  stars  Int
  userId Int
  user   User @relation(fields: [userId], references: [id], onDelete: Cascade)

  @@index([userId, stars(sort: Desc)])
}

model TradeIn {
  id Int @id
}

model Wallet {
  id Int @id
}

model Payment {
  id Int @id
}
";

/// The schema as a file.
pub(crate) fn schema() -> Arc<SourceFile> {
    SourceFile::new("prisma/schema.prisma", SCHEMA)
}

/// Where a piece of text first stands in a file.
pub(crate) fn at(file: &Arc<SourceFile>, text: &str) -> Origin {
    let start = file.text.find(text).unwrap();
    Origin::Exact(Location::new(file, start..start + text.len()))
}

/// A report over the schema with nothing in it.
pub(crate) fn clean() -> Report {
    let covered = |kind, declared, visible, compared| KindCoverage {
        kind,
        declared,
        visible,
        compared,
        same: compared,
        differs: 0,
        cannot_tell: 0,
    };
    Report {
        sources: vec![SourceDescription {
            kind: "prisma".to_owned(),
            place: "prisma/schema.prisma".to_owned(),
        }],
        database: DatabaseDescription {
            name: None,
            engine: "PostgreSQL".to_owned(),
            version: "16.4".to_owned(),
            database: "shop".to_owned(),
            user: Some("app".to_owned()),
            host: Some("db.internal".to_owned()),
            port: Some(5432),
            schema: Some("public".to_owned()),
            round_trips: Some(3),
        },
        verdict: Verdict::Match,
        findings: Vec::new(),
        suppressed: Vec::new(),
        cannot_tell: Vec::new(),
        coverage: vec![
            covered(ObjectKind::Table, 51, 51, 51),
            covered(ObjectKind::Column, 489, 489, 489),
            covered(ObjectKind::Index, 120, 123, 120),
            covered(ObjectKind::Check, 0, 12, 0),
        ],
        problems: Vec::new(),
        usage: None,
        left_out: vec![left_out(
            "_prisma_migrations",
            "bookkeeping of Prisma Migrate",
        )],
        untrusted: None,
        elapsed: Duration::from_millis(184),
    }
}

/// A report with these findings.
pub(crate) fn with(findings: Vec<Finding>) -> Report {
    Report {
        verdict: Verdict::of(&findings),
        findings,
        ..clean()
    }
}

pub(crate) fn left_out(name: &str, reason: &str) -> LeftOut {
    LeftOut {
        kind: ObjectKind::Table,
        name: name.to_owned(),
        reason: reason.to_owned(),
    }
}

pub(crate) fn path(kind: ObjectKind, table: Option<&str>, name: &str) -> ObjectPath {
    ObjectPath {
        schema: Some("public".to_owned()),
        table: table.map(str::to_owned),
        kind,
        name: name.to_owned(),
    }
}

fn finding(
    rule: &'static str,
    effect: Effect,
    direction: Direction,
    object: ObjectPath,
    message: String,
) -> Finding {
    Finding {
        rule,
        level: effect.default_level(),
        effect,
        direction,
        object,
        message,
        expected: None,
        found: None,
        cause: None,
        migration: None,
        locations: Vec::new(),
        note: None,
        help: None,
        is_help_a_guess: false,
    }
}

fn declared(origin: Origin, label: &str) -> FindingLocation {
    FindingLocation {
        role: LocationRole::Declared,
        origin,
        label: label.to_owned(),
    }
}

pub(crate) fn missing_column(file: &Arc<SourceFile>, name: &str, data_type: &str) -> Finding {
    Finding {
        expected: Some(data_type.to_owned()),
        found: Some("no column".to_owned()),
        cause: Some(Cause::PendingMigration),
        migration: Some("20260212132000_add_missing_user_columns".to_owned()),
        locations: vec![declared(field(file, name), "declared here")],
        note: Some("every query that reads or writes it fails".to_owned()),
        help: Some("deploy the pending migration: `npx prisma migrate deploy`".to_owned()),
        ..finding(
            "missing-column",
            Effect::ReadsFail,
            Direction::LiveLacks,
            path(ObjectKind::Column, Some("User"), name),
            format!("column `{name}` of `User` does not exist in the database"),
        )
    }
}

/// Where a field of this name stands.
fn field(file: &Arc<SourceFile>, name: &str) -> Origin {
    let start = file.text.find(&format!("\n  {name} ")).unwrap() + 3;
    Origin::Exact(Location::new(file, start..start + name.len()))
}

pub(crate) fn missing_table(file: &Arc<SourceFile>, name: &str) -> Finding {
    Finding {
        expected: Some("a table of 9 columns".to_owned()),
        found: Some("no table".to_owned()),
        cause: Some(Cause::NoMigration),
        locations: vec![declared(
            at(file, &format!("model {name}")),
            "declared here",
        )],
        note: Some("every query on this table fails".to_owned()),
        help: Some("write a migration that creates it: `schemadrift fix` drafts one".to_owned()),
        ..finding(
            "missing-table",
            Effect::ReadsFail,
            Direction::LiveLacks,
            path(ObjectKind::Table, None, name),
            format!("table `{name}` does not exist in the database"),
        )
    }
}

pub(crate) fn column_type(file: &Arc<SourceFile>) -> Finding {
    Finding {
        expected: Some("timestamp(3) with time zone".to_owned()),
        found: Some("timestamp(3) without time zone".to_owned()),
        locations: vec![declared(
            at(file, "@db.Timestamptz(3)"),
            "expects `timestamp(3) with time zone`",
        )],
        note: Some(
            "values written by a client in another time zone are shifted without anyone noticing"
                .to_owned(),
        ),
        help: Some(
            "change the column in a migration, or declare the type that the database has"
                .to_owned(),
        ),
        ..finding(
            "column-type",
            Effect::DataAtRisk,
            Direction::Differs,
            path(ObjectKind::Column, Some("User"), "createdAt"),
            "column `createdAt` of `User` is `timestamp(3) without time zone` in the database, the \
             code expects `timestamp(3) with time zone`"
                .to_owned(),
        )
    }
}

pub(crate) fn missing_index(file: &Arc<SourceFile>) -> Finding {
    Finding {
        expected: Some("btree (\"userId\", stars DESC)".to_owned()),
        found: Some("no index".to_owned()),
        locations: vec![declared(
            at(file, "@@index([userId, stars(sort: Desc)])"),
            "declared here",
        )],
        note: Some("queries that rely on it read the whole table".to_owned()),
        help: Some("create it in a migration".to_owned()),
        ..finding(
            "missing-index",
            Effect::Slower,
            Direction::LiveLacks,
            path(ObjectKind::Index, Some("Review"), "Review_userId_stars_idx"),
            "index `Review_userId_stars_idx` of `Review` does not exist in the database".to_owned(),
        )
    }
}

pub(crate) fn extra_value(file: &Arc<SourceFile>, value: &str) -> Finding {
    Finding {
        expected: Some("no such value".to_owned()),
        found: Some(value.to_owned()),
        locations: vec![declared(at(file, "enum Role"), "the enum is declared here")],
        note: Some("a row that holds the value cannot be read".to_owned()),
        help: Some("declare the value before anything writes it".to_owned()),
        ..finding(
            "extra-enum-value",
            Effect::ReadsFail,
            Direction::LiveHasMore,
            path(ObjectKind::EnumValue, Some("Role"), value),
            format!(
                "enum `Role` has value `{value}` in the database, which the code does not know"
            ),
        )
    }
}

pub(crate) fn view_definition(expected: &str, found: &str) -> Finding {
    Finding {
        expected: Some(expected.to_owned()),
        found: Some(found.to_owned()),
        ..finding(
            "view-definition",
            Effect::DataAtRisk,
            Direction::Differs,
            path(ObjectKind::View, None, "active_users"),
            "view `active_users` selects something else than the code expects".to_owned(),
        )
    }
}

/// A table that application code still uses, in many places.
pub(crate) fn used_table() -> Finding {
    let code = SourceFile::new(
        "src/controllers/product.ts",
        "export const list = (req, res) =>\n  prismaAas.product.findMany({ include: { Category: true } });\n\
         export const count = () => prismaAas.product.count();\n",
    );
    let other = SourceFile::new(
        "src/jobs/prices.ts",
        "await prismaAas.product.updateMany({ data: { unit: 1 } });\n".repeat(6),
    );
    let schema = SourceFile::new(
        "prisma/aas.prisma",
        "model Product {\n  id String @id\n\n  @@map(\"products\")\n}\n",
    );
    let uses = |file: &Arc<SourceFile>, number: usize| {
        let (start, text) = file.text.match_indices("product").nth(number).unwrap();
        FindingLocation {
            role: LocationRole::Code,
            origin: Origin::Exact(Location::new(file, start..start + text.len())),
            label: "fails at run time".to_owned(),
        }
    };
    let mut locations = vec![
        declared(at(&schema, "\"products\""), "declared here"),
        uses(&code, 0),
        uses(&code, 1),
    ];
    locations.extend((0..6).map(|number| uses(&other, number)));
    Finding {
        cause: Some(Cause::Lost),
        migration: Some("20251103_products".to_owned()),
        note: Some("every query on this table fails".to_owned()),
        help: Some("restore it from the dump it was left out of, or create it again".to_owned()),
        locations,
        ..finding(
            "missing-table",
            Effect::ReadsFail,
            Direction::LiveLacks,
            path(ObjectKind::Table, None, "products"),
            "table `products` does not exist in the database".to_owned(),
        )
    }
}

pub(crate) fn unsure(name: &str) -> CannotTell {
    CannotTell {
        object: path(ObjectKind::Column, Some("User"), name),
        rule: "column-default",
        reason: "the expressions differ, and no rule shows that they mean the same".to_owned(),
        expected: Some(format!("next_code('{name}')")),
        found: Some(format!("next_code(('{name}'::text)::character varying)")),
        question: None,
    }
}

pub(crate) fn problems(file: &Arc<SourceFile>) -> Vec<Problem> {
    vec![
        Problem::note("the datasource has no `directUrl`", Origin::Unlocated),
        Problem::warning(
            "`stars(sort: Desc)` is not understood",
            at(file, "stars(sort: Desc)"),
        )
        .with_help("the index is not compared"),
        Problem::error("the URL holds a password", at(file, "url")),
    ]
}

/// Several objects, several rules.
pub(crate) fn drifted() -> Report {
    let file = schema();
    let mut findings: Vec<Finding> = ["TradeIn", "Wallet", "Payment"]
        .map(|name| missing_table(&file, name))
        .into();
    findings.push(missing_index(&file));
    findings.push(missing_column(&file, "username", "text"));
    findings.push(missing_column(&file, "verificationCode", "text"));
    findings.push(missing_column(
        &file,
        "verificationExpiry",
        "timestamp(3) without time zone",
    ));
    findings.push(missing_column(&file, "isGoogleAuth", "boolean"));
    findings.push(column_type(&file));
    findings.push(extra_value(&file, "ADMIN"));
    Report {
        suppressed: vec![Suppressed {
            finding: missing_table(&file, "Review"),
            reason: "being built this week".to_owned(),
            by: SuppressedBy::Configuration,
        }],
        cannot_tell: vec![unsure("email")],
        ..with(findings)
    }
}
