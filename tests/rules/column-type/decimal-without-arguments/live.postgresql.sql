CREATE TABLE "things" (
    "id" integer PRIMARY KEY,
    "value" decimal NOT NULL
);
