CREATE TABLE "invoices" ("id" integer PRIMARY KEY, "total" integer NOT NULL);
CREATE TABLE "people" ("id" integer CONSTRAINT "old_pkey" PRIMARY KEY, "email" text);
GRANT SELECT ON "people" TO "pg_monitor";
GRANT UPDATE ("email") ON "people" TO "pg_monitor";
CREATE VIEW "totals" AS SELECT "total" FROM "invoices";
