CREATE TABLE "things" (
    "id" integer PRIMARY KEY,
    "name" TEXT NOT NULL,
    "key" TEXT AS (LOWER(name)) STORED
);
