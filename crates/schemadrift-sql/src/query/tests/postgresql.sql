CREATE TYPE status AS ENUM ('OPEN', 'CLOSED');
CREATE TABLE "User" ("id" int PRIMARY KEY, "firstName" text, email text);
CREATE TABLE orders (id int PRIMARY KEY, "userId" int, total numeric, state status, tags text[]);
CREATE VIEW recent AS SELECT id, total FROM orders;
CREATE SCHEMA billing;
CREATE TABLE billing.invoices (id int, order_id int);
