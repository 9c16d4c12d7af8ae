CREATE TABLE "users" ("id" integer PRIMARY KEY, "email" text, "name" text);
COMMENT ON TABLE "users" IS 'Persons.';
COMMENT ON COLUMN "users"."name" IS 'First and last.';
CREATE VIEW "v" AS SELECT "id" FROM "users";
