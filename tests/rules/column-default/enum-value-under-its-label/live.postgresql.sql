CREATE TYPE "Colour" AS ENUM ('red', 'sky-blue');

CREATE TABLE "things" (
    "id" integer PRIMARY KEY,
    "value" "Colour" NOT NULL DEFAULT 'sky-blue'
);
