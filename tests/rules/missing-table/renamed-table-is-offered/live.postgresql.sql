CREATE TABLE "users" (
    "id" integer PRIMARY KEY,
    "email" text NOT NULL
);

CREATE TABLE "team" (
    "id" integer PRIMARY KEY,
    "name" text NOT NULL
);
