CREATE TABLE "things" (
    "id" integer PRIMARY KEY,
    "value" numeric NOT NULL
);
