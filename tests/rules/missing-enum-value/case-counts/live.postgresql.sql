CREATE TYPE "State" AS ENUM ('open', 'Paid');

CREATE TABLE "orders" (
    "id" integer PRIMARY KEY,
    "state" "State" NOT NULL
);
