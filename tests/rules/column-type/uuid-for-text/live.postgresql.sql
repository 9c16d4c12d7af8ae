CREATE TABLE "things" (
    "id" integer PRIMARY KEY,
    "value" uuid NOT NULL
);
