CREATE TYPE "State" AS ENUM ('paid');

CREATE TABLE "orders" (
    "id" integer PRIMARY KEY,
    "state" "State" NOT NULL
);

ALTER TYPE "State" ADD VALUE 'open' BEFORE 'paid';
