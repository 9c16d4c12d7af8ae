CREATE SCHEMA "app";

CREATE TYPE "app"."Mood" AS ENUM ('sad', 'ok');

CREATE TABLE "app"."things" (
    "id" integer PRIMARY KEY,
    "one" "app"."Mood" NOT NULL DEFAULT 'ok',
    "other" "app"."Mood" NOT NULL DEFAULT 'sad',
    "list" "app"."Mood"[] DEFAULT ARRAY['ok']::"app"."Mood"[]
);

DO 'BEGIN EXECUTE format(''ALTER DATABASE %I SET search_path = app'', current_database()); END';
