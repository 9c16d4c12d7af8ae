CREATE TABLE "parcels" ("id" integer PRIMARY KEY);
