CREATE TABLE "documents" (
    "id" integer PRIMARY KEY,
    "title" text NOT NULL,
    "state" varchar(20) NOT NULL DEFAULT 'draft',
    "changed_at" timestamptz
);
CREATE FUNCTION "stamp"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW."changed_at" := now(); RETURN NEW; END $$;
CREATE FUNCTION "log_it"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE VIEW "titles" AS SELECT "id", "title" FROM "documents";
CREATE TRIGGER "stamp_it" INSTEAD OF INSERT ON "titles" FOR EACH ROW EXECUTE FUNCTION "log_it"();
