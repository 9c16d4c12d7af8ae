CREATE SEQUENCE "order_numbers";

CREATE TABLE "orders" (
    "id" integer PRIMARY KEY DEFAULT nextval('order_numbers')
);
