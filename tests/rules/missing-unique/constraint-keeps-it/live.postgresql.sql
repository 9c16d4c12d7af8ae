CREATE TABLE "events" (
    "id" integer PRIMARY KEY,
    "user_id" integer NOT NULL,
    "kind" text NOT NULL,
    "data" jsonb NOT NULL
);

ALTER TABLE "events" ADD CONSTRAINT "events_user_id_kind_key" UNIQUE ("user_id", "kind");
