-- +goose NO TRANSACTION
-- +goose Up
CREATE INDEX CONCURRENTLY customers_lower ON customers (lower(email));

-- +goose Down
DROP INDEX customers_lower;
