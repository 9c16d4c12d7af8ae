CREATE TABLE "parcels" ("id" integer PRIMARY KEY);
CREATE TYPE "dimensions" AS ("width" integer, "height" integer);
CREATE TYPE "new_name" AS ("width" integer);
CREATE TYPE "others" AS ("width" integer);
