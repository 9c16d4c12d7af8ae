CREATE TABLE "base" (
    "id" integer PRIMARY KEY,
    "name" text NOT NULL
);

CREATE VIEW "required" AS SELECT "id", lower("name") AS "name" FROM "base";

CREATE VIEW "optional" AS SELECT "id", lower("name") AS "name" FROM "base";
