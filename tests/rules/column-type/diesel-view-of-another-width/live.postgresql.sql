CREATE TABLE users (id integer PRIMARY KEY, amount numeric(12, 2) NOT NULL);
CREATE VIEW totals AS SELECT id, count(*) AS count, sum(amount) AS amount FROM users GROUP BY id;
CREATE VIEW fitting AS SELECT id, count(*) AS count, sum(amount) AS amount FROM users GROUP BY id;
