CREATE TYPE "State" AS ENUM ('open', 'payed');

CREATE TABLE "orders" (
    "id" integer PRIMARY KEY,
    "state" "State" NOT NULL
);
