-- migrate:up
CREATE TABLE customers (
    id integer PRIMARY KEY,
    email text NOT NULL
);

-- migrate:down
DROP TABLE customers;
