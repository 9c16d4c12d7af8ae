CREATE TABLE "invoices" (
    "id" integer PRIMARY KEY,
    "total" integer NOT NULL,
    "secret" text
);
CREATE FUNCTION "total_of"("wanted" integer) RETURNS integer LANGUAGE sql STABLE AS $$ SELECT 1 $$;
REVOKE ALL ON FUNCTION "total_of"(integer) FROM PUBLIC;
