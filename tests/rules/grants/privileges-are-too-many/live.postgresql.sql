CREATE TABLE "invoices" (
    "id" integer PRIMARY KEY,
    "total" integer NOT NULL,
    "secret" text
);
GRANT SELECT ON "invoices" TO PUBLIC;
GRANT UPDATE ("total") ON "invoices" TO "pg_monitor";
