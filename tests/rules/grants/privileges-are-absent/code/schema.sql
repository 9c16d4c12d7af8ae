CREATE TABLE "invoices" (
    "id" integer PRIMARY KEY,
    "total" integer NOT NULL,
    "secret" text
);
GRANT SELECT, INSERT ON "invoices" TO PUBLIC, "pg_monitor";
GRANT UPDATE ON "invoices" TO "pg_monitor";
