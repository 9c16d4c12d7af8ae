CREATE TABLE "orders" ("id" integer PRIMARY KEY);
CREATE SEQUENCE "order_numbers";
CREATE SEQUENCE "invoice_numbers";
