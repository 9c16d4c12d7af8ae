CREATE TABLE "parcels" ("id" integer PRIMARY KEY);
CREATE TYPE "kind" AS ENUM ('a', 'b');
CREATE TYPE "inner_type" AS ("width" integer, "kinds" "kind"[]);
CREATE TYPE "outer_type" AS ("inner" "inner_type", "at" timestamp(3) with time zone, "name" character varying(20) COLLATE "C");
