CREATE TYPE "State" AS ENUM ('open');

CREATE TABLE "orders" (
    "id" integer PRIMARY KEY,
    "state" "State" NOT NULL
);
