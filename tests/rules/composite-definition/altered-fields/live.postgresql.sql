CREATE TABLE "parcels" ("id" integer PRIMARY KEY);
CREATE TYPE "the_same" AS ("width" integer, "new" text, "kind" bigint, "more" varchar(20));
CREATE TYPE "another" AS ("width" integer);
