CREATE TABLE "users" (
    "id" integer PRIMARY KEY,
    "email" text NOT NULL
);

CREATE TABLE "Teams" (
    "id" integer PRIMARY KEY,
    "name" text NOT NULL
);
