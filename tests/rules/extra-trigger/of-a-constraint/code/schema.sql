CREATE TABLE "documents" (
    "id" integer PRIMARY KEY,
    "title" text NOT NULL,
    "state" varchar(20) NOT NULL DEFAULT 'draft',
    "changed_at" timestamptz
);
CREATE FUNCTION "stamp"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW."changed_at" := now(); RETURN NEW; END $$;
CREATE FUNCTION "log_it"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TABLE "pages" ("id" integer PRIMARY KEY, "document_id" integer NOT NULL REFERENCES "documents");
