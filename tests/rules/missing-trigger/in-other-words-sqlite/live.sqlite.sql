CREATE TABLE "documents" ("id" INTEGER PRIMARY KEY, "title" TEXT NOT NULL, "changes" INTEGER NOT NULL DEFAULT 0);
create trigger "count" after update on "documents" for each row begin update "documents" set "changes" = "changes"+1 -- one more
 where "id" = new."id"; end;
