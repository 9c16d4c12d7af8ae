CREATE TABLE "invoices" (
    "id" integer PRIMARY KEY,
    "total" integer NOT NULL,
    "secret" text
);
CREATE SEQUENCE "numbers";
CREATE TABLE "orders" ("id" serial PRIMARY KEY, "of" bigint GENERATED ALWAYS AS IDENTITY);
CREATE FUNCTION "total_of"("wanted" integer) RETURNS integer LANGUAGE sql STABLE AS $$ SELECT 1 $$;
GRANT ALL ON ALL TABLES IN SCHEMA public TO pg_monitor;
REVOKE DELETE, TRUNCATE ON TABLE invoices FROM pg_monitor CASCADE;
GRANT SELECT ON invoices, orders TO GROUP pg_read_all_stats WITH GRANT OPTION;
REVOKE GRANT OPTION FOR SELECT ON orders FROM pg_read_all_stats;
GRANT USAGE ON numbers TO PUBLIC;
GRANT ALL PRIVILEGES ON ALL SEQUENCES IN SCHEMA "public" TO pg_monitor;
GRANT SELECT (id, total), UPDATE (total) ON invoices TO pg_signal_backend;
REVOKE EXECUTE ON FUNCTION total_of(wanted int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION total_of TO pg_monitor;
GRANT USAGE ON SCHEMA public TO pg_monitor;
GRANT pg_monitor TO CURRENT_USER;
GRANT CONNECT ON DATABASE postgres TO pg_monitor;
