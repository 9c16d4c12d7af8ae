CREATE TABLE "documents" (
    "id" integer PRIMARY KEY,
    "title" text NOT NULL
);
CREATE TRIGGER "only_changes" BEFORE UPDATE ON "documents" FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger();
