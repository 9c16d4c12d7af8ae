CREATE TABLE "invoices" ("id" integer PRIMARY KEY);
CREATE TABLE "other" ("id" integer PRIMARY KEY);
GRANT SELECT ON "other" TO PUBLIC;
CREATE FUNCTION "other_one"() RETURNS integer LANGUAGE sql AS $$ SELECT 1 $$;
