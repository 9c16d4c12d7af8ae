CREATE TABLE "users" (
    "id" integer PRIMARY KEY,
    "email" text NOT NULL,
    "nickname" text
);

CREATE VIEW "people" AS SELECT "id", "email", "nickname" FROM "users";
