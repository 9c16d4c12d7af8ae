CREATE TYPE "State" AS ENUM ('open', 'lost', 'paid');

CREATE TABLE "orders" (
    "id" integer PRIMARY KEY,
    "state" "State" NOT NULL
);
