CREATE TYPE "State" AS ENUM ('open', 'paid-in-full');

CREATE TABLE "orders" (
    "id" integer PRIMARY KEY,
    "state" "State" NOT NULL
);
