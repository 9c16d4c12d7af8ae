CREATE TABLE "things" (
    "id" integer PRIMARY KEY,
    "value" tsvector NOT NULL
);
