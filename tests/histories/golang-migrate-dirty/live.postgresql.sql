CREATE TABLE customers (id bigserial PRIMARY KEY, email text NOT NULL);
CREATE TABLE schema_migrations (version bigint PRIMARY KEY, dirty boolean NOT NULL);
INSERT INTO schema_migrations VALUES (2, true);
