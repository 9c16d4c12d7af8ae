CREATE TABLE "documents" ("id" INTEGER PRIMARY KEY, "title" TEXT NOT NULL, "changes" INTEGER NOT NULL DEFAULT 0);
CREATE TRIGGER "count" BEFORE UPDATE OF "title" ON "documents" BEGIN UPDATE "documents" SET "changes" = "changes" + 1 WHERE "id" = NEW."id"; END;
