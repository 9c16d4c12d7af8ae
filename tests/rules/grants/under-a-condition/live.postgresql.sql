CREATE TABLE "invoices" (
    "id" integer PRIMARY KEY,
    "total" integer NOT NULL,
    "secret" text
);
GRANT SELECT ON "invoices" TO "pg_monitor";
