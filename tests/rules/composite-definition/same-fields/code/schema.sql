CREATE TABLE "parcels" ("id" integer PRIMARY KEY);
CREATE TYPE "kind" AS ENUM ('a', 'b');
CREATE TYPE "inner_type" AS ("width" int4, "kinds" "kind"[]);
CREATE TYPE "outer_type" AS ("inner" "inner_type", "at" timestamptz(3), "name" varchar(20) COLLATE "C");
