CREATE TABLE customers (
    id integer PRIMARY KEY,
    email text NOT NULL
);
CREATE TABLE schema_migrations (version varchar(128) PRIMARY KEY);
INSERT INTO schema_migrations VALUES ('20260101000000'), ('20260103000000'), ('20251231000000');
ALTER TABLE customers ADD COLUMN name text;
