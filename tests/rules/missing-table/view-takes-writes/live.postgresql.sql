CREATE TABLE "base" (
    "id" integer PRIMARY KEY,
    "name" text NOT NULL
);

CREATE VIEW "simple" AS SELECT "id", "name" FROM "base" WHERE "id" > 0;

CREATE VIEW "on_simple" AS SELECT "id", "name" FROM "simple";

CREATE VIEW "triggered" AS SELECT DISTINCT "id", "name" FROM "base";

CREATE FUNCTION "write"() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';

CREATE TRIGGER "write" INSTEAD OF INSERT OR UPDATE OR DELETE ON "triggered" FOR EACH ROW EXECUTE FUNCTION "write"();

CREATE VIEW "ruled" AS SELECT DISTINCT "id", "name" FROM "base";

CREATE RULE "insert" AS ON INSERT TO "ruled" DO INSTEAD INSERT INTO "base" VALUES (NEW."id", NEW."name");

CREATE RULE "update" AS ON UPDATE TO "ruled" DO INSTEAD UPDATE "base" SET "name" = NEW."name" WHERE "id" = OLD."id";

CREATE RULE "delete" AS ON DELETE TO "ruled" DO INSTEAD DELETE FROM "base" WHERE "id" = OLD."id";
