CREATE TABLE "users" (
    "id" integer PRIMARY KEY,
    "email" text NOT NULL
);

CREATE MATERIALIZED VIEW "people" AS SELECT "id", "email" FROM "users";
