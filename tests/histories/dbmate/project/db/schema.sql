CREATE TABLE IF NOT EXISTS "schema_migrations" (version varchar(128) primary key);
CREATE TABLE customers (id integer PRIMARY KEY, email text NOT NULL);
-- Dbmate schema migrations
INSERT INTO "schema_migrations" (version) VALUES ('20260101000000');
