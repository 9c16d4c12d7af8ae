CREATE TABLE customers (id serial PRIMARY KEY, email varchar(200) NOT NULL, phone text);
CREATE TABLE pgmigrations (id serial PRIMARY KEY, name varchar(255) NOT NULL, run_on timestamp NOT NULL);
INSERT INTO pgmigrations (name, run_on) VALUES ('1704067200000_customers', '2026-01-01'), ('1704240000000_phone', '2026-01-02');
