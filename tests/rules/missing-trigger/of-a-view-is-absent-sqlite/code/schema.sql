CREATE TABLE "documents" ("id" INTEGER PRIMARY KEY, "title" TEXT NOT NULL, "changes" INTEGER NOT NULL DEFAULT 0);
CREATE VIEW "titles" AS SELECT "id", "title" FROM "documents";
CREATE TRIGGER "write" INSTEAD OF INSERT ON "titles" BEGIN INSERT INTO "documents" ("id", "title") VALUES (NEW."id", NEW."title"); END;
