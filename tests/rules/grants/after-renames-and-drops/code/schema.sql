CREATE TABLE "invoices" (
    "id" integer PRIMARY KEY,
    "total" integer NOT NULL,
    "secret" text
);
CREATE TABLE "old" ("id" integer PRIMARY KEY, "mail" text);
GRANT SELECT ON "old" TO "pg_monitor";
GRANT UPDATE ("mail") ON "old" TO "pg_monitor";
ALTER TABLE "old" RENAME COLUMN "mail" TO "email";
ALTER TABLE "old" RENAME TO "people";
CREATE VIEW "totals" AS SELECT "total" FROM "invoices";
GRANT SELECT ON "totals" TO PUBLIC;
DROP VIEW "totals";
CREATE VIEW "totals" AS SELECT "total" FROM "invoices";
GRANT UPDATE ("secret") ON "invoices" TO PUBLIC;
ALTER TABLE "invoices" DROP COLUMN "secret";
