CREATE TABLE "invoices" (
    "id" integer PRIMARY KEY,
    "total" integer NOT NULL,
    "secret" text
);
DO $$ BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'reader') THEN
        GRANT SELECT ON "invoices" TO "pg_monitor";
    END IF;
END $$;
GRANT INSERT ON "invoices" TO "pg_read_all_stats";
