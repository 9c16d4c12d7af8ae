CREATE TABLE "products" (
    "id" integer PRIMARY KEY,
    "price" numeric(10,2) NOT NULL,
    "state" text NOT NULL
);

ALTER TABLE "products" ADD CONSTRAINT "price_check" CHECK ("price" > 0) NOT VALID;
