CREATE TYPE "State" AS ENUM ('open', 'paid');

CREATE TABLE "orders" (
    "id" integer PRIMARY KEY,
    "state" "State" NOT NULL
);

CREATE TYPE "Other" AS ENUM ('a');
