CREATE TABLE "events" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "user_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "data" JSONB NOT NULL
);

CREATE INDEX "by_expression" ON "events" (lower("kind"));

CREATE INDEX "partial" ON "events" ("kind") WHERE "user_id" > 0;

CREATE INDEX "collated" ON "events" ("kind" COLLATE NOCASE);
