-- migrate:up transaction:false
CREATE UNIQUE INDEX customers_email ON customers (email);

-- migrate:down
DROP INDEX customers_email;
