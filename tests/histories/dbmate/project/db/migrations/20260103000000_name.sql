-- migrate:up
ALTER TABLE customers ADD COLUMN name text;

-- migrate:down
ALTER TABLE customers DROP COLUMN name;
