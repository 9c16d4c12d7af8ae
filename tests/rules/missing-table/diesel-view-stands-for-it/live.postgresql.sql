CREATE TABLE users (id integer PRIMARY KEY);
CREATE MATERIALIZED VIEW totals AS SELECT id, count(*) FROM users GROUP BY id;
