CREATE TABLE "invoices" ("id" integer PRIMARY KEY);
CREATE TABLE "gone" ("id" integer PRIMARY KEY);
GRANT SELECT ON "gone" TO PUBLIC;
GRANT USAGE ON SCHEMA "elsewhere" TO PUBLIC;
