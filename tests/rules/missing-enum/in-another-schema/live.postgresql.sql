CREATE SCHEMA "app";

CREATE TYPE "app"."State" AS ENUM ('open', 'paid');

CREATE TABLE "orders" (
    "id" integer PRIMARY KEY,
    "state" "app"."State" NOT NULL
);
