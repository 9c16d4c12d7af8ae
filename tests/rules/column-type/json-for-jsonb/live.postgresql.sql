CREATE TABLE "things" (
    "id" integer PRIMARY KEY,
    "value" json NOT NULL
);
