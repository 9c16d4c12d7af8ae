CREATE TABLE "events" (
    "id" integer PRIMARY KEY,
    "user_id" integer NOT NULL,
    "kind" text NOT NULL,
    "data" jsonb NOT NULL
);

CREATE INDEX "by_expression" ON "events" (lower("kind"));

CREATE INDEX "partial" ON "events" ("kind") WHERE "user_id" > 0;

CREATE INDEX "included" ON "events" ("kind") INCLUDE ("user_id");

CREATE INDEX "nulls" ON "events" ("kind" NULLS FIRST);

CREATE INDEX "collated" ON "events" ("kind" COLLATE "C");
