CREATE TABLE "addresses" ("id" integer PRIMARY KEY);
CREATE DOMAIN "postal_code" AS text CHECK (VALUE <> '');
