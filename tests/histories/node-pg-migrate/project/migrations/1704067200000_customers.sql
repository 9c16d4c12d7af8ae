-- Up Migration
CREATE TABLE customers (
    id serial PRIMARY KEY,
    email varchar(200) NOT NULL
);

-- Down Migration
DROP TABLE customers;
