CREATE TABLE "things" (
    "id" integer PRIMARY KEY,
    "value" text NOT NULL
);
