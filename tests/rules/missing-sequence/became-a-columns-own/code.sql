CREATE TABLE "orders" ("id" integer PRIMARY KEY);
CREATE SEQUENCE "orders_id_seq" AS integer;
ALTER TABLE "orders" ALTER COLUMN "id" SET DEFAULT nextval('orders_id_seq');
