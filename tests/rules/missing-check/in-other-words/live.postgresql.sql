CREATE TABLE "products" (
    "id" integer PRIMARY KEY,
    "price" numeric(10,2) NOT NULL,
    "state" text NOT NULL,
    CONSTRAINT "known_state" CHECK ("state" = ANY (ARRAY['draft', 'sold']))
);
