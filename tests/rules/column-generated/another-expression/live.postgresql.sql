CREATE TABLE "things" (
    "id" integer PRIMARY KEY,
    "name" text NOT NULL,
    "key" text GENERATED ALWAYS AS (upper("name")) STORED
);
