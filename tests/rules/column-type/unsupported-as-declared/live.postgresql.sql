CREATE TABLE "things" (
    "id" integer PRIMARY KEY,
    "value" tsquery NOT NULL
);
