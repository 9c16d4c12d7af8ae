CREATE TABLE "users" (
    "id" integer PRIMARY KEY,
    "email" text NOT NULL
);

CREATE TABLE "all_teams" (
    "id" integer PRIMARY KEY,
    "name" text NOT NULL
);

CREATE VIEW "teams" AS SELECT "id", "name" FROM "all_teams";
