CREATE TABLE "users" (
    "id" integer PRIMARY KEY,
    "email" text NOT NULL
);

CREATE TABLE "teams" (
    "id" integer PRIMARY KEY,
    "name" text NOT NULL
);
