CREATE TABLE "orders" (
    "id" integer PRIMARY KEY,
    "number" integer NOT NULL
);
