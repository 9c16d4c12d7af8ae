CREATE TABLE "parcels" ("id" integer PRIMARY KEY);
CREATE TYPE "dimensions" AS ("width" integer, "height" integer);
