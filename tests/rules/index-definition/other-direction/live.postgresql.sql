CREATE TABLE "events" (
    "id" integer PRIMARY KEY,
    "user_id" integer NOT NULL,
    "kind" text NOT NULL,
    "data" jsonb NOT NULL
);

CREATE INDEX "events_user_id_kind_idx" ON "events" ("user_id", "kind");
