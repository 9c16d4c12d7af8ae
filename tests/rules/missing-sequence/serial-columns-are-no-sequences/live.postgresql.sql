CREATE TABLE "orders" ("id" bigserial PRIMARY KEY, "number" integer NOT NULL GENERATED ALWAYS AS IDENTITY);
