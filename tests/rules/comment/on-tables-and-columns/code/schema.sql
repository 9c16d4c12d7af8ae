CREATE TABLE "users" ("id" integer PRIMARY KEY, "email" text, "name" text);
COMMENT ON TABLE "users" IS 'People.';
COMMENT ON COLUMN "users"."email" IS 'An address.';
COMMENT ON COLUMN "users"."name" IS 'First and last.';
CREATE VIEW "v" AS SELECT "id" FROM "users";
COMMENT ON COLUMN "v"."id" IS 'A number.';
