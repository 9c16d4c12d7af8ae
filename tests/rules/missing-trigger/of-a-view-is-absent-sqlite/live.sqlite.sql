CREATE TABLE "documents" ("id" INTEGER PRIMARY KEY, "title" TEXT NOT NULL, "changes" INTEGER NOT NULL DEFAULT 0);
CREATE VIEW "titles" AS SELECT "id", "title" FROM "documents";
