CREATE TYPE "Colour" AS ENUM ('red');

CREATE TYPE "Shade" AS ENUM ('red');

CREATE TABLE "things" (
    "id" integer PRIMARY KEY,
    "value" "Shade" NOT NULL
);
