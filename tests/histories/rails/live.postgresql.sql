CREATE TABLE customers (id bigserial PRIMARY KEY, email varchar NOT NULL);
CREATE UNIQUE INDEX index_customers_on_email ON customers (email);
CREATE TABLE schema_migrations (version varchar PRIMARY KEY);
CREATE TABLE ar_internal_metadata (key varchar PRIMARY KEY, value varchar, created_at timestamp(6) NOT NULL, updated_at timestamp(6) NOT NULL);
INSERT INTO schema_migrations VALUES ('20260101000000');
