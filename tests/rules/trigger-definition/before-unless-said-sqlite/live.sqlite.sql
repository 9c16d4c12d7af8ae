CREATE TABLE "documents" ("id" INTEGER PRIMARY KEY, "title" TEXT NOT NULL, "changes" INTEGER NOT NULL DEFAULT 0);
CREATE TRIGGER "count" BEFORE UPDATE ON "documents" FOR EACH ROW WHEN (new.id>1) BEGIN UPDATE "documents" SET "changes" = "changes" + 1 WHERE "id" = NEW."id"; END;
