CREATE TABLE "users" (
    "id" integer PRIMARY KEY,
    "email" text NOT NULL
);

CREATE VIEW "people" AS SELECT "id", "email" FROM "users";
