CREATE TABLE "parcels" ("id" integer PRIMARY KEY);
CREATE TYPE "dimensions" AS ("width" integer, "height" integer);
CREATE TYPE "old_name" AS ("width" integer);
ALTER TYPE "old_name" RENAME TO "new_name";
