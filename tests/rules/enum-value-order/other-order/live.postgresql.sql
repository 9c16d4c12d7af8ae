CREATE TYPE "State" AS ENUM ('paid', 'open');

CREATE TABLE "orders" (
    "id" integer PRIMARY KEY,
    "state" "State" NOT NULL
);
