CREATE TABLE "users" (
    "id" integer PRIMARY KEY,
    "email" text NOT NULL
);

CREATE SCHEMA "app";

CREATE TABLE "app"."teams" (
    "id" integer PRIMARY KEY,
    "name" text NOT NULL
);
