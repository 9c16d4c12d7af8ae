CREATE TABLE "events" (
    "id" integer PRIMARY KEY,
    "user_id" integer NOT NULL,
    "kind" text NOT NULL,
    "data" jsonb NOT NULL
);

CREATE UNIQUE INDEX "events_kind_key" ON "events" ("kind");
