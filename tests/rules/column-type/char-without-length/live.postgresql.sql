CREATE TABLE "things" (
    "id" integer PRIMARY KEY,
    "value" char NOT NULL
);
