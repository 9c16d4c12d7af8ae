//! Owns the synthetic schema that is measured: tables of twenty columns with enums, indexes and
//! foreign keys, as a Prisma schema and as the DDL that Prisma makes of it.

use std::fmt::Write as _;

/// Tables that share one enum.
const TABLES_AN_ENUM: usize = 10;

/// Columns of every table.
pub(super) const COLUMNS: usize = 20;

/// The schema as Prisma writes it.
pub(super) fn prisma(tables: usize) -> String {
    let mut text = String::from(
        "datasource db {\n  provider = \"postgresql\"\n  url      = env(\"DATABASE_URL\")\n}\n",
    );
    for number in 0..tables.div_ceil(TABLES_AN_ENUM) {
        push(
            &mut text,
            format_args!("\nenum Status{number:03} {{\n  ACTIVE\n  PAUSED\n  CLOSED\n}}\n"),
        );
    }
    for number in 0..tables {
        push_model(&mut text, number, tables);
    }
    text
}

fn push_model(text: &mut String, number: usize, tables: usize) {
    let status = number / TABLES_AN_ENUM;
    let parent = parent(number);
    push(
        text,
        format_args!(
            r#"
model Entity{number:04} {{
  id          Int       @id @default(autoincrement())
  code        String    @unique @db.VarChar(40)
  title       String    @db.VarChar(200)
  description String?
  status      Status{status:03} @default(ACTIVE)
  priority    Int       @default(0)
  amount      Decimal   @default(0) @db.Decimal(12, 2)
  ratio       Float?
  isActive    Boolean   @default(true) @map("is_active")
  tags        String[]
  metadata    Json      @default("{{}}")
  externalId  String?   @map("external_id") @db.Uuid
  quantity    BigInt    @default(0)
  position    Int       @default(0) @db.SmallInt
  notes       String?
  link        String?   @db.VarChar(500)
  parentId    Int       @map("parent_id")
  ownerId     Int?      @map("owner_id")
  createdAt   DateTime  @default(now()) @map("created_at") @db.Timestamptz(6)
  updatedAt   DateTime  @updatedAt @map("updated_at") @db.Timestamptz(6)

  parent      Entity{parent:04}  @relation("Parent{number:04}", fields: [parentId], references: [id])
  owner       Entity{number:04}? @relation("Owner{number:04}", fields: [ownerId], references: [id])
  owned       Entity{number:04}[] @relation("Owner{number:04}")
"#
        ),
    );
    for child in (0..tables).filter(|child| self::parent(*child) == number) {
        push(
            text,
            format_args!(
                "  children{child:04} Entity{child:04}[] @relation(\"Parent{child:04}\")\n"
            ),
        );
    }
    push(
        text,
        format_args!(
            "\n  @@index([status, priority])\n  @@index([createdAt(sort: Desc)])\n  @@index([parentId])\n  @@map(\"entity_{number:04}\")\n}}\n"
        ),
    );
}

/// The table that a table refers to: the one before it, and the first refers to itself.
fn parent(number: usize) -> usize {
    number.saturating_sub(1)
}

/// The same schema as DDL for PostgreSQL.
pub(super) fn ddl(tables: usize) -> String {
    let mut text = String::new();
    for number in 0..tables.div_ceil(TABLES_AN_ENUM) {
        push(
            &mut text,
            format_args!(
                "CREATE TYPE \"Status{number:03}\" AS ENUM ('ACTIVE', 'PAUSED', 'CLOSED');\n"
            ),
        );
    }
    for number in 0..tables {
        push_table(&mut text, number);
    }
    for number in 0..tables {
        push_foreign_keys(&mut text, number);
    }
    text
}

fn push_table(text: &mut String, number: usize) {
    let status = number / TABLES_AN_ENUM;
    push(
        text,
        format_args!(
            r#"CREATE TABLE "entity_{number:04}" (
  "id" SERIAL NOT NULL,
  "code" VARCHAR(40) NOT NULL,
  "title" VARCHAR(200) NOT NULL,
  "description" TEXT,
  "status" "Status{status:03}" NOT NULL DEFAULT 'ACTIVE',
  "priority" INTEGER NOT NULL DEFAULT 0,
  "amount" DECIMAL(12,2) NOT NULL DEFAULT 0,
  "ratio" DOUBLE PRECISION,
  "is_active" BOOLEAN NOT NULL DEFAULT true,
  "tags" TEXT[],
  "metadata" JSONB NOT NULL DEFAULT '{{}}',
  "external_id" UUID,
  "quantity" BIGINT NOT NULL DEFAULT 0,
  "position" SMALLINT NOT NULL DEFAULT 0,
  "notes" TEXT,
  "link" VARCHAR(500),
  "parent_id" INTEGER NOT NULL,
  "owner_id" INTEGER,
  "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updated_at" TIMESTAMPTZ(6) NOT NULL,
  CONSTRAINT "entity_{number:04}_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "entity_{number:04}_code_key" ON "entity_{number:04}"("code");
CREATE INDEX "entity_{number:04}_status_priority_idx" ON "entity_{number:04}"("status", "priority");
CREATE INDEX "entity_{number:04}_created_at_idx" ON "entity_{number:04}"("created_at" DESC);
CREATE INDEX "entity_{number:04}_parent_id_idx" ON "entity_{number:04}"("parent_id");
"#
        ),
    );
}

fn push_foreign_keys(text: &mut String, number: usize) {
    let parent = parent(number);
    for (column, target, action) in [
        ("parent_id", parent, "RESTRICT"),
        ("owner_id", number, "SET NULL"),
    ] {
        push(
            text,
            format_args!(
                "ALTER TABLE \"entity_{number:04}\" ADD CONSTRAINT \"entity_{number:04}_{column}_fkey\" FOREIGN KEY (\"{column}\") REFERENCES \"entity_{target:04}\"(\"id\") ON DELETE {action} ON UPDATE CASCADE;\n"
            ),
        );
    }
}

fn push(text: &mut String, arguments: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = text.write_fmt(arguments);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_have_the_same_tables_and_columns() {
        let (prisma, ddl) = (prisma(25), ddl(25));
        assert_eq!(prisma.matches("\nmodel ").count(), 25);
        assert_eq!(ddl.matches("CREATE TABLE").count(), 25);
        assert_eq!(prisma.matches("\nenum ").count(), 3);
        assert_eq!(ddl.matches("CREATE TYPE").count(), 3);
        let table = ddl.split("CREATE TABLE").nth(1).unwrap();
        let columns = table
            .lines()
            .filter(|line| line.starts_with("  \""))
            .count();
        assert_eq!(columns, COLUMNS);
    }
}
