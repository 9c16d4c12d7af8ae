CREATE TYPE "State" AS ENUM ('open', 'paid', 'lost');

CREATE TABLE "orders" (
    "id" integer PRIMARY KEY,
    "state" "State" NOT NULL
);
