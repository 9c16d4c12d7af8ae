CREATE TABLE "invoices" (
    "id" integer PRIMARY KEY,
    "total" integer NOT NULL,
    "secret" text
);
GRANT SELECT ON "invoices" TO "pg_monitor" WITH GRANT OPTION;
GRANT INSERT ON "invoices" TO "pg_read_all_stats";
