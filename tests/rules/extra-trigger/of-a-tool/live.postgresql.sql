CREATE TABLE "documents" (
    "id" integer PRIMARY KEY,
    "title" text NOT NULL,
    "state" varchar(20) NOT NULL DEFAULT 'draft',
    "changed_at" timestamptz
);
CREATE FUNCTION "stamp"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW."changed_at" := now(); RETURN NEW; END $$;
CREATE FUNCTION "log_it"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE SCHEMA "hdb_catalog";
CREATE FUNCTION "hdb_catalog"."notify_documents"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER "notify_hasura_documents_INSERT" AFTER INSERT ON "documents" FOR EACH ROW EXECUTE FUNCTION "hdb_catalog"."notify_documents"();
