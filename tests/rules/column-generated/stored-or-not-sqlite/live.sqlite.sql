CREATE TABLE "things" (
    "id" integer PRIMARY KEY,
    "name" TEXT NOT NULL,
    "key" TEXT GENERATED ALWAYS AS (lower("name")) VIRTUAL
);
