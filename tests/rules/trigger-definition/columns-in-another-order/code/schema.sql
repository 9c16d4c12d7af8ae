CREATE TABLE "documents" (
    "id" integer PRIMARY KEY,
    "title" text NOT NULL,
    "state" varchar(20) NOT NULL DEFAULT 'draft',
    "changed_at" timestamptz
);
CREATE FUNCTION "stamp"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW."changed_at" := now(); RETURN NEW; END $$;
CREATE FUNCTION "log_it"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER "stamp_it" BEFORE UPDATE OF "title", "state" OR INSERT ON "documents" FOR EACH ROW EXECUTE FUNCTION "stamp"();
