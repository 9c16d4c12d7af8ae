CREATE TABLE "things" (
    "id" integer PRIMARY KEY,
    "value" real NOT NULL
);
