CREATE TABLE "things" (
    "id" integer PRIMARY KEY,
    "value" numeric(10,2) NOT NULL DEFAULT 1.50
);
