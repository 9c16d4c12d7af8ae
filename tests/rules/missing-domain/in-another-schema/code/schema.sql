CREATE SCHEMA "geo";
CREATE TABLE "addresses" ("id" integer PRIMARY KEY);
CREATE DOMAIN "geo"."postal_code" AS text;
