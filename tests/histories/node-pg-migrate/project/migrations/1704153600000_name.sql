-- Up Migration
ALTER TABLE customers ADD COLUMN name text;
-- Down Migration
ALTER TABLE customers DROP COLUMN name;
