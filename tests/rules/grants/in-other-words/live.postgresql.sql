CREATE TABLE "invoices" (
    "id" integer PRIMARY KEY,
    "total" integer NOT NULL,
    "secret" text
);
CREATE SEQUENCE "numbers";
CREATE TABLE "orders" ("id" serial PRIMARY KEY, "of" bigint GENERATED ALWAYS AS IDENTITY);
CREATE FUNCTION "total_of"("wanted" integer) RETURNS integer LANGUAGE sql STABLE AS $$ SELECT 1 $$;
GRANT INSERT, SELECT, UPDATE, REFERENCES, TRIGGER ON "invoices" TO "pg_monitor";
DO $$ BEGIN
    IF current_setting('server_version_num')::integer >= 170000 THEN
        EXECUTE 'GRANT MAINTAIN ON "invoices" TO "pg_monitor"';
    END IF;
END $$;
GRANT ALL ON "orders" TO "pg_monitor";
GRANT SELECT ON TABLE "invoices" TO "pg_read_all_stats" WITH GRANT OPTION;
GRANT SELECT ON TABLE "orders" TO "pg_read_all_stats";
GRANT USAGE ON SEQUENCE "numbers" TO PUBLIC;
GRANT USAGE, SELECT, UPDATE ON SEQUENCE "numbers", "orders_id_seq" TO "pg_monitor";
GRANT SELECT ("id"), UPDATE ("total") ON "invoices" TO "pg_signal_backend";
GRANT SELECT ("total") ON "invoices" TO "pg_signal_backend";
REVOKE ALL ON FUNCTION "total_of"(integer) FROM PUBLIC;
GRANT ALL ON FUNCTION "total_of"(integer) TO "pg_monitor";
GRANT USAGE ON SCHEMA "public" TO "pg_monitor";
