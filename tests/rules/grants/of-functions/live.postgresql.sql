CREATE TABLE "invoices" (
    "id" integer PRIMARY KEY,
    "total" integer NOT NULL,
    "secret" text
);
CREATE FUNCTION "total_of"("wanted" integer) RETURNS integer LANGUAGE sql STABLE AS $$ SELECT 1 $$;
