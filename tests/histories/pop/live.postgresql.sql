CREATE TABLE customers (id uuid PRIMARY KEY, email text NOT NULL);
CREATE TABLE schema_migration (version varchar(14) NOT NULL);
INSERT INTO schema_migration VALUES ('20260101000000');
