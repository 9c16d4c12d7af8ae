-- +goose Up
ALTER TABLE customers ADD COLUMN name text;
-- +goose Down
ALTER TABLE customers DROP COLUMN name;
