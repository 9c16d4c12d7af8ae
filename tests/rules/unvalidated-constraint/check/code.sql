CREATE TABLE "products" (
    "id" integer PRIMARY KEY,
    "price" numeric(10,2) NOT NULL,
    "state" text NOT NULL,
    CONSTRAINT "price_check" CHECK ("price" > 0)
);
