CREATE TABLE "invoices" (
    "id" integer PRIMARY KEY,
    "total" integer NOT NULL,
    "secret" text
);
REVOKE ALL ON SCHEMA "public" FROM PUBLIC;
