CREATE TABLE "orders" ("id" integer PRIMARY KEY);
CREATE SEQUENCE "invoice_numbers";
