CREATE TABLE "parcels" ("id" integer PRIMARY KEY);
CREATE TYPE "a_less" AS ("width" integer, "height" integer);
CREATE TYPE "b_more" AS ("width" integer);
CREATE TYPE "c_order" AS ("width" integer, "height" integer);
CREATE TYPE "d_type" AS ("width" integer, "label" text);
