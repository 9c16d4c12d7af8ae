CREATE TABLE "parcels" ("id" integer PRIMARY KEY);
CREATE TYPE "the_same" AS ("width" integer, "gone" text, "old" text, "kind" text);
ALTER TYPE "the_same" ADD ATTRIBUTE "more" varchar(20) COLLATE "C", DROP ATTRIBUTE "gone";
ALTER TYPE "the_same" RENAME ATTRIBUTE "old" TO "new";
ALTER TYPE "the_same" ALTER ATTRIBUTE "kind" SET DATA TYPE bigint, DROP ATTRIBUTE IF EXISTS "never";
CREATE TYPE "another" AS ("width" integer);
ALTER TYPE "another" ADD ATTRIBUTE "height" integer;
