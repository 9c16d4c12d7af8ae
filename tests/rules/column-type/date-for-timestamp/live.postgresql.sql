CREATE TABLE "things" (
    "id" integer PRIMARY KEY,
    "value" date NOT NULL
);
