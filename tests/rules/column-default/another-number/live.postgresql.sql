CREATE TABLE "things" (
    "id" integer PRIMARY KEY,
    "value" integer NOT NULL DEFAULT 2
);
