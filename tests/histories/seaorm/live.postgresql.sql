CREATE TABLE customers (id serial PRIMARY KEY, email text NOT NULL);
CREATE TABLE seaql_migrations (version varchar PRIMARY KEY, applied_at bigint NOT NULL);
INSERT INTO seaql_migrations VALUES ('m20260101_000001_customers', 1767261600), ('m20251201_000001_gone', 1764583200);
